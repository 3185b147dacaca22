// Reads the bodies of a WXR file with WordPress' own block parser and validator, and says which blocks are invalid.
// Usage: node validate.mjs FILE.xml; prints {"blocks": number, "types": {name: number}, "invalid": [{post, name, why, html}]}.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

const page = new JSDOM('<!doctype html><html><body></body></html>', { url: 'http://localhost/', pretendToBeVisual: true });
const { window } = page;
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
for (const name of ['window', 'document', 'Node', 'Element', 'HTMLElement', 'DOMParser', 'MutationObserver', 'CustomEvent',
  'Event', 'KeyboardEvent', 'File', 'FileList', 'Blob', 'DocumentFragment', 'getComputedStyle', 'requestAnimationFrame',
  'cancelAnimationFrame', 'XMLHttpRequest', 'HTMLImageElement', 'HTMLAnchorElement', 'Text', 'Range', 'CSS']) {
  globalThis[name] = name === 'window' ? window : window[name];
}
globalThis.CSS ??= { supports: () => false, escape: (text) => text };
window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} });
globalThis.ResizeObserver = window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
globalThis.IntersectionObserver = window.IntersectionObserver = globalThis.ResizeObserver;

const quiet = () => {};
const [log, warn, error] = [console.log, console.warn, console.error];
Object.assign(console, { log: quiet, warn: quiet, error: quiet, info: quiet, groupCollapsed: quiet, groupEnd: quiet });
// Their modules import JSON in a way that Node refuses; their CommonJS builds do not.
const require = createRequire(import.meta.url);
const { parse } = require('@wordpress/blocks');
const { registerCoreBlocks } = require('@wordpress/block-library');
registerCoreBlocks();

const xml = new window.DOMParser().parseFromString(readFileSync(process.argv[2], 'utf8'), 'text/xml');
const found = { blocks: 0, types: {}, invalid: [] };
const look = (blocks, post) => {
  for (const block of blocks) {
    found.blocks += 1;
    found.types[block.name] = (found.types[block.name] ?? 0) + 1;
    if (!block.isValid || block.name === 'core/missing' || block.name === 'core/freeform') {
      const why = (block.validationIssues ?? []).map((issue) => issue.args?.map(String).join(' ')).join('; ');
      found.invalid.push({ post, name: block.name, why: why.slice(0, 400), html: String(block.originalContent ?? '').slice(0, 400) });
    }
    look(block.innerBlocks, post);
  }
};
for (const item of xml.getElementsByTagName('item')) {
  const text = (name) => item.getElementsByTagName(name)[0]?.textContent ?? '';
  if (['post', 'page'].includes(text('wp:post_type')) && text('content:encoded')) look(parse(text('content:encoded')), text('title'));
}
Object.assign(console, { log, warn, error });
console.log(JSON.stringify(found, null, 1));
process.exit(0);
