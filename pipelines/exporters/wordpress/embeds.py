"""Players that WordPress shows by itself (oEmbed), by the address of the frame that a page shows.

Source of the list of providers: ``WP_oEmbed`` in ``wp-includes/class-wp-oembed.php``.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Embed(NamedTuple):
    """Address that WordPress asks the provider for; its slug; ``video`` or ``rich``."""

    url: str
    provider: str
    kind: str


_PATTERNS: tuple[tuple[re.Pattern[str], str, str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), url, provider, kind)
    for pattern, url, provider, kind in (
        (
            r"^(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?(?:.*&)?v=|shorts/)|youtu\.be/)([\w-]{6,20})",
            "https://www.youtube.com/watch?v={}",
            "youtube",
            "video",
        ),
        (r"^(?:https?:)?//(?:player\.|www\.)?vimeo\.com/(?:video/)?(\d+)", "https://vimeo.com/{}", "vimeo", "video"),
        (
            r"^(?:https?:)?//(?:www\.)?dailymotion\.com/(?:embed/)?video/(\w+)",
            "https://www.dailymotion.com/video/{}",
            "dailymotion",
            "video",
        ),
        (r"^(?:https?:)?//embed\.ted\.com/talks/([\w-]+)", "https://www.ted.com/talks/{}", "ted", "video"),
        (
            r"^(?:https?:)?//open\.spotify\.com/(?:embed/)?((?:track|album|playlist|episode|show|artist)/\w+)",
            "https://open.spotify.com/{}",
            "spotify",
            "rich",
        ),
        (r"^((?:https?:)?//(?:www\.)?tiktok\.com/@[\w.]+/video/\d+)", "{}", "tiktok", "video"),
    )
)


def embed_of(address: str) -> Embed | None:
    """Return what WordPress embeds for an address; ``None`` where it knows no provider.

    >>> embed_of("https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0").url
    'https://www.youtube.com/watch?v=abcdefghijk'
    """
    for pattern, url, provider, kind in _PATTERNS:
        found = pattern.match(address)
        if found:
            return Embed(url.format(found.group(1)), provider, kind)
    return None
