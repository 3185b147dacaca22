"""Maps replayed by a real nginx and a real Apache."""

from urllib.parse import quote, urlsplit

import pytest

from pipelines.exporters.redirects import servers
from pipelines.exporters.redirects.plan import Rule, checked
from tests.exporters.redirects.running import apache, ask, nginx
from tests.exporters.redirects.sites import table

# What has a meaning in the servers' files, and paths that only the case of their letters tells apart.
AWKWARD = [
    *(f"/post/{quote(name)}" for name in ["a.b", "a+b", "$1", "$uri", '"', "(x)", "[x]", "{x}", "a b", "^x$"]),
    *(f"/post/{quote(name)}" for name in ["x|y", "*", "~x", "#", "%", "%41", "a;b", "'", "é", "睡" * 70]),
    *(f"/post/{quote(name)}" for name in ["&", "=", "<x>", ":x", "\\", "x\\y"]),
    *("/Case", "/CASE", "/Same", "/post/%FF"),
]  # fmt: skip


def awkward():
    rules = [Rule(source, f"/new/{number}/", "post", "redirect") for number, source in enumerate(AWKWARD)]
    rules += [
        Rule("/Same2", "/same2/", "post", "redirect"),
        Rule("/query?lang=zh", "/zh-query/", "post", "redirect"),
        Rule("/query", "/en-query/", "post", "redirect"),
        Rule("/only?lang=zh", "/only-zh/", "post", "redirect"),
        Rule("/list.of", "/new/list/", "list", "redirect", paged=True),
        Rule("/dollar", "https://shop.example/$1/%41?a=b", "redirect", "redirect"),
    ]
    return checked(rules, {b"/same2", b"/case"})


def expectations():
    for rule in awkward():
        assert rule.state == "redirect"
        target = (301, rule.target)
        if rule.paged:
            yield from ((f"{rule.source}/page/{number}", target) for number in ("2", "13/"))
        elif not rule.has_query:
            yield from ((rule.source + end, target) for end in ("", "/", "?utm_source=mail"))
    yield "/query?lang=zh", (301, "/zh-query/")
    yield "/query/?utm_source=mail&lang=zh", (301, "/zh-query/")
    yield "/query?lang=fr", (301, "/en-query/")
    yield "/only?lang=zh", (301, "/only-zh/")
    for living in ("/only", "/same2/", "/case", "/list.of/page/x", "/listxof/page/2", "/more/Case", "/Case/more"):
        yield living, None


def test_nginx_serves_the_map(folder, tmp_path):
    with nginx(tmp_path, folder / "wordpress/nginx.conf") as port:
        for row in table(folder):
            path = row["source"].replace("*", "2")
            if "not in" in row["reason"] and "nginx" in row["reason"]:
                continue
            expected = (301, row["target"]) if row["state"] == "redirect" else (200, None)
            assert ask(port, path) == expected, path


def test_nginx_serves_awkward_paths(tmp_path):
    text, left = servers.nginx(awkward())
    (tmp_path / "map.conf").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert left == []
    with nginx(tmp_path, tmp_path / "map.conf") as port:
        for path, expected in expectations():
            status, place = ask(port, path)
            assert (status, place and place.replace("%24", "$")) == (expected or (200, None)), path


def test_apache_serves_awkward_paths(tmp_path):
    text, left = servers.apache(awkward())
    (tmp_path / "map").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert left == []
    with apache(tmp_path, tmp_path / "map") as port:
        for path, expected in expectations():
            status, place = ask(port, path)
            if expected is None:
                assert status in (403, 404), path
                continue
            wanted, found = urlsplit(expected[1]), urlsplit(place or "")
            assert (status, found.path) == (301, wanted.path), path
            assert found.hostname == (wanted.hostname or "127.0.0.1"), path


@pytest.mark.parametrize("path", ["/a%0Ab", "/a%00b", "//a", "/a//b"])
def test_what_no_server_can_be_asked_for_is_left_out(path):
    rule = Rule(path, "/x/", "post", "redirect")

    assert servers.nginx([rule])[1] == servers.apache([rule])[1] == [rule]
