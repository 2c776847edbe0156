// The robot's voice on this page, for machines whose robot has no loudspeaker of its own.

export class Speaker {
  #queue = [];
  #audio = new Audio();
  #on = true;

  constructor() {
    this.#audio.addEventListener("ended", () => this.#next());
  }

  get playing() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  play(url) {
    if (!this.#on) return;
    this.#queue.push(url);
    if (this.#audio.paused || this.#audio.ended) this.#next();
  }

  hush() {
    this.#queue = [];
    this.#audio.pause();
  }

  turn(on) {
    this.#on = on;
    if (!on) this.hush();
  }

  #next() {
    const url = this.#queue.shift();
    if (!url) return;
    this.#audio.src = url;
    this.#audio.play().catch(() => { this.#queue = []; }); // browsers stay mute until the first touch
  }
}
