"""Strategies for whole rendered posts with the words that readers of the page see; see ``plain_walk``."""

from __future__ import annotations

import html
import json

from hypothesis import strategies as st

from tests.extraction.plain_walk import ADDRESS, SEEN, WORDS, words_of
from tests.extraction.ricos_documents import ID

TEXT = WORDS.map(lambda words: (html.escape(words), [words]))
PLAIN = SEEN.map(lambda words: (html.escape(words), [words]))


def inside(before, children, after):
    """Put ``children`` between two pieces of HTML."""
    return st.lists(children, max_size=3).map(
        lambda pairs: (before + "".join(markup for markup, _ in pairs) + after, words_of(pairs))
    )


def around(*pairs):
    """Choose one of some pairs of tags, by what is between them."""
    return lambda children: st.one_of(*(inside(before, children, after) for before, after in pairs))


UNSEEN = st.sampled_from([
    "<!-- x -->", "<script>x</script>", "<style>x</style>", "<svg><title>x</title></svg>", "<button>x</button>",
    "<span aria-hidden=true>x</span>", "<div hidden>x</div>", "<p style='display:none'>x</p>", "<noscript>x</noscript>",
    "<div data-hook=share-bar>x</div>", "<br role=presentation>", "<p></p>",
    "<div type=paragraph data-hook=rcv-block2></div>", "<div type=image data-hook=rcv-block4></div>",
    "<div type=empty-line data-hook=rcv-block3></div>",
]).map(lambda markup: (markup, []))  # fmt: skip
INLINE = st.recursive(
    TEXT | UNSEEN.filter(lambda pair: "<p" not in pair[0] and "<div" not in pair[0]),
    around(
        ("<span>", "</span>"), ("<span style='font-weight:700;color:#c00'>", "</span>"), ("<strong>", "</strong>"),
        ("<em>", "</em>"), ("<u>", "</u>"), (f"<a data-hook=web-link href='{ADDRESS}'>", "</a>"), ("<sup>", "</sup>"),
        ("<a data-hook=anchor-link href='#viewer-x'>", "</a>"), ("<span style='text-decoration:inherit'>", "</span>"),
    ),
    max_leaves=4,
)  # fmt: skip
PARAGRAPH = st.one_of(
    inside("<p id=viewer-x dir=auto style='text-align:center'><span>", INLINE, "</span></p>"),
    inside("<h2 id=viewer-y>", INLINE, "</h2>"),
    inside("<div id=viewer-z><span>", INLINE, "</span></div>"),
    inside("<pre>", TEXT, "</pre>"),
)
INFO = html.escape(json.dumps({"imageData": {"uri": ID, "width": 640, "height": 480}}))
PICTURE = f"<wow-image id='{ID}' data-image-info='{INFO}'><img alt='unsaid'></wow-image>"
IMAGE = f"<div data-hook=imageViewer>{PICTURE}</div>"
FILE = "<div data-hook=fileUploadViewer><div data-hook=fileUploadName>unsaid</div><div>Download PDF</div></div>"
MEDIA = st.one_of(
    inside(f"<figure data-hook=figure-IMAGE>{IMAGE}<figcaption>", PLAIN, "</figcaption></figure>"),
    inside(f"<div data-hook=gallery-viewer><div data-hook=item-container>{PICTURE}<div>", PLAIN, "</div></div></div>"),
    st.sampled_from([
        "<div data-hook=audio-viewer></div>", "<div data-hook=html-component></div>", FILE,
        "<hr data-hook=divider-single>",
        "<div data-hook=video-player><img src='https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg'></div>",
    ]).map(lambda markup: (markup, [])),
    PLAIN.map(lambda pair: (f"<a data-hook='button-viewer button-viewer-1' href='{ADDRESS}'>{pair[0]}</a>", pair[1])),
)  # fmt: skip


def _groups(children):
    return around(
        ("<ul><li>", "</li></ul>"), ("<ol start=3><li aria-level=1>", "</li><li></li></ol>"),
        ("<blockquote>", "</blockquote>"), ("<div data-breakout=normal>", "</div>"), ("<section>", "</section>"),
        ("<table data-hook=table-component><tbody><tr><td>", "</td><td></td></tr></tbody></table>"),
        ("<details><summary>", "</summary></details>"),
    )(children)  # fmt: skip


BLOCKS = st.recursive(PARAGRAPH | MEDIA | UNSEEN, _groups, max_leaves=8)
PAGES = inside("<div data-hook=post-description>", BLOCKS, "</div>")
"""The element of a rendered body and its words."""
