// Keeps the live page current: the server says that something changed, and gives the new part.
const now = document.getElementById("now");
const lost = document.getElementById("lost");
const CALM_MS = 500;
let waiting = false;

async function renew() {
  waiting = false;
  const answer = await fetch(now.dataset.address, { headers: { Accept: "text/html" }, redirect: "manual" });
  if (answer.ok) now.innerHTML = await answer.text();
  else if (answer.type === "opaqueredirect" || answer.status === 401) location.reload();
}

const source = new EventSource(now.dataset.events);
source.addEventListener("changed", () => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => renew().catch(() => { lost.hidden = false; }), CALM_MS);
});
source.addEventListener("open", () => { lost.hidden = true; });
source.addEventListener("error", () => { lost.hidden = false; });
setInterval(() => renew().catch(() => { lost.hidden = false; }), 5000); // a silent robot says no change
