"""What Wix's own interface says in the three languages: counters, dates, labels."""

from __future__ import annotations

from datetime import UTC, datetime

_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AR_MONTHS = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_AR_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

LABELS = {
    "en": {
        "recent": "Recent Posts", "all": "See All", "feed": "All Posts", "updated": "Updated: ", "writer": "Writer: ",
        "search": "Search", "unliked": "Post not marked as liked", "site": "Site", "more": "More", "posts": "Posts",
        "follow": "Follow", "profile": "Profile", "expand": "Expand image", "post": "Post", "share": "Share via",
    },
    "zh": {
        "recent": "最新文章", "all": "查看全部", "feed": "所有文章", "updated": "已更新:", "writer": "作者:",
        "search": "搜尋", "unliked": "文章未被標記為喜歡", "site": "網站", "more": "更多", "posts": "文章",
        "follow": "追蹤", "profile": "個人檔案", "expand": "放大圖片", "post": "文章", "share": "分享至",
    },
    "ar": {
        "recent": "أحدث منشورات", "all": "عرض الكل", "feed": "كل المنشورات", "updated": "تاريخ التحديث: ",
        "writer": "الكاتب: ", "search": "بحث", "unliked": "لم يتم الإعجاب بالمنشور", "site": "الموقع", "more": "المزيد",
        "posts": "منشورات", "follow": "متابعة", "profile": "الملف الشخصي", "expand": "تكبير الصورة",
        "post": "منشور", "share": "مشاركة عبر",
    },
}  # fmt: skip


def ui(lang: str) -> str:
    """The interface language for a content language."""
    return lang if lang in LABELS else "en"


def label(lang: str, key: str) -> str:
    return LABELS[ui(lang)][key]


def digits(lang: str, count: int) -> str:
    """``count`` as the interface writes it: grouped, and in Arabic-Indic digits in Arabic."""
    if lang == "ar":
        return f"{count:,}".replace(",", "٬").translate(_AR_DIGITS)
    return f"{count:,}"


def views(lang: str, count: int) -> str:
    """The text of the view counter."""
    if lang == "ar":
        forms = {1: "مشاهدة واحدة (١)", 2: "مشاهدتان (٢)"}
        word = "مشاهدات" if 3 <= count <= 10 else "مشاهدة"
        return forms.get(count, f"{digits(lang, count)} {word}")
    if lang == "zh":
        return f"{digits(lang, count)} 次查看"
    return f"{digits(lang, count)} view{'' if count == 1 else 's'}"


def comments(lang: str, count: int) -> str:
    """The text of the comment counter."""
    if lang == "ar":
        return "تعليق واحد (١)" if count == 1 else f"{digits(lang, count)} تعليق"
    if lang == "zh":
        return f"{digits(lang, count)} 則留言"
    return f"{digits(lang, count)} comment{'' if count == 1 else 's'}"


def likes(lang: str, count: int) -> str:
    """What the like button tells a screen reader."""
    off = label(lang, "unliked")
    if not count:
        return off
    if lang == "ar":
        return f"{digits(lang, count)} إعجاب. {off}"
    if lang == "zh":
        return f"{digits(lang, count)} 個讚。{off}"
    return f"{digits(lang, count)} like{'' if count == 1 else 's'}. {off}"


def minutes(lang: str, count: int) -> str:
    """Reading time."""
    if lang == "ar":
        return f"{digits(lang, count)} دقائق قراءة"
    if lang == "zh":
        return f"讀畢需時 {count} 分鐘"
    return f"{count} min read"


def instant(iso: str) -> datetime:
    """An ISO time of the model as a datetime in UTC."""
    return datetime.fromisoformat(iso).astimezone(UTC)


def visible_date(lang: str, iso: str, now: str) -> str:
    """The date as posts show it: relative for a week, without the year in the same year."""
    then, today = instant(iso), instant(now)
    days = (today - then).days
    if 0 <= days < 7:
        return _relative(lang, days)
    same_year = then.year == today.year
    if lang == "zh":
        return f"{then.month}月{then.day}日" if same_year else f"{then.year}年{then.month}月{then.day}日"
    if lang == "ar":
        text = f"{then.day} {_AR_MONTHS[then.month - 1]}" + ("" if same_year else f" {then.year}")
        return text.translate(_AR_DIGITS)
    text = f"{_EN_MONTHS[then.month - 1]} {then.day}"
    return text if same_year else f"{text}, {then.year}"


def _relative(lang: str, days: int) -> str:
    if lang == "zh":
        return f"{days} 天前"
    if lang == "ar":
        return f"قبل {days} أيام".translate(_AR_DIGITS)
    return f"{days} day{'' if days == 1 else 's'} ago"


def rfc822(iso: str) -> str:
    """The time as feeds write it."""
    return instant(iso).strftime("%a, %d %b %Y %H:%M:%S GMT")
