"""What every secret of ours needs: the forms in which it could come back, and the ways on which it may be sent."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def forms_of(secret: str) -> list[bytes]:
    """All forms of ``secret``, the longest first: plain, percent-encoded, in JSON, in hex, in any base64."""
    raw = secret.encode()
    found = {raw, raw.hex().encode(), quote(secret, safe="").encode(), quote_plus(secret).encode()}
    found |= {json.dumps(secret)[1:-1].encode(), secret.replace("/", r"\/").encode()}
    for ahead in range(3):  # what stands before the secret shifts its base64
        whole = base64.b64encode(b"\0" * ahead + raw).rstrip(b"=")
        sure = whole[(0, 2, 3)[ahead] : len(whole) - ((ahead + len(raw)) % 3 > 0)]
        found |= {sure, sure.replace(b"+", b"-").replace(b"/", b"_")}
    return sorted(found, key=lambda form: (-len(form), form))


def is_protected(parts: SplitResult) -> bool:
    """Tell whether a secret may be sent to an address: over https, or without leaving this machine.

    >>> from urllib.parse import urlsplit
    >>> [is_protected(urlsplit(url)) for url in ("https://a.example", "http://127.0.0.1:8000", "http://a.example")]
    [True, True, False]
    """
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
