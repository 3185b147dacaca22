"""Records of an invented clinic for the tests of stages, store and exporters."""

from scraper.items import (
    Author,
    Category,
    Comment,
    Contact,
    Fidelity,
    Issue,
    Link,
    Media,
    MenuEntry,
    Page,
    Post,
    Seo,
    Site,
    Tag,
)

SITE = "https://www.willow-clinic.example"
IMAGE = "https://static.wixstatic.com/media/aa11bb_00112233445566778899aabbccddeeff~mv2.jpg"


def post(slug="sleep-well", **fields):
    """A whole post; ``fields`` replace its values."""
    values = {
        "url": f"{SITE}/post/{slug}",
        "fetched_at": "2026-05-01T08:00:00+00:00",
        "title": "Sleep well, 睡得好",
        "slug": slug,
        "language": "en",
        "published_at": "2024-03-05T01:30:00+00:00",
        "modified_at": "2024-04-01T00:00:00+00:00",
        "author": "Mei Lam",
        "excerpt": "Three habits for the evening.",
        "body_html": (
            '<h2>Habits</h2><p>Drink <strong>warm</strong> water, "slowly".</p>'
            f'<figure><img src="{IMAGE}" alt="Cup"></figure>'
        ),
        "body_text": 'Habits Drink warm water, "slowly".',
        "images": (IMAGE,),
        "links": (f"{SITE}/contact",),
        "categories": ("Sleep", "Habits"),
        "tags": ("tea",),
        "views": 1200,
        "comments": 0,
        "recent_posts": (Link(title="Walk more", url=f"{SITE}/post/walk-more"),),
        "seo": Seo(title="Sleep well | Willow", noindex=True, hreflang=(Link(title="zh", url=f"{SITE}/zh/post/x"),)),
        "fidelity": Fidelity(source_chars=40, kept_chars=40, kept=3),
        "sources": {"title": "h1", "published_at": "meta"},
    }
    return Post(**{**values, **fields})


def every_type():
    """One record of each type, and a second post."""
    return [
        post(),
        post(
            "walk-more",
            title="=1+1",
            published_at="2025-01-01T00:00:00+00:00",
            modified_at="2025-01-02T00:00:00+00:00",
            views=None,
            issues=(Issue(field="views", code="missing", message="No number, only a box."),),
        ),
        Page(url=f"{SITE}/about", title="About", slug="about", kind="about", body_html="<p>We help.</p>"),
        Author(url=f"{SITE}/profile/mei", name="Mei Lam", slug="mei", bio="Mei listens.\n\nMei walks.", posts=2),
        Contact(url=f"{SITE}/#phone", kind="phone", value="+85225550123", raw=("(852) 2555 0123", "+852-2555-0123")),
        Comment(url=f"{SITE}/post/sleep-well#c1", post_url=f"{SITE}/post/sleep-well", id="c1", text="@mei thanks"),
        Media(url=IMAGE, source_url=IMAGE, width=800, height=600, alt="Cup"),
        Category(url=f"{SITE}/blog/categories/sleep", label="Sleep", slug="sleep", posts=1),
        Tag(url=f"{SITE}/blog/tags/tea", label="tea", slug="tea", posts=1),
        Site(
            url=f"{SITE}/", name="Willow Clinic", menu=(MenuEntry(label="Home", url=f"{SITE}/"),), counts={"posts": 2}
        ),
    ]
