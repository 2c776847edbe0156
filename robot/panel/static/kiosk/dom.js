// Small helpers for the page's elements.

export const $ = (id) => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function button(label, onClick, className = "") {
  const made = element("button", { type: "button", textContent: label, className });
  made.addEventListener("click", onClick);
  return made;
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Replaces children only when what they say has changed, so that focus and screen readers stay put.
export function refresh(parent, key, make) {
  if (parent.dataset.key === key) return;
  parent.dataset.key = key;
  parent.replaceChildren(...make());
}
