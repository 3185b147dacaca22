"""No map has loops, chains or doubles."""

import re
from urllib.parse import quote, unquote_to_bytes

from hypothesis import given
from hypothesis import strategies as st

from pipelines.exporters.redirects.known import Known
from pipelines.exporters.redirects.plan import Rule, checked, plan
from pipelines.permalinks.base import Permalinks
from pipelines.permalinks.static import StaticRules
from scraper.items import Page, Redirect, Site
from tests.exporters.redirects.sites import NAMES, store
from tests.pipelines.records import SITE

_FEW = st.sampled_from(["/", "/a", "/A", "/a/", "/b", "/é", "/%C3%A9", "/a/page/2", "/b?lang=zh", "https://x.example/"])
_PATHS = st.one_of(_FEW, NAMES.map(lambda name: f"/{quote(name, safe='')}"))
_RULES = st.builds(Rule, _PATHS, _PATHS, st.just("post"), st.just("redirect"), st.booleans())


def led(rules, path):
    """Follow a map as the strictest and as the laxest server does; the paths on the way."""
    key = unquote_to_bytes(path).rstrip(b"/")
    for rule in rules:
        source = unquote_to_bytes(rule.source).rstrip(b"/")
        pattern = re.escape(source) + (rb"/page/[0-9]+" if rule.paged else b"")
        if re.fullmatch(pattern, key, 0 if rule.exact or rule.paged else re.IGNORECASE):
            return rule.target
    return None


@given(st.lists(_RULES, max_size=12, unique_by=lambda rule: (rule.source.rstrip("/"), rule.paged)), st.sets(_PATHS))
def test_no_map_has_loops_or_chains_or_hides_a_page(rules, living):
    living = {path for path in living if "?" not in path and path.startswith("/")}
    active = [r for r in checked(rules, {unquote_to_bytes(p).rstrip(b"/") for p in living}) if r.state == "redirect"]

    for rule in active:
        assert led(active, rule.target) is None
    for path in living:
        assert led([rule for rule in active if not rule.paged], path) is None


@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(NAMES, max_size=6))
def test_each_source_comes_once_and_each_rule_is_a_page_of_the_new_site(tmp_path_factory, slugs, sources):
    pages = {quote(f"/{slug}", safe="/"): slug for slug in slugs}
    items = [Page(url=f"{SITE}{path}", slug=slug, title="x") for path, slug in pages.items()]
    redirects = tuple(Redirect(source=f"{SITE}/{quote(s, safe='')}", target=items[0].url, status=301) for s in sources)
    corpus = store(tmp_path_factory.mktemp("random"), [*items, Site(url=f"{SITE}/", redirects=redirects)])
    permalinks = Permalinks(corpus, StaticRules())
    rules = plan(corpus, permalinks, Known.of(corpus), {})

    living = {place.path for place in permalinks}
    active = [rule for rule in rules if rule.state == "redirect"]
    assert len({rule.source for rule in rules}) == len(rules)
    assert {rule.target for rule in active} <= living | {"/index.xml"}
    assert all(led(active, rule.target) is None for rule in active)
