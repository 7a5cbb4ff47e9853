"""Chinese, in simplified characters.

Sources: CLDR rule sets `spellout-numbering` and, for 两 before a counted word, `spellout-cardinal-alternate2`;
GB/T 15835-2011 for 零 where things are counted, and for figures. An anniversary is counted, not ordered:
三十四周年, 34周年, two of them 两周年 (Lü Shuxiang, 现代汉语八百词: 两 before measure words, 二 in 二百).
A year of a series has 第: 第三十四年.
"""

from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way

_DIGITS = "零一二三四五六七八九"


def _words(number: int) -> str:
    if number >= 100:
        rest = number % 100
        if not rest:
            return f"{_DIGITS[number // 100]}百"
        return f"一百{'零' if rest < 10 else '一' if rest < 20 else ''}{_words(rest)}"
    tens, unit = divmod(number, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[unit] if unit else ''}"


_WORDS = {number: _words(number) for number in NUMBERS}
_ORDERED = {number: f"第{words}" for number, words in _WORDS.items()}
# As in the numbers of documents, and in CLDR: 一百〇一.
_ROUND_ZERO = {number: words.replace("零", "〇") for number, words in _WORDS.items() if "零" in words}

TABLE = Table(
    code="zh",
    ways=(
        Way("words", {**_WORDS, 2: "两"}, "counted", alone=False),
        Way("words", {2: "二", 200: "两百", **_ROUND_ZERO}, "counted", alone=False),
        Way("figures", {number: f"{number}" for number in NUMBERS}, "counted", alone=False),
        Way("words", _ORDERED, "ordered"),
        Way("words", {number: f"第{words}" for number, words in _ROUND_ZERO.items()}, "ordered"),
        Way("figures", {number: f"第{number}" for number in NUMBERS}, "ordered"),
    ),
    nouns=(
        NounPattern("anniversary", "counted", after=r"\s?个?周年"),
        NounPattern("year", "ordered", after=r"\s?个?年(?![级代度间龄])"),
    ),
    word=rf"第?[{_DIGITS}〇两十百千万亿廿卅]+",
    spaced=False,
)
