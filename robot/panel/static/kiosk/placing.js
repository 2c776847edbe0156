// A robot that has lost its way: staff tap where it stands, then where it looks, and give their PIN.
import { $ } from "./dom.js";

export class Placing {
  constructor(plan, allowed) {
    this.plan = plan;
    this.allowed = allowed;
    this.at = this.towards = null;
    $("place-open").addEventListener("click", () => this.#turn(true));
    $("place").addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
    plan.svg.addEventListener("click", (event) => this.#tapped(event));
  }

  speak(words) {
    this.words = words;
    $("place-open").textContent = words.place_open;
    $("place-pin-label").textContent = words.place_pin;
    $("place-send").textContent = words.place_send;
    this.#tell();
  }

  // Offered while the robot does not know where it is.
  stopped({ stopped, reason }) {
    const astray = this.allowed && stopped && reason === "astray";
    $("place-open").hidden = !astray;
    if (!astray) this.#turn(false);
  }

  #turn(on) {
    document.body.toggleAttribute("data-placing", on);
    $("place").hidden = !on;
    this.at = this.towards = null;
    this.plan.placed(null, null);
    $("place-pin").value = "";
    if (this.words) this.#tell();
  }

  #tapped(event) {
    if (!document.body.hasAttribute("data-placing")) return;
    const point = this.plan.under(event);
    if (!this.at || this.towards) [this.at, this.towards] = [point, null];
    else this.towards = point;
    this.plan.placed(this.at, this.towards);
    this.#tell();
  }

  #tell(text) {
    const step = !this.at ? "place_where" : !this.towards ? "place_towards" : "place_ready";
    $("place-step").textContent = text ?? this.words[step];
    $("place-send").disabled = !this.towards;
  }

  async #send() {
    const { at, towards } = this;
    const yaw = Math.atan2(towards.y - at.y, towards.x - at.x);
    const answer = await fetch("place", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ pin: $("place-pin").value, x: at.x, y: at.y, yaw }),
    });
    $("place-pin").value = "";
    this.#tell(answer.ok ? this.words.place_sent : answer.status === 429 ? this.words.place_wait : this.words.place_wrong);
  }
}
