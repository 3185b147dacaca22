"""The command as a user runs it: what it prints, its status, a kill in the middle, and where the password is not."""

import argparse
import json
import signal
import subprocess
import sys
import threading

import pytest
from scrapy.settings import Settings

from scraper.commands.push import Command
from scraper.push.credentials import Credentials
from scraper.push.ledger import FILE
from tests.crawling import ROOT, scrapy, start
from tests.push.fake import PASSWORD, USER

SECRET = {"WORDPRESS_USER": USER, "WORDPRESS_APP_PASSWORD": PASSWORD}
QUICK = ("-s", "RETRY_PAUSE=0.01", "-s", "RETRY_TIMES=1")


def push(store, url, *more, env=SECRET):
    return scrapy("push", str(store), "--wordpress", url, *QUICK, *more, more_env=env)


def test_it_pushes_and_says_what(store, wordpress):
    done = push(store, wordpress.url)

    assert (done.returncode, done.stderr) == (0, "")
    assert f"sent to {wordpress.url}" in done.stdout
    assert [line.split("│")[1:3] for line in done.stdout.splitlines() if "post" in line and "│" in line] == [
        [" post      ", " 3       "]
    ]
    assert "note: posts of Mei Lam are put under 'Editor'" in done.stdout
    assert len(wordpress.rows["comments"]) == 2


def test_as_json(store, wordpress):
    report = json.loads(push(store, wordpress.url, "--json", "--dry-run").stdout)

    assert report["target"] == wordpress.url
    assert report["counts"]["post"] == {"created": 3}
    assert report["dry_run"]
    assert wordpress.posts() == []


def test_what_is_refused_is_told_and_makes_the_status_one(store, wordpress):
    wordpress.fail("plan.pdf", status=413, body="large")

    done = push(store, wordpress.url)

    assert done.returncode == 1
    assert "plan.pdf" not in done.stderr
    assert "aa11bb_0011.pdf: 413: the file is larger than the server takes: raise upload_max_filesize" in done.stdout


def test_it_is_killed_and_goes_on(store, wordpress, monkeypatch):
    reached, gone = threading.Event(), threading.Event()

    def wait(number):
        if number == 6:
            reached.set()
            gone.wait(30)

    wordpress.after_post = wait
    for name, value in SECRET.items():
        monkeypatch.setenv(name, value)
    process = start(["push", str(store), "--wordpress", wordpress.url, *QUICK])
    assert reached.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    gone.set()
    wordpress.after_post = lambda _: None

    assert process.returncode == -signal.SIGKILL
    assert len(json.loads((store / FILE).read_text())["targets"][wordpress.url]["items"]) == 5
    done = push(store, wordpress.url)

    assert done.returncode == 0
    found = {kind: len(rows) for kind, rows in wordpress.rows.items() if rows}
    assert found == {"categories": 1, "tags": 1, "media": 2, "pages": 2, "posts": 3, "comments": 2}
    assert not (store / f"{FILE}.partial").exists()


@pytest.mark.parametrize(
    ("url", "env", "said"),
    [
        ("http://new.example.com", SECRET, "would send the password unprotected: use https://"),
        ("http://127.0.0.1.new.example.com", SECRET, "would send the password unprotected"),
        ("new.example.com", SECRET, "is no web address: e.g. --wordpress https://new.example.com"),
        ("https://me:pass@new.example.com", SECRET, "--wordpress holds a login: set WORDPRESS_USER"),
        ("https://new.example.com/?p=1", SECRET, "must end with the site's path"),
        ("https://new.example.com", {**SECRET, "WORDPRESS_USER": ""}, "WORDPRESS_USER is not set: make an application"),
        ("https://new.example.com", {**SECRET, "WORDPRESS_APP_PASSWORD": ""}, "WORDPRESS_APP_PASSWORD is not set"),
        ("https://new.example.com", {**SECRET, "WORDPRESS_APP_PASSWORD": "x"}, "holds no application password"),
    ],
)
def test_what_it_does_not_begin_with(store, monkeypatch, capsys, url, env, said):
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    status, error = run(store, url, capsys)

    assert status == 2
    assert error.startswith("push: ")
    assert said in error
    assert error.count("\n") == 1
    assert "me:pass" not in error
    assert not (store / FILE).exists()


def test_a_password_on_the_command_line_is_not_read(store, monkeypatch, capsys):
    monkeypatch.setenv("WORDPRESS_USER", USER)

    status, error = run(store, "https://new.example.com", capsys, WORDPRESS_APP_PASSWORD="visible-to-all")

    assert status == 2
    assert "a command line is no secret" in error
    assert "visible-to-all" not in error


def run(store, url, capsys, **settings):
    command = Command()
    command.settings = Settings(settings)
    opts = argparse.Namespace(wordpress=url, dry_run=False, create_users=False, json=False)
    command.run([str(store)], opts)
    return command.exitcode, capsys.readouterr().err


def test_without_a_site_or_an_address_it_says_how_it_is_used():
    done = scrapy("push")

    assert done.returncode == 2
    assert done.stderr == "push: usage: scrapy push <site> --wordpress URL\n"


# --- the password ---


def test_the_password_is_nowhere(store, wordpress):
    """Though the server repeats it in an error, in a redirect and in what it holds."""
    wordpress.fail("plan.pdf", status=400, body={"code": "strange", "message": f"got {PASSWORD}"})
    wordpress.fail("A draft", status=302, body="", headers={"Location": f"/?password={PASSWORD.replace(' ', '%20')}"})
    header = Credentials(USER, PASSWORD).headers()["Authorization"]
    wordpress.fail("We help", status=400, body={"code": "strange", "message": header})

    done = push(store, wordpress.url, "-s", "LOG_LEVEL=DEBUG")

    assert done.returncode == 1
    assert "got [password]" in done.stdout
    written = [path.read_bytes() for path in store.rglob("*") if path.is_file()]
    forms = (PASSWORD, PASSWORD.replace(" ", ""), PASSWORD.replace(" ", "%20"), header.removeprefix("Basic "))
    for form in forms:
        assert form not in done.stdout + done.stderr
        assert not any(form.encode() in data for data in written)


def test_a_wrong_password_is_not_repeated(store, wordpress):
    done = push(store, wordpress.url, env={**SECRET, "WORDPRESS_APP_PASSWORD": "wrong-but-secret"})

    assert done.returncode == 2
    assert "WordPress does not take the credentials" in done.stderr
    assert "wrong-but-secret" not in done.stdout + done.stderr
    assert done.stderr.count("\n") == 1


def test_credentials_show_themselves_to_nobody():
    found = Credentials(USER, PASSWORD)

    assert PASSWORD not in f"{found!r} {found}"
    with pytest.raises(TypeError, match="not written anywhere"):
        found.__reduce__()


def test_no_process_inherits_the_password(tmp_path):
    code = (
        "import os, subprocess, sys; from scraper.push.credentials import take_credentials;"
        "take_credentials(os.environ, {});"
        "print(subprocess.run([sys.executable, '-c', 'import os; print(dict(os.environ))'],"
        " capture_output=True, text=True).stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env={"PATH": "", **SECRET}
    )

    assert "WORDPRESS_USER" in done.stdout
    assert PASSWORD not in done.stdout
