function text(number) {
  return data.texts[number];
}

function sign(outcome) {
  return el("span", { class: `sign ${outcome === "not solved" ? "failed" : outcome}`, "aria-hidden": "true" }, SIGNS[outcome]);
}

/** What became true and what no longer holds on a turn; column entry 0 is the state before the first turn. */
function fallen(episode, turn) {
  const events = [];
  for (const [name, held] of Object.entries(episode.milestones)) {
    if (held[turn + 1] && !held[turn]) events.push(el("li", { class: "reached" }, `✓ ${name}`));
    if (!held[turn + 1] && held[turn]) events.push(el("li", { class: "lost" }, `✗ ${name} no longer holds`));
  }
  return events;
}

/** What the gates release on a turn, as pairs of a gate and an amount. */
function opens(episode, turn) {
  return payments(episode, turn).filter(([name, value]) => data.gates.includes(name) && value > 0);
}

function gateEvents(episode, turn) {
  return opens(episode, turn).map(([name, value]) => el("li", { class: "opened" }, `${name} opens: ${signed(value)} released`));
}

function pay(episode, turn) {
  const paid = payments(episode, turn);
  const items = paid.filter(([name, value]) => value || worth(episode, name, turn)).map(([name, value]) => {
    const late = worth(episode, name, turn);
    const colour = value < 0 ? "loss" : "gain";
    return el("li", {}, el("span", { class: "swatch", term: name }), el("span", {}, name), el("span", { class: colour }, signed(value)),
      late == null || late === value ? null : el("span", { class: "worth" }, `worth ${signed(late)} on this turn`));
  });
  const sum = paid.reduce((total, [, value]) => add(total, value), 0);
  if (items.length !== 1) items.push(el("li", { class: items.length ? "sum" : "" }, el("span"), el("span", {}, items.length ? "sum" : "nothing"), el("span", {}, signed(sum))));
  return el("ul", { class: "pay" }, items);
}

function worth(episode, name, turn) {
  return episode.worth[name] ? episode.worth[name][turn] : null;
}

function measured(episode, turn) {
  const values = Object.entries(episode.channels).map(([name, column]) => [name, column[turn]]).filter(([, value]) => value != null);
  return values.length ? el("div", { class: "measured" }, values.map(([name, value]) => `${name} ${value}`).join(" · ")) : null;
}

function observation(number, label) {
  return el("div", { class: "saw" }, el("span", { class: "what" }, label), el("pre", { dir: "auto" }, text(number)));
}

/** Show the beginning of what would fill more than a screen, and a button for the rest. */
function shorten(pre) {
  if (pre.scrollHeight < 900) return;
  const more = el("button", { type: "button", class: "more", "aria-expanded": "false", onclick: () => {
    const short = pre.classList.toggle("long");
    more.textContent = short ? "Show all of it" : "Show less";
    more.setAttribute("aria-expanded", String(!short));
  } }, "Show all of it");
  pre.classList.add("long");
  pre.after(more);
}

function row(episode, turn) {
  const error = episode.errors[turn];
  return el("li", { class: "turn", id: `turn-${turn}` },
    el("div", { class: "count" }, el("span", { class: "unseen" }, "Turn "), String(turn + 1)),
    observation(episode.saw[turn], "saw"),
    el("div", { class: error < 0 ? "said" : "said refused" }, el("span", { class: "what" }, "said"), el("pre", { dir: "auto" }, text(episode.said[turn]) || " "),
      error < 0 ? null : el("p", { class: "error", dir: "auto" }, `Not accepted: ${text(error)}`)),
    el("div", {}, el("span", { class: "what" }, "paid"), pay(episode, turn),
      el("ul", { class: "events" }, fallen(episode, turn), gateEvents(episode, turn)), measured(episode, turn)));
}

function ending(episode) {
  const how = episode.crash ? `Crashed: ${episode.crash}` : episode.cut ? "Cut off by the turn limit." : "The episode ended here.";
  const last = episode.saw.length > episode.said.length ? observation(episode.saw[episode.saw.length - 1], "saw last") : el("div");
  return el("li", { class: "turn ending" }, el("div", { class: "count" }, "end"), last,
    el("div", { class: "outcome" }, el("span", { class: "what" }, "outcome"), sign(episode.outcome), ` ${episode.outcome}. ${how}`), el("div"));
}

function track(episode) {
  const items = Object.entries(episode.milestones).map(([name, held]) => {
    const first = held.findIndex(Boolean);
    return el("li", { class: first < 0 ? "" : "reached" }, first < 0 ? `${name} – never` : first === 0 ? `✓ ${name} – from the start` : `✓ ${name} – turn ${first}`);
  });
  return items.length ? el("ul", { class: "track", "aria-label": "Milestones" }, items) : null;
}

function drawEpisode(target, episode, goTo) {
  const facts = [["outcome", episode.outcome], ["return", signed(episode.return)], ["turns", episode.said.length],
    ["seed", episode.seed], ["episode", episode.number], ["run", episode.run]].filter(([, value]) => value != null && value !== "");
  target.replaceChildren(
    el("h3", {}, sign(episode.outcome), ` ${episode.env} · ${episode.agent}`),
    el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value))))),
    ...[track(episode)].filter(Boolean),
    ledger(episode, goTo),
    el("ol", { class: "turns", "aria-label": "Turns" }, episode.said.map((_, turn) => row(episode, turn)), ending(episode)));
  target.querySelectorAll(".turn pre").forEach(shorten);
}
