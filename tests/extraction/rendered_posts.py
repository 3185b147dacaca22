"""Builds rendered bodies of posts for tests."""

from __future__ import annotations

import lxml.html

from scraper.extraction.body import read_post_body

URL = "https://clinic.example/post/needles"
MEDIA = "https://static.wixstatic.com/media/"
ID = "a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"
ID2 = "a1b2c3_fedcba9876543210fedcba9876543210~mv2.png"


def read(html, url=URL):
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(f"<html><body><div>{html}</div></body></html>", parser=parser)
    return read_post_body(root.find("body/div"), base_url=url)


def block(html, kind, number=1):
    """One block of 2024 and later: the content, then its marker."""
    return f'<div data-breakout="normal">{html}</div><div type="{kind}" data-hook="rcv-block{number}"></div>'


def wow_image(identifier=ID, alt="", **data):
    facts = ",".join(f'"{key}":{value}' for key, value in {"width": 640, "height": 480, **data}.items())
    info = f'{{"displayMode":"fill","imageData":{{"uri":"{identifier}","name":"",{facts}}}}}'
    small = f"{MEDIA}{identifier}/v1/fill/w_147,h_110,al_c,q_80,blur_2,enc_avif/{identifier}"
    large = f"{MEDIA}{identifier}/v1/fit/w_1000%2Ch_1000%2Cal_c%2Cq_80,enc_auto/file.jpg"
    return (
        f"<wow-image id='{identifier}' data-image-info='{info}'>"
        f'<img src="{small}" alt="{alt}" data-pin-media="{large}"></wow-image>'
    )
