"""Raw material of the texts, in our own words: a fictional clinic in English, Traditional Chinese and Arabic.

Every template is a sentence with slots; ``{a}``, ``{b}`` … are filled from the list of that letter.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one language needs. ``titles`` and ``sentences`` have slots; ``glue`` stands between sentences."""

    slots: dict[str, tuple[str, ...]]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    contents_label: str
    glue: str
    part: str


ENGLISH = Vocabulary(
    slots={
        "a": (
            "a stiff neck",
            "lower back pain",
            "restless sleep",
            "a tight jaw",
            "tired eyes",
            "cold hands",
            "knee pain on stairs",
            "a heavy head",
            "shoulder tension",
            "slow digestion",
            "spring allergies",
            "tennis elbow",
            "stress at work",
            "hot flushes",
            "a sprained ankle",
            "a dry cough",
        ),
        "b": (
            "gentle needling",
            "cupping",
            "warming with moxa",
            "a herbal tea",
            "hands-on massage",
            "ear points",
            "slow breathing",
            "a short walk",
            "stretching",
            "a warm foot bath",
            "a change of pillow",
            "rest",
        ),
        "c": (
            "office workers",
            "new parents",
            "runners",
            "people over sixty",
            "teachers",
            "students before exams",
            "musicians",
            "hikers",
            "night nurses",
            "gardeners",
        ),
        "d": (
            "two weeks",
            "a month",
            "the third visit",
            "one quiet weekend",
            "the change of season",
            "six sessions",
        ),
        "e": ("notice", "tell us about", "describe", "put up with", "worry about", "learn to live with"),
    },
    titles=(
        "How {b} can help with {a}",
        "What {c} should know about {a}",
        "{a}: five things to try first",
        "Why {a} comes back after {d}",
        "From {a} to {b}: one patient's road",
        "{b} or {b}? A choice for {c}",
        "A calm guide to {a} for {c}",
        "When is {b} not the answer?",
    ),
    sentences=(
        "Many {c} {e} {a} long before they ask for help.",
        "We usually begin with {b}, and look again after {d}.",
        "In our rooms on the hill, {b} is the part that surprises {c} most.",
        "Nobody has to {e} {a} without a plan.",
        "If {a} wakes you at night, write down the hour and what you ate before.",
        "A first appointment takes about an hour, because listening comes before {b}.",
        "For {c}, {b} works best together with {b}.",
        "The body does not read calendars: some people feel lighter at once, others after {d}.",
        "We ask about sleep, meals, weather and work, since {a} rarely travels alone.",
        "There is good reason to combine {b} with advice from your family doctor.",
        "What helps with {a} in the morning may do little in the evening.",
        "Small habits, such as {b}, often keep {a} away for good.",
        "Please bring your medicine list, so that {b} can be planned safely.",
        "Some {c} come once a season, just to keep {a} from settling in.",
    ),
    headings=(
        "What is behind {a}",
        "Signs to watch for",
        "How a visit with us goes",
        "Where {b} fits in",
        "Advice for {c}",
        "After {d}",
        "Questions we often hear",
        "When to see a doctor first",
        "Home care between visits",
        "The short version",
    ),
    items=(
        "Drink something warm before {b}",
        "Keep the neck covered on windy days",
        "Do not skip meals before {b}",
        "Count the nights with {a}",
        "Ask a friend to walk with you",
        "Leave ten minutes of quiet after {b}",
        "Tell us if {a} moves or spreads",
        "Write the date of every session on the card",
    ),
    contents_label="In this article:",
    glue=" ",
    part=" (part {n})",
)

CHINESE = Vocabulary(
    slots={
        "a": (
            "頸部僵硬",
            "腰背痠痛",
            "睡眠不安",
            "手腳冰冷",
            "膝蓋不適",
            "眼睛疲勞",
            "肩膊繃緊",
            "消化緩慢",
            "春季敏感",
            "足踝扭傷",
        ),
        "b": (
            "溫和針刺",
            "拔罐",
            "艾灸",
            "草本茶飲",
            "推拿按摩",
            "耳穴貼壓",
            "緩慢呼吸",
            "飯後散步",
            "伸展運動",
            "溫水浸腳",
        ),
        "c": ("上班族", "新手父母", "跑步人士", "長者", "老師", "應考學生", "園藝愛好者", "夜班護士"),
        "d": ("兩星期", "一個月", "第三次覆診", "換季時分", "六次療程"),
        "e": ("留意到", "忍受", "擔心", "描述"),
    },
    titles=(
        "{b}如何改善{a}",
        "{c}應該認識的{a}",
        "{a}:先試這五件事",
        "為何{a}在{d}後再來",
        "由{a}到{b}:一位病人的路",
        "給{c}的{a}小冊子",
    ),
    sentences=(
        "不少{c}{e}{a},卻很遲才求診。",
        "我們通常由{b}開始,{d}後再評估。",
        "{a}並不可怕,重要的是有計劃。",
        "首次應診約需一小時,因為聆聽比{b}更先。",
        "對{c}來說,{b}配合{b}效果較好。",
        "每個人的身體步伐不同,有人即日輕鬆,有人要等{d}。",
        "請帶同藥物清單,讓{b}安排得更安全。",
        "天氣、飲食、工作和睡眠都會影響{a}。",
        "小小的習慣,例如{b},往往能令{a}遠離。",
    ),
    headings=("{a}從何而來", "需要留意的徵狀", "應診過程", "{b}的角色", "給{c}的建議", "常見問題", "家居護理"),
    items=(
        "{b}之前喝一點暖水",
        "有風的日子蓋好頸部",
        "記下{a}出現的晚上",
        "{b}後安靜休息十分鐘",
        "如{a}轉移位置請告訴我們",
    ),
    contents_label="文章目錄:",
    glue="",
    part="(之{n})",
)

ARABIC = Vocabulary(
    slots={
        "a": (
            "تيبس الرقبة", "ألم أسفل الظهر", "قلة النوم", "برودة اليدين", "ألم الركبة", "إجهاد العين",
            "شد الكتفين", "بطء الهضم", "حساسية الربيع",
        ),
        "b": (
            "الوخز اللطيف", "الحجامة", "التدفئة بالأعشاب", "شاي الأعشاب", "التدليك اليدوي", "التنفس الهادئ",
            "المشي القصير", "تمارين التمدد",
        ),
        "c": ("موظفي المكاتب", "الآباء الجدد", "العدائين", "كبار السن", "المعلمين", "الطلاب"),
        "d": ("أسبوعين", "شهر", "الزيارة الثالثة", "تغير الفصول"),
        "e": ("يلاحظون", "يتحملون", "يصفون"),
    },
    titles=(
        "كيف يساعد {b} في علاج {a}", "دليل هادئ عن {a}", "{a}: خمس خطوات أولى", "لماذا يعود {a} بعد {d}",
        "من {a} إلى {b}: طريق مريض",
    ),
    sentences=(
        "كثير من {c} {e} {a} قبل أن يطلبوا المساعدة بوقت طويل.", "نبدأ عادة مع {b} ثم ننظر من جديد بعد {d}.",
        "لا يحتاج أحد إلى احتمال {a} من دون خطة واضحة.", "تستغرق الزيارة الأولى نحو ساعة لأن الاستماع يسبق {b}.",
        "الطقس والطعام والعمل والنوم كلها تؤثر في {a}.", "نرجو إحضار قائمة الأدوية كي يكون {b} آمنا.",
        "العادات الصغيرة مثل {b} تبعد {a} غالبا.",
    ),
    headings=("ما وراء {a}", "علامات يجب الانتباه لها", "كيف تسير الزيارة", "دور {b}", "نصائح إلى {c}", "أسئلة متكررة"),
    items=(
        "اشرب شيئا دافئا قبل {b}", "غط الرقبة في الأيام العاصفة", "سجل الليالي التي يظهر فيها {a}",
        "استرح عشر دقائق بعد {b}",
    ),
    contents_label="في هذا المقال:",
    glue=" ",
    part=" (الجزء {n})",
)  # fmt: skip

VOCABULARIES = {"en": ENGLISH, "zh": CHINESE, "ar": ARABIC}
