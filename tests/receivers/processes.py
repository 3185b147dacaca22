"""Servers of the rig: free ports, starts that are waited for, stops of whole process groups by their number."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SECONDS = 90


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def run(
    command: list[str], *, cwd: Path | None = None, seconds: int = 300, env: Mapping[str, str] | None = None
) -> str:
    """Run a command to its end and return what it printed; raise with its last words if it fails."""
    whole = {**os.environ, **(env or {})}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=seconds, check=False, env=whole)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} … failed: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


@contextlib.contextmanager
def serving(
    command: list[str], url: str, log: Path, *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Start a server and wait until ``url`` answers; end it with everything that it started."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **(env or {})},
        )
        try:
            _await(url, process, log)
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=15)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_SECONDS * 10):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            if error.code != 503:  # which says: still starting
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}")
