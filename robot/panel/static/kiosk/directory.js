// The list of everything in the house, searched as one types, forgiving accents and case.
import { $, button, element, fill } from "./dom.js";

const FOLDED = { ı: "i", ß: "ss", ø: "o", ł: "l" };

export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[ıßøł]/g, (c) => FOLDED[c]);
}

export class Directory {
  constructor(content, send) {
    this.content = content;
    this.send = send;
    $("browse").addEventListener("click", () => this.#toggle($("directory").hidden));
    $("find").addEventListener("input", () => this.#list());
  }

  speak(language, words) {
    this.language = language;
    this.words = words;
    $("find-label").textContent = words.find;
    this.#toggle(!$("directory").hidden);
    this.#list();
  }

  close() {
    $("find").value = "";
    this.#toggle(false);
    this.#list();
  }

  #toggle(open) {
    $("directory").hidden = !open;
    $("browse").setAttribute("aria-expanded", open);
    $("browse").textContent = open ? this.words.browse_close : this.words.browse;
  }

  #list() {
    const wanted = fold($("find").value).split(/\s+/).filter(Boolean);
    const { departments, facilities } = this.content;
    const services = departments.flatMap((department) => department.services.map((service) => ({ ...service, room: department.room })));
    const parts = [
      ["services", "service", services],
      ["departments", "department", departments],
      ["facilities", "facility", facilities],
    ].map(([heading, action, entries]) => this.#part(heading, action, entries, wanted)).filter(Boolean);
    $("found").replaceChildren(...(parts.length ? parts : [element("p", { textContent: this.words.nothing_found })]));
  }

  #part(heading, action, entries, wanted) {
    const found = entries.filter((entry) => this.#matches(entry, wanted));
    if (found.length === 0) return null;
    return element("section", {},
      element("h2", { textContent: this.words[heading] }),
      element("ul", {}, ...found.map((entry) => element("li", {}, this.#entry(action, entry)))));
  }

  // Every word asked for must begin a word of a name, in any language.
  #matches(entry, wanted) {
    const names = [...Object.values(entry.name), ...Object.values(entry.also_called ?? {}).flat(), entry.room ?? ""];
    const known = names.flatMap((name) => fold(name).split(/[^\p{L}\p{N}]+/u));
    return wanted.every((word) => known.some((other) => other.startsWith(word) || (word.length > 3 && other.includes(word))));
  }

  #entry(action, entry) {
    const made = button(entry.name[this.language] ?? entry.name[this.content.default], () => {
      this.#toggle(false);
      this.send(action, entry.id);
    });
    if (entry.room) made.append(element("b", { textContent: entry.room }));
    return made;
  }
}
