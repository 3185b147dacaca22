"""Recognises the parts of a static page: where its content is, which components are no content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Part(NamedTuple):
    """One component: what it is, why it is left out (``""``: it is read), whether its text is content."""

    kind: str
    why: str = ""
    counted: bool = False


_CHROME = Part("page frame", "the same on every page")
_MENU = Part("menu", "kept with the site, not with the page")
_POSTS = Part("list of posts", "made of the posts")
_SEARCH = Part("search box", "does not work elsewhere")
_SHARE = Part("share buttons", "do not belong to the content")
_CONSENT = Part("consent banner", "does not belong to the content")
_GALLERY, _TABS, _ACCORDION = Part("gallery"), Part("tabs", counted=True), Part("accordion", counted=True)
_BACKGROUND, _BUTTON, _LINE = Part("background"), Part("button", counted=True), Part("line")
_AUDIO, _VIDEO, _NAMED_LINK, _ANCHOR = Part("audio"), Part("video"), Part("named link"), Part("anchor")
_NOTHING = Part("bookkeeping")

_BY_ID = {
    "SITE_HEADER": _CHROME, "SITE_FOOTER": _CHROME, "SITE_HEADER_WRAPPER": _CHROME, "SITE_FOOTER_WRAPPER": _CHROME,
    "SCROLL_TO_TOP": _CHROME, "SCROLL_TO_BOTTOM": _CHROME, "SKIP_TO_CONTENT_BTN": _CHROME, "WIX_ADS": _CHROME,
    "SITE_BACKGROUND": _CHROME, "soapBeforePagesContainer": _CHROME, "soapAfterPagesContainer": _CHROME,
    "BACKGROUND_GROUP": _CHROME, "POPUPS_ROOT": _CHROME,
}  # fmt: skip
_BY_HOOK = {
    "bgLayers": _BACKGROUND, "post-list-root": _POSTS, "feed-page-root": _POSTS, "post-list-item": _POSTS,
    "post-list-pro-gallery-container": _POSTS, "recent-posts": _POSTS, "related-posts": _POSTS,
    "accordion-item-header": _ACCORDION, "accordion-item-content": _NOTHING, "consent-banner-root": _CONSENT,
    "cookies-banner": _CONSENT, "widget-social-wrapper": _SHARE, "share-overlay": _SHARE, "player": _AUDIO,
    "login-button": _MENU, "overlay-play-button": _NOTHING, "search-input": _SEARCH,
    "blog-desktop-header-container": _MENU,
}  # fmt: skip
_BY_TESTID = {
    "gallery-item-ghost": _NOTHING, "gallery-counter": _NOTHING, "gallery-item-describedby-id": _NOTHING,
    "search-box-container": _SEARCH, "search-box-form": _SEARCH, "youtube": _VIDEO, "vimeo": _VIDEO,
    "dailymotion": _VIDEO, "facebook": _VIDEO, "twitch": _VIDEO, "page-bg": _BACKGROUND, "buttonElement": _BUTTON,
}  # fmt: skip
_BY_CLASS = {
    "wixui-tabs": _TABS, "wixui-button": _BUTTON, "wixui-horizontal-line": _LINE, "wixui-gallery": _GALLERY,
    "wixui-pro-gallery": _GALLERY, "wixui-menu": _MENU, "wixui-breadcrumbs": _MENU, "wixui-search-box": _SEARCH,
    "wixui-cookie-banner": _CONSENT, "wixui-header": _CHROME, "wixui-footer": _CHROME,
}  # fmt: skip
_GALLERY_ID = "pro-gallery-"
_CLASS = re.compile(rf"(?<![\w-])(?:{'|'.join(_BY_CLASS)})(?![\w-])")
_TEXT = frozenset({"span", "p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "u", "font", "br", "li"})
_SHOWN = frozenset({"img", "wow-image", "wix-image", "video", "iframe"})
_SILENT = frozenset({"style", "script", "svg", "title"})


def find_content(root: HtmlElement) -> HtmlElement | None:
    """Find the element that holds the page's own content, or ``None`` if the document is empty."""
    if root.tag == "main" or root.get("id") == "PAGES_CONTAINER":
        return root
    main = next(root.iter("main"), None)
    if main is not None:
        return main
    for identifier in ("PAGES_CONTAINER", "SITE_PAGES"):
        found = root.xpath("descendant::*[@id=$id][1]", id=identifier)
        if found:
            return found[0]
    return next(root.iter("body"), None)


def part_of(element: HtmlElement) -> Part | None:
    """Tell which component ``element`` is; ``None`` for plain HTML and for mere containers."""
    hook, testid = element.get("data-hook"), element.get("data-testid")
    part = None
    if hook is not None:
        part = _by_hook(element, hook)
    if part is None and testid is not None:
        part = _BY_TESTID.get(testid) or (_GALLERY if testid.endswith("-gallery") else None)
    if element.tag in _TEXT:
        return part
    return part or _by_name(element) or _by_tag(element)


def _by_name(element: HtmlElement) -> Part | None:
    identifier, names = element.get("id"), element.get("class")
    if identifier is not None:
        part = _BY_ID.get(identifier) or (_GALLERY if identifier.startswith(_GALLERY_ID) else None)
        if part is not None:
            return part
    found = _CLASS.search(names) if names else None
    return _BY_CLASS[found.group()] if found else None


def _by_hook(element: HtmlElement, hook: str) -> Part | None:
    if hook == "player" and not any(part.get("data-hook") == "trackName" for part in element.iter("span", "div")):
        return None
    # Hooks in "sr-" are texts for screen readers that repeat what is shown.
    return _BY_HOOK.get(hook) or (_NOTHING if hook.startswith("sr-") else None)


def _by_tag(element: HtmlElement) -> Part | None:
    tag = element.tag
    if tag == "nav" or element.get("role") == "navigation":
        return _MENU
    if tag == "a" and element.get("aria-label") and element.get("href") and not _shows(element):
        return _NAMED_LINK
    if element.get("role") == "region" and element.get("aria-label") and _is_anchor(element):
        return _ANCHOR
    return None


def _shows(link: HtmlElement) -> bool:
    """Tell whether anything but a drawing can be seen in a link."""
    if (link.text or "").strip():
        return True
    for child in link.iter():
        if child.tag in _SHOWN:
            return True
        if child is not link and isinstance(child.tag, str) and child.tag not in _SILENT and (child.text or "").strip():
            return True
        if child is not link and (child.tail or "").strip():
            return True
    return False


def _is_anchor(region: HtmlElement) -> bool:
    """An anchor of the editor: an empty element with an id and at most its own name."""
    if sum(1 for _ in region.iter()) > 4:
        return False
    return "".join(region.itertext()).strip() in ("", (region.get("aria-label") or "").strip())
