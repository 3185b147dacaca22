"""What commands print: text of a site that no terminal can take for an order, JSON, and help with examples."""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyHelpFormatter

if TYPE_CHECKING:
    from collections.abc import Sequence

# ECMA-48: CSI and OSC sequences with what they carry, other escapes with one character.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b.?", re.S
)
# Controls, halves of characters, and marks that turn the order of what follows.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(value: object) -> str:
    r"""Give a value as one line that a terminal only shows: no escape sequences, no control characters.

    >>> plain("a\x1b[31mred\x1b]0;title\x07\nb")
    'ared b'
    """
    return " ".join(_UNSAFE.sub(" ", _SEQUENCE.sub("", str(value))).split())


def print_json(value: Any) -> None:
    """Print one JSON object on one line; what could steer a terminal stands there as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    print(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


class HelpFormatter(ScrapyHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Scrapy's, which leaves the lines of the examples as they are."""


def explain(parser: argparse.ArgumentParser, examples: Sequence[str]) -> None:
    """Put ``examples`` (commands, one each) behind a command's help."""
    parser.formatter_class = HelpFormatter
    parser.description = textwrap.fill(parser.description or "", 78, break_on_hyphens=False)
    parser.epilog = "\n".join(["Examples:", *(f"  {example}" for example in examples)])
