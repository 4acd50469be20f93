// The page is complete without scripts; this adds search, filters, order, keys and the address.
// All state stands in the address: #section&q=…&rule=…&doc=…
(() => {
  document.documentElement.classList.add("js");
  const FILTERS = { rule: "every rule", site: "every site", severity: "every severity", level: "every fix" };
  const NAMES = Object.keys(FILTERS);
  const rows = all("[data-row]"), groups = all("details.group");
  const examples = all("#examples [data-row]");
  const search = one("#search"), clear = one("#clear"), keys = one("#keys");

  // ---- the address
  const address = {
    state: {},
    keep(changes) {
      address.state = { ...address.state, ...changes };
      const { at, ...others } = address.state;
      const set = Object.entries(others).filter(([, value]) => value);
      const parts = [at, new URLSearchParams(set).toString()].filter(Boolean);
      history.replaceState(null, "", `#${parts.join("&")}`);
    },
  };
  const view = documentView(JSON.parse(one("#data").textContent), address);
  function follow() {
    const [, at, rest] = location.hash.slice(1).match(/^([^=&]*(?=&|$))?&?(.*)$/);
    const said = Object.fromEntries(new URLSearchParams(rest));
    address.state = { sort: address.state.sort, ...said, at };
    const { q = "", doc } = address.state;
    search.value = q;
    order();
    filter();
    if (doc) view.show();
    else view.dialog.close();
    if (at && !doc) (document.getElementById(location.hash.slice(1)) || document.getElementById(at))?.scrollIntoView();
  }

  // ---- search and filters
  const texts = new Map();
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  function textOf(row) {
    if (!texts.has(row)) texts.set(row, plain(row.textContent));
    return texts.get(row);
  }
  function fits(row, name) {
    const wanted = address.state[name];
    if (!wanted || !row.closest("#examples, #documents")) return true;
    const { rules, [name]: value } = row.dataset;
    return name === "rule" && rules ? rules.split(" ").includes(wanted) : value === undefined || value === wanted;
  }
  function filter() {
    const words = plain(address.state.q || "").split(/\s+/).filter(Boolean);
    const active = NAMES.filter((name) => address.state[name]);
    for (const row of rows)
      row.hidden = !(words.every((word) => textOf(row).includes(word)) && active.every((name) => fits(row, name)));
    for (const group of groups) {
      group.hidden = !one("[data-row]:not([hidden])", group);
      group.open = words.length + active.length > 0 || group === groups[0];
    }
    for (const name of NAMES) if (one(`#filter-${name}`)) one(`#filter-${name}`).value = address.state[name] || "";
    clear.hidden = !(words.length + active.length);
    clear.textContent = `${active.map((name) => labelOf(name, address.state[name])).join(", ") || "Clear"} ×`;
    for (const section of all("main > section")) tell(section, !clear.hidden);
  }
  function tell(section, active) {
    const inside = all("[data-row]", section), heading = one("h2", section);
    if (!inside.length) return;
    const shown = inside.filter((row) => !row.hidden).length;
    const note = one(".found", heading) || heading.appendChild(make("span", "", { className: "found note" }));
    note.textContent = active && shown < inside.length ? ` ${shown} of ${inside.length}` : "";
  }
  function labelOf(name, value) {
    return value === "-" ? "without a site" : value === "display" ? "to read" : value;
  }
  function addFilter(name) {
    const select = make("select", "", { id: `filter-${name}`, ariaLabel: name });
    const values = [...new Set(examples.map((row) => row.dataset[name]))].sort();
    select.append(make("option", FILTERS[name], { value: "" }));
    for (const value of values) select.append(make("option", labelOf(name, value), { value }));
    select.addEventListener("change", () => (address.keep({ [name]: select.value }), filter()));
    one("#filters").append(select);
  }
  function forget() {
    address.keep({ q: "", ...Object.fromEntries(NAMES.map((name) => [name, ""])) });
    search.value = "";
    filter();
  }

  // ---- order of tables
  function order() {
    const [name, column, way] = (address.state.sort || "").split(".");
    const table = all("[data-table]").find((each) => each.dataset.table === name);
    const heads = table ? all("th", table.tHead) : [];
    if (!heads[column]) return;
    const down = way === "down" ? -1 : 1;
    const value = ({ cells: { [column]: cell } }) =>
      cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    const body = table.tBodies[0];
    body.append(...[...body.rows].sort((a, b) => down * compare(value(a), value(b))));
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", down < 0 ? "descending" : "ascending");
  }
  function addOrder(table) {
    all("th", table.tHead).forEach((head, column) => {
      const number = table.tBodies[0].rows[0]?.cells[column].dataset.v !== undefined;
      const button = make("button", head.textContent, { type: "button" });
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : number;
        address.keep({ sort: `${table.dataset.table}.${column}.${down ? "down" : "up"}` });
        order();
      });
      head.replaceChildren(button);
    });
  }

  // ---- keys
  function move(step) {
    const shown = examples.filter((row) => !row.hidden);
    const next = shown[shown.indexOf(document.activeElement) + step] || shown.at(step > 0 ? 0 : -1);
    if (!next) return;
    next.closest("details").open = true;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
  const inPage = {
    "/": () => (search.focus(), search.select()),
    "?": () => keys.showModal(),
    j: () => move(1),
    k: () => move(-1),
    Enter: () => one(".read", document.activeElement)?.click(),
    Escape: forget,
  };
  const inView = {
    "?": inPage["?"],
    j: () => view.move(1),
    k: () => view.move(-1),
    n: () => view.turn(1),
    p: () => view.turn(-1),
    v: view.turnView,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const typing = event.target.matches("input, select");
    if (typing && event.key !== "Escape") return;
    if (event.key === "Enter" && !event.target.matches("[data-row]")) return;
    const action = (view.dialog.open ? inView : inPage)[event.key];
    if (!action) return;
    if (typing) event.target.blur();
    event.preventDefault();
    action();
  });

  // ---- start
  if (one("#filters")) NAMES.forEach(addFilter);
  all("[data-table]").forEach(addOrder);
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (address.keep({ q: search.value.trim() }), filter()), 100);
  });
  clear.addEventListener("click", forget);
  one("#help").addEventListener("click", () => keys.showModal());
  one("#keys-close").addEventListener("click", () => keys.close());
  addEventListener("hashchange", follow);
  follow();
})();
