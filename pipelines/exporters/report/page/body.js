// A body is read into a document that runs nothing and loads nothing; what the list below knows is built anew from it.

const BLOCKS = new Set(
  ("p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code table caption thead tbody tr th td figure figcaption strong em u s " +
    "sup sub mark span br hr details summary div").split(" "),
);
const SILENT = new Set("script style noscript template object svg math select textarea head title".split(" "));
const ALIGNED = /text-align:\s*(left|right|center|justify|start|end)/;

function bodyPreview(markup, record) {
  const source = new DOMParser().parseFromString(markup, "text/html").body;
  const shown = el("div", { class: "body", lang: record.language, dir: record.direction || "auto" });
  const outline = { last: 3 }; // level of the title above the body
  for (const node of source.childNodes) shown.append(...rebuilt(node, outline));
  return shown;
}

// What stands for a node: itself anew, what is in it, or nothing.
function rebuilt(node, outline) {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.localName;
  if (SILENT.has(tag) || node.namespaceURI !== "http://www.w3.org/1999/xhtml") return [];
  if (tag === "img") return [picture(node.getAttribute("src"), node.getAttribute("alt"))];
  if (tag === "iframe" || tag === "video" || tag === "audio" || tag === "source") return [player(node, tag, outline)];
  const inside = [...node.childNodes].flatMap((child) => rebuilt(child, outline));
  if (tag === "a") return [anchor(node, inside)];
  if (!BLOCKS.has(tag)) return inside;
  const level = /^h([1-6])$/.exec(tag);
  if (level && inside.every((part) => !part.textContent.trim())) return inside;
  if (level) return [heading(Number(level[1]), allowed(node, tag), inside, outline)];
  return [el(tag, allowed(node, tag), ...inside)];
}

// Headings of a body stand below those of the view and skip no level, so that the outline of this page stays whole;
// how they look tells the level that they had.
function heading(level, attributes, inside, outline) {
  outline.last = Math.max(4, Math.min(6, level + 2, outline.last + 1));
  const classes = [attributes.class, `level-${level}`].filter(Boolean).join(" ");
  return el(`h${outline.last}`, { ...attributes, class: classes }, ...inside);
}

function allowed(node, tag) {
  const found = {};
  const direction = node.getAttribute("dir");
  if (["ltr", "rtl", "auto"].includes(direction)) found.dir = direction;
  const language = node.getAttribute("lang");
  if (language && /^[A-Za-z0-9-]{1,35}$/.test(language)) found.lang = language;
  const aligned = ALIGNED.exec(node.getAttribute("style") || "");
  if (aligned) found.class = `align-${aligned[1]}`;
  for (const name of tag === "td" || tag === "th" ? ["colspan", "rowspan"] : tag === "ol" ? ["start"] : []) {
    const value = node.getAttribute(name);
    if (value && /^\d{1,4}$/.test(value)) found[name] = value;
  }
  if (tag === "figure" && node.classList.contains("missing")) found.class = "missing";
  if (tag === "details") found.open = true;
  return found;
}

function anchor(node, inside) {
  const address = safeAddress(node.getAttribute("href"));
  // A link within the body would lead to another view of the report.
  if (!address || address.startsWith("#")) return el("span", {}, ...inside);
  const made = el("a", { href: address, rel: "noopener noreferrer" }, ...inside);
  // A link around a picture without words says where it leads.
  const said = made.textContent.trim() || [...made.querySelectorAll("img")].some((image) => image.alt.trim());
  if (!said) made.append(inside.length ? hiddenText(readable(address)) : readable(address));
  return made;
}

// A picture of media/ is shown; of another there is only its address, because the report loads nothing from the network.
function picture(source, alt) {
  const path = localPath(source);
  if (path) return el("img", { src: path, alt: alt || "", loading: "lazy" });
  const label = `Picture that is not stored${alt ? `: ${alt}` : ""}`;
  return el("span", { class: "elsewhere" }, source ? link(label, source) : label);
}

function player(node, tag, outline) {
  const address = node.getAttribute("src") || "";
  const label = node.getAttribute("title") || readable(address) || tag;
  const names = { iframe: "Frame", video: "Film", audio: "Sound", source: "File" };
  const inside = [...node.childNodes].flatMap((child) => rebuilt(child, outline));
  return el("span", { class: "elsewhere" }, `${names[tag]}: `, link(label, address), ...inside);
}
