// One post or page to read: what is said of it, what is to be done, and its body beside its text.

function section(title, ...children) {
  return el("section", {}, el("h2", {}, title), ...children);
}

function plainTable(caption, heads, rows) {
  const head = el("tr", {}, ...heads.map((title) => el("th", { scope: "col" }, title)));
  const lines = rows.map((cells) => el("tr", {}, el("th", { scope: "row" }, cells[0]), ...cells.slice(1).map((cell) => el("td", { dir: "auto" }, cell))));
  const frame = { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${caption}` };
  return el("div", frame, el("table", {}, el("caption", { class: "hidden-text" }, caption), el("thead", {}, head), el("tbody", {}, ...lines)));
}

function valueView(value) {
  if (value === null || value === undefined) return el("em", {}, "not stated");
  if (Array.isArray(value)) {
    return value.length ? el("ul", { class: "plain" }, ...value.map((entry) => el("li", {}, valueView(entry)))) : el("em", {}, "none");
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return NUMBER.format(value);
  if (WEB.test(value)) return link(readable(value), value);
  return value === "" ? el("em", {}, "none") : el("span", { dir: "auto" }, String(value));
}

function issueList(findings, advice) {
  if (!findings.length) return el("p", {}, "Nothing to do here.");
  const entries = findings.map(([detail, code]) => {
    const said = advice[code];
    return el("li", {}, badge(said.gravity), " ", el("strong", {}, said.title), detail ? el("span", { dir: "auto" }, `: ${detail}`) : null,
      el("p", {}, `Why it matters: ${said.why} What to do: ${said.fix}`));
  });
  return el("ul", { class: "issues" }, ...entries);
}

function ledgerView(record) {
  const told = record.fidelity;
  const number = (name) => NUMBER.format(told[name]);
  const sentence =
    `Wix's source had ${number("source_chars")} characters (white space does not count); ${number("kept_chars")} were kept, ` +
    `${number("dropped_chars")} went with parts that were left out, ${number("unexplained_chars")} are unaccounted for. ` +
    `${number("kept")} parts are as they were, ${number("converted")} are there in another form.`;
  const losses = record.losses.map(([fate, node, reason, times]) => [node, fate, reason, NUMBER.format(times)]);
  const table = losses.length ? plainTable("Parts that changed or went", ["Part", "What became of it", "What is lost, or why", "Times"], losses) : null;
  return section("What became of the body", el("p", {}, sentence), table);
}

function comparison(record) {
  if (record.body_text !== null) {
    return [
      el("p", { class: "bad" }, "The two texts differ (white space does not count):"),
      differenceView(record.body_text, record.text.normalize("NFC").replace(/\s+/g, "")),
    ];
  }
  const length = NUMBER.format(Array.from(record.text.replace(/\s+/g, "")).length);
  return [el("p", { class: "good" }, `Both texts are the same, character by character: ${length} characters without white space.`)];
}

function sideBySide(record) {
  const text = el("div", { class: "text", lang: record.language, dir: record.direction || "auto" }, record.text || el("em", {}, "no text"));
  return section("Side by side",
    el("p", {}, "The store holds the body as it was read from Wix, not Wix's own page. The account above compares it with the source on that page; here it stands beside the extracted text, which the tables carry. ",
      link("Open the old page", record.url), " to compare both with it."),
    ...comparison(record),
    el("div", { class: "sides" },
      el("section", {}, el("h3", {}, "The body as read from Wix"), record.body ? bodyPreview(record.body, record) : el("p", {}, el("em", {}, "no body"))),
      el("section", {}, el("h3", {}, "Extracted text"), text)));
}

function pictures(record) {
  if (!record.images.length) return null;
  const shown = record.images.map((image) => {
    const path = localPath(image.path);
    const name = readable(image.url.split("/").pop());
    if (!path) return el("li", {}, badge("high"), " not stored: ", link(name, image.url));
    const label = image.path.split("/").pop();
    return el("li", {}, el("a", { href: path }, el("img", { src: path, alt: "", loading: "lazy" }), el("span", { dir: "auto" }, label)));
  });
  return section("Pictures", el("ul", { class: "thumbnails" }, ...shown));
}

// What the view of a record holds below its title; places: where the neighbours are, as hashes or null.
function recordView(record, findings, advice, places) {
  const fields = record.fields.map(([name, value, source]) => [name.replaceAll("_", " "), valueView(value), source || ""]);
  const seo = record.seo.map(([name, value]) => [name.replaceAll("_", " "), valueView(value)]);
  const steps = [places.list, places.newer, places.older].filter(Boolean).map(([label, hash]) => el("li", {}, link(label, hash)));
  return [
    el("nav", { "aria-label": "Neighbours", class: "steps" }, el("ul", {}, ...steps)),
    el("p", {}, link(readable(record.url), record.url)),
    section("Things to do", issueList(findings, advice)),
    ledgerView(record),
    sideBySide(record),
    pictures(record),
    section("Fields and where they came from", plainTable("Fields", ["Field", "Value", "Where it came from"], fields)),
    seo.length ? section("What the page says to search engines", plainTable("Search engines", ["Field", "Value"], seo)) : null,
  ].filter(Boolean);
}
