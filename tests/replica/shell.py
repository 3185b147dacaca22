"""The frame of every page: head, viewer models, header, footer, warm-up data, in each era's form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.replica import ids
from tests.replica.chrome import footer, header
from tests.replica.markup import el
from tests.replica.padding import Part, filler, size_class
from tests.replica.site import BLOG_APP, Context

GENERATOR = "Wix.com Website Builder"


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a page says in its head. Empty values are left out."""

    title: str
    path: str
    """Path and query: canonical and ``og:url``."""
    og_title: str = ""
    og_type: str = "website"
    description: str = ""
    og_description: str = ""
    og_image: tuple[str, int, int] | None = None
    article: dict[str, str] = field(default_factory=dict)
    json_ld: tuple[dict[str, Any], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """``rel`` and path of ``next``, ``prev`` and ``amphtml``."""
    hreflang: tuple[tuple[str, str], ...] = ()
    noindex: bool = False
    rss: bool = True
    seo_mode: bool = False


def script_json(value: Any) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")


def _meta(name: str, content: str) -> str:
    """A meta tag: Open Graph's are properties, the others names."""
    if name.startswith(("og:", "article:")):
        return el("meta", property=name, content=content)
    return el("meta", name=name, content=content)


def seo_tags(ctx: Context, head: Head) -> str:
    """Title, metas, links and JSON-LD, in Wix's order."""
    url, title = ctx.url(head.path), head.og_title or head.title
    tags = [el("title", escape(head.title))]
    tags += [_meta("description", head.description)] if head.description else []
    tags.append(el("link", rel="canonical", href=url))
    tags += [_meta("robots", "noindex")] if head.noindex else []
    tags.append(_meta("og:title", title))
    tags += [_meta("og:description", head.og_description)] if head.og_description else []
    if head.og_image:
        names = ("og:image", "og:image:width", "og:image:height")
        tags += [_meta(name, str(value)) for name, value in zip(names, head.og_image, strict=True)]
    tags += [_meta("og:url", url), _meta("og:site_name", ctx.site.name), _meta("og:type", head.og_type)]
    tags += [el("script", script_json(item), type="application/ld+json") for item in head.json_ld]
    tags += [_meta(f"article:{name}", value) for name, value in head.article.items() if value]
    tags += [el("link", rel=rel, href=ctx.url(path)) for rel, path in head.links]
    if head.rss:
        kind = {"title": f"{ctx.site.name} - RSS", "type": "application/rss+xml"}
        tags.append(el("link", rel="alternate", href=ctx.url("/blog-feed.xml"), **kind))
    tags += [_meta("twitter:card", "summary_large_image"), _meta("twitter:title", title)]
    tags += [el("link", rel="alternate", href=ctx.url(path), hreflang=code) for code, path in head.hreflang]
    return "\n".join(tags)


def essential_model(ctx: Context, era: str, path: str, lang: str) -> dict[str, Any]:
    """The ``wix-essential-viewer-model`` object."""
    tokens = "dynamicModelUrl" if era == "2023" else "accessTokensUrl"
    api = "/_api/v2/dynamicmodel" if era == "2023" else "/_api/v1/access-tokens"
    return {
        "fleetConfig": {"fleetName": "wix-thunderbolt", "type": "GA", "code": 0},
        "mode": {"qa": False, "ssrOnly": False},
        "language": {"userLanguage": lang},
        "site": {"externalBaseUrl": ctx.base, "isSEO": False},
        "media": {"staticMediaUrl": f"{ctx.media_root}/media", "mediaRootUrl": f"{ctx.media_root}/",
                  "staticVideoUrl": f"{ctx.video_root}/"},
        "requestUrl": ctx.url(path),
        "commonConfig": {"brand": "wix", "host": "VIEWER", "bsi": "", "siteRevision": "303", "language": lang},
        tokens: ctx.base + api,
    }  # fmt: skip


def viewer_model(ctx: Context, path: str, lang: str, *, seo_mode: bool = False) -> dict[str, Any]:
    """The ``wix-viewer-model`` object without its weight."""
    site = ctx.site
    pages = {ids.node_id("page", p.path)[:5]: p for p in site.pages}
    page_map = {
        key: {"pageId": key, "title": p.title, "pageUriSEO": p.path.rsplit("/", 1)[-1] or "home"}
        for key, p in pages.items()
    }
    features: dict[str, Any] = {
        "router": {"baseUrl": ctx.base, "mainPageId": next(iter(page_map), ""), "pagesMap": page_map},
        "siteWixCodeSdk": {"siteDisplayName": site.name, "siteRevision": 303, "language": site.lang,
                           "regionalSettings": f"{site.lang}-hk", "currency": "HKD", "timezone": site.timezone},
        "seo": {"context": {"siteName": site.name, "siteUrl": ctx.base, "indexSite": True},
                "isInSEO": seo_mode},
        "tpaCommons": {"timeZone": site.timezone, "locale": lang},
        "platform": {"bootstrapData": {"appsSpecData": {BLOG_APP: {"appDefinitionId": BLOG_APP,
                     "instanceId": site.instance_id, "appDefinitionName": "Wix Blog"}}}},
    }  # fmt: skip
    if site.multilingual:
        features["multilingual"] = _multilingual(ctx, path, lang)
    return {
        "requestUrl": ctx.url(path),
        "site": {"metaSiteId": site.meta_site_id, "siteId": ids.guid("site", site.seed), "externalBaseUrl": ctx.base,
                 "siteRevision": 303, "siteType": "UGC", "isResponsive": False, "isSEO": False},
        "viewMode": "desktop",
        "language": {"userLanguage": lang, "siteLanguage": site.lang, "isMultilingualEnabled": site.multilingual,
                     "directionByLanguage": "rtl" if lang == "ar" else "ltr"},
        "siteFeaturesConfigs": features,
    }  # fmt: skip


def _multilingual(ctx: Context, path: str, lang: str) -> dict[str, Any]:
    bare = ctx.url(path.partition("?")[0])

    def entry(code: str) -> dict[str, Any]:
        main = code == ctx.site.lang
        return {"languageCode": code, "locale": f"{code}-hk", "resolutionMethod": "QueryParam",
                "url": bare if main else f"{bare}?lang={code}", "isPrimaryLanguage": main,
                "status": "Active"}  # fmt: skip

    return {"originalLanguage": entry(ctx.site.lang), "isOriginalLanguage": lang == ctx.site.lang,
            "currentLanguage": entry(lang), "siteLanguages": [entry(code) for code in ctx.site.languages]}  # fmt: skip


def _common_head(ctx: Context) -> str:
    rows = (
        el("meta", name="generator", content=GENERATOR),
        el("meta", name="format-detection", content="telephone=no"),
        el("meta", http_equiv="X-Wix-Meta-Site-Id", content=ctx.site.meta_site_id),
        el("meta", http_equiv="X-Wix-Application-Instance-Id", content=ids.guid("app", ctx.site.seed)),
        el("meta", http_equiv="X-Wix-Published-Version", content="303"),
    )
    return "\n".join((*rows, ""))


def page(
    ctx: Context, era: str, head: Head, main: str, *, lang: str, warmup: dict[str, Any] | None = None,
    bolt: dict[str, Any] | None = None,
) -> list[Part]:  # fmt: skip
    """A whole page as parts: strings, and shared fillers where the site has a weight."""
    weight = size_class(ctx.site.page_kb, ids.number(1000, "weight", head.path))
    if era == "2021":
        return _bolt_page(ctx, head, main, lang, bolt or {}, weight)
    start, content = _start(ctx, era, head, lang), _content(ctx, era, head, main)
    seo = f"\n{seo_tags(ctx, head)}\n</head>\n<body class=''>\n"
    viewer = script_json(viewer_model(ctx, head.path, lang, seo_mode=head.seo_mode))
    model = f'<script type="application/json" id="wix-viewer-model">{viewer[:-1]},"experiments":'
    end = f"}}</script>\n{_warmup_script(warmup or {})}\n</body>\n</html>\n"
    if not weight:
        return [f"{start}{seo}{content}{model}{{}}{end}"]
    fill = {kind: filler(kind, weight) for kind in ("style", "shapes", "script", "model")}
    return [start, fill["style"], seo, fill["shapes"], content, fill["script"], model, fill["model"], end]


def _start(ctx: Context, era: str, head: Head, lang: str) -> str:
    model = json.dumps(essential_model(ctx, era, head.path, lang), separators=(",", ":")).replace("/", "\\/")
    load = "window.viewerModel = JSON.parse(document.getElementById('wix-essential-viewer-model').textContent)"
    viewport = el("meta", name="viewport", content="width=device-width, initial-scale=1", id="wixDesktopViewport")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8"/>\n{viewport}\n{_common_head(ctx)}'
        f"{el('script', model, type='application/json', id='wix-essential-viewer-model')}\n{el('script', load)}\n"
    )


def _content(ctx: Context, era: str, head: Head, main: str) -> str:
    pages = el("div", main, id="SITE_PAGES", class_=f"{ids.css(era, 'pages')} SITE_PAGES")
    main = el("main", pages, id="PAGES_CONTAINER", class_="PAGES_CONTAINER", tabindex=-1, data_main_content="true")
    inner = header(ctx, era, head.path) + main + footer(ctx, era)
    root = el("div", el("div", inner, id="masterPage", class_="mesh-layout masterPage"), id="site-root")
    frame = el("div", _jump("top", era), root, _jump("bottom", era), id="main_MF", class_="main_MF")
    return el("div", frame, id="SITE_CONTAINER") + "\n"


def _jump(word: str, era: str) -> str:
    """The jump marks, whose words are on every page and never content."""
    text = "&nbsp;" if era == "2023" else el("span", f"{word} of page", class_=ids.css(era, "jump"))
    name = f"SCROLL_TO_{word.upper()}"
    return el("div", text, id=name, class_=name, role="region", tabindex=-1, aria_label=f"{word} of page")


def _warmup_script(apps: dict[str, Any]) -> str:
    data = {
        "platform": {"ssrPropsUpdates": [], "ssrStyleUpdates": []}, "pages": {}, "appsWarmupData": apps,
        "ooi": {"failedInSsr": {}},
    }  # fmt: skip
    return el("script", script_json(data), type="application/json", id="wix-warmup-data")


def _bolt_page(ctx: Context, head: Head, main: str, lang: str, state: dict[str, Any], weight: int) -> list[Part]:
    """The viewer of 2021 and before: no viewer model, and the store in a script's ``var warmupData``."""
    start = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta http-equiv="X-UA-Compatible" content="IE=Edge"/>\n'
        f"<meta charset=\"utf-8\"/>\n{_common_head(ctx)}<script>\nvar boltVersion = '1.7043.0';\n</script>\n"
    )
    jumps = [
        el("div", id=f"SCROLL_TO_{w.upper()}", tabindex=-1, aria_label=f"{w} of page", role="region")
        for w in ("top", "bottom")
    ]
    pages = el("main", main, tabindex=-1, id="PAGES_CONTAINER", class_="pc1")
    inner = header(ctx, "2021", head.path) + pages + footer(ctx, "2021")
    root = el("div", el("div", inner, id="masterPage", class_="mesh-layout"), id="SITE_ROOT", class_="SITE_ROOT")
    frame = el("div", el("div", jumps[0], root, jumps[1], class_="noop"), id="SITE_CONTAINER")
    content = f'\n{seo_tags(ctx, head)}\n</head>\n<body class="prewarmup">\n{frame}\n'
    data = {
        "layoutData": {}, "rootNavigationInfo": {"format": "slash", "pageId": "ryu0w", "title": "post"},
        "currentUrl": {"full": ctx.url(head.path), "path": head.path}, "tpaWidgetNativeInitData": state,
    }  # fmt: skip
    end = f"<script>\n        var warmupData = {script_json(data)};\n    </script>\n</body>\n</html>\n"
    if not weight:
        return [start + content + end]
    return [start, filler("style", weight), content, filler("shapes", weight), filler("script", weight), end]
