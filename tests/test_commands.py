"""The commands on a stored crawl: what they say, their exit status, and that their help tells the truth."""

from __future__ import annotations

import json
import shlex
import shutil
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from pipelines.audit.catalogue import GRAVITIES
from tests.crawling import ROOT, Crawl, crawl, scrapy
from tests.replica.server import serve
from tests.replica.site import Site

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

COMMANDS = ("audit", "crawl", "export", "push", "show", "sites", "verify")
OFFLINE = ("audit", "export", "show", "sites")
HOSTILE = "Calm \x1b[31mred\x1b]0;pwned\x07\u202e\x9b2J"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """A whole crawl, of which one more post follows: its title and text try to steer the terminal."""
    with serve(Site.build(seed=31, posts=12, faults=False)) as running:
        got = crawl(tmp_path_factory.mktemp("output"), url=running.url, site="healthwise")
    assert got.status == 0, got.stderr
    post = got.items("post")[0]
    url = post["url"].rsplit("/", 1)[0] + "/welcome"
    more = {**post, "url": url, "slug": "welcome", "title": HOSTILE, "body_text": HOSTILE, "issues": []}
    with (got.folder / "items.jsonl").open("a", encoding="utf-8") as store:
        store.write(json.dumps(more) + "\n")
    return got


@pytest.fixture
def output(stored: Crawl, tmp_path: Path) -> Path:
    shutil.copytree(stored.folder, tmp_path / "output" / "healthwise")
    return tmp_path / "output"


def run(output: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return scrapy(*arguments, "-s", f"OUTPUT_DIR={output}")


def examples(name: str) -> list[str]:
    shown = scrapy(name, "--help").stdout
    return [line.strip() for line in shown.partition("Examples:")[2].splitlines() if line.strip()]


# --- help ---


@pytest.mark.parametrize("name", COMMANDS)
def test_help_describes_the_command_and_shows_two_to_four_examples(name: str) -> None:
    command = import_module(f"scraper.commands.{name}").Command
    shown = scrapy(name, "--help").stdout

    assert " ".join(command().long_desc().split()) in " ".join(shown.split())
    assert examples(name) == list(command.examples)
    assert 2 <= len(command.examples) <= 4
    assert all(example.startswith(f"scrapy {name}") for example in command.examples)


def test_the_document_names_every_command_and_repeats_its_help() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    modules = sorted(path.stem for path in (ROOT / "scraper" / "commands").glob("*.py") if path.stem != "__init__")

    assert modules == list(COMMANDS)
    for name in COMMANDS:
        command = import_module(f"scraper.commands.{name}").Command
        assert f"| `scrapy {name}` | {command().short_desc()} |" in text
        for example in command.examples:
            assert f"\n{example}\n" in text


@pytest.mark.parametrize("name", OFFLINE)
def test_the_examples_of_help_run(output: Path, stored: Crawl, name: str) -> None:
    address = next(row["url"] for row in stored.items("post") if row["slug"] == "welcome")
    for example in examples(name):
        own = example.replace("https://www.chinesemed.hk/post/welcome", address).replace("/srv/exports", str(output))
        _, *arguments = shlex.split(own)
        # Both statuses are results; 2 would say that the example cannot be run.
        done = run(output, *arguments)
        assert done.returncode in ((0, 1) if name == "audit" else (0,)), (example, done.stderr)
        assert done.stdout
        if "--json" in arguments:
            assert isinstance(json.loads(done.stdout), dict)


# --- audit ---


@pytest.mark.parametrize("gravity", [*GRAVITIES, "never"])
def test_audit_ends_as_the_gravity_says(output: Path, gravity: str) -> None:
    done = run(output, "audit", "healthwise", "--fail-on", gravity, "--json")
    told: dict[str, Any] = json.loads(done.stdout)
    grave = GRAVITIES[: GRAVITIES.index(gravity) + 1] if gravity in GRAVITIES else ()

    assert told["failing"] == sum(told["gravity"][name] for name in grave)
    assert done.returncode == int(told["failing"] > 0)
    assert sum(told["gravity"].values()) == len(told["todo"]) == sum(kind["findings"] for kind in told["kinds"])
    kept = json.loads((output / "healthwise" / "audit.json").read_text(encoding="utf-8"))
    assert told["gravity"] == kept["gravity"]


def test_audit_writes_its_files_again_and_shows_the_gravest_first(output: Path) -> None:
    files = [output / "healthwise" / name for name in ("audit.xlsx", "audit.json", "report.html", "audit/todo.csv")]
    for file in files:
        file.unlink()

    done = run(output, "audit", "healthwise", "--fail-on", "low")

    assert done.returncode == 1, done.stderr
    assert all(file.stat().st_size for file in files)
    told = [line.split(":")[0] for line in done.stdout.splitlines() if " – " in line]
    assert told == sorted(told, key=GRAVITIES.index)
    assert "exit status 1" in done.stdout


# --- sites ---


def test_sites_says_what_is_there(output: Path, stored: Crawl) -> None:
    (output / "broken").mkdir()
    (output / "broken" / "items.jsonl").write_text("oops\n")
    (output / "cut").mkdir()
    first = (output / "healthwise" / "items.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (output / "cut" / "items.jsonl").write_text(first + "\n", encoding="utf-8")
    (output / "healthwise" / "ghost.zip").unlink()
    (output / "healthwise" / "ghost.md").unlink()

    done = run(output, "sites", "--json")
    sites = {about["site"]: about for about in json.loads(done.stdout)["sites"]}

    assert done.returncode == 1
    assert "line 1, is not a record" in sites["broken"]["error"]
    assert (sites["cut"]["complete"], sites["cut"]["crawled_at"]) == (False, None)
    assert "crawl it again" in sites["cut"]["missing"][0]
    whole = sites["healthwise"]
    assert (whole["complete"], whole["url"]) == (True, stored.site()["url"])
    assert whole["counts"]["post"] == len({row["url"] for row in stored.items("post") if not row["variant_of"]})
    assert whole["exports"]["ghost"] == "none"
    assert whole["exports"]["csv"] == "old"  # a record was added behind it
    paths = (output / "healthwise").rglob("*")
    assert whole["bytes"] == sum(path.stat().st_size for path in paths if path.is_file())


def test_sites_without_any_says_how_to_make_one(tmp_path: Path) -> None:
    done = run(tmp_path, "sites")

    assert done.returncode == 0
    assert "scrapy crawl wix -a url=" in done.stdout


# --- show ---


@pytest.mark.parametrize("form", ["slug", "percent", "path", "url", "percent-url"])
def test_show_takes_a_slug_in_every_form(output: Path, stored: Crawl, form: str) -> None:
    post = next(row for row in stored.items("post") if row["slug"] and not row["slug"].isascii())
    path = "/post/" + post["slug"]
    asked = {
        "slug": post["slug"],
        "percent": quote(post["slug"]),
        "path": path,
        "url": post["url"].split("/post/")[0] + path,
        "percent-url": post["url"],
    }[form]

    done = run(output, "show", "healthwise", asked, "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["url"] == post["url"]


def test_show_names_sources_issues_ledger_and_text(output: Path, stored: Crawl) -> None:
    post = next(row for row in stored.items("post") if row["issues"] and row["slug"] != "welcome")

    done = run(output, "show", "healthwise", post["url"])

    assert f"[{post['sources']['title']}]" in done.stdout
    assert post["issues"][0]["code"] in done.stdout
    assert f"fidelity, source_chars: {post['fidelity']['source_chars']}" in done.stdout
    assert post["body_text"][:100] in done.stdout


def test_show_suggests_what_comes_near(output: Path) -> None:
    done = run(output, "show", "healthwise", "welcom")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("did you mean welcome?\n")


# --- what a site says steers no terminal ---


@pytest.mark.parametrize(
    "arguments",
    [("show", "healthwise", "welcome"), ("show", "healthwise", "welcome", "--json"), ("audit", "healthwise")],
    ids=["show", "json", "audit"],
)
def test_hostile_titles_are_only_shown(output: Path, arguments: tuple[str, ...]) -> None:
    done = run(output, *arguments)

    assert not set("\x1b\x07\u202e\x9b") & set(done.stdout + done.stderr)
    if arguments[-1] == "--json":
        assert json.loads(done.stdout)["title"] == HOSTILE
    elif arguments[0] == "show":
        assert done.stdout.splitlines()[0] == "post: Calm red"


# --- what cannot be done ---


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("audit",), "which site? usage: scrapy audit"),
        (("audit", "healthwise", "--fail-on", "error"), "choose from critical, high, medium, low, never"),
        (("audit", "nowhere"), "there: healthwise): crawl it first"),
        (("show", "healthwise"), "which post? usage: scrapy show"),
        (("show", "nowhere", "welcome"), "there: healthwise): crawl it first"),
        (("sites", "healthwise"), "use scrapy sites"),
        (("export", "healthwise", "docx", "--json"), "choose from json, csv"),
        (("verify", "healthwise"), "usage: scrapy verify <site> --target URL"),
        (("push", "healthwise"), "usage: scrapy push <site> --wordpress URL"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_is_one_line_and_status_2_and_changes_nothing(
    output: Path, arguments: tuple[str, ...], says: str
) -> None:
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}

    done = run(output, *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"{arguments[0]}: ")
    assert says in line
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before
