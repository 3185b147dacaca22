"""Builds Ricos documents for tests."""

from __future__ import annotations

from scraper.extraction.ricos import read_ricos

URL = "https://clinic.example/post/needles"
YOUTUBE = "https://www.youtube.com/"
MEDIA = "https://static.wixstatic.com/media/"
ID = "a1b2c3_0123456789abcdef0123456789abcdef~mv2.jpg"


def read(*nodes, url=URL, **options):
    return read_ricos({"nodes": list(nodes), "metadata": {"version": 1}}, base_url=url, **options)


def text(words, *decorations):
    return {"type": "TEXT", "id": "", "nodes": [], "textData": {"text": words, "decorations": list(decorations)}}


def paragraph(*parts, identifier="a1", **data):
    nodes = [text(part) if isinstance(part, str) else part for part in parts]
    return {"type": "PARAGRAPH", "id": identifier, "nodes": nodes, "paragraphData": data}


def node(kind, *nodes, **data):
    return {"type": kind, "id": "n1", "nodes": list(nodes), **data}


def image(**data):
    return node("IMAGE", imageData={"image": {"src": {"id": ID}, "width": 640, "height": 480}, **data})
