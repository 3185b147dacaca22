"""Run commands as whole processes and measure them from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measured:
    """One finished process."""

    status: int
    seconds: float
    peak_mb: float
    """Largest resident set, MiB."""
    output: str


def run(command: list[str], log: Path, cwd: Path = ROOT) -> Measured:
    """Run ``command`` in ``cwd``; what it prints goes to ``log``."""
    with log.open("w+", encoding="utf-8") as out:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return Measured(process.returncode, seconds, usage.ru_maxrss / 1024, out.read())


@contextmanager
def replica(folder: Path, posts: int, page_kb: int) -> Iterator[str]:
    """Serve a replica in a process of its own for the duration of the block; yields its address."""
    address = folder / "url"
    address.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.replica", "--posts", str(posts), "--page-kb", str(page_kb)]
    command += ["--seed", "9", "--page-size", "20", "--no-faults", "--write-url", str(address)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while not address.exists():
            if server.poll() is not None:
                raise RuntimeError("the replica did not start")
            time.sleep(0.1)
        yield address.read_text(encoding="utf-8").strip()
    finally:
        server.terminate()
        server.wait(timeout=30)
