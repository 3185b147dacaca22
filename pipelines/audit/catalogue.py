"""What each issue means to the person who moves the site: how grave it is, why it matters, what to do."""

from __future__ import annotations

from typing import NamedTuple

GRAVITIES = ("critical", "high", "medium", "low")
"""From content that is not there to matters of taste."""


class Advice(NamedTuple):
    """What the audit says of all issues with one code."""

    gravity: str
    title: str
    why: str
    fix: str


_AGAIN = "Crawl again; if it stays, open the page in a browser and copy by hand what is missing."
_BY_HAND = "Open the old page, and put the missing part into the new post by hand."
_SOURCES = "Compare with the old page and correct the value in the new system."
_REPORT = "Keep the archive of the crawl and report it as a fault of this program; check the post by hand."

ADVICE: dict[str, Advice] = {
    # --- content that is not there ---
    "post-missing": Advice(
        "critical", "A post could not be had", "It is listed on the site but is not in the export.", _AGAIN
    ),
    "text-lost": Advice("critical", "Text is missing", "Characters of the old post are not in the new one.", _REPORT),
    "text-lost-in-stage": Advice("critical", "Text was lost on the way", "A step of ours took text away.", _REPORT),
    "node-lost-in-stage": Advice("critical", "A part was lost on the way", "A step of ours took it away.", _REPORT),
    "media-missing": Advice(
        "critical",
        "A file could not be had",
        "Pictures and documents that are not stored are gone when the Wix site is closed.",
        "Look for the original among your own files or in the Wix media manager, and upload it to the new system.",
    ),
    "empty-body": Advice("critical", "A post without content", "The page shows neither words nor media.", _AGAIN),
    "degraded-page": Advice(
        "high", "Wix sent an incomplete page", "Parts of the post may be missing.", "Crawl again at another time."
    ),
    "embed-missing": Advice(
        "high", "An embed could not be read", "A map, player or form stood here; the page does not say which.", _BY_HAND
    ),
    "file-address-unknown": Advice(
        "high", "A download has no address", "The page offers a file but does not say where it lies.", _BY_HAND
    ),
    "paywalled": Advice(
        "high", "Only a part is public", "The rest of the post is for paying members.", "Crawl with the owner's key."
    ),
    "owner-api-failed": Advice(
        "high",
        "The owner's API did not answer",
        "Drafts or exact counts may be missing.",
        "Check the key and crawl again.",
    ),
    "comments-missing": Advice(
        "medium", "Some comments are missing", "The page counts more comments than could be read.", _AGAIN
    ),
    "comments-left-out": Advice(
        "low", "Comments are not part of the body", "They are in the table of comments.", "Nothing needs to be done."
    ),
    "cut-off": Advice("medium", "A comment is cut off", "The page shows only its beginning.", _BY_HAND),
    "orphan-reply": Advice(
        "low",
        "A reply without its comment",
        "What it answers is not there any more.",
        "Keep it as a comment of its own.",
    ),
    "media-in-comment": Advice("low", "A comment holds a picture", "Comments of other systems are text.", _BY_HAND),
    # --- values in doubt ---
    "sources-disagree": Advice("medium", "The page contradicts itself", "Two places state different values.", _SOURCES),
    "text-doubled": Advice("medium", "Text appears twice", "The new body has more characters than the old.", _SOURCES),
    "text-added-in-stage": Advice("medium", "Text was added on the way", "A step of ours added text.", _REPORT),
    "text-disordered": Advice("medium", "Text stands in another order", "Words may be in the wrong place.", _SOURCES),
    "text-disordered-in-stage": Advice("medium", "Text moved on the way", "A step of ours moved text.", _REPORT),
    "unknown-node": Advice("medium", "An unknown kind of content", "Its text is kept, its form may be lost.", _BY_HAND),
    "unreadable-date": Advice("high", "A date could not be read", "The post would get a wrong place.", _SOURCES),
    "date-from-visible-text": Advice("medium", "A date is only approximate", "Hour or day may differ.", _SOURCES),
    "future-date": Advice("medium", "A date lies in the future", "The post would be hidden until then.", _SOURCES),
    "published-after-modified": Advice("low", "Changed before it was published", "One date is wrong.", _SOURCES),
    "negative-count": Advice("low", "A count below zero", "It cannot be right.", _SOURCES),
    "implausible-count": Advice("low", "A count beyond belief", "It cannot be right.", _SOURCES),
    "missing": Advice("medium", "A value is not stated", "The new system will show a gap.", _SOURCES),
    "title-is-slug": Advice("medium", "The title is only an address", "Readers see it.", "Write a title."),
    "short-body": Advice("medium", "Shorter than its summary", "Part of the post may be missing.", _AGAIN),
    "page-frame-in-body": Advice("medium", "Parts of the page's frame in the text", "Menus would appear.", _REPORT),
    "sanitised": Advice("low", "Unsafe or foreign markup was removed", "Scripts do not move.", _SOURCES),
    "broken-link": Advice("medium", "A link that leads nowhere", "It is no address at all.", "Correct or remove it."),
    "language-trap": Advice("low", "A copy in another language", "Wix answers it with the same post.", "Leave it out."),
    "unpublished-changes": Advice(
        "medium", "Changes that were never published", "The public text is older.", "Decide in Wix which one to move."
    ),
    "no-public-page": Advice("low", "Only the owner sees it", "It has no page.", "Check it after the import."),
    "author-unknown": Advice(
        "low", "A comment without a name", "Its writer is no longer a member.", "Leave it as it is."
    ),
    # --- contacts ---
    "contact-shown-but-empty": Advice("high", "A contact without a value", "Visitors cannot use it.", _SOURCES),
    "broken-email": Advice("high", "A broken e-mail address", "Mail does not arrive.", "Correct it on the new site."),
    "broken-phone": Advice("high", "A broken phone number", "It cannot be dialled.", "Correct it on the new site."),
    "placeholder": Advice("high", "A leftover of the template", "It is not yours.", "Replace or remove it."),
    # --- media ---
    "media-variant-taken": Advice(
        "medium",
        "Not the original picture",
        "The original is gone; the largest copy was taken.",
        "Upload the original.",
    ),
    "media-smaller-than-stated": Advice(
        "medium", "A picture is smaller than stated", "It may look coarse.", "Upload the original."
    ),
    "gps-in-photo": Advice(
        "high", "A photo says where it was taken", "Anybody can read the place.", "Crawl with -s STRIP_EXIF=True."
    ),
    "alt-is-file-name": Advice(
        "low", "The alternative text is a file's name", "Screen readers read it aloud.", "Describe the picture."
    ),
    # --- what the audit itself finds ---
    "images-without-alt": Advice(
        "medium", "Pictures without alternative text", "Blind readers and search engines miss them.", "Describe them."
    ),
    "title-duplicated": Advice(
        "medium", "Several posts of one title", "Readers cannot tell them apart.", "Rename one."
    ),
    "near-duplicate": Advice(
        "medium",
        "Nearly the same text",
        "Search engines show only one of them.",
        "Join them, or redirect one to the other.",
    ),
    "thin-post": Advice(
        "low", "A very short post", "Search engines value it little.", "Extend it, join it or leave it out."
    ),
    "orphan-post": Advice(
        "low", "No other page links here", "Readers only find it in lists.", "Link to it where it fits."
    ),
    "heading-level-skipped": Advice(
        "low", "A level of headings is skipped", "Outlines break for screen readers.", "Use the next level."
    ),
    "description-missing": Advice(
        "low",
        "No description for search engines",
        "They choose a part of the text themselves.",
        "Write 70 to 155 characters.",
    ),
    "description-length": Advice(
        "low", "A description of unusual length", "It is cut or too thin.", "Write 70 to 155."
    ),
    "title-length": Advice(
        "low", "A long title for search engines", "Results cut it off.", "Stay below 60 characters."
    ),
    "stale-post": Advice("low", "Not changed for three years", "Facts may be out of date.", "Read it again."),
    "image-small": Advice("low", "A small picture", "Below 600 pixels it looks coarse.", "Upload a larger one."),
    "inner-link-broken": Advice(
        "high", "A link to a page that is gone", "Readers meet an error.", "Correct the link or restore the page."
    ),
    "translation-one-sided": Advice(
        "medium",
        "A translation does not link back",
        "Search engines ignore language versions that do not name each other.",
        "Tie both versions together in the new system.",
    ),
    "translation-not-crawled": Advice(
        "medium",
        "A translation that is not in the crawl",
        "It may be gone, or the crawl was limited to one language.",
        "Crawl all languages; if it stays, remove the reference to it.",
    ),
    "noindex": Advice(
        "medium", "Hidden from search engines", "The page asks not to be listed.", "Keep that setting, if it is meant."
    ),
}

UNKNOWN = Advice("medium", "Something to look at", "See the message.", "Compare with the old page.")


def advice(code: str) -> Advice:
    """Return what is said of a code; of one that is not listed, something general."""
    return ADVICE.get(code, UNKNOWN)
