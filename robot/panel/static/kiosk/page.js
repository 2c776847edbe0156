// All of the page but the plan and the directory: captions, answers, buttons, time-out, notices.
import { $, button, element, fill, refresh } from "./dom.js";

const LONG_CAPTION = 130; // characters
const LEADING = new Set(["driving", "waiting"]);
const ALWAYS_THERE = new Set(["repeat", "call_staff", "goodbye"]); // in the bar below

export class Page {
  onLanguage = () => {};
  onSound = () => {};
  microphone = null;

  constructor(content, send) {
    this.content = content;
    this.send = send;
    this.state = {};
    this.soundOn = true;
    this.stop = { stopped: false };
    this.easy = false;
    this.#listen();
    setInterval(() => this.#countDown(), 250);
  }

  show(state) {
    this.state = state;
    this.until = state.seconds_left >= 0 ? performance.now() + 1000 * state.seconds_left : null;
    this.span = Math.max(state.seconds_left ?? 0, 1);
    const language = state.language || this.content.default;
    if (language !== this.language) this.#speak(language);
    const leading = state.destination !== "" && state.destination !== undefined;
    document.body.dataset.view = state.visit_id ? (leading ? "leading" : "talk") : "idle";
    document.body.dataset.state = state.state;
    this.#mood();
    this.#caption();
    this.#answer();
    this.#choices();
    this.#notice();
    this.#countDown();
    this.#always();
  }

  stopped(stop) {
    this.stop = stop;
    this.#mood();
    this.#notice();
  }

  connected(up) {
    $("connection").hidden = up;
    $("connection").textContent = up ? "" : this.words.lost_connection;
  }

  // A switch outside of this page's state was turned.
  turned() {
    this.#always();
  }

  // The eyes turn to where the path goes.
  look({ yaw, path }) {
    const [x, y] = path?.[Math.min(8, path.length - 1)] ?? [null, null];
    if (x === null) return;
    const turn = Math.atan2(y - path[0][1], x - path[0][0]) - yaw;
    $("eyes").style.setProperty("--look-x", `${Math.round(-Math.sin(turn) * 16)}px`);
  }

  #listen() {
    $("face").addEventListener("click", () => this.send("wake"));
    $("more-time").addEventListener("click", () => this.send("more_time"));
    $("type").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = $("text").value.trim();
      if (text) this.send("text", text);
      $("text").value = "";
    });
  }

  #speak(language) {
    this.language = language;
    this.words = this.content.labels[language] ?? this.content.labels[this.content.default];
    const words = this.words;
    document.documentElement.lang = language;
    document.title = words.page_title;
    $("house").textContent = this.content.town_hall[language] ?? this.content.town_hall[this.content.default];
    $("languages").setAttribute("aria-label", words.languages);
    $("face").setAttribute("aria-label", words.touch_to_start);
    $("automatic").textContent = words.automatic;
    $("more-time").textContent = words.more_time;
    $("text-label").textContent = words.type_here;
    $("text").placeholder = words.type_hint;
    $("send").textContent = words.send;
    $("plan-title").textContent = words.plan;
    $("languages").replaceChildren(...this.content.languages.map(({ id, name }) => {
      const made = button(name, () => this.send("language", id));
      made.lang = id;
      made.setAttribute("aria-pressed", id === language);
      return made;
    }));
    this.onLanguage(language, words);
  }

  #mood() {
    const mood = this.stop.stopped && LEADING.has(this.state.mood) ? "stopped" : this.state.mood;
    document.body.dataset.mood = mood;
    $("mood").textContent = this.words[`mood_${mood}`] ?? "";
  }

  #caption() {
    const { visit_id, caption } = this.state;
    const lines = visit_id ? [caption] : this.content.languages.map(({ id }) => this.content.labels[id].greeting);
    $("caption").classList.toggle("long", caption.length > LONG_CAPTION);
    refresh($("caption"), JSON.stringify([this.language, lines]), () => [
      ...lines.map((line, at) => element("p", { textContent: line, lang: visit_id ? this.language : this.content.languages[at].id })),
      ...(visit_id ? [] : [element("p", { className: "hint", textContent: this.words.start_hint })]),
    ]);
  }

  #answer() {
    const { title, facts, service } = this.state;
    $("answer").hidden = !title && facts.length === 0;
    $("answer-title").textContent = title ?? "";
    refresh($("facts"), JSON.stringify([facts, this.language]), () => facts.map(({ kind, label, lines }) =>
      element("div", { className: kind }, element("dt", { textContent: label }),
        ...lines.map((line) => element("dd", { textContent: line })),
        ...(kind === "online" && service ? [this.#code(service, title)] : []))));
  }

  // The address as a QR code to take along; the address itself stands beside it.
  #code(service, title) {
    const alt = fill(this.words.qr_code, { name: title });
    return element("dd", { className: "code" }, element("img", { src: `qr/${encodeURIComponent(service)}.svg`, alt }));
  }

  #choices() {
    const choices = this.state.choices.filter(({ value }) => !ALWAYS_THERE.has(value));
    refresh($("choices"), JSON.stringify([choices, this.language]), () => choices.map(({ action, value, label }, at) =>
      button(label, () => this.send(action, value), at === 0 ? "first" : "")));
  }

  #notice() {
    const reason = this.stop.stopped ? this.stop.reason : "";
    const notice = this.state.notice ?? "";
    const told = /^[a-z_]*$/.test(notice) ? "" : notice; // other names without words are for the panel
    const text = this.words[`stop_${reason}`] ?? this.words[`notice_${notice}`] ?? told;
    $("notice").hidden = !text;
    if ($("notice").textContent !== text) $("notice").textContent = text;
  }

  #countDown() {
    if (!this.words) return;
    const left = this.until === null ? null : Math.max(0, (this.until - performance.now()) / 1000);
    const shown = left !== null && Boolean(this.state.can_extend);
    $("timeout").hidden = !shown;
    if (!shown) return;
    $("timeout-text").textContent = fill(this.words.seconds_left, { seconds: Math.ceil(left) });
    $("timeout-bar").setAttribute("width", (100 * left) / this.span);
  }

  #always() {
    const words = this.words;
    const driving = LEADING.has(this.state.mood);
    refresh($("always"), JSON.stringify([this.language, this.soundOn, this.easy, driving, this.microphone?.label()]), () => [
      ...(driving ? [button(words.stop, () => this.send("intent", "stop"), "stop")] : []),
      button(words.repeat, () => this.send("intent", "repeat"), "talk-only"),
      button(words.call_staff, () => this.send("intent", "call_staff")),
      ...(this.microphone ? [button(this.microphone.label(), () => this.microphone.turn(), "microphone")] : []),
      button(this.soundOn ? words.sound_off : words.sound_on, () => this.#turnSound()),
      ...(this.content.easy_languages.includes(this.language)
        ? [button(this.easy ? words.easy_off : words.easy_on, () => this.#turnEasy())] : []),
      button(words.start_over, () => this.send("intent", "goodbye"), "talk-only"),
    ]);
  }

  #turnSound() {
    this.soundOn = !this.soundOn;
    this.onSound(this.soundOn);
    this.#always();
  }

  #turnEasy() {
    this.easy = !this.easy;
    this.send("easy", this.easy ? "on" : "off");
    this.#always();
  }
}
