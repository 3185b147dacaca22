// Which view is shown: the part of the address behind "#" says it, so that each has an address to send and go back to.

const ABOUT = JSON.parse(document.getElementById("data-about").textContent);
const VIEWS = [...document.querySelectorAll(".view")];
const TITLE = document.title;
const START = "overview";
let asked = 0;

function fields(table) {
  return ABOUT.tables[table].fields;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function reveal(name, focus) {
  for (const view of VIEWS) view.hidden = view.id !== `view-${name}`;
  for (const anchor of document.querySelectorAll("header nav a")) {
    if (anchor.hash === `#${name}`) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
  const heading = document.getElementById(`title-${name}`);
  document.title = `${heading.textContent} · ${TITLE}`;
  if (focus) {
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

async function showTable(name) {
  const view = document.getElementById(`view-${name}`);
  if (view.dataset.drawn) return;
  view.dataset.drawn = "yes";
  const rows = await kept(`table-${name}`);
  view.append(new Table(ABOUT.tables[name].title, fields(name), rows).element);
}

async function showPlaces(kind) {
  if (kind.dataset.drawn) return;
  kind.dataset.drawn = "yes";
  const code = kind.dataset.code;
  const own = (await kept("table-todo")).filter((row) => row[row.length - 1] === code);
  kind.querySelector(".places").append(new Table(ABOUT.advice[code].title, fields("todo"), own).element);
}

function openKind(code) {
  const kind = document.getElementById(`kind-${code}`);
  if (!kind) return;
  kind.open = true;
  kind.querySelector("summary").focus();
  kind.scrollIntoView({ block: "start" });
}

async function showRecord(type, key, focus) {
  const turn = ++asked;
  const keys = await kept(`keys-${type}`);
  const place = keys.indexOf(key);
  const view = document.getElementById("view-record");
  const heading = document.getElementById("title-record");
  if (place < 0) {
    heading.textContent = `There is no ${type} “${key}” here`;
    view.replaceChildren(heading);
    reveal("record", focus);
    return;
  }
  const [[record], todo] = await Promise.all([unpack(`${type}-${place}`), kept("table-todo")]);
  if (turn !== asked) return; // somebody went on meanwhile
  const columns = fields("todo").map((field) => field.name);
  const address = columns.length;
  const findings = todo.filter((row) => row[address] === record.url).map((row) => [row[columns.indexOf("detail")], row[address + 2]]);
  const hash = (other) => `#${type}/${encodeURIComponent(other)}`;
  heading.textContent = record.title || readable(record.url);
  heading.setAttribute("dir", "auto");
  if (record.language) heading.setAttribute("lang", record.language);
  else heading.removeAttribute("lang");
  const places = {
    list: [`All ${type}s`, `#${type}s`],
    newer: place > 0 ? ["Previous in the list", hash(keys[place - 1])] : null,
    older: place + 1 < keys.length ? ["Next in the list", hash(keys[place + 1])] : null,
  };
  view.replaceChildren(heading, ...recordView(record, findings, ABOUT.advice, places));
  reveal("record", focus);
}

async function route(focus) {
  const [name, ...rest] = location.hash.slice(1).split("/");
  const argument = decoded(rest.join("/"));
  if (name === "main") return;
  if ((name === "post" || name === "page") && argument) return showRecord(name, argument, focus);
  asked++;
  const known = name && document.getElementById(`view-${name}`) && name !== "record" ? name : START;
  if (ABOUT.tables[known] && known !== "todo") await showTable(known);
  reveal(known, focus);
  if (known === "todo" && argument) openKind(argument);
}

function guarded(work) {
  const fault = document.getElementById("fault");
  fault.hidden = true;
  work.catch((error) => {
    fault.textContent = `This part cannot be shown: ${error.message}`;
    fault.hidden = false;
  });
}

for (const kind of document.querySelectorAll("details.kind")) {
  kind.addEventListener("toggle", () => kind.open && guarded(showPlaces(kind)));
}
document.querySelector(".skip").addEventListener("click", (event) => {
  // The address stays that of the view.
  event.preventDefault();
  document.getElementById("main").focus();
});
window.addEventListener("hashchange", () => guarded(route(true)));
guarded(route(location.hash !== ""));
