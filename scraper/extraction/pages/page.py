"""A static page: anything of the site that is neither a post nor a list of posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scraper.extraction import head
from scraper.extraction.page_body import read_page_body
from scraper.extraction.values import clean_text
from scraper.items import Page
from scraper.urls import canonical_url, slug_of

if TYPE_CHECKING:
    from scraper.extraction.document import Document
    from scraper.extraction.vocabulary import Body
    from scraper.items import Seo

# Words of slugs and titles by kind of page, in the languages of clinics' sites; whole words only.
_KINDS = {
    "contact": r"contacts?|contact-us|kontakt\w*|contato\w*|contacto\w*|contatti|nous-contacter|聯絡\w*|联系\w*|"
    r"連絡\w*|お問い合わせ|문의|연락처|اتصل\w*|تواصل\w*|צור-קשר|контакт\w*|book(?:ing|-now|-online)?|appointment\w*",
    "about": r"about(?:-\w+)*|bio|our-story|team|our-team|equipo|equipe|über-\w+|ueber-\w+|a-propos|"
    r"sobre(?:-\w+)*|chi-siamo|o-mn\w+|o-nas|關於\w*|关于\w*|소개|من-نحن|אודות|о-нас",
    "legal": r"privacy\w*(?:-\w+)*|datenschutz\w*|impressum|terms(?:-\w+)*|disclaimer|cookies?(?:-\w+)*|legal(?:-\w+)*|"
    r"aviso-legal|mentions-legales|accessibility(?:-\w+)*|私隱\w*|隐私\w*|條款",
    "faq": r"faqs?|questions|常見問題|常见问题",
    "shop": r"shop|store|e?shop|cart|products?|catalog\w*|商店",
    "gallery": r"gallery|portfolio|galerie|galeria|photos|相簿",
    "service": r"services?(?:-\w+)*|treatments?|therap\w+|acupuncture|leistungen|servicios|服務|服务|治療|治疗",
}
_PATTERNS = {kind: re.compile(rf"(?:^|[\s/])(?:{words})(?:$|[\s/])", re.IGNORECASE) for kind, words in _KINDS.items()}
_SEPARATOR = re.compile(r"(\s+[|–—-]\s+)")


def _without_site_name(title: str, name: str) -> str:
    """``title`` less ``name`` at its head or end; other bars and dashes are the owner's words."""
    parts = _SEPARATOR.split(title)
    while len(parts) > 1 and parts[-1].casefold() == name.casefold():
        del parts[-2:]
    while len(parts) > 1 and parts[0].casefold() == name.casefold():
        del parts[:2]
    return "".join(parts) or title


@dataclass(frozen=True)
class StaticPage:
    """One fetched static page; ``contacts``: values found on it."""

    document: Document
    base: str
    contacts: tuple[str, ...] = ()
    is_blog: bool = False

    @cached_property
    def url(self) -> str:
        return canonical_url(self.document.url)

    @cached_property
    def is_home(self) -> bool:
        return self.url.split("?")[0] == canonical_url(self.base)

    @cached_property
    def title(self) -> str | None:
        """The document's title without the site's name, else the first heading."""
        name = head.site_name(self.document)
        stated = head.document_title(self.document) or self.document.head.get("og:title")
        if stated:
            return _without_site_name(clean_text(stated), name or "")
        heading = next((h for h in self.document.root.iter("h1")), None)
        return clean_text(" ".join(heading.itertext())) or None if heading is not None else None

    @cached_property
    def kind(self) -> str:
        """``home``, ``blog``, or what slug and title say; ``other`` where they say nothing."""
        if self.is_home:
            return "home"
        if self.is_blog:
            return "blog"
        slug = slug_of(self.url)
        for text in (slug, (self.title or "").replace(" ", "-")):
            for kind, pattern in _PATTERNS.items():
                if pattern.search(text):
                    return kind
        return "other"

    @cached_property
    def body(self) -> Body:
        return read_page_body(self.document.root, base_url=self.url)

    @cached_property
    def seo(self) -> Seo:
        return head.read_seo(self.document)

    def to_item(self) -> Page:
        """The page as a record."""
        body = self.body
        return Page(
            url=self.url,
            fetched_at=self.document.fetched_at,
            issues=body.issues,
            title=self.title,
            slug="" if self.is_home else slug_of(self.url),
            language=self.document.language,
            direction=head.direction(self.document),
            kind=self.kind,
            body_html=body.html,
            body_text=body.text,
            images=tuple(dict.fromkeys(image.url for image in body.images)),
            videos=tuple(dict.fromkeys(video.url for video in body.videos)),
            files=tuple(dict.fromkeys(file.url for file in body.files)),
            embeds=body.embeds,
            links=body.links,
            translations=head.translations(self.document, self.url),
            seo=self.seo,
            contacts=self.contacts,
            fidelity=body.fidelity,
            sources={"title": "title", "body_html": "dom"},
        )
