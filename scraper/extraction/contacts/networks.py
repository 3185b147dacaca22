"""Social networks: their hosts and what the address of a profile looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.extraction.contacts.words import words

_NAME = r"[\w.%@+-]+"
# A host may be led by www, m, mobile, web or a language ("de.linkedin.com"), not by "developers" or "help".
_LEAD = r"(?:(?:www|m|mobile|web|mbasic|[a-z]{2}(?:-[a-z]{2})?)\.)?"
_ANY_COUNTRY = r"\.(?:com?|[a-z]{2})(?:\.[a-z]{2})?"


@dataclass(frozen=True, slots=True)
class Network:
    """A network; a path that begins with one of ``reserved`` is a share button, a post or a help page."""

    name: str
    hosts: re.Pattern[str]
    path: re.Pattern[str]
    reserved: frozenset[str]


def _network(name: str, hosts: str, path: str = _NAME, reserved: str = "") -> Network:
    return Network(
        name,
        re.compile(f"{_LEAD}(?:{hosts})", re.IGNORECASE),
        re.compile(path, re.IGNORECASE),
        frozenset(words(reserved)),
    )


NETWORKS = (
    _network(
        "Facebook",
        r"facebook\.com|fb\.com",
        rf"{_NAME}|(?:pages|people|p|groups|pg)/.+",
        "sharer share dialog plugins tr hashtag watch events photo permalink story login help policies policy privacy "
        "business ads marketplace gaming legal terms about sharer.php share.php photo.php story.php permalink.php",
    ),
    _network("Messenger", r"m\.me"),
    _network(
        "Instagram",
        r"instagram\.com|instagr\.am",
        _NAME,
        "p reel reels explore stories accounts tv about direct legal",
    ),
    _network("Threads", r"threads\.net|threads\.com", r"@[\w.]+"),
    _network("X", r"twitter\.com|x\.com", r"@?\w{1,20}", "intent share home search hashtag i login privacy tos about"),
    _network("LinkedIn", r"linkedin\.com", r"(?:company|companies|in|school|showcase|pub|groups)/.+"),
    _network(
        "YouTube",
        r"youtube\.com",
        rf"(?:channel|user|c)/{_NAME}|@[\w.%-]+|{_NAME}",
        "watch playlist embed live shorts feed results redirect about premium v t",
    ),
    _network("TikTok", r"tiktok\.com", r"@[\w.]+"),
    _network("Pinterest", rf"pinterest{_ANY_COUNTRY}", _NAME, "pin search ideas about"),
    _network("Telegram", r"t\.me|telegram\.me", r"\+?\w+", "share s iv addstickers"),
    _network("WhatsApp", r"chat\.whatsapp\.com|wa\.me|whatsapp\.com", r"(?:message|channel|qr)/\w+|[A-Za-z]\w{15,}"),
    _network("Snapchat", r"snapchat\.com", r"add/.+"),
    _network(
        "Vimeo", r"vimeo\.com", r"(?=.*\D)[\w-]+", "channels ondemand watch categories event showcase"
    ),  # a number is a video
    _network("SoundCloud", r"soundcloud\.com", r"[\w-]+", "discover stream search"),
    _network("Spotify", r"open\.spotify\.com", r"(?:intl-\w+/)?(?:artist|user|show)/\w+"),
    _network("Behance", r"behance\.net", r"[\w-]+", "gallery"),
    _network("Dribbble", r"dribbble\.com", r"[\w-]+", "shots"),
    _network("Flickr", r"flickr\.com", r"(?:people|photos)/[^/]+"),
    _network("Medium", r"medium\.com", r"@[\w.-]+"),
    _network("GitHub", r"github\.com", r"[\w-]+"),
    _network("Yelp", rf"yelp{_ANY_COUNTRY}", r"biz/.+"),
    _network("Tripadvisor", rf"tripadvisor{_ANY_COUNTRY}", r".*_Review-.+"),
    _network("Xing", r"xing\.com", r"(?:profile|companies|pages)/.+"),
    _network("VK", r"vk\.com|vkontakte\.ru", r"[\w.]+", "share.php"),
    _network("Odnoklassniki", r"ok\.ru", r"(?:profile|group)/\w+|[\w.]+"),
    _network("Weibo", r"weibo\.com", r"(?:u/|p/)?\w+"),
    _network("Xiaohongshu", r"xiaohongshu\.com", r"user/profile/\w+"),
    _network("Douyin", r"douyin\.com", r"user/.+"),
    _network("Bilibili", r"space\.bilibili\.com", r"\d+"),
    _network("LINE", r"line\.me|page\.line\.me|lin\.ee", r"(?:R/)?ti/p/.+|@?\w+"),
    _network("KakaoTalk", r"pf\.kakao\.com|open\.kakao\.com", r".+"),
    _network("Naver", r"blog\.naver\.com|cafe\.naver\.com", r"\w+"),
    _network("Discord", r"discord\.gg|discord\.com", r"(?:invite/)?[\w-]+"),
    _network("Twitch", r"twitch\.tv", r"\w+", "videos"),
    _network("Bluesky", r"bsky\.app", r"profile/[\w.:-]+"),
    _network("Patreon", r"patreon\.com", r"[\w-]+", "posts"),
    _network("Linktree", r"linktr\.ee", r"[\w.]+"),
)


def network_of(host: str) -> Network | None:
    """Return the network that a host belongs to."""
    return next((network for network in NETWORKS if network.hosts.fullmatch(host)), None)
