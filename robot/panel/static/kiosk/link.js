// The line to the robot: events come pushed, touches go by POST.

export function connect(url, handlers, onConnection) {
  const source = new EventSource(url);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => onConnection(true));
  source.addEventListener("error", () => onConnection(false)); // the browser tries again by itself
}

export async function send(action, value = "") {
  const answer = await fetch("touch", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ action, value }),
  });
  if (!answer.ok) console.error("touch refused:", (await answer.json()).error);
}
