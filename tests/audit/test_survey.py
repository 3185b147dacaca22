import pytest

from pipelines.audit.overview import overview
from pipelines.audit.survey import survey
from pipelines.corpus import Corpus
from pipelines.store import ITEMS_FILE, encode
from scraper.items import Issue, Media, MenuEntry, Page, Redirect, Seo, Site
from tests.pipelines.records import IMAGE, SITE, every_type, post

LONG = " ".join(f"sentence number {number} about tea" for number in range(60))


def read(folder, *records):
    (folder / ITEMS_FILE).write_bytes(b"".join(map(encode, records)))
    return Corpus(folder)


def codes(found, url):
    return {finding.code for finding in found.findings if finding.url == url}


def site(**fields):
    return Site(url=f"{SITE}/", name="Willow", timezone="Asia/Hong_Kong", **fields)


def test_dates_are_in_the_time_zone_of_the_site(tmp_path):
    [row] = survey(read(tmp_path, post(), site())).rows["posts"]

    assert row["published"].isoformat() == "2024-03-05T09:30:00+08:00"


@pytest.mark.parametrize("zone", [None, "Mars/Olympus", "../../etc/passwd"])
def test_an_unknown_time_zone_is_utc(tmp_path, zone):
    [row] = survey(read(tmp_path, post(), Site(url=f"{SITE}/", timezone=zone))).rows["posts"]

    assert row["published"].isoformat() == "2024-03-05T01:30:00+00:00"


def test_views_a_month_and_age_need_no_clock(tmp_path):
    old = post(published_at="2024-05-01T08:00:00+00:00", modified_at=None, views=2400)
    new = post("new", published_at="2026-04-30T08:00:00+00:00", modified_at=None, views=30)

    rows = {row["url"]: row for row in survey(read(tmp_path, old, new, site())).rows["posts"]}

    assert rows[old.url]["views_a_month"] == 100.0
    assert rows[old.url]["years"] == 2.0
    assert rows[new.url]["views_a_month"] == 30.0  # a post of one day is not 900 a month


def test_links_within_the_site_are_followed_in_the_store(tmp_path):
    gone, moved = f"{SITE}/post/gone", f"{SITE}/old"
    links = (f"{SITE}/about", f"{SITE}/post/walk", gone, moved, f"{SITE}/never-seen", "https://other.example/")
    issue = Issue(field="posts", code="post-missing", message=f"{gone} is listed but not stored: 404")
    redirect = Redirect(source=moved, target=f"{SITE}/about", status=301)

    found = survey(
        read(
            tmp_path,
            post(links=links),
            post("walk", links=()),
            Page(url=f"{SITE}/about", title="About", slug="about", links=()),
            site(issues=(issue,), redirects=(redirect,)),
        )
    )

    states = {row["target"]: row["state"] for row in found.rows["links"]}
    assert states == {
        f"{SITE}/about": "there",
        f"{SITE}/post/walk": "there",
        gone: "gone",
        moved: "redirected",
        f"{SITE}/never-seen": "not crawled",
        "https://other.example/": "",
    }
    assert "inner-link-broken" in codes(found, post().url)
    incoming = {row["url"]: row["incoming_links"] for row in found.rows["posts"]}
    assert incoming == {post().url: 0, f"{SITE}/post/walk": 1}
    assert "orphan-post" in codes(found, post().url)
    assert "orphan-post" not in codes(found, f"{SITE}/post/walk")


def test_the_menu_links_as_well(tmp_path):
    menu = (MenuEntry(label="More", children=(MenuEntry(label="Sleep", url=post().url),)),)

    assert "orphan-post" not in codes(survey(read(tmp_path, post(), site(menu=menu))), post().url)


def test_doubles_are_found(tmp_path):
    first, second = post("a", body_text=LONG), post("b", body_text=LONG + " and more")

    found = survey(read(tmp_path, first, second, site()))

    assert codes(found, first.url) & codes(found, second.url) >= {"title-duplicated"}
    [row] = [row for row in found.rows["posts"] if row["similar_to"]]
    assert {row["url"], row["similar_to"]} == {first.url, second.url}
    assert "near-duplicate" in codes(found, row["url"])


def test_a_text_in_many_posts_is_one_thing_to_do_for_each(tmp_path):
    posts = [post(name, body_text=LONG) for name in "abcd"]

    found = survey(read(tmp_path, *posts, site()))

    details = sorted(finding.detail for finding in found.findings if finding.code == "near-duplicate")
    assert len(details) == 3
    assert [detail.partition(", and ")[2] for detail in details] == ["", "1 more like it", "2 more like it"]


def test_what_search_engines_are_told_is_judged(tmp_path):
    long = post("long", seo=Seo(title="x" * 61, description="y" * 156), body_text=LONG)
    fine = post("fine", seo=Seo(title="x" * 60, description="y" * 80), body_text=LONG)
    chinese = post("zh", language="zh-hk", seo=Seo(title="睡" * 31, description="睡" * 40), body_text=LONG)

    found = survey(read(tmp_path, long, fine, chinese, site()))

    assert codes(found, long.url) >= {"title-length", "description-length"}
    assert not codes(found, fine.url) & {"title-length", "description-length", "description-missing"}
    assert "title-length" in codes(found, chinese.url)
    assert "description-length" not in codes(found, chinese.url)
    assert "description-missing" in codes(survey(read(tmp_path, post(), site())), post().url)


def test_small_pictures_and_missing_files_name_the_page(tmp_path):
    small = Media(url=IMAGE, source_url=IMAGE, kind="image", width=300, height=200, used_by=(post().url,))
    issue = Issue(field="source_url", code="media-missing", message="the file could not be had: 403")
    lost = Media(url=f"{IMAGE}2", source_url=f"{IMAGE}2", kind="image", status="missing", issues=(issue,))

    found = survey(read(tmp_path, small, lost, site()))

    assert codes(found, post().url) == {"image-small"}
    assert codes(found, f"{IMAGE}2") == {"media-missing"}


def test_the_overview_counts(tmp_path):
    corpus = read(tmp_path, *every_type())
    found = survey(corpus)
    rows = {(row["section"], row["name"]): row["value"] for row in overview(corpus, found)}

    assert rows["Site", "Name"] == "Willow Clinic"
    assert rows["Content", "Posts"] == 2
    assert rows["Posts by year", "2024"] == 1
    assert rows["Posts by category", "Sleep"] == 2
    assert rows["Most read", "Sleep well, 睡得好"] == 1200


def test_a_crawl_that_was_cut_off_has_no_site_and_is_surveyed_all_the_same(tmp_path):
    found = survey(read(tmp_path, post()))

    assert found.site == {}
    assert len(found.rows["posts"]) == 1
