"""The words that sites put before contact values, in the languages of the Wix interface."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.extraction.contacts.words import edged

# "id" stands for numbers that are no phone numbers; "contact" announces any kind.
_WORDS = {
    "phone": (
        "tel tél telephone telefon telefono teléfono telefone téléphone telefoon telefonnummer telefonszám phone",
        "phones ph call calls mobile mob móvil celular cellulare cell cellphone handy mobil mobiel mobiltelefon",
        "hotline landline gsm tlf puh puhelin telp telepon hp simu text sms ring dial appelez chiama chiamaci",
        "ligue llámanos llame anrufen rufen zavolejte telefonas tālrunis đt sđt điện\u00a0thoại toll\u00a0free",
        "toll-free тел телефон моб звоните звонок τηλ τηλέφωνο κιν هاتف الهاتف هاتفي جوال الجوال موبايل اتصل",
        "تلفون تليفون טלפון הטלפון טל נייד फोन फ़ोन मोबाइल 電話 电话 致電 致电 手機 手机 熱線 热线 查詢 查询 預約 预约",
        "전화 연락처 휴대폰 핸드폰 문의 โทร โทรศัพท์",
    ),
    "fax": ("fax telefax téléfax факс φαξ فاكس פקס 傳真 传真 팩스 แฟกซ์ ファックス",),
    "whatsapp": ("whatsapp whats\u00a0app watsapp wa واتساب واتس ווטסאפ וואטסאפ ватсап вотсап",),
    "email": (
        "email e-mail emails mail e-mails courriel correo e-post epost sähköposti почта e-pošta البريد بريد",
        'الإيميل ايميل אימייל מייל דוא"ל דוא״ל barua\u00a0pepe 電郵 电邮 邮箱 郵箱 電子郵件 电子邮件 メール',
        "이메일 메일 อีเมล",
    ),
    "contact": (
        "contact contacts kontakt kontakte contacto contatto contato contactez iletişim контакт контакты للتواصل",
        "聯絡 联系 聯繫 連絡先 お問い合わせ ติดต่อ",
    ),
    "address": (
        "address adresse adres adresa adress adressen dirección direccion endereço morada indirizzo cím osoite",
        "location anschrift standort sídlo sede siège alamat anwani visit\u00a0us find\u00a0us head\u00a0office",
        "registered\u00a0office địa\u00a0chỉ адрес адреса διεύθυνση عنوان العنوان כתובת पता 地址 住所 所在地",
        "주소 ที่อยู่",
    ),
    "hours": (
        "hours opening open öffnungszeiten sprechzeiten sprechstunden geöffnet horario horarios horário horários",
        "horaires heures orari orario openingstijden godziny nyitvatartás öppettider åbningstider åpningstider",
        "aukioloajat otevírací ordinační otváracie čas часы години ώρες ωράριο ساعات أوقات שעות jam\u00a0buka",
        "giờ\u00a0mở\u00a0cửa çalışma\u00a0saatleri 營業時間 营业时间 開放時間 开放时间 診症時間 應診時間",
        "应诊时间 門診時間 门诊时间 辦公時間 办公时间 服務時間 服务时间 営業時間 診療時間 開館時間 受付時間",
        "영업시간 운영시간 진료시간 근무시간 เวลาทำการ",
    ),
    "id": (
        "isbn issn doi iban vat ust-idnr ust steuer steuernummer steuer-id tax ein nif cif nie cnpj cpf siret",
        "siren rcs abn acn gst uen ič ičo dič kvk btw hrb nip regon krs reg registration licence license lic",
        "charity account acct konto bic swift ref reference order invoice serial model cui orcid инн кпп огрн no",
        "nr nº n° № # 登記 註冊 注册 編號 编号 帳號 账号 사업자 등록번호 계좌",
    ),
}
# One letter is a label only with a colon or a full stop: "T: 020 …", "E. info@…".
_LETTERS = {"phone": "tmpc", "fax": "f", "email": "e", "address": "a"}
_PUNCTUATION = " \t:：.,;|/-–—•·*()[]（）+#&>→►"
_EDGES = " \t,;|/-–—•·*"
_JOINING = re.compile(r"[/&+,、]|\b(?:and|or|y|o|e|und|oder|et|ou|og|och|en|i)\b|和|或|及", re.IGNORECASE)
_BEHIND = re.compile(r"\s?[(（]([^()（）\d]{2,20})[)）]")
HEAD_LABEL = re.compile(r"^([^:：\d]{2,40})[:：]\s*")
"""Words with a colon at the head of a text."""

_MAX_LABEL, _MAX_WORDS = 40, 4


def _pattern() -> re.Pattern[str]:
    groups = []
    for kind, listed in _WORDS.items():
        letter = rf"|(?<!\w)[{_LETTERS[kind]}]\s?(?=[:.：])" if kind in _LETTERS else ""
        groups.append(f"(?P<{kind}>{edged(*listed)}{letter})")
    return re.compile("|".join(groups), re.IGNORECASE)


_LABEL = _pattern()


@lru_cache(maxsize=4096)
def label_kinds(text: str) -> tuple[str, ...]:
    """Name the kinds of value that the label words of ``text`` announce, in order.

    >>> label_kinds("Tel / WhatsApp:")
    ('phone', 'whatsapp')
    """
    return tuple(found.lastgroup or "" for found in _LABEL.finditer(text))


@lru_cache(maxsize=4096)  # the words of a link stand on every page that lists it
def tidy_label(text: str) -> str | None:
    """Reduce the words before a value to its label; ``None`` where they are no label but a sentence.

    >>> tidy_label("Email: "), tidy_label("If you are in pain on a Sunday, please do call")
    ('Email', 'call')
    """
    text = text[-2 * _MAX_LABEL :]
    label = text.strip(_PUNCTUATION)
    if re.search(r"\d{3}|@", label) or (len(label) > 1 and _JOINING.fullmatch(label)):
        return None
    if len(label) <= _MAX_LABEL and len(label.split()) <= _MAX_WORDS:
        return label or None
    found = [match for match in _LABEL.finditer(text) if match.lastgroup != "id"]
    return found[-1].group().strip() if found and found[-1].end() > len(text) - _MAX_LABEL else None


def label_behind(text: str, end: int) -> str:
    """Return the words in brackets behind a value: "… 2840 (WhatsApp)"; ``""`` where there are none."""
    found = _BEHIND.match(text, end)
    return found[1].strip() if found else ""


def joins_kinds(text: str) -> bool:
    """Tell whether a label joins two kinds: "Tel / WhatsApp", "phone and fax"."""
    return _JOINING.search(text) is not None


def is_bare_label(text: str) -> str | None:
    """Return the kind that a text announces which is nothing but a label (``Email:``), else ``None``."""
    return _bare_label(text) if len(text) <= _MAX_LABEL else None


@lru_cache(maxsize=1024)
def _bare_label(text: str) -> str | None:
    found = _LABEL.fullmatch(text.strip(_PUNCTUATION)) or _LABEL.fullmatch(text.strip())
    return found.lastgroup if found else None


def is_heading(text: str) -> bool:
    """Tell whether the line above a value names it: a label word, and no value of its own."""
    return len(text) <= _MAX_LABEL and not re.search(r"\d|@", text) and bool(label_kinds(text))


def without_labels(text: str) -> str:
    """Cut the label word off the end of a text whose value was taken out.

    >>> without_labels("Example Street 5, Tel.:")
    'Example Street 5'
    """
    while True:
        text = text.strip(_EDGES)
        last = next(iter([*_LABEL.finditer(text)][-1:]), None)
        if last is None or text[last.end() :].strip(_PUNCTUATION):
            return text
        text = text[: last.start()]
