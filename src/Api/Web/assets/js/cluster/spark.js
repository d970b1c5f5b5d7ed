// The last minute as a line: calls a second, and errors below it when there are any.

const namespace = "http://www.w3.org/2000/svg";
const width = 240;
const height = 40;
const seconds = 60;

const node = (name, attributes) => {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

export function spark() {
  const svg = node("svg", { class: "spark", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img" });
  svg.append(node("path", { class: "area" }), node("polyline", { class: "calls" }), node("polyline", { class: "errors" }));
  return svg;
}

export function drawSpark(svg, history, label) {
  const most = Math.max(1, ...history.map((moment) => moment.calls));
  const x = (i) => width - ((history.length - 1 - i) * width) / (seconds - 1);
  const y = (value) => height - 2 - (value / most) * (height - 6);
  const points = (value) => history.map((moment, i) => `${x(i).toFixed(1)},${y(value(moment)).toFixed(1)}`).join(" ");
  const calls = points((moment) => moment.calls);
  const [area, line, errors] = svg.children;
  line.setAttribute("points", calls);
  area.setAttribute("d", history.length < 2 ? "" : `M${x(0).toFixed(1)},${height} L${calls} L${width},${height} Z`);
  errors.setAttribute("points", history.some((moment) => moment.errors > 0) ? points((moment) => moment.errors) : "");
  svg.setAttribute("aria-label", label);
}
