"use strict";
// The page is complete without this; it adds search, filters, order, keys and the document view.
// All state stands in the address: #section&q=…&rule=…&doc=…. Text is set as text, never as markup.
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, text = "", properties = {}) =>
    Object.assign(document.createElement(name), { textContent: text }, properties);
  document.documentElement.classList.add("js");

  const FILTERS = { rule: "every rule", site: "every site", severity: "every severity", level: "every fix" };
  const VIEWS = ["marked", "split", "after"];
  const rows = all("[data-row]");
  const examples = all("#examples [data-row]");
  const search = one("#search"), reader = one("#reader"), keys = one("#keys");
  const { rules, documents } = JSON.parse(one("#data").textContent);
  let state = {};

  // ---- the address
  function parsed() {
    const [at, ...rest] = location.hash.slice(1).split("&");
    return { ...Object.fromEntries(new URLSearchParams(rest.join("&"))), at };
  }
  function keep(changes) {
    state = { ...state, ...changes };
    const { at, ...others } = state;
    const set = Object.entries(others).filter(([, value]) => value !== "" && value !== undefined);
    history.replaceState(null, "", "#" + [at, new URLSearchParams(set)].filter(String).join("&"));
  }
  function follow() {
    state = { sort: state.sort, ...parsed() };
    search.value = state.q || "";
    order();
    filter();
    if (state.doc) read();
    else if (reader.open) reader.close();
    if (!state.doc && state.at && !document.getElementById(location.hash.slice(1)))
      document.getElementById(state.at)?.scrollIntoView();
  }

  // ---- search and filters
  const texts = new Map();
  const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  function textOf(row) {
    if (!texts.has(row)) texts.set(row, plain(row.textContent));
    return texts.get(row);
  }
  function fits(row, name) {
    const wanted = state[name], { rules: several } = row.dataset;
    if (!wanted || !row.closest("#examples, #documents")) return true;
    if (name === "rule" && several !== undefined) return several.split(" ").includes(wanted);
    return row.dataset[name] === undefined || row.dataset[name] === wanted;
  }
  function filter() {
    const wanted = plain(state.q || "").split(/\s+/).filter(Boolean);
    const names = Object.keys(FILTERS);
    for (const row of rows) {
      const said = wanted.length ? textOf(row) : "";
      row.hidden = !(wanted.every((word) => said.includes(word)) && names.every((name) => fits(row, name)));
    }
    for (const group of all(".group")) group.hidden = !one("[data-row]:not([hidden])", group);
    for (const name of names) one(`#filter-${name}`).value = state[name] || "";
    const active = wanted.length || names.some((name) => state[name]);
    one("#clear").hidden = !active;
    for (const section of all("main > section")) tell(section, active);
  }
  function tell(section, active) {
    const inside = all("[data-row]", section), heading = one("h2", section);
    if (!inside.length || !heading) return;
    const shown = inside.filter((row) => !row.hidden).length;
    const note = one(".found", heading) || heading.appendChild(make("span", "", { className: "found note" }));
    note.textContent = active && shown < inside.length ? ` ${shown} of ${inside.length}` : "";
  }
  function addFilters() {
    const place = one("#filters");
    if (!place) return;
    for (const [name, none] of Object.entries(FILTERS)) {
      const select = make("select", "", { id: `filter-${name}`, ariaLabel: name });
      const values = [...new Set(examples.map((row) => row.dataset[name]))].sort();
      select.append(make("option", none, { value: "" }));
      for (const value of values) select.append(make("option", labelOf(name, value), { value }));
      select.addEventListener("change", () => (keep({ [name]: select.value }), filter()));
      place.append(select);
    }
    const clear = make("button", "Clear", { id: "clear", type: "button", onclick: forget });
    place.append(clear);
  }
  function labelOf(name, value) {
    if (name === "rule") return `${value} ${rules[value]?.[0] ?? ""}`;
    return value === "-" ? "without a site" : value === "display" ? "to read" : value;
  }
  function forget() {
    keep({ q: "", ...Object.fromEntries(Object.keys(FILTERS).map((name) => [name, ""])) });
    search.value = "";
    filter();
  }

  // ---- order of tables
  function order() {
    const [name, column, way] = (state.sort || "").split(".");
    const table = all("[data-table]").find((each) => each.dataset.table === name);
    const heads = table ? all("th", table.tHead) : [];
    if (!heads[column]) return;
    const down = way === "down" ? -1 : 1;
    const value = (row) => {
      const cell = row.cells[column];
      return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
    };
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    const sorted = [...table.tBodies[0].rows].sort((a, b) => down * compare(value(a), value(b)));
    table.tBodies[0].append(...sorted);
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
  }
  function addOrder(table) {
    const first = table.tBodies[0]?.rows[0];
    all("th", table.tHead).forEach((head, column) => {
      const number = first?.cells[column]?.dataset.v !== undefined;
      const button = make("button", head.textContent, { type: "button" });
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : number;
        keep({ sort: `${table.dataset.table}.${column}.${down ? "down" : "up"}` });
        order();
      });
      head.replaceChildren(button);
    });
  }

  // ---- the document view
  function build(document_, kind) {
    const text = make("div", "", { className: "text", dir: "auto", lang: document_.lang || "" });
    for (const [shown, faults = [], gone, fresh] of document_.parts) {
      if (!(kind === "after" && gone)) text.append(faults.length && kind !== "after" ? marked(document_, shown, faults, gone) : shown);
      if (fresh && kind !== "before") text.append(make("ins", fresh));
    }
    return text;
  }
  function marked(document_, shown, faults, gone) {
    const codes = faults.map((number) => document_.faults[number][0]);
    const mark = make("mark", shown || "⌶", { title: codes.map((code) => `${code} ${rules[code]?.[0]}`).join(", ") });
    mark.className = `${rules[codes[0]]?.[1]} ${gone ? "gone" : ""}`;
    mark.dataset.faults = faults.join(" ");
    mark.addEventListener("click", () => choose(faults[0]));
    return mark;
  }
  function pane(title, text) {
    const place = make("div");
    if (title) place.append(make("h3", title));
    place.append(text);
    return place;
  }
  function read() {
    const found = documents.find((each) => each.key === state.doc);
    if (!found) return;
    const view = VIEWS.includes(state.view) ? state.view : "marked";
    one("#reader-title").textContent = found.title || "(no text)";
    one("#reader-place").textContent =
      `${found.place}${found.site ? " · " + found.site : ""} · ${found.faults.length} faults · ${found.goes} goes`;
    one("#reader-texts").replaceChildren(
      ...(view === "split"
        ? [pane("Before", build(found, "before")), pane("After", build(found, "after"))]
        : [pane("", build(found, view))]),
    );
    one("#reader-faults").replaceChildren(...found.faults.map(entry));
    const cut = found.cut ? `${found.cut.toLocaleString("en")} more characters are not shown. ` : "";
    one("#reader-note").textContent = cut + (found.hidden ? `${found.hidden} more faults are not shown.` : "");
    for (const button of all("[data-view]")) button.ariaPressed = String(button.dataset.view === view);
    if (!reader.open) reader.showModal();
    one("#reader-texts").scrollTop = 0;
    if (state.fault) choose(Number(state.fault));
  }
  function entry([code, fix, detail, line], number) {
    const button = make("button", "", { type: "button", onclick: () => choose(number) });
    button.append(make("code", code, { className: `code ${rules[code]?.[1]}` }), ` ${rules[code]?.[0] ?? ""}`);
    button.append(make("small", `line ${line} · ${fix}`));
    if (detail) button.append(make("small", detail, { dir: "auto" }));
    const item = make("li");
    item.append(button);
    return item;
  }
  function choose(number) {
    keep({ fault: String(number) });
    const has = (mark) => mark.dataset.faults.split(" ").includes(state.fault);
    const marks = all("#reader-texts mark");
    for (const mark of marks) mark.classList.toggle("current", has(mark));
    marks.find(has)?.scrollIntoView({ block: "center" });
    all("#reader-faults button").forEach((button, at) => {
      button.classList.toggle("current", at === number);
      if (at === number) button.scrollIntoView({ block: "nearest" });
    });
  }
  function turn(step) {
    const at = documents.findIndex((each) => each.key === state.doc);
    const next = documents[at + step];
    if (next) (keep({ doc: next.key, fault: "" }), read());
  }
  function show(view) {
    keep({ view: view === "marked" ? "" : view });
    read();
  }

  // ---- keys
  function move(step) {
    const shown = examples.filter((row) => !row.hidden);
    const next = shown[shown.indexOf(document.activeElement) + step] || (step > 0 ? shown[0] : shown.at(-1));
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "center" });
  }
  function moveFault(step) {
    const { faults } = documents.find((each) => each.key === state.doc);
    const at = state.fault ? Number(state.fault) + step : step > 0 ? 0 : faults.length - 1;
    if (faults[at]) choose(at);
  }
  const inPage = {
    "/": () => (search.focus(), search.select()),
    "?": () => keys.showModal(),
    j: () => move(1),
    k: () => move(-1),
    Enter: () => one(".read", document.activeElement)?.click(),
    Escape: forget,
  };
  const inReader = {
    "?": inPage["?"],
    j: () => moveFault(1),
    k: () => moveFault(-1),
    n: () => turn(1),
    p: () => turn(-1),
    v: () => show(VIEWS[(VIEWS.indexOf(state.view || "marked") + 1) % VIEWS.length]),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const typing = event.target.matches("input, select");
    if (typing && event.key !== "Escape") return;
    if (event.key === "Enter" && !event.target.matches("[data-row]")) return;
    const action = (reader.open ? inReader : inPage)[event.key];
    if (!action) return;
    if (typing) event.target.blur();
    event.preventDefault();
    action();
  });

  // ---- start
  addFilters();
  all("[data-table]").forEach(addOrder);
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (keep({ q: search.value.trim() }), filter()), 100);
  });
  reader.addEventListener("close", () => keep({ doc: "", fault: "", view: "" }));
  one("#reader-close").addEventListener("click", () => reader.close());
  one("#reader-next").addEventListener("click", () => turn(1));
  one("#reader-previous").addEventListener("click", () => turn(-1));
  one("#keys-close").addEventListener("click", () => keys.close());
  one("#help").addEventListener("click", () => keys.showModal());
  all("[data-view]").forEach((button) => button.addEventListener("click", () => show(button.dataset.view)));
  addEventListener("hashchange", follow);
  follow();
})();
