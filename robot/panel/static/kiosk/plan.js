// The floor plan: the drawing of the building, with the robot, its way and people on top.
import { fill } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// The drawing brings its styles inline, which the page's security policy keeps out of markup.
function takeStyles(text) {
  const sheet = new CSSStyleSheet();
  const rest = text.replace(/<style>([^]*?)<\/style>/, (whole, rules) => { sheet.replaceSync(rules); return ""; });
  return [rest, sheet];
}

export class Plan {
  constructor(parent, distance) {
    this.parent = parent;
    this.distance = distance;
    this.words = { to_go: "{metres} m" };
  }

  async load(url) {
    const [text, styles] = takeStyles(await (await fetch(url)).text());
    document.adoptedStyleSheets.push(styles);
    this.svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
    const { scale, west, north } = this.svg.dataset; // frame map: x grows to the east, y to the north
    this.toX = (x) => (x - Number(west)) * Number(scale);
    this.toY = (y) => (Number(north) - y) * Number(scale);
    this.scale = Number(scale);
    this.route = shape("polyline", { class: "route" });
    this.crowd = shape("g", {});
    this.goal = shape("circle", { class: "goal", r: 0.35 * this.scale, visibility: "hidden" });
    this.marker = shape("g", { class: "robot", visibility: "hidden" });
    this.marker.append(shape("circle", { class: "body", r: 0.55 * this.scale }),
      shape("path", { class: "nose", d: `M${0.42 * this.scale} 0l${-0.5 * this.scale} ${-0.24 * this.scale}v${0.48 * this.scale}z` }));
    this.pin = shape("g", { class: "pin", visibility: "hidden" });
    this.pin.append(shape("line", {}), shape("circle", { r: 0.4 * this.scale }));
    const live = shape("g", { class: "live" });
    live.append(this.route, this.crowd, this.goal, this.marker, this.pin);
    this.svg.append(live);
    this.parent.append(this.svg);
  }

  // The point of the map, metres, under a click or a finger.
  under(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const { west, north } = this.svg.dataset;
    return { x: x / this.scale + Number(west), y: Number(north) - y / this.scale };
  }

  // Where somebody says that the robot stands, and where it looks to.
  placed(at, towards) {
    this.pin.setAttribute("visibility", at ? "visible" : "hidden");
    if (!at) return;
    const [line, dot] = this.pin.children;
    const end = towards ?? at;
    for (const [name, value] of Object.entries({ x1: this.toX(at.x), y1: this.toY(at.y), x2: this.toX(end.x), y2: this.toY(end.y) })) line.setAttribute(name, value);
    dot.setAttribute("cx", this.toX(at.x));
    dot.setAttribute("cy", this.toY(at.y));
  }

  speak(words) {
    this.words = words;
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute("aria-label", words.plan);
  }

  destination(id) {
    for (const room of this.svg.querySelectorAll(".room")) {
      room.classList.toggle("destination", Boolean(id) && room.id === `room-${id}`);
    }
  }

  robot({ x, y, yaw, driving, path, distance_m: metres }) {
    const degrees = (-yaw * 180) / Math.PI;
    this.marker.setAttribute("visibility", "visible");
    this.marker.setAttribute("transform", `translate(${this.toX(x)} ${this.toY(y)}) rotate(${degrees})`);
    this.route.setAttribute("points", path.map(([px, py]) => `${this.toX(px)},${this.toY(py)}`).join(" "));
    const end = path[path.length - 1];
    this.goal.setAttribute("visibility", end ? "visible" : "hidden");
    if (end) {
      this.goal.setAttribute("cx", this.toX(end[0]));
      this.goal.setAttribute("cy", this.toY(end[1]));
    }
    this.distance.textContent = driving ? fill(this.words.to_go, { metres: Math.max(0, Math.round(metres)) }) : "";
  }

  people(list) {
    this.crowd.replaceChildren(...list.map(([x, y, engaged]) =>
      shape("circle", { class: engaged ? "person engaged" : "person", cx: this.toX(x), cy: this.toY(y), r: 0.3 * this.scale })));
  }
}
