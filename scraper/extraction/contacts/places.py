"""What an address is made of, in the languages and countries where Wix sites are found."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.extraction.contacts.words import alternatives, words
from scraper.extraction.contacts.zones import countries_by_name

# Street words behind the name.
_BEHIND = alternatives(
    "street road avenue lane boulevard highway terrace crescent esplanade parade promenade quay marg nagar ulice",
    "ulica ulici náměstí nám třída nábřeží utca út útja tér körút sokak sokağı caddesi cadde bulvarı mahallesi",
    "gatan vägen gata gate veien vei vej gade katu tie улица ул проспект пр-т переулок бульвар вулиця вул",
)
# Short or ambiguous ones, which say nothing without a house number.
_BEHIND_NUMBERED = alternatives(
    "st rd ave av blvd ln dr drive way place pl square sq court ct close circle cir gardens grove hill mews row",
    "walk view rise park pkwy parkway plaza hwy pike trail trl cres tce ter cad cd sok sk mah wharf quays fields",
    "green",
)
# Street words before the name.
_BEFORE = (
    "rua avenida avda travessa praça praca rodovia alameda estrada largo calle carrer carrera plaza plaça paseo",
    "passeig camino carretera polígono calzada jirón rue boulevard allée allées chemin quai impasse viale piazza",
    "piazzale corso vicolo contrada strada bulevardul șoseaua ulica aleja улица проспект переулок бульвар шоссе",
    "вулиця οδός λεωφόρος jalan jln lorong soi thanon ถนน ซอย đường phố شارع طريق ميدان רחוב שדרות",
)
_BEFORE_NUMBERED = (
    "av tv rod c/ cra pº ctra pol jr bd bld allee cours square via str bd-ul sos ul al plac pl os rr ул пр пр-т вул",
    "jl lrg rh",
)
# Endings of the name itself, with the house number behind: Beispielstraße 12.
_ENDINGS = alternatives(
    "straße strasse strase str gasse weg allee platz ring damm ufer steig chaussee straat laan plein kade dijk",
    "gracht singel steenweg gatan vägen gränd gata veien vegen vej gade allé stræde vænget katu tie kuja utca",
)
_UNIT = alternatives(
    "room rm suite ste unit floor level flat apt apartment shop block blk building bldg tower house centre",
    "center mansion hall estate wing kiosk office stall piso planta oficina ofic local edificio edifício sala",
    "andar bloco conjunto lote bâtiment bât étage appartement scala interno piano etage hinterhaus patro podlaží",
    "budova",
)
_BEFORE_ALL = alternatives(*_BEFORE, *_BEFORE_NUMBERED)
_HOUSE = r"\d{1,5}\s?[A-Za-z]?(?:\s?[-–/]\s?\d{1,4}[A-Za-z]?)?(?![\d:])"
_HOUSE_WORD = r"(?:n[º°o.]{1,2}\s?|no[.:]?\s?|num\.?\s?|#\s?)?"
_NAME = r"[\w'’.\-]+\s"
_CAPITAL = r"(?-i:[^\W\d_a-z])"

NUMBERED_STREET = re.compile(
    "|".join(
        (
            rf"(?<!\w){_HOUSE},?\s(?:{_NAME}){{0,4}}(?:{_BEHIND}|{_BEHIND_NUMBERED})(?!\w)",
            rf"(?<!\w)(?:{_BEFORE_ALL})(?!\w)\.?\s?[^\d\n]{{2,45}}?,?\s{_HOUSE_WORD}{_HOUSE}",
            rf"(?<!\w)R\.\s[^\d\n]{{2,45}}?,?\s{_HOUSE_WORD}{_HOUSE}",
            rf"(?<!\w)[\w\-]*[^\W\d_](?:{_ENDINGS})\.?\s{_HOUSE}",
            rf"(?<!\w)(?:{_NAME}){{1,4}}(?:{_BEHIND}|{_ENDINGS})\.?\s{_HOUSE_WORD}{_HOUSE}",
            rf"(?<!\w)(?:{_NAME}){{1,4}}(?:{_BEHIND_NUMBERED})\.?\sno[.:]{{1,2}}\s?{_HOUSE}",
            r"[가-힣\w\-]+(?:로|길|대로|-ro|-gil|-daero)\s?\d",
            r"\d[\d-]*,?\s[\w\-]+-(?:ro|gil|daero|dong)(?!\w)",
        )
    ),
    re.IGNORECASE,
)
"""A street with a house number."""

NAMED_STREET = re.compile(
    "|".join(
        (
            rf"[^\W\d_][\w'’.\-]*\s(?:{_BEHIND})(?!\w)",
            rf"(?<!\w)(?:{alternatives(*_BEFORE)})(?!\w)\.?\s\w",
            r"[^\W\d_](?:straße|strasse|straat|gatan|vägen|veien)(?!\w)",
        )
    ),
    re.IGNORECASE,
)
"""A street without a house number."""

_SINGAPORE_UNIT = r"#\s?\d{1,3}-\d{1,3}"
UNIT = re.compile(rf"(?<!\w)(?:{_UNIT})(?!\w)|{_SINGAPORE_UNIT}", re.IGNORECASE)
"""A word for a part of a building."""

NUMBERED_UNIT = re.compile(
    rf"(?<!\w)(?:{_UNIT})\.?\s?(?:no\.?\s?|#\s?)?[A-Z]?\d+"
    r"|\d+(?:st|nd|rd|th|/f|\.)\s?(?:floor|f\b|og\b|stock|etage)"
    rf"|{_SINGAPORE_UNIT}|(?<!\w)\d{{1,3}}/F(?!\w)",
    re.IGNORECASE,
)
"""A part of a building with its number."""

_SURE_CODES = (
    r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)",  # SW1A 1AA
    r"(?<!\w)[A-Z]\d[A-Z][ -]?\d[A-Z]\d(?!\w)",  # K1A 0B1
    r"(?<!\w)[A-Z]{2},? \d{5}(?:-\d{4})?(?!\w)",  # CA 90210
    r"(?<!\w)(?:VIC|NSW|QLD|TAS|ACT|WA|SA|NT),? \d{4}(?!\w)",
    r"〒\s?\d{3}-?\d{4}",
    r"(?<!\w)\d{4} ?[A-Z]{2}(?= [A-Z])",  # 1012 AB Amsterdam
    r"(?<!\d)\d{5}-\d{3}(?!\d)",  # 01310-100
    r"(?<!\w)[A-Z]-\d{4,5}(?!\d)",  # D-10115
    r"(?i:(?<!\w)(?:cep|plz|cap|postcode|post code|zip|p\.?\s?o\.?\s?box|postfach|apartado|bp)[.:]{0,2}\s?\d{3,})",
)
POSTAL_SURE = re.compile("|".join(_SURE_CODES))
"""A postal code that is written like nothing else."""

POSTAL_LIKELY = re.compile(
    "|".join(
        (
            rf"(?<![\w.,])(?!(?:19|20)\d\d\D)\d{{4,6}},? {_CAPITAL}[^\W\d_]+",  # a year is no postal code
            rf"(?<!\d)(?:\d{{3}} \d{{2}}|\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}}),? {_CAPITAL}[^\W\d_]+",
            r"[^\W\d_]{2,},?\s?[-–]?\s?\d{5,6}(?!\d)",
        )
    )
)
"""A postal code by its neighbour, the town before or behind it."""

PLAIN_STREET = re.compile(
    rf"^(?:{_CAPITAL}[^\W\d_]+\.?\s){{1,4}}(?!(?:19|20)\d\d\b)\d{{1,4}}(?:/\d{{1,4}})?[a-z]?,"
    rf"\s(?:\d{{3}}\s?\d{{2}}\s)?{_CAPITAL}[^\W\d_]+$"
)
"""A street without any street word, then the town: "Jana Vzorného 14, Brno"."""

_CHINESE = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\u30a0-\u30ff"
EAST_ASIAN = re.compile(f"[{_CHINESE}]")
"""A Chinese character or Katakana."""

EAST_ASIAN_GAP = re.compile(f"(?<=[{_CHINESE}])\\s+(?=[{_CHINESE}\\d])|(?<=\\d)\\s+(?=[{_CHINESE}])")
"""A blank that only spaces the characters out."""

EAST_ASIAN_UNIT = re.compile(
    "[\\d一二三四五六七八九十百零〇廿卅A-Z‐−–-]+\\s?"
    "(?:號|号|樓|楼|室|座|弄|巷|丁目|番地|番|階|層|层|栋|棟|單元|单元|鋪|铺)|\\d{1,4}[-−‐]\\d{1,4}(?:[-−‐]\\d{1,4})?$"
)
EAST_ASIAN_STREET = re.compile("路|街|道|胡同|大廈|大厦|大樓|大楼|中心|廣場|广场|ビル|町|村|邨|苑")
EAST_ASIAN_DISTRICT = re.compile("[區区郡]")
EAST_ASIAN_START = re.compile(
    "〒|中國|中国|中華|香港|九龍|九龙|新界|澳門|澳门|台灣|臺灣|台北|臺北|日本|新加坡|馬來西亞|北海道|"
    "[\u3400-\u9fff]{1,3}(?:省|自治[區区])|[\u3400-\u9fff]{2,3}(?:市|縣|県|都|府)"
)
"""The large unit with which a Chinese or Japanese address begins."""

_AT_HOME = words(
    "usa us u.s.a. u.s. uk u.k. uae u.a.e. england scotland wales northern\u00a0ireland united\u00a0kingdom",
    "united\u00a0states united\u00a0states\u00a0of\u00a0america great\u00a0britain rep\u00a0of\u00a0ireland",
    "republic\u00a0of\u00a0ireland south\u00a0korea korea republic\u00a0of\u00a0korea czech\u00a0republic",
    "czechia russia vietnam taiwan macau hongkong h.k. hk n.t. kowloon new\u00a0territories deutschland",
    "österreich schweiz suisse svizzera españa italia brasil nederland holland belgië belgique česko",
    "česká\u00a0republika slovensko slovenská\u00a0republika polska magyarország românia türkiye turkey danmark",
    "sverige norge suomi ísland ελλάδα россия україна беларусь българия hrvatska srbija slovenija méxico perú",
    "panamá maroc algérie tunisie israel ישראל مصر المغرب لبنان الأردن الإمارات",
    "الإمارات\u00a0العربية\u00a0المتحدة السعودية المملكة\u00a0العربية\u00a0السعودية قطر الكويت البحرين عمان",
    "대한민국 việt\u00a0nam ประเทศไทย",
)


KOREAN_PLACE = re.compile(r"[가-힣]{2,}(?:특별시|광역시|시|도)\s[가-힣]+(?:시|구|군)(?!\w)")
"""A Korean city or province with its district."""

ADDRESS_WORDS = frozenset(
    re.sub(r"\\(.)", r"\1", word) for word in f"{_BEHIND}|{_BEHIND_NUMBERED}|{_BEFORE_ALL}|{_UNIT}".split("|")
)
"""All street and unit words in lower case."""


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Names of countries in lower case: English ones of ISO 3166, and what people write at home."""
    return frozenset(countries_by_name()) | frozenset(_AT_HOME)
