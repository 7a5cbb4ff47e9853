"""Recognise the cities from which documents are issued, and the clocks there."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from pressreleases.intake.folding import fold_loosely
from pressreleases.intake.vocabulary import LANGUAGES

# Cities from which missions write, with their clocks; CLDR's names of time zones are added to them.
CITIES: dict[str, str] = {
    "America/New_York": (
        "new york|nyu-york|nyu york|nueva york|нью-йорк|نيويورك|纽约|washington|washington, d.c.|vaşinqton|"
        "washington d.c.|вашингтон|واشنطن|华盛顿|vaşington"
    ),
    "Europe/Zurich": "geneva|cenevrə|genève|geneve|ginebra|женева|جنيف|日内瓦|cenevre|bern|berne|берн|برن|berna|伯尔尼",
    "Asia/Baku": "baku|bakı|bakou|bakú|баку|باكو|巴库|bakü|gəncə|ganja|şuşa|shusha",
    "Europe/Vienna": "vienna|vyana|vienne|viena|вена|فيينا|维也纳|viyana",
    "Europe/Paris": "paris|parij|strasbourg|strasburq|париж|страсбург|باريس|巴黎|strazburg|ستراسبورغ|estrasburgo",
    "Europe/Amsterdam": "the hague|haaqa|la haye|la haya|гаага|لاهاي|海牙|lahey",
    "Africa/Nairobi": "nairobi|найроби|نيروبي|内罗毕",
    "Europe/Istanbul": "ankara|анкара|أنقرة|安卡拉|istanbul|i̇stanbul|estambul|стамбул|إسطنبول",
    "Europe/Moscow": "moscow|moskva|moscou|moscú|москва|موسكو|莫斯科|moskova",
    "Europe/London": "london|londres|лондон|لندن|伦敦|londra",
    "Europe/Rome": "rome|roma|рим|روما|罗马",
    "Europe/Brussels": "brussels|brüssel|bruxelles|bruselas|брюссель|بروكسل|布鲁塞尔|brüksel",
    "Asia/Shanghai": "beijing|pekin|pékin|pekín|пекин|بكين|北京|shanghai|上海",
    "Africa/Cairo": "cairo|qahirə|le caire|el cairo|каир|القاهرة|开罗|kahire",
    "Europe/Madrid": "madrid|мадрид|مدريد|马德里",
    "Asia/Tbilisi": "tbilisi|tiflis|тбилиси|تبليسي",
}

BEFORE_PLACE = re.compile(r"^(?:г\.|à|en|in|at)\s+")
# “New York, NY”, “Geneva, Switzerland”, “Washington, D.C.”
STATE = re.compile(r"[A-Z]{2}|[A-Z]\.[A-Z]\.")


@cache
def _cities() -> dict[str, str]:
    """The zones of cities by their folded names in every language of CLDR that the site has."""
    found: dict[str, str] = {}
    for zone in available_timezones():
        region, _stroke, city = zone.rpartition("/")
        if region and not region.startswith(("Etc", "US", "posix", "right", "SystemV", "Canada", "Brazil", "Mexico")):
            found.setdefault(fold_loosely(city.replace("_", " ")), zone)
    for language in LANGUAGES:
        for zone, names in Locale(language).time_zones.items():
            if "city" in names and not zone.startswith("Etc/"):
                found.setdefault(fold_loosely(names["city"]), zone)
    for zone, several in CITIES.items():
        found |= {fold_loosely(name): zone for name in several.split("|")}
    return found


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold_loosely(name) for language in LANGUAGES for name in Locale(language).territories.values())


def zone_of(words: str) -> str:
    """The time zone (an IANA name) of a city; an empty string for words that are no known city."""
    return _cities().get(BEFORE_PLACE.sub("", fold_loosely(" ".join(words.split()))).strip(" .,،"), "")


def is_place(words: str) -> bool:
    """Whether the words are a known city, perhaps with its state or country."""
    if zone_of(words):
        return True
    city, _comma, rest = words.replace("،", ",").partition(",")
    rest = rest.strip(" .")
    return bool(zone_of(city)) and (bool(STATE.fullmatch(rest)) or fold_loosely(rest) in _countries())


def zone_within(words: str) -> str:
    """The zone of the longest city named anywhere in the words, such as “11:00 (Geneva time)”."""
    folded = fold_loosely(words)
    best = ""
    for city in _cities():
        if len(city) > len(best) and len(city) > 1 and city in folded and _is_whole(city, folded):
            best = city
    return _cities().get(best, "")


def _is_whole(city: str, folded: str) -> bool:
    """Whether the name begins a word; an ending of a language may follow it."""
    at = folded.find(city)
    before = folded[at - 1 : at]
    return not before.isalpha() or not (before.isascii() or "а" <= before <= "я") or city[0] >= "\u0600"
