"""The vocabulary of ``body_html`` as data: what may stand in a body, see ``docs/body-html.md``."""

from __future__ import annotations

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "dir", "lang", "style"}),
    "p": frozenset({"data-indent"}),
    **{f"h{level}": frozenset({"data-indent"}) for level in range(1, 7)},
    "ul": frozenset({"class", "data-indent"}),
    "ol": frozenset({"start", "type", "class", "data-indent"}),
    "li": frozenset({"data-checked"}),
    "blockquote": frozenset({"cite"}),
    "pre": frozenset(),
    "code": frozenset({"class"}),
    "table": frozenset(),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset(),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "td": frozenset({"colspan", "rowspan"}),
    "figure": frozenset({"class", "data-kind"}),
    "figcaption": frozenset(),
    "img": frozenset({"src", "alt", "width", "height", "title"}),
    "a": frozenset({"href", "class", "download", "rel", "title", "type"}),
    "strong": frozenset(),
    "em": frozenset(),
    "u": frozenset(),
    "s": frozenset(),
    "sup": frozenset(),
    "sub": frozenset(),
    "mark": frozenset(),
    "span": frozenset(),
    "br": frozenset(),
    "hr": frozenset({"class"}),
    "details": frozenset({"open"}),
    "summary": frozenset(),
    "div": frozenset({"class"}),
    "iframe": frozenset({"src", "title", "width", "height", "allow", "allowfullscreen"}),
    "video": frozenset({"src", "poster", "title", "width", "height", "controls", "loop", "muted"}),
    "audio": frozenset({"src", "title", "controls"}),
    "source": frozenset({"src", "type"}),
}
"""Element -> its attributes; ``*`` = of every element."""

TAGS = frozenset(ATTRIBUTES) - {"*"}

SCHEMES = frozenset(
    {
        *("http", "https", "ftp", "webcal", "mailto", "geo", "maps"),
        *("tel", "callto", "sms", "facetime", "skype", "whatsapp", "viber", "line", "weixin", "tg"),
    },
)
"""Of addresses in ``href`` and ``src``."""

SOURCE_SCHEMES = frozenset({"http", "https"})
"""Of what a page loads by itself: ``src`` and ``poster``."""

ALIGNMENTS = frozenset({"left", "right", "center", "justify", "start", "end"})
"""Values of ``text-align``."""

COLOURS = {
    "span": ("color",),
    "mark": ("background-color",),
    "td": ("background-color", "vertical-align"),
    "th": ("background-color", "vertical-align"),
}
"""Element -> what its ``style`` may hold beside ``text-align``: ``#rrggbb``; ``top``, ``middle``, ``bottom``."""

DROPPED_WITH_CONTENT = frozenset(
    {"script", "style", "noscript", "template", "object", "svg", "math", "select", "textarea"}
)
"""Elements whose content is no text of a body."""

PLAYER_HOSTS: tuple[str, ...] = (
    # Wix's own hosts for media and for the code that owners embed
    "wixstatic.com",
    "filesusr.com",
    "usrfiles.com",
    "wixmp.com",
    # video
    "youtube.com",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "facebook.com",
    "loom.com",
    "wistia.net",
    "wistia.com",
    "ted.com",
    "twitch.tv",
    "tiktok.com",
    "bilibili.com",
    "v.qq.com",
    "youku.com",
    "tv.naver.com",
    "kakao.com",
    # sound
    "spotify.com",
    "soundcloud.com",
    "podcasts.apple.com",
    "music.apple.com",
    "bandcamp.com",
    "mixcloud.com",
    "buzzsprout.com",
    "podbean.com",
    # maps, documents, pictures, posts of social networks
    "google.com/maps",
    "maps.google.com",
    "openstreetmap.org",
    "docs.google.com",
    "drive.google.com",
    "calendar.google.com",
    "slideshare.net",
    "issuu.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "pinterest.com",
    "giphy.com",
)
"""Hosts, their sub-domains included, of which a frame, video or sound may stay a player.

A path after the host narrows it. From other hosts it becomes a link: nothing is lost, nothing is run.
"""
