"""Arabic.

Sources: CLDR rule sets `spellout-ordinal-feminine` and `-masculine` up to 100; Ryding, A Reference Grammar of Modern
Standard Arabic, on ordinals: 11 to 19 never change, tens are -ون in the nominative and -ين elsewhere. Above 100: the
unit and `بعد المائة`, as the articles of Saudi laws (labour law, civil transactions law) and the sessions of the League
of Arab States are counted; CLDR has cardinals there, which agree with no noun. There is no official way to write
figures: `الـ34` is usual in the press; CLDR's `digits-ordinal`, the plain 34, is recognised but not written.
"""

from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way

_TENS = "العشر الثلاث الأربع الخمس الست السبع الثمان التسع".split()
_ENDINGS = {"nominative": "ون", "genitive or accusative": "ين"}
_HUNDREDS = {"nominative": "المائتان", "genitive or accusative": "المائتين"}


def _units(agrees: str) -> dict[int, str]:
    masculine = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split()
    units = {number: word + ("ة" if agrees == "f" else "") for number, word in enumerate(masculine, start=1)}
    return units | ({1: "الأولى"} if agrees == "f" else {})


def _words(number: int, agrees: str, case: str) -> str:
    units, eleventh = _units(agrees), "الحادية" if agrees == "f" else "الحادي"
    if number == 200:
        return _HUNDREDS[case]
    if number > 100:
        return f"{_words(number - 100, agrees, case)} بعد المائة"
    if number == 100:
        return "المائة"
    if number <= 10:
        return units[number]
    unit = eleventh if number % 10 == 1 else units.get(number % 10, "")
    if number < 20:
        return f"{unit} {'عشرة' if agrees == 'f' else 'عشر'}"
    ten = _TENS[number // 10 - 2] + _ENDINGS[case]
    return f"{unit} و{ten}" if unit else ten


def _ways(agrees: str, case: str) -> tuple[Way, ...]:
    words = {number: _words(number, agrees, case) for number in NUMBERS}
    newer = {number: each.replace("مائ", "مئ") for number, each in words.items() if "مائ" in each}
    return Way("words", words, agrees, case), Way("words", newer, agrees, case)


TABLE = Table(
    code="ar",
    ways=(
        *(way for agrees in ("f", "m") for case in _ENDINGS for way in _ways(agrees, case)),
        *(
            Way("figures", {number: written.format(number) for number in NUMBERS}, agrees, alone=bool(written[:-2]))
            for agrees in ("f", "m")
            for written in ("الـ{}", "الـ {}", "ال{}", "ال {}", "{}")
        ),
    ),
    nouns=(
        NounPattern("anniversary", "f", before=r"(?<!\w)\w{0,4}ذكرى(?:\s+السنوية)?\s+"),
        # With its article: `عام 34` is the year 34.
        NounPattern("year", "f", before=r"(?<!\w)(?:[وفبك]?ال|و?لل)سنة\s+"),
        NounPattern("year", "m", before=r"(?<!\w)(?:[وفبك]?ال|و?لل)عام\s+"),
    ),
    # Two hundred and more, and the other way to count past a hundred: `المائة والرابعة`.
    larger_after=r"\s+(?:بعد\s+\w*(?:مائ|مئ|الف)|و(?:ال)?(?:اول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي|واحد)\w*)",
)
