"""``python -m tests.replica``: serve the replica until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from pathlib import Path

from tests.replica.model import ERAS
from tests.replica.server import serve
from tests.replica.site import Site


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(prog="python -m tests.replica", description="Serve a Wix-like clinic site.")
    found.add_argument("--posts", type=int, default=40, help="number of posts (default 40)")
    found.add_argument("--seed", type=int, default=1, help="another seed makes another site (default 1)")
    found.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    found.add_argument("--era", choices=(*ERAS, "mixed"), default="mixed", help="layout of the pages (default mixed)")
    found.add_argument("--rtl", action="store_true", help="the Arabic site")
    found.add_argument("--prefix", default="", help="path prefix as on free sites, e.g. /clinic")
    found.add_argument("--page-kb", type=int, default=0, help="pad pages to about this weight")
    found.add_argument("--page-size", type=int, default=10, help="posts per feed page (default 10)")
    found.add_argument("--multilingual", action="store_true", help="languages by query parameter")
    found.add_argument("--practitioner", default="", help="name of the main practitioner")
    found.add_argument("--media-base", default="", help="'self': pages name this server as media host")
    found.add_argument("--no-faults", action="store_true", help="no page misbehaves")
    found.add_argument("--write-url", type=Path, help="write the address to this file once the server answers")
    found.add_argument("--write-truth", type=Path, help="write what a reader should find to this file, as JSON")
    return found


def main(argv: list[str] | None = None) -> int:
    """Serve until told to stop; 0 then."""
    args = parser().parse_args(argv)
    site = Site.build(
        seed=args.seed, posts=args.posts, era=args.era, rtl=args.rtl, prefix=args.prefix, page_kb=args.page_kb,
        page_size=args.page_size, multilingual=args.multilingual, practitioner=args.practitioner,
        media_base=args.media_base, faults=not args.no_faults,
    )  # fmt: skip
    done = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: done.set())
    with serve(site, args.port) as running:
        if args.write_truth:
            args.write_truth.write_text(json.dumps(site.truth(), ensure_ascii=False, indent=1), encoding="utf-8")
        if args.write_url:
            partial = args.write_url.with_suffix(".partial")
            partial.write_text(running.url + "\n", encoding="utf-8")
            partial.replace(args.write_url)
        print(running.url, flush=True)
        done.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
