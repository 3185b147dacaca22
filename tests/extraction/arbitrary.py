"""Strategies for input that nobody controls: JSON of any shape, with the keys that the readers look for."""

from __future__ import annotations

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(), max_size=12)
"""Text with half surrogate pairs, as JSON escapes can hold them."""

_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    ANY_TEXT,
    st.sampled_from(["http://[", "https://clinic.example/post/a", "/post/a", "{}", "{[", "2024-02-30", "a" * 24]),
)


def json_with(*keys):
    """Objects whose keys are mostly ``keys`` and whose values are of any type, nested like a post's."""
    values = st.recursive(
        _SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_key(keys), inner, max_size=5)),
        max_leaves=12,
    )
    return st.dictionaries(_key(keys), values, max_size=8)


def _key(keys):
    return st.one_of(st.sampled_from(keys), ANY_TEXT)
