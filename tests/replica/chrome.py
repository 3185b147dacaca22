"""Header and footer: logo, menu with sub-menu, contact blocks, social icons, in thunderbolt and bolt markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.replica import ids, library
from tests.replica.markup import el, nested
from tests.replica.strings import label

if TYPE_CHECKING:
    from tests.replica.model import ContactLine, Page
    from tests.replica.site import Context

_ICON = (
    '<svg preserveAspectRatio="xMidYMid meet" viewBox="0 31 200 138"><g><path d="M0 31h200v138H0z"></path></g></svg>'
)
_TEXT = "wixui-rich-text__text"


def comp(*key: object) -> str:
    """Id of a component on the page."""
    return "comp-" + ids.node_id("comp", *key)


def rich_text(era: str, key: str, inner: str) -> str:
    """A text box of the page editor."""
    box = comp(key)
    if era == "2021":
        return el("div", inner, data_packed="true", data_vertical_text="false", class_="txtNew", id=box)
    css = f"{ids.css(era, 'rt')} {box} wixui-rich-text"
    return el("div", inner, id=box, class_=css, data_testid="richTextElement")


def paragraph(era: str, inner: str, tag: str = "p", font: str = "font_8") -> str:
    """One line of a text box."""
    return el(tag, inner, class_=font if era == "2021" else f"{font} {_TEXT}", style="font-size:16px;")


def contact_block(ctx: Context, era: str, lines: tuple[ContactLine, ...], where: str) -> str:
    """Contact lines as text boxes, icons and a social bar."""
    boxes = [_line(ctx, era, line, f"{where}{n}") for n, line in enumerate(lines) if line.kind != "social"]
    social = [line for line in lines if line.kind == "social"]
    return "".join(boxes) + (_social_bar(ctx, era, social, where) if social else "")


def _line(ctx: Context, era: str, line: ContactLine, key: str) -> str:
    """``Label: value``; a line that shows nothing is a label beside an icon link."""
    style = {"style": "color:#000000;", "class_": _TEXT}
    words = el("span", f"{escape(line.label)}:&nbsp;", **style) if line.label else ""
    if not line.shown:
        box = rich_text(era, key, paragraph(era, words)) if words else ""
        return box + (_icon_link(era, ctx.url(line.href), key) if line.href else "")
    shown = escape(line.shown)
    if line.href.startswith(("mailto:", "tel:")):
        shown = el("a", shown, data_auto_recognition="true", href=line.href, class_=_TEXT)
    elif line.href:
        shown = el("a", shown, href=ctx.url(line.href), target="_blank", class_=_TEXT)
    return rich_text(era, key, paragraph(era, words + el("span", shown, **style)))


def _icon_link(era: str, href: str, key: str) -> str:
    box = comp(key, "icon")
    icon = el("div", _ICON, data_testid=f"svgRoot-{box}", class_=ids.css(era, "svg"))
    link = el("a", icon, data_testid="linkElement", href=href, target="_self", class_=ids.css(era, "icon"))
    return el("div", link, id=box, class_=f"{box} wixui-vector-image")


def _social_bar(ctx: Context, era: str, lines: list[ContactLine], where: str) -> str:
    box = comp(where, "social")
    items = []
    for n, line in enumerate(lines):
        img = el("img", src=ctx.fill(library.image("social", line.shown, ext="png"), 30, 30), alt=line.shown)
        link = el("a", img, data_testid="linkElement", href=line.href, target="_blank", aria_label=line.shown)
        items.append(el("li", link, id=f"dataItem-{n}-{box}", class_=ids.css(era, "soc")))
    return el("div", el("ul", *items, aria_label="Social Bar"), id=box, class_=box)


def menu(ctx: Context, era: str) -> str:
    """The main menu; sub-menus are hidden lists inside their entry."""
    site, box = ctx.site, comp("menu")
    top = [page for page in site.pages if page.in_menu and not page.parent]
    entries = [_entry(ctx, era, box, n, page) for n, page in enumerate(top)]
    word = el("p", label(site.lang, "more"), id=f"{box}__more__label")
    more = el("div", word, data_testid="linkElement", tabindex=0, aria_haspopup="true")
    entries.append(el("li", more, id=f"{box}__more__", data_index="__more__", class_=ids.css(era, "mi")))
    rows = el("ul", *entries, class_=ids.css(era, "ul-menu"), id=f"{box}itemsContainer")
    drop = el("div", el("ul", class_="wixui-dropdown-menu__submenu"), id=f"{box}dropWrapper")
    hint = "Use tab to navigate through the menu items."
    hidden = el("div", hint, style="display:none", id=f"{box}navContainer-hiddenA11ySubMenuIndication")
    nav = el("nav", rows, drop, hidden, id=f"{box}navContainer", aria_label=label(site.lang, "site"))
    if era == "2021":
        return el("div", nav, id=box, class_="hidden-during-prewarmup", dir="ltr")
    return el("wix-dropdown-menu", nav, id=box, class_=f"{box} wixui-dropdown-menu", dir="ltr")


def _entry(ctx: Context, era: str, box: str, number: int, page: Page) -> str:
    rows = [
        el("li", el("a", escape(p.title), data_testid="linkElement", href=ctx.url(p.path), target="_self", tabindex=-1))
        for p in ctx.site.pages
        if p.parent == page.path
    ]
    sub = el("ul", *rows, aria_hidden="true", style="display:none") if rows else ""
    inner = nested(ids.css(era, "mi-in"), inner=el("p", escape(page.title), id=f"{box}{number}label"))
    css = {"class_": ids.css(era, "mi-a")}
    link = el("a", inner, data_testid="linkElement", href=ctx.url(page.path), target="_self", **css)
    item = f"{ids.css(era, 'mi')} wixui-dropdown-menu__item"
    return el("li", link, sub, id=f"{box}{number}", data_index=number, data_state="menu false  link", class_=item)


def _languages(ctx: Context, path: str) -> str:
    """The language switch: it offers every page in every language, translated or not."""
    if not ctx.site.multilingual:
        return ""
    bare = ctx.url(path.partition("?")[0])
    targets = {code: bare if code == ctx.site.lang else f"{bare}?lang={code}" for code in ctx.site.languages}
    links = [el("a", code.upper(), data_testid="linkElement", href=href) for code, href in targets.items()]
    return el("nav", *links, aria_label="Language Selector")


def header(ctx: Context, era: str, path: str) -> str:
    """The site's header on the page at ``path``."""
    box = comp("logo")
    img = el("img", src=ctx.fill(library.image("logo", ctx.site.name, ext="png"), 133, 97), alt=ctx.site.name)
    link = el("a", img, data_testid="linkElement", href=ctx.url("/"), target="_self")
    logo = el("div", link, id=box, class_=f"{box} wixui-image")
    lines = contact_block(ctx, era, ctx.site.header, "header")
    return _strip(era, "header", "SITE_HEADER", logo + menu(ctx, era) + _languages(ctx, path) + lines)


def footer(ctx: Context, era: str) -> str:
    """The site's footer."""
    return _strip(era, "footer", "SITE_FOOTER", contact_block(ctx, era, ctx.site.footer, "footer"))


def _strip(era: str, tag: str, name: str, inner: str) -> str:
    css = ids.css(era, tag)
    if era == "2021":
        return el(tag, el("div", inner, id=f"{name}inlineContent"), class_=css, tabindex=-1, id=name)
    grid = el("div", inner, data_testid="mesh-container-content")
    mesh = el("div", grid, data_mesh_id=f"{name}inlineContent", data_testid="inline-content")
    css = f"{css} {name} wixui-{tag}"
    if era == "2026":
        return el(tag, mesh, id=name, class_=css, tabindex=-1)
    strip = el("div", mesh, id=name, class_=css, tabindex=-1)
    return el(tag, strip, class_=f"{name}_WRAPPER", tabindex=-1, id=f"{name}_WRAPPER")
