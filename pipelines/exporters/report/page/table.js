// One table: searched, sorted, shown a page of rows at a time, so that thousands of rows stay quick.

const PAGE_ROWS = 50;
const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const NUMBER = new Intl.NumberFormat("en");

function textOf(value) {
  return value === null || value === undefined ? "" : Array.isArray(value) ? String(value[0] ?? "") : String(value);
}

function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}

class Table {
  // caption: for screen readers; fields: [{name, title, kind}]; rows: cells, then address, language, code.
  constructor(caption, fields, rows) {
    this.fields = fields;
    this.rows = rows;
    this.shown = rows;
    this.page = 0;
    this.sortedBy = null;
    this.falling = false;
    this.status = el("p", { class: "status", role: "status" });
    this.body = el("tbody");
    this.buttons = fields.map((field, number) => this.header(field, number));
    const head = el("thead", {}, el("tr", {}, ...this.buttons));
    const table = el("table", {}, el("caption", { class: "hidden-text" }, caption), head, this.body);
    this.pager = el("nav", { class: "pager", "aria-label": `Pages of rows: ${caption}` });
    const frame = { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${caption}` };
    this.element = el("div", { class: "table" }, this.searchField(caption), this.status, el("div", frame, table), this.pager);
    this.draw();
  }

  searchField(caption) {
    const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false", dir: "auto" });
    input.addEventListener("input", () => this.search(input.value));
    return el("label", { class: "search" }, el("span", {}, "Search ", hiddenText(`in ${caption} `)), input);
  }

  header(field, number) {
    const button = el("button", { type: "button" }, field.title);
    const numeric = field.kind === "number" || field.kind === "percent";
    const cell = el("th", { scope: "col", class: numeric ? "number" : null, "aria-sort": "none" }, button);
    button.addEventListener("click", () => this.sort(number));
    return cell;
  }

  search(words) {
    // Folded once, when the first letter is typed: all cells of a row and its address.
    this.folded ??= this.rows.map((row) => folded(row.slice(0, this.fields.length + 1).map(textOf).join("\n")));
    const wanted = folded(words).split(/\s+/).filter(Boolean);
    this.shown = this.rows.filter((_, place) => wanted.every((word) => this.folded[place].includes(word)));
    this.arrange();
  }

  sort(number) {
    // Numbers and dates are looked at from the highest on, words from A.
    const falls = ["number", "percent", "date"].includes(this.fields[number].kind);
    this.falling = this.sortedBy === number ? !this.falling : falls;
    this.sortedBy = number;
    const order = this.falling ? "descending" : "ascending";
    this.buttons.forEach((cell, place) => cell.setAttribute("aria-sort", place === number ? order : "none"));
    this.arrange();
  }

  arrange() {
    const number = this.sortedBy;
    if (number !== null) {
      const numeric = this.fields[number].kind === "number" || this.fields[number].kind === "percent";
      const turn = this.falling ? -1 : 1;
      const compare = numeric ? (a, b) => a - b : (a, b) => COLLATOR.compare(textOf(a), textOf(b));
      // Cells without a value come last either way.
      const empty = (value) => value === null || value === undefined || textOf(value) === "";
      this.shown = [...this.shown].sort((first, second) => {
        const [a, b] = [first[number], second[number]];
        if (empty(a) || empty(b)) return empty(a) - empty(b);
        return turn * compare(a, b);
      });
    }
    this.page = 0;
    this.draw();
  }

  draw() {
    const first = this.page * PAGE_ROWS;
    const rows = this.shown.slice(first, first + PAGE_ROWS);
    this.body.replaceChildren(...rows.map((row) => this.row(row)));
    const [from, to, all] = [first + 1, first + rows.length, this.shown.length].map((n) => NUMBER.format(n));
    const whole = this.shown.length === this.rows.length ? "" : ` found in ${NUMBER.format(this.rows.length)}`;
    this.status.textContent = rows.length ? `Rows ${from} to ${to} of ${all}${whole}` : `No row${whole}`;
    this.drawPager();
  }

  drawPager() {
    const last = Math.max(0, Math.ceil(this.shown.length / PAGE_ROWS) - 1);
    this.pager.hidden = last === 0;
    const steps = [["First", 0], ["Previous", this.page - 1], ["Next", this.page + 1], ["Last", last]];
    // Buttons stay the same elements, so that the focus stays where it is.
    if (!this.steps) {
      this.steps = steps.map(([label]) => el("button", { type: "button" }, label));
      this.steps.forEach((button) => button.addEventListener("click", () => this.turn(Number(button.dataset.page))));
      this.pager.append(...this.steps);
    }
    steps.forEach(([, page], place) => {
      this.steps[place].dataset.page = page;
      this.steps[place].setAttribute("aria-disabled", String(page < 0 || page > last || page === this.page));
    });
  }

  turn(page) {
    if (page < 0 || page * PAGE_ROWS >= this.shown.length) return;
    this.page = page;
    this.draw();
    this.element.scrollIntoView({ block: "start" });
  }

  row(cells) {
    const language = cells[this.fields.length + 1];
    return el("tr", {}, ...this.fields.map((field, number) => this.cell(field, cells[number], language, number === 0)));
  }

  cell(field, value, language, first) {
    const tag = first ? "th" : "td";
    const numeric = field.kind === "number" || field.kind === "percent";
    const attributes = { class: numeric ? "number" : `kind-${field.kind}`, scope: first ? "row" : null };
    if (!numeric) Object.assign(attributes, { dir: "auto", lang: ["title", "categories", "tags"].includes(field.name) ? language : null });
    // A row is called by its first cell: that is never empty.
    return el(tag, attributes, this.content(field, value) || (first ? "not stated" : ""));
  }

  content(field, value) {
    if (value === null || value === undefined) return "";
    if (Array.isArray(value)) return link(WEB.test(value[0]) ? readable(value[0]) : textOf(value), value[1]);
    if (field.kind === "percent") return `${(100 * value).toFixed(1)} %`;
    if (field.kind === "flag") return value ? "yes" : "";
    return typeof value === "number" ? NUMBER.format(value) : String(value);
  }
}
