"""The frame of every page: head, viewer models, header, footer, warm-up data, in each era's form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.replica import ids
from tests.replica.chrome import footer, header
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


def script_json(value: Any) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")


def _meta(key: str, name: str, content: str) -> str:
    return f'<meta {key}="{name}" content="{escape(content)}"/>'


def seo_tags(ctx: Context, head: Head) -> str:
    """Title, metas, links and JSON-LD, in Wix's order."""
    tags = [f"<title>{escape(head.title)}</title>"]
    if head.description:
        tags.append(_meta("name", "description", head.description))
    url = escape(ctx.url(head.path))
    tags.append(f'<link rel="canonical" href="{url}"/>')
    if head.noindex:
        tags.append('<meta name="robots" content="noindex"/>')
    tags.append(_meta("property", "og:title", head.og_title or head.title))
    if head.og_description:
        tags.append(_meta("property", "og:description", head.og_description))
    if head.og_image:
        address, width, height = head.og_image
        tags += [_meta("property", "og:image", address), _meta("property", "og:image:width", str(width)),
                 _meta("property", "og:image:height", str(height))]  # fmt: skip
    tags += [f'<meta property="og:url" content="{url}"/>', _meta("property", "og:site_name", ctx.site.name),
             _meta("property", "og:type", head.og_type)]  # fmt: skip
    tags += [f'<script type="application/ld+json">{script_json(item)}</script>' for item in head.json_ld]
    tags += [_meta("property", f"article:{name}", value) for name, value in head.article.items() if value]
    tags += [f'<link rel="{rel}" href="{escape(ctx.url(path))}"/>' for rel, path in head.links]
    if head.rss:
        feed = escape(ctx.url("/blog-feed.xml"))
        tags.append(
            f'<link rel="alternate" href="{feed}" title="{escape(ctx.site.name)} - RSS" type="application/rss+xml"/>'
        )
    tags += [
        _meta("name", "twitter:card", "summary_large_image"),
        _meta("name", "twitter:title", head.og_title or head.title),
    ]
    tags += [
        f'<link rel="alternate" href="{escape(ctx.url(path))}" hreflang="{code}"/>' for code, path in head.hreflang
    ]
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


def viewer_model(ctx: Context, path: str, lang: str) -> dict[str, Any]:
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
        "seo": {"context": {"siteName": site.name, "siteUrl": ctx.base, "indexSite": True}, "isInSEO": False},
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


def _common_head(ctx: Context, era: str) -> str:
    return (
        f'<meta name="generator" content="{GENERATOR}"/>\n<meta name="format-detection" content="telephone=no"/>\n'
        f'<meta http-equiv="X-Wix-Meta-Site-Id" content="{ctx.site.meta_site_id}"/>\n'
        f'<meta http-equiv="X-Wix-Application-Instance-Id" content="{ids.guid("app", ctx.site.seed)}"/>\n'
        f'<meta http-equiv="X-Wix-Published-Version" content="303"/>\n'
    )


def page(
    ctx: Context, era: str, head: Head, main: str, *, lang: str, warmup: dict[str, Any] | None = None,
    bolt: dict[str, Any] | None = None,
) -> list[Part]:  # fmt: skip
    """A whole page as parts: strings, and shared fillers where the site has a weight."""
    weight = size_class(ctx.site.page_kb, ids.number(1000, "weight", head.path))
    if era == "2021":
        return _bolt_page(ctx, head, main, lang, bolt or {}, weight)
    dom = "" if era != "2026" else "<!-- domStoreHtml -->"
    essential = json.dumps(essential_model(ctx, era, head.path, lang), separators=(",", ":")).replace("/", "\\/")
    viewer = script_json(viewer_model(ctx, head.path, lang))
    data = {
        "platform": {"ssrPropsUpdates": [], "ssrStyleUpdates": []},
        "pages": {},
        "appsWarmupData": warmup or {},
        "ooi": {"failedInSsr": {}},
    }
    start = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8"/>\n<meta name="viewport" '
        f'content="width=device-width, initial-scale=1" id="wixDesktopViewport"/>\n{_common_head(ctx, era)}'
        f'<script type="application/json" id="wix-essential-viewer-model">{essential}</script>\n'
        f"<script>window.viewerModel = JSON.parse(document.getElementById('wix-essential-viewer-model').textContent)"
        f"</script>\n"
    )
    body = (
        f"\n{seo_tags(ctx, head)}\n</head>\n<body class=''>\n{dom}"
    )  # fmt: skip
    content = (
        f'<div id="SITE_CONTAINER"><div id="main_MF" class="main_MF">{_jump("TOP", "top", era)}<div id="site-root" '
        f'class="site-root"><div id="masterPage" class="mesh-layout masterPage">{header(ctx, era, head.path)}<main '
        f'id="PAGES_CONTAINER" class="PAGES_CONTAINER" tabindex="-1" data-main-content="true"><div id="SITE_PAGES" '
        f'class="{ids.css(era, "pages")} SITE_PAGES">{main}</div></main>{footer(ctx, era)}</div></div>'
        f"{_jump('BOTTOM', 'bottom', era)}</div></div>\n"
    )
    viewer_open = f'<script type="application/json" id="wix-viewer-model">{viewer[:-1]},"experiments":'
    end = (
        f'}}</script>\n<!-- warmup data start -->\n<script type="application/json" id="wix-warmup-data">'
        f"{script_json(data)}</script>\n<!-- warmup data end -->\n</body>\n</html>\n"
    )  # fmt: skip
    if not weight:
        return [f"{start}{body}{content}{viewer_open}{{}}{end}"]
    fill = {kind: filler(kind, weight) for kind in ("style", "shapes", "script", "model")}
    return [start, fill["style"], body, fill["shapes"], content, fill["script"], viewer_open, fill["model"], end]


def _jump(name: str, word: str, era: str) -> str:
    text = "&nbsp;" if era == "2023" else f'<span class="{ids.css(era, "jump")}">{word} of page</span>'
    return (
        f'<div id="SCROLL_TO_{name}" class="{ids.css(era, "scroll")} ignore-focus SCROLL_TO_{name}" role="region" '
        f'tabindex="-1" aria-label="{word} of page">{text}</div>'
    )


def _bolt_page(ctx: Context, head: Head, main: str, lang: str, state: dict[str, Any], weight: int) -> list[Part]:
    start = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta http-equiv="X-UA-Compatible" content="IE=Edge"/>\n'
        f'<meta charset="utf-8"/>\n{_common_head(ctx, "2021")}<script type="text/javascript">\nvar santaBase = '
        f"'https://static.parastorage.com/services/santa/1.1499.0';\nvar boltVersion = '1.7043.0';\n</script>\n"
    )
    content = (
        f'\n{seo_tags(ctx, head)}\n</head>\n<body class="prewarmup">\n<div id="SITE_CONTAINER"><div class="noop">'
        f'<div id="SCROLL_TO_TOP" tabindex="-1" aria-label="top of page" role="region" style="height:0"></div>'
        f'<div id="SITE_ROOT" class="SITE_ROOT"><div id="masterPage" class="mesh-layout" data-mesh-layout="grid">'
        f'{header(ctx, "2021", head.path)}<main tabindex="-1" id="PAGES_CONTAINER" class="pc1">{main}</main>'
        f"{footer(ctx, '2021')}"
        f'</div></div><div id="SCROLL_TO_BOTTOM" tabindex="-1" aria-label="bottom of page" role="region" '
        f'style="height:0"></div></div></div>\n'
    )
    data = {
        "layoutData": {}, "rootNavigationInfo": {"format": "slash", "pageId": "ryu0w", "title": "post"},
        "currentUrl": {"full": ctx.url(head.path), "path": head.path}, "tpaWidgetNativeInitData": state,
    }  # fmt: skip
    end = (
        f'<script type="text/javascript">\n        var warmupData = {script_json(data)};\n    </script>\n'
        f"<!-- No Footer -->\n</body>\n</html>\n"
    )
    if not weight:
        return [start + content + end]
    return [start, filler("style", weight), content, filler("shapes", weight), filler("script", weight), end]
