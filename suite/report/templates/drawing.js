"use strict";
// Texts of the data reach the page through createTextNode and setAttribute alone, so nothing in them is ever parsed.
const data = JSON.parse(document.getElementById("data").textContent);
const SIGNS = { "solved": "✓", "not solved": "○", "crashed": "✗", "unknown": "?" };

function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (name === "term") node.style.setProperty("--term", `var(--term-${data.terms.indexOf(value) % 8})`);
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null));
  return node;
}

function signed(value) {
  if (typeof value !== "number") return String(value);
  if (Math.abs(value) < 1e-9) return "0";
  const size = Math.abs(value);
  const short = size && size < 0.01 ? size.toPrecision(2) : size.toFixed(2).replace(/\.?0+$/, "");
  return (value < 0 ? "−" : value > 0 ? "+" : "") + short;
}

function add(total, value) {
  return total + (typeof value === "number" ? value : 0);
}

function payments(episode, turn) {
  return Object.entries(episode.paid).map(([name, column]) => [name, column[turn]]).filter(([, value]) => value != null);
}

/** The rewards of an episode: bars of each turn's terms, a line for their running sum; a click goes to the turn. */
function ledger(episode, goTo) {
  const turns = episode.said.length;
  const boxes = [], line = [];
  let low = 0, high = 0, total = 0;
  for (let turn = 0; turn < turns; turn++) {
    let up = 0, down = 0;
    for (const [name, value] of payments(episode, turn)) {
      if (typeof value !== "number" || !value) continue;
      const start = value > 0 ? up : down + value;
      if (value > 0) up += value; else down += value;
      boxes.push({ name, turn, start, end: start + Math.abs(value) });
      total += value;
    }
    line.push(total);
    low = Math.min(low, down, total);
    high = Math.max(high, up, total);
  }
  if (high === low) high = low + 1;
  const y = (value) => 100 * (high - value) / (high - low);
  let path = `M0,${y(0)}`;
  line.forEach((value, turn) => { path += `V${y(value)}H${turn + 1}`; });
  const drawing = svg("svg", { viewBox: `0 0 ${Math.max(turns, 1)} 100`, preserveAspectRatio: "none" },
    svg("line", { class: "zero", x1: 0, x2: turns, y1: y(0), y2: y(0) }),
    boxes.map((box) => svg("rect", { class: "term", term: box.name, x: box.turn + 0.12, width: 0.76, y: y(box.end), height: y(box.start) - y(box.end) })),
    svg("path", { class: "total", d: path }),
    line.map((_, turn) => svg("rect", { class: "hit", "data-turn": turn, x: turn, width: 1, y: 0, height: 100, onclick: () => goTo(turn) },
      svg("title", {}, `turn ${turn + 1}`))));
  return el("figure", { class: "ledger" },
    el("figcaption", {}, Object.keys(episode.paid).map((name) => el("span", {}, el("span", { class: "swatch", term: name }), name)),
      el("span", {}, "line: running sum")),
    el("div", { class: "drawing", "aria-hidden": "true" }, el("span", {}, signed(high)), drawing, el("span", { class: "lowest" }, signed(low)),
      el("div", { class: "ends" }, el("span", {}, "turn 1"), el("span", {}, `turn ${turns}`))));
}
