"""Data and code inside one HTML file: nothing in it can end its element, and nothing but our own code runs."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEVEL = 6
_BATCH = 65536
# Legal in JSON, but "</script" and "<!--" would end or change the element, and old readers of JSON in scripts
# take the two separators for line ends.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def plain_json(value: Any) -> Markup:
    r"""Write JSON that may stand inside a ``<script>`` whatever it holds.

    >>> print(plain_json("</script><!-- & \u2028"))
    "\u003c/script\u003e\u003c!-- \u0026 \u2028"
    """
    return Markup(_json(value).translate(_ESCAPES))  # noqa: S704 - what ends an element was taken out


def packed(values: Iterable[Any]) -> Markup:
    """Write a JSON array, deflated (zlib) and in base64 as a JSON string; values are taken one by one."""
    deflate = zlib.compressobj(_LEVEL)
    parts, waiting = [], ["["]
    size = 0
    for number, value in enumerate(values):
        text = _json(value)
        waiting.append(f",{text}" if number else text)
        size += len(text)
        if size > _BATCH:
            parts.append(deflate.compress(_bytes("".join(waiting))))
            waiting, size = [], 0
    parts.append(deflate.compress(_bytes("".join([*waiting, "]"]))))
    parts.append(deflate.flush())
    return Markup(f'"{base64.b64encode(b"".join(parts)).decode("ascii")}"')  # noqa: S704 - letters, digits, + / =


def source_hash(code: str) -> str:
    """Name an inline script or style for a content security policy.

    >>> source_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode('ascii')}'"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
