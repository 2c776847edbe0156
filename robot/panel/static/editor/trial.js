// The talk with a draft: sends words, and shows what comes back as it comes.
const trial = document.querySelector("#trial");
const said = document.querySelector("#said");
const talk = document.querySelector("#talk");
const buttons = document.querySelector("#buttons");
const key = talk.querySelector('input[name="csrf"]').value;
const AGAIN_MS = 2000;

let count = Number(trial.dataset.count);
let offered = [];

async function say(text) {
  const body = new URLSearchParams({ said: text });
  await fetch(window.location.href, { method: "POST", headers: { "X-CSRF": key }, body });
}

function show(line) {
  document.querySelector("#waiting").hidden = true;
  if (line.kind === "button") {
    offered.push(line);
    return;
  }
  if (line.kind === "state") {
    buttons.replaceChildren(...offered.map(button));
    offered = [];
    return;
  }
  const item = document.createElement("li");
  item.className = line.kind;
  if (line.language) item.lang = line.language;
  item.textContent = line.text;
  said.append(item);
  item.scrollIntoView({ block: "nearest" });
}

function button({ text, language }) {
  const [command, ...label] = text.split(" ");
  const made = document.createElement("button");
  made.type = "button";
  made.lang = language;
  made.textContent = label.join(" ");
  made.addEventListener("click", () => say(command));
  return made;
}

async function follow() {
  try {
    const answer = await fetch(`${trial.dataset.lines}?after=${count}`);
    if (answer.status === 404) return;
    const lines = await answer.json();
    count += lines.length;
    lines.forEach(show);
    setTimeout(follow, 0);
  } catch {
    setTimeout(follow, AGAIN_MS);
  }
}

talk.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = document.querySelector("#words");
  say(words.value);
  words.value = "";
});
trial.querySelector(".note").hidden = true;
follow();
