"use strict";
// Helpers, and the document view: a text with its faults in place, before and after its fixes.
// Text is set as text, never as markup: it comes from anywhere.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, text = "", properties = {}) =>
  Object.assign(document.createElement(name), { textContent: text }, properties);

// `address` has `state`, what the address says, and `keep(changes)`, which writes it.
function documentView({ rules, documents }, address) {
  const VIEWS = ["marked", "split", "after"];
  const dialog = one("#reader"), texts = one("#reader-texts");
  const current = () => documents.find((each) => each.key === address.state.doc);
  const ruleOf = (code) => rules[code] || ["", "", ""];

  function build(found, kind) {
    const text = make("div", "", { className: "text", dir: "auto", lang: found.lang || "" });
    for (const [shown, faults = [], goes, fresh] of found.parts) {
      const marked = faults.length && kind !== "after";
      if (!(goes && kind === "after")) text.append(marked ? mark(found, shown, faults, goes) : shown);
      if (fresh && kind !== "before") text.append(make("ins", fresh));
    }
    return text;
  }
  function mark(found, shown, faults, goes) {
    const codes = faults.map((number) => found.faults[number][0]);
    const title = codes.map((code) => `${code} ${ruleOf(code)[0]}`).join(", ");
    const element = make("mark", shown || "⌶", { title, onclick: () => choose(faults[0]) });
    element.className = `${ruleOf(codes[0])[1]} ${goes ? "gone" : ""}`;
    element.dataset.faults = faults.join(" ");
    return element;
  }
  function pane(title, text) {
    const place = make("div");
    if (title) place.append(make("h3", title));
    place.append(text);
    return place;
  }
  function entry([code, fix, detail, line], number) {
    const button = make("button", "", { type: "button", onclick: () => choose(number) });
    button.append(make("code", code, { className: `code ${ruleOf(code)[1]}` }), ` ${ruleOf(code)[0]}`);
    button.append(make("small", `line ${line} · ${fix}`));
    if (detail) button.append(make("small", detail, { dir: "auto" }));
    const item = make("li");
    item.append(button);
    return item;
  }
  function show() {
    const found = current();
    if (!found) return;
    const view = VIEWS.includes(address.state.view) ? address.state.view : "marked";
    one("#reader-title").textContent = found.title || "(no text)";
    const said = [found.place, found.site, `${found.faults.length} faults`, `${found.goes} of it goes`];
    one("#reader-place").textContent = said.filter(Boolean).join(" · ");
    const panes = view === "split" ? ["before", "after"] : [view];
    const title = { before: "Before", after: "After all fixes" };
    texts.replaceChildren(...panes.map((kind) => pane(title[kind], build(found, kind))));
    texts.scrollTop = 0;
    one("#reader-faults").replaceChildren(...found.faults.map(entry));
    const more = [[found.cut, "characters"], [found.hidden, "faults"]].filter(([number]) => number > 0);
    one("#reader-note").textContent = more
      .map(([number, noun]) => `${number.toLocaleString("en")} more ${noun} are not shown.`)
      .join(" ");
    for (const button of all("[data-view]", dialog))
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    if (!dialog.open) {
      dialog.showModal();
      texts.focus(); // in markup, autofocus would try at the start of the page
    }
    if (address.state.fault) choose(Number(address.state.fault));
  }
  function choose(number) {
    address.keep({ fault: String(number) });
    const has = (element) => element.dataset.faults.split(" ").includes(String(number));
    const marks = all("mark", texts);
    for (const element of marks) element.classList.toggle("current", has(element));
    marks.find(has)?.scrollIntoView({ block: "center" });
    all("#reader-faults button").forEach((button, at) => {
      button.classList.toggle("current", at === number);
      if (at === number) button.scrollIntoView({ block: "nearest" });
    });
  }
  function move(step) {
    const count = current().faults.length, now = address.state.fault;
    const at = now ? Number(now) + step : step > 0 ? 0 : count - 1;
    if (at >= 0 && at < count) choose(at);
  }
  function turn(step) {
    const next = documents[documents.indexOf(current()) + step];
    if (next) (address.keep({ doc: next.key, fault: "" }), show());
  }
  function look(view) {
    address.keep({ view: view === "marked" ? "" : view });
    show();
  }
  const turnView = () => look(VIEWS[(VIEWS.indexOf(address.state.view || "marked") + 1) % VIEWS.length]);

  dialog.addEventListener("close", () => address.keep({ doc: "", fault: "", view: "" }));
  one("#reader-close").addEventListener("click", () => dialog.close());
  one("#reader-next").addEventListener("click", () => turn(1));
  one("#reader-previous").addEventListener("click", () => turn(-1));
  for (const button of all("[data-view]", dialog))
    button.addEventListener("click", () => look(button.dataset.view));
  return { dialog, show, move, turn, turnView };
}
