// Elements are made one by one and texts are set as texts: nothing that the site says is ever read as markup.

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const WEB = /^https?:\/\//i;
const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

// An address that the report made itself, or one that the site states; null if it is neither.
function safeAddress(address) {
  if (typeof address !== "string") return null;
  if (address.startsWith("#") || SAFE.test(address)) return address;
  return localPath(address);
}

// A file in media/, beside the report; null for anything that leads elsewhere.
function localPath(path) {
  if (typeof path !== "string" || !path.startsWith("media/")) return null;
  const parts = path.split("/");
  if (parts.some((part) => part === ".." || part === "." || part === "")) return null;
  return parts.map(encodeURIComponent).join("/");
}

function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function link(label, address, attributes) {
  const safe = safeAddress(address);
  if (!safe) return el("span", { dir: "auto" }, String(label));
  const outside = WEB.test(safe) ? { rel: "noopener noreferrer" } : {};
  return el("a", { href: safe, dir: "auto", ...outside, ...attributes }, String(label));
}

function badge(gravity) {
  return el("span", { class: `badge ${gravity}` }, gravity);
}

function hiddenText(text) {
  return el("span", { class: "hidden-text" }, text);
}

const waiting = new Map();

// Data of this file: an array, deflated; unpacked when it is first asked for.
function unpack(name) {
  const holder = document.getElementById(`data-${name}`);
  if (!holder) return Promise.resolve([]);
  if (typeof DecompressionStream === "undefined") {
    return Promise.reject(new Error("This browser is too old for this report: take one of 2023 or newer."));
  }
  const raw = atob(JSON.parse(holder.textContent));
  const bytes = new Uint8Array(raw.length);
  for (let place = 0; place < raw.length; place++) bytes[place] = raw.charCodeAt(place);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// The same, kept: for tables, which are asked for again and again.
function kept(name) {
  if (!waiting.has(name)) waiting.set(name, unpack(name));
  return waiting.get(name);
}
