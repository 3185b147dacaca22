"""YAML that its readers of 1.1 (Ruby), 1.2 (JavaScript) and Go take for the same values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

# A word that is a word in every version; PyYAML quotes those of them that are not, such as "no" and "null".
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]+")
_WIDTH = 2**31 - 1
_EMOJI = re.compile(r"\\U[0-9A-F]{8}|[\U00010000-\U0010ffff]")


class _Plain:
    """Anchors are hard to read, and front matter has few repeats."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


class _Dumper(_Plain, yaml.SafeDumper):
    """Quote every text that is not a plain word: ``1e3``, ``0o17`` and ``12:30`` are numbers to some readers."""


class _FastDumper(_Plain, getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Do the same in C, where PyYAML has that: a tenth of the time, but it writes emoji as escapes."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=_style(value))


def _style(value: str) -> str | None:
    if _WORD.fullmatch(value):
        return None
    if "\n" in value:
        return "|"
    # PyYAML writes emoji as escapes between double quotes.
    return "'" if value and max(value) > "\uffff" else '"'


_Dumper.add_representer(str, _text)
_FastDumper.add_representer(str, _text)


def to_yaml(value: Mapping[str, Any]) -> str:
    """Return ``value`` as block YAML, keys in their order, characters as they are.

    >>> print(to_yaml({"title": "睡得好: 1", "draft": False, "tags": ["no", "tea"]}), end="")
    title: "睡得好: 1"
    draft: false
    tags:
    - 'no'
    - tea
    """
    text = _dumped(value, _FastDumper)
    return _dumped(value, _Dumper) if _EMOJI.search(text) else text


def _dumped(value: Mapping[str, Any], dumper: type[yaml.SafeDumper]) -> str:
    return str(yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))


def stated(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries that say something: ``0`` and ``False`` do, ``None``, ``""`` and empty lists do not."""
    return {key: entry for key, entry in value.items() if entry is not None and entry not in ("", [], {}, ())}
