"""Pages that the server sends as empty frames: a script puts their content in, and tries every way to count a view.

The ways are those of Wix's own pages (the page API, beacons, also when the page is left) and those that interception of
requests does not see (shared workers, web sockets).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.replica.markup import el

if TYPE_CHECKING:
    from tests.replica.site import Context

FILL, WORKER, CONTENT = "/_late/fill.js", "/_late/worker.js", "/_late/content"
TOLD = "/_late/told"
"""What is sent here has counted a view."""

WORKER_JS = f"fetch('{TOLD}-by-worker', {{method: 'POST', body: 'x'}});".encode()

_FILL_JS = """
const here = document.currentScript, base = here.dataset.base, told = base + '%(told)s';
const post = (url, headers) => fetch(url, {method: 'POST', keepalive: true, body: '{}', headers}).catch(() => 0);
fetch(base + '/_api/v1/access-tokens').then(r => r.json()).then(found => post(base + here.dataset.counter,
  {authorization: found.apps['14bcded7-0066-7c35-14d7-466cb3f09103'].instance})).catch(() => 0);
post(told);
navigator.sendBeacon(told + '-by-beacon', 'x');
addEventListener('pagehide', () => navigator.sendBeacon(told + '-at-the-end', 'x'));
try { new SharedWorker(base + '%(worker)s'); } catch (error) {}
try { new WebSocket(base.replace('http', 'ws') + '%(told)s-by-socket'); } catch (error) {}
fetch('https://frog.wix.com/bolt-performance?src=72').catch(() => 0);
new Image().src = base + '/_late/pixel.png';
fetch(base + here.dataset.content).then(r => r.text()).then(html => {
  setTimeout(() => { document.getElementById('late').outerHTML = html; }, 300);
});
""" % {"told": TOLD, "worker": WORKER}  # noqa: UP031  # braces are the script's own


def fill_js() -> bytes:
    """The script of all such pages."""
    return _FILL_JS.encode()


def shell(ctx: Context, path: str, slug: str = "") -> str:
    """What stands between header and footer until the script has run."""
    spinner = el("div", el("span", "Loading…"), id="late", data_hook="skeleton-loader", aria_busy="true")
    counter = f"/_api/blog-frontend-adapter-public/v2/post-page-metadata/{slug}"
    script = el(
        "script", src=f"{ctx.base}{FILL}", data_base=ctx.base, data_content=CONTENT + path, data_counter=counter
    )
    return spinner + script
