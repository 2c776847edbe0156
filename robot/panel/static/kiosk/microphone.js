// The page's microphone: sound goes to the robot as it comes and is kept nowhere.

const RETRY_MS = 2000;
const LATE_BYTES = 64 * 1024; // two seconds; a line this slow carries no speech

export class Microphone {
  onChange = () => {}; // told "off", "on", "denied" or "missing"
  #state = "off";
  #muted;
  #stream = null;
  #context = null;
  #socket = null;
  #starting = false;

  constructor(muted) {
    this.#muted = muted; // the robot's voice sounds on this page
  }

  get on() {
    return this.#state === "on";
  }

  async start() {
    if (this.on) return this.#context?.resume();
    if (this.#starting) return;
    this.#starting = true;
    try {
      if (!navigator.mediaDevices) throw new DOMException("", "NotFoundError"); // page not secure
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      await this.#listen();
      this.#tell("on");
      this.#connect();
    } catch (fault) {
      if (fault.name === "NotAllowedError") this.#release("denied");
      else this.#missing();
    } finally {
      this.#starting = false;
    }
  }

  stop() {
    this.#release("off");
  }

  // Not plugged in, or in use by another program: tried again until it can be had.
  #missing() {
    this.#release("missing");
    setTimeout(() => { if (this.#state === "missing") this.start(); }, RETRY_MS);
  }

  #release(state) {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#socket?.close();
    this.#stream = this.#context = this.#socket = null;
    this.#tell(state);
  }

  async #listen() {
    this.#context = new AudioContext({ sampleRate: 16000 });
    await this.#context.audioWorklet.addModule(new URL("worklet.js", import.meta.url));
    const frames = new AudioWorkletNode(this.#context, "frames", { numberOfOutputs: 0 });
    frames.port.onmessage = ({ data }) => this.#send(data);
    this.#context.createMediaStreamSource(this.#stream).connect(frames);
    for (const track of this.#stream.getTracks()) {
      track.addEventListener("ended", () => this.#missing()); // unplugged
    }
  }

  #connect() {
    const url = new URL("audio", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      setTimeout(() => { if (this.on && !this.#socket) this.#connect(); }, RETRY_MS);
    });
    this.#socket = socket;
  }

  #send(samples) {
    const socket = this.#socket;
    if (this.#muted() || socket?.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount < LATE_BYTES) socket.send(samples);
  }

  #tell(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.onChange(state);
  }
}
