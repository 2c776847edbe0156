// Gathers the microphone's sound into pieces of 50 ms, 16 bits a sample.

const PIECE = 800;

class Frames extends AudioWorkletProcessor {
  #piece = new Int16Array(PIECE);
  #filled = 0;

  process([[channel]]) {
    for (const value of channel ?? []) {
      this.#piece[this.#filled++] = Math.max(-1, Math.min(1, value)) * 32767;
      if (this.#filled === PIECE) {
        this.port.postMessage(this.#piece.buffer, [this.#piece.buffer]);
        this.#piece = new Int16Array(PIECE);
        this.#filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("frames", Frames);
