// The robot's touch screen: shows what the robot says it does, sends what visitors touch.
import { connect, send } from "./link.js";
import { Directory } from "./directory.js";
import { Placing } from "./placing.js";
import { Plan } from "./plan.js";
import { Ears } from "./ears.js";
import { Speaker } from "./speaker.js";
import { Page } from "./page.js";

const content = await (await fetch("content.json")).json();
const { font_mm: size, diagonal_mm: diagonal } = content.sight; // what must be readable, in pixels of this screen
document.documentElement.style.setProperty("--readable", `${(size * Math.hypot(screen.width, screen.height)) / diagonal}px`);
const page = new Page(content, send);
const directory = new Directory(content, send);
const plan = new Plan(document.getElementById("drawing"), document.getElementById("to-go"));
const speaker = new Speaker();
const ears = new Ears(speaker);
await plan.load("plan.svg");
const placing = new Placing(plan, content.placing);

page.onLanguage = (language, words) => {
  directory.speak(language, words);
  plan.speak(words);
  placing.speak(words);
  ears.speak(words);
};
page.microphone = ears;
ears.onTurn = () => page.turned();
page.onSound = (on) => speaker.turn(on);
page.show({
  state: "starting", mood: "thinking", language: content.default, visit_id: "", caption: "", choices: [], facts: [],
  notice: content.labels[content.default].starting,
});

connect("events", {
  state: (state) => {
    page.show(state);
    plan.destination(state.destination);
    if (state.visit_id === "") directory.close();
  },
  robot: (robot) => { plan.robot(robot); page.look(robot); },
  people: ({ people }) => plan.people(people),
  stop: (stop) => { page.stopped(stop); placing.stopped(stop); },
  sound: ({ url }) => speaker.play(url),
  hush: () => speaker.hush(),
  hearing: (heard) => ears.heard(heard),
}, (up) => page.connected(up));
