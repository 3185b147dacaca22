"""Header and footer: logo, menu with sub-menu, contact blocks, social icons, in thunderbolt and bolt markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.replica import ids, library
from tests.replica.strings import label

if TYPE_CHECKING:
    from tests.replica.model import ContactLine, Page
    from tests.replica.site import Context

_ICON = (
    '<svg preserveAspectRatio="xMidYMid meet" data-bbox="0 31 200 138" viewBox="0 31 200 138" '
    'role="presentation"><g><path d="M0 31h200v138H0z"></path></g></svg>'
)


def comp(*key: object) -> str:
    """Id of a component on the page."""
    return "comp-" + ids.node_id("comp", *key)


def rich_text(era: str, key: str, inner: str) -> str:
    """A text box of the page editor."""
    box = comp(key)
    if era == "2021":
        return (
            '<div data-packed="true" data-vertical-text="false" style="width:246px;height:auto" class="txtNew"'
            f' id="{box}">{inner}</div>'
        )
    return (
        f'<div id="{box}" class="{ids.css(era, "rt")} {box} wixui-rich-text" data-testid="richTextElement">'
        f"{inner}</div>"
    )


def paragraph(era: str, inner: str, tag: str = "p", font: str = "font_8") -> str:
    """One line of a text box."""
    mark = "" if era == "2021" else " wixui-rich-text__text"
    return f'<{tag} class="{font}{mark}" style="font-size:16px;">{inner}</{tag}>'


def contact_block(ctx: Context, era: str, lines: tuple[ContactLine, ...], where: str) -> str:
    """Contact lines as text boxes, icons and a social bar."""
    boxes = [_line(ctx, era, line, f"{where}{n}") for n, line in enumerate(lines) if line.kind != "social"]
    social = [line for line in lines if line.kind == "social"]
    return "".join(boxes) + (_social_bar(ctx, era, social, where) if social else "")


def _line(ctx: Context, era: str, line: ContactLine, key: str) -> str:
    span = '<span style="color:#000000;" class="wixui-rich-text__text">'
    words = f"{span}{escape(line.label)}:&nbsp;</span>" if line.label else ""
    if not line.shown:
        box = rich_text(era, key, paragraph(era, words)) if words else ""
        return box + (_icon_link(era, ctx.url(line.href), key) if line.href else "")
    shown = escape(line.shown)
    if line.href:
        marks = 'data-auto-recognition="true" ' if line.href.startswith(("mailto:", "tel:")) else 'target="_blank" '
        shown = f'<a {marks}href="{escape(ctx.url(line.href))}" class="wixui-rich-text__text">{shown}</a>'
    return rich_text(era, key, paragraph(era, f"{words}{span}{shown}</span>"))


def _icon_link(era: str, href: str, key: str) -> str:
    box = comp(key, "icon")
    return (
        f'<div id="{box}" class="{box} wixui-vector-image"><a data-testid="linkElement" href="{escape(href)}" '
        f'target="_self" class="{ids.css(era, "icon")}"><div data-testid="svgRoot-{box}" class="{ids.css(era, "svg")}">'
        f"{_ICON}</div></a></div>"
    )


def _social_bar(ctx: Context, era: str, lines: list[ContactLine], where: str) -> str:
    box = comp(where, "social")
    items = []
    for n, line in enumerate(lines):
        icon = library.image("social", line.shown, ext="png")
        items.append(
            f'<li id="dataItem-{n}-{box}" class="{ids.css(era, "soc")}"><a data-testid="linkElement" '
            f'href="{escape(line.href)}" target="_blank" rel="noreferrer noopener" aria-label="{escape(line.shown)}">'
            f'<img src="{ctx.fill(icon, 30, 30)}" alt="{escape(line.shown)}" id="img_{n}_{box}"/></a></li>'
        )
    return f'<div id="{box}" class="{box}"><ul aria-label="Social Bar">{"".join(items)}</ul></div>'


def menu(ctx: Context, era: str) -> str:
    """The main menu; sub-menus are hidden lists inside their entry."""
    site = ctx.site
    top = [page for page in site.pages if page.in_menu and not page.parent]
    box = comp("menu")
    entries = "".join(_entry(ctx, era, box, n, page) for n, page in enumerate(top))
    more = (
        f'<li id="{box}__more__" data-state="menu false  header" data-index="__more__" class="'
        f'{ids.css(era, "mi")}"><div '
        f'data-testid="linkElement" tabindex="0" aria-haspopup="true"><p id="{box}__more__label">'
        f"{label(site.lang, 'more')}</p></div></li>"
    )
    nav = (
        f'<nav class="{ids.css(era, "nav")}" id="{box}navContainer" aria-label="{label(site.lang, "site")}">'
        f'<ul class="{ids.css(era, "ul-menu")}" id="{box}itemsContainer" data-marginallchildren="true">'
        f"{entries}{more}</ul>"
        f'<div id="{box}dropWrapper"><ul class="wixui-dropdown-menu__submenu" id="{box}moreContainer"></ul></div>'
        f'<div style="display:none" id="{box}navContainer-hiddenA11ySubMenuIndication">Use tab to navigate through the '
        f"menu items.</div></nav>"
    )
    if era == "2021":
        return f'<div id="{box}" class="hidden-during-prewarmup" dir="ltr">{nav}</div>'
    return (
        f'<wix-dropdown-menu id="{box}" class="{box} wixui-dropdown-menu hidden-during-prewarmup" dir="ltr">'
        f"{nav}</wix-dropdown-menu>"
    )


def _entry(ctx: Context, era: str, box: str, number: int, page: Page) -> str:
    children = [p for p in ctx.site.pages if p.parent == page.path]
    sub = ""
    if children:
        rows = "".join(
            f'<li><a data-testid="linkElement" href="{escape(ctx.url(p.path))}" target="_self" tabindex="-1">'
            f"{escape(p.title)}</a></li>"
            for p in children
        )
        sub = f'<ul aria-hidden="true" style="display:none">{rows}</ul>'
    inner = f'<div class="{ids.css(era, "mi-in")}"><p id="{box}{number}label">{escape(page.title)}</p></div>'
    return (
        f'<li id="{box}{number}" data-direction="ltr" data-index="{number}" data-state="menu false  link" '
        f'class="{ids.css(era, "mi")} wixui-dropdown-menu__item"><a data-testid="linkElement" '
        f'href="{escape(ctx.url(page.path))}" target="_self" class="{ids.css(era, "mi-a")}">{inner}</a>{sub}</li>'
    )


def _languages(ctx: Context, path: str) -> str:
    """The language switch: it offers every page in every language, translated or not."""
    if not ctx.site.multilingual:
        return ""
    bare = escape(ctx.url(path.partition("?")[0]))
    targets = {code: bare if code == ctx.site.lang else f"{bare}?lang={code}" for code in ctx.site.languages}
    links = "".join(
        f'<a data-testid="linkElement" href="{target}" target="_self">{code.upper()}</a>'
        for code, target in targets.items()
    )
    return f'<nav aria-label="Language Selector">{links}</nav>'


def header(ctx: Context, era: str, path: str) -> str:
    """The site's header on the page at ``path``."""
    logo = library.image("logo", ctx.site.name, ext="png")
    box = comp("logo")
    inner = (
        f'<div id="{box}" class="{box} wixui-image"><a data-testid="linkElement" href="{ctx.url("/")}" target="_self">'
        f'<img src="{ctx.fill(logo, 133, 97)}" alt="{escape(ctx.site.name)}" width="133" height="97"/></a></div>'
        f"{menu(ctx, era)}{_languages(ctx, path)}{contact_block(ctx, era, ctx.site.header, 'header')}"
    )
    return _strip(era, "header", "SITE_HEADER", inner)


def footer(ctx: Context, era: str) -> str:
    """The site's footer."""
    return _strip(era, "footer", "SITE_FOOTER", contact_block(ctx, era, ctx.site.footer, "footer"))


def _strip(era: str, tag: str, name: str, inner: str) -> str:
    mesh = (
        f'<div data-mesh-id="{name}inlineContent" data-testid="inline-content" class=""><div '
        f'data-mesh-id="{name}inlineContent-gridContainer" data-testid="mesh-container-content">{inner}</div></div>'
    )
    if era == "2021":
        return (
            f'<{tag} class="{ids.css(era, tag)}" tabindex="-1" id="{name}"><div id="{name}inlineContent">'
            f"{inner}</div></{tag}>"
        )
    if era == "2026":
        return f'<{tag} id="{name}" class="{ids.css(era, tag)} {name} wixui-{tag}" tabindex="-1">{mesh}</{tag}>'
    return (
        f'<{tag} class="{name}_WRAPPER" tabindex="-1" id="{name}_WRAPPER"><div id="{name}" class="{ids.css(era, tag)} '
        f'{name} wixui-{tag}" tabindex="-1">{mesh}</div></{tag}>'
    )
