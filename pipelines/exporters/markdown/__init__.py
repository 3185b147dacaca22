"""Markdown with front matter for static site generators; what Markdown cannot hold stays HTML."""
