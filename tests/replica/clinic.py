"""The fictional clinic itself: people, categories, contact lines and static pages, in English and Arabic."""

from __future__ import annotations

from typing import Any

from tests.replica import library
from tests.replica.blocks import Block, Button, Heading, Image, ListBlock, ListItem, Paragraph, Run, plain
from tests.replica.model import Author, Category, ContactLine, Page, Tag
from tests.replica.text import Writer

PRACTITIONER = Author(
    "Dr. Corwin Ashdale", "corwin-ashdale",
    bio=(
        (
            "Dr. Corwin Ashdale has treated patients on Lantern Hill since 2004. He holds a B.Sc. in Physiology and a "
            "Master of Chinese Medicine, and is registered with the Harbour Board of Acupuncturists."
        ),
        "He trained for six years in three hospitals and still teaches pulse reading to young colleagues every autumn.",
        "Away from the clinic he mends clocks, walks the ridge path at dawn and keeps too many tea caddies.",
    ),
    role="Registered acupuncturist",
    photo=library.image("portrait", "corwin"),
    links=("https://www.linkedin.com/in/corwin-ashdale-example",),
)  # fmt: skip

ASSISTANTS = (
    Author("Ines Valtora", "ines-valtora", bio=("Ines looks after herbs and the waiting room.",), role="Herbalist",
           photo=library.image("portrait", "ines")),
    Author("林小舟", "lam-siu-chau", bio=("林小舟負責中文文章。",), role="編輯"),
)  # fmt: skip

CATEGORIES = {
    "en": (
        Category("Back & Neck", "back-neck", "Everything between skull and hip."),
        Category("Sleep", "sleep"), Category("養生", "養生"), Category("Clinic News", "clinic-news"),
    ),
    "ar": (
        Category("الظهر والرقبة", "الظهر-والرقبة"), Category("النوم", "النوم"), Category("التغذية", "التغذية"),
        Category("أخبار العيادة", "أخبار-العيادة"),
    ),
}  # fmt: skip

TAGS = {
    "en": (
        Tag("acupuncture", "acupuncture"), Tag("moxa", "moxa"), Tag("針灸", "針灸"), Tag("self care", "self-care"),
        Tag("Q&A", "q-a"),
    ),
    "ar": (Tag("وخز", "وخز"), Tag("راحة", "راحة"), Tag("أعشاب", "أعشاب")),
}  # fmt: skip

PRICES = library.document("Price list 2026.pdf", "prices")
"""A document that the services page links to."""

ADDRESS = "Unit 7, Lantern House, 18 Tolling Street, Harbour District, Hong Kong"
HOURS = "Mon–Fri 09:30–19:00, Sat 10:00–14:00"
_WORDS = {
    "en": {
        "phone": "Tel", "fax": "Fax", "whatsapp": "WhatsApp", "email": "Email", "address": "Address",
        "hours": "Opening hours",
    },
    "ar": {
        "phone": "هاتف", "fax": "فاكس", "whatsapp": "واتساب", "email": "بريد", "address": "العنوان",
        "hours": "ساعات العمل",
    },
}  # fmt: skip


def header_lines(lang: str) -> tuple[ContactLine, ...]:
    """Plain-text phone, WhatsApp as text, address, and an e-mail label whose address is only in an icon's link."""
    word = _WORDS[lang]
    return (
        ContactLine("phone", "(852) 3008 4412", "+85230084412", label=word["phone"]),
        ContactLine("whatsapp", "+852 6123 0987", "+85261230987", label=word["whatsapp"]),
        ContactLine("address", ADDRESS, ADDRESS),
        ContactLine("email", "", "care@lanternhill.example", "mailto:care@lanternhill.example", word["email"]),
    )


def footer_lines(lang: str) -> tuple[ContactLine, ...]:
    """Every linked form: tel:, both WhatsApp addresses, mailto: with a subject, hours and social icons."""
    word = _WORDS[lang]
    return (
        ContactLine("phone", "+852 3008 4412", "+85230084412", "tel:+852 3008 4412", word["phone"]),
        ContactLine("phone", "+852 3008 4413", "+85230084413", label=word["fax"]),
        ContactLine("whatsapp", "6123 0987", "+85261230987", "https://wa.me/85261230987", word["whatsapp"]),
        ContactLine("email", "Care@LanternHill.example", "care@lanternhill.example",
                    "mailto:Care@LanternHill.example?subject=Appointment", word["email"]),
        ContactLine("address", ADDRESS, ADDRESS, label=word["address"]),
        ContactLine("hours", HOURS, HOURS, label=word["hours"]),
        ContactLine("social", "Facebook", "https://www.facebook.com/lanternhill.example",
                    "https://www.facebook.com/lanternhill.example"),
        ContactLine("social", "Instagram", "https://www.instagram.com/lanternhill.example",
                    "https://www.instagram.com/lanternhill.example/"),
        ContactLine("whatsapp", "WhatsApp", "+85261230987", "https://api.whatsapp.com/send?phone=85261230987"),
        ContactLine("none", "© 2026 Lantern Hill Clinic"),
    )  # fmt: skip


def _contact_lines(lang: str) -> tuple[ContactLine, ...]:
    word = _WORDS[lang]
    return (
        ContactLine("phone", "+852 3008 4412", "+85230084412", "tel:+85230084412", word["phone"]),
        ContactLine("email", "desk@lanternhill.example", "desk@lanternhill.example",
                    "mailto:desk@lanternhill.example", word["email"]),
        ContactLine("email", "info@mysite.com", "info@mysite.com", "mailto:info@mysite.com"),
        ContactLine("address", ADDRESS, ADDRESS, label=word["address"]),
        ContactLine("hours", HOURS, HOURS, label=word["hours"]),
        ContactLine("map", "Google Maps", "https://www.google.com/maps/search/?api=1&query=22.28,114.15",
                    "https://www.google.com/maps/search/?api=1&query=22.28,114.15"),
    )  # fmt: skip


def business(lang: str) -> dict[str, Any]:
    """The LocalBusiness object of the home page."""
    return {
        "@context": "https://schema.org/",
        "@type": "LocalBusiness",
        "name": "Lantern Hill Clinic" if lang == "en" else "عيادة تل الفوانيس",
        "telephone": "+852 3008 4412",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Unit 7, Lantern House, 18 Tolling Street",
            "addressLocality": "Harbour District",
            "addressRegion": "Hong Kong",
            "addressCountry": "HK",
        },
    }


_TITLES = {
    "en": ("Home", "About Us", "Contact", "Services", "Acupuncture", "Herbal Tea Bar", "Blog"),
    "ar": ("الرئيسية", "من نحن", "اتصل بنا", "الخدمات", "الوخز بالإبر", "شاي الأعشاب", "المدونة"),
}


def _body(seed: int, lang: str, key: str) -> tuple[Block, ...]:
    w = Writer(lang, seed, "page", key)
    return (
        Paragraph(plain(w.paragraph())),
        Heading(2, plain(w.heading())),
        Paragraph((Run(w.sentence() + " "), Run(w.phrase("b"), bold=True), Run("."))),
        ListBlock(tuple(ListItem(plain(w.item())) for _ in range(3))),
        Image(library.image(seed, "page", key), alt=w.phrase("a")),
        Paragraph(plain(w.paragraph())),
        Button(w.phrase("b"), "/contact"),
    )


def pages(seed: int, lang: str, person: Author, blog_path: str) -> tuple[Page, ...]:
    """Home, about, contact and services with two sub-pages, and the menu's entry for the blog."""
    home, about, contact, services, needles, tea, blog = _TITLES[lang]
    prices = Paragraph((Run("PDF: "), Run(PRICES.filename, href=f"/_files/ugd/{PRICES.id}")))
    about_body: tuple[Block, ...] = (
        *_body(seed, lang, "about"),
        Heading(2, plain(person.name)),
        *(Paragraph(plain(text)) for text in person.bio),
    )
    return (
        Page(home, "/", "home", _body(seed, lang, "home")),
        Page(about, "/about", "about", about_body),
        Page(services, "/services", "service", (*_body(seed, lang, "services"), prices)),
        Page(needles, "/services/acupuncture", "service", _body(seed, lang, "needles"), parent="/services"),
        Page(tea, "/services/tea", "other", _body(seed, lang, "tea"), parent="/services"),
        Page(blog, blog_path, "blog", ()),
        Page(contact, "/contact", "contact", _body(seed, lang, "contact"), contacts=_contact_lines(lang)),
    )
