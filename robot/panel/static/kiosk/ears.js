// What the page shows of listening: what is being heard, and whether it can hear at all.
import { $ } from "./dom.js";
import { Microphone } from "./microphone.js";

const SHOWN_MS = 4000; // the last words stay so long

export class Ears {
  onTurn = () => {};
  #words = {};
  #state = "off";
  #timer = 0;

  constructor(speaker) {
    this.microphone = new Microphone(() => speaker.playing);
    this.microphone.onChange = (state) => this.#changed(state);
    this.#begin();
  }

  // Without asking where the visitor's browser has been allowed it for good, as on the robot.
  async #begin() {
    const allowed = await navigator.permissions?.query({ name: "microphone" }).catch(() => null);
    const begin = () => { if (allowed?.state === "granted") this.microphone.start(); };
    allowed?.addEventListener("change", begin);
    begin();
    addEventListener("pointerdown", () => { if (this.microphone.on) this.microphone.start(); });
  }

  turn() {
    if (this.microphone.on) this.microphone.stop();
    else this.microphone.start();
  }

  label() {
    return this.microphone.on ? this.#words.microphone_off : this.#words.microphone_on;
  }

  speak(words) {
    this.#words = words;
    this.#notice();
  }

  heard({ text, language }) {
    clearTimeout(this.#timer);
    $("hearing").textContent = text;
    $("hearing").lang = language;
    this.#timer = setTimeout(() => { $("hearing").textContent = ""; }, SHOWN_MS);
  }

  #changed(state) {
    this.#state = state;
    document.body.dataset.microphone = state;
    this.#notice();
    this.onTurn();
  }

  #notice() {
    const text = { denied: this.#words.microphone_denied, missing: this.#words.microphone_missing }[this.#state];
    $("microphone-notice").hidden = !text;
    $("microphone-notice").textContent = text ?? "";
  }
}
