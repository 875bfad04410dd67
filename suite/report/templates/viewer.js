(function () {
  const $ = (id) => document.getElementById(id);
  const filters = $("filters"), list = $("episodes"), target = $("episode"), help = $("help");
  let shown = [], current = -1, turn = -1;

  function options(name, every) {
    const values = [...new Set(data.episodes.map((episode) => episode[name]))];
    filters.elements[name].append(el("option", { value: "" }, every), ...values.map((value) => el("option", { value }, value)));
  }

  function haystack(episode) {
    if (!episode.words) {
      const texts = [...episode.saw, ...episode.said].map(text);
      episode.words = [episode.env, episode.agent, episode.task, `seed ${episode.seed}`, `episode ${episode.number}`, ...texts].join("\n").toLowerCase();
    }
    return episode.words;
  }

  function matches(episode) {
    const wanted = filters.elements.text.value.trim().toLowerCase();
    return ["env", "agent", "outcome"].every((name) => !filters.elements[name].value || filters.elements[name].value === episode[name])
      && (!wanted || haystack(episode).includes(wanted));
  }

  function button(episode) {
    const turns = episode.said.length;
    return el("button", { type: "button", onclick: () => show(episode) },
      sign(episode.outcome), el("span", {}, episode.env), el("span", {}, signed(episode.return)),
      el("span", { class: "detail" }, `${episode.agent} · episode ${episode.number} · ${turns} turn${turns === 1 ? "" : "s"}`, el("span", { class: "unseen" }, `, ${episode.outcome}`)));
  }

  /** The episode to begin with: a solved one with a milestone and a gate that opens, else a solved one, else the first. */
  function telling() {
    const solved = data.episodes.filter((episode) => episode.outcome === "solved");
    const tells = (episode) => episode.said.some((_, turn) => opens(episode, turn).length)
      && Object.values(episode.milestones).some((held) => held.slice(1).some((holds, turn) => holds && !held[turn]));
    return solved.find(tells) || solved[0];
  }

  function refresh(first) {
    const kept = first || shown[current];
    shown = data.episodes.filter(matches);
    list.replaceChildren(...shown.map((episode) => el("li", {}, button(episode))));
    $("found").textContent = `${shown.length} of ${data.episodes.length} episodes`;
    if (shown.length) return show(shown.includes(kept) ? kept : shown[0]);
    current = -1;
    target.episode = null;
    target.replaceChildren(el("p", { class: "empty" }, data.episodes.length ? "No episode matches the filter." : "No episode was recorded."));
  }

  function show(episode) {
    const before = list.children[current];
    if (before) before.firstChild.removeAttribute("aria-current");
    const changed = target.episode !== episode;
    current = shown.indexOf(episode);
    const item = list.children[current].firstChild;
    item.setAttribute("aria-current", "true");
    reveal(item);
    if (!changed) return;
    target.episode = episode;
    turn = -1;
    drawEpisode(target, episode, goTo);
  }

  /** Scroll the list, and not the page, until the item is in sight. */
  function reveal(item) {
    const box = item.parentNode;
    if (box.offsetTop < list.scrollTop + list.offsetTop) list.scrollTop = box.offsetTop - list.offsetTop;
    const below = box.offsetTop + box.offsetHeight - list.offsetTop - list.clientHeight;
    if (below > list.scrollTop) list.scrollTop = below;
  }

  function step(by) {
    if (!shown.length) return;
    const focused = list.contains(document.activeElement);
    show(shown[Math.min(Math.max(current + by, 0), shown.length - 1)]);
    if (focused) list.children[current].firstChild.focus({ preventScroll: true });
  }

  function goTo(place) {
    if (current < 0) return;
    turn = Math.min(Math.max(place, 0), shown[current].said.length - 1);
    for (const marked of target.querySelectorAll(".current")) marked.classList.remove("current");
    const row = $(`turn-${turn}`);
    if (!row) return;
    row.classList.add("current");
    target.querySelector(`[data-turn="${turn}"]`).classList.add("current");
    row.scrollIntoView({ block: "nearest" });
  }

  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("turnwise-theme", root.dataset.theme); } catch { /* a browser may keep nothing for files */ }
  }

  const keys = {
    "j": () => step(1), "k": () => step(-1), "n": () => goTo(turn + 1), "p": () => goTo(turn - 1),
    "ArrowRight": () => goTo(turn + 1), "ArrowLeft": () => goTo(turn - 1), "t": theme, "?": () => help.showModal(),
    "/": () => { $("viewer").scrollIntoView(); filters.elements.text.focus({ preventScroll: true }); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.closest("input, select, textarea");
    if (typing) {
      if (event.key === "Escape" || (event.key === "Enter" && typing.name === "text")) { typing.blur(); event.preventDefault(); }
      return;
    }
    const inList = list.contains(event.target) && { "ArrowDown": () => step(1), "ArrowUp": () => step(-1) }[event.key];
    if (event.key.startsWith("Arrow") && event.target.closest(".scroll")) return;
    const act = inList || keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  try { const kept = localStorage.getItem("turnwise-theme"); if (kept) document.documentElement.dataset.theme = kept; } catch { /* as above */ }
  $("theme").addEventListener("click", theme);
  $("keys").addEventListener("click", () => help.showModal());
  filters.addEventListener("input", () => refresh());
  filters.addEventListener("submit", (event) => event.preventDefault());
  options("env", "every environment");
  options("agent", "every agent");
  options("outcome", "every outcome");
  $("viewer-body").hidden = false;
  refresh(telling());
})();
