// Keeps the draft while somebody types, and shows faults at their line and their box.
const page = document.querySelector("#editor");
const yaml = document.querySelector("#yaml");
const form = document.querySelector("#form");
const gutter = document.querySelector("#gutter");
const status = document.querySelector("#status");
const key = document.querySelector('input[name="csrf"]').value;
const TYPING_MS = 400;

const AGAIN_MS = 5000;

let typed = false;           // the text was changed and not sent yet
const touched = new Set();   // names of boxes that were changed and not sent yet
let timer = 0;
let sending = Promise.resolve();
let stuck = false;           // after a refusal only loading the page anew helps

function number(bad) {
  const lines = yaml.value.split("\n").length;
  gutter.replaceChildren(...Array.from({ length: lines }, (_, i) => {
    const line = document.createElement("span");
    line.textContent = `${i + 1}\n`;
    if (bad.has(i + 1)) line.className = "bad";
    return line;
  }));
  gutter.scrollTop = yaml.scrollTop;
}

function scrollTo(line) {
  const height = yaml.scrollHeight / yaml.value.split("\n").length;
  yaml.scrollTop = Math.max(0, (line - 4) * height);
  yaml.scrollLeft = 0;
}

function goTo(line) {
  const lines = yaml.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  yaml.focus();
  yaml.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  scrollTo(line);
}

function faultItem(fault) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = "#yaml";
  link.dataset.line = fault.line;
  link.textContent = page.dataset.line.replace("{line}", fault.line);
  const where = document.createElement("code");
  where.textContent = fault.key;
  const hint = fault.hint ? ` (${fault.hint})` : "";
  const told = ` ${page.dataset.found} ${fault.found}, ${page.dataset.expected} ${fault.expected}${hint}`;
  item.append(link, " ", ...(fault.key ? [where] : []), told);
  return item;
}

function show(answer, fromForm) {
  page.dataset.seen = answer.digest;
  for (const field of document.querySelectorAll('input[name="seen"]')) field.value = answer.digest;
  if (fromForm && !typed && yaml.value !== answer.text) {
    const top = yaml.scrollTop;
    yaml.value = answer.text;
    yaml.scrollTop = top;
  }
  number(new Set(answer.faults.map((fault) => fault.line)));
  const list = document.querySelector("#faults");
  list.querySelector(".own").replaceChildren(...answer.faults.map(faultItem));
  list.querySelector(".none").hidden = answer.faults.length + answer.elsewhere.length > 0;
  const elsewhere = list.querySelector(".elsewhere");
  elsewhere.hidden = answer.elsewhere.length === 0;
  elsewhere.querySelector("ul").replaceChildren(...answer.elsewhere.map((told) => {
    const item = document.createElement("li");
    item.textContent = told;
    return item;
  }));
  for (const [name, box] of Object.entries(answer.boxes)) showBox(name, box, fromForm);
  const others = document.querySelector("#others");
  others.hidden = answer.others.length === 0;
  others.querySelector("span").textContent = answer.others.join(", ");
  document.querySelector("#outdated").hidden = !answer.outdated;
  document.querySelector(".discard").hidden = !answer.drafted;
  status.className = "note";
  status.textContent = answer.drafted ? page.dataset.saved : page.dataset.published;
}

function showBox(name, box, fromForm) {
  const fields = form ? [...form.elements].filter((one) => one.name === name) : [];
  const field = fields.at(-1);
  if (!field) return;
  field.toggleAttribute("aria-invalid", false);
  if (box.faults.length) field.setAttribute("aria-invalid", "true");
  document.getElementById(`${field.id}-fault`).textContent = box.faults.join("; ");
  if (touched.has(name)) return;
  if (field.type === "checkbox") field.checked = box.value === "yes";
  else if (field !== document.activeElement || !fromForm) field.value = box.value;
  const today = document.querySelector("#closed-today");
  if (today && name === "closed_on") today.checked = box.value.includes(today.dataset.today);
}

// Only what was changed: the other boxes may be older than the text beside them.
function answers() {
  const all = {};
  for (const [name, value] of new FormData(form)) if (touched.has(name)) all[name] = value;
  touched.clear();
  return all;
}

// One after the other; the text first, because it was there before the boxes were changed.
async function send() {
  clearTimeout(timer);
  while ((typed || touched.size) && !stuck) {
    const fromForm = !typed;
    const body = fromForm ? { answers: answers() } : { text: yaml.value };
    typed = false;
    status.textContent = page.dataset.saving;
    try {
      await take(await fetch(page.dataset.draft, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF": key },
        body: JSON.stringify({ seen: page.dataset.seen, part: page.dataset.part, ...body }),
      }), fromForm);
    } catch {
      status.textContent = page.dataset.lost;
      typed = typed || !fromForm;
      Object.keys(body.answers ?? {}).forEach((name) => touched.add(name));
      timer = setTimeout(next, AGAIN_MS);
      return;
    }
  }
}

async function take(answer, fromForm) {
  if (answer.ok) {
    show(await answer.json(), fromForm);
    return;
  }
  const refused = answer.status === 409 ? (await answer.json()).error : "lost";
  stuck = refused === "other_window" || refused === "lost";
  status.textContent = page.dataset[refused] ?? page.dataset.lost;
  status.className = "notice warning";
}

function next() {
  sending = sending.then(send);
  return sending;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(next, TYPING_MS);
}

yaml.addEventListener("input", () => {
  typed = true;
  number(new Set());
  later();
});
yaml.addEventListener("scroll", () => { gutter.scrollTop = yaml.scrollTop; });
// What the form changes comes into the text first.
yaml.addEventListener("focus", async () => {
  yaml.readOnly = true;
  await next();
  yaml.readOnly = false;
});
form?.addEventListener("input", (event) => {
  touched.add(event.target.name);
  later();
});
document.querySelector("#faults").addEventListener("click", (event) => {
  const line = event.target.dataset?.line;
  if (line) {
    event.preventDefault();
    goTo(Number(line));
  }
});
for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    await next();
    if (!stuck) window.location.assign(link.href);
  });
}
for (const button of document.querySelectorAll('button[value="form"], button[value="yaml"]')) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    next();
  });
}
// What was typed comes into the draft first, and these change it then.
for (const other of document.querySelectorAll("form.leave")) {
  other.addEventListener("submit", async (event) => {
    event.preventDefault();
    await next();
    if (!stuck) other.submit();
  });
}
number(new Set(yaml.dataset.lines.split(" ").map(Number)));
scrollTo(Number(page.dataset.start));
