"""Find what writers leave in a draft to be filled in: [TBC], [name to be confirmed], xxx, ???, {name}.

Only what no finished text has. An editor's brackets round a word of a quotation ("the [UN] Secretary-General", [sic],
[…]) are none, nor is a Roman numeral: `XX əsr` is how Azerbaijani writes the century, XXX are Games.
"""

import re

_BRACKETED = re.compile(r"\[([^\[\]]{0,300})\]|【([^【】]{0,300})】")
# Words that promise others, in all languages of the site. Behind most of them nothing else comes, so that a quotation
# may have “[the measures to be determined by the Council]”.
_LAST = r"(?=\s*(?:$|[,;:.?!]| later\b| by \w+day\b))"
_PROMISES = re.compile(
    rf"\b(?:tb[acd]|tk|fixme)\b|^insert\b|^to (?:come|follow|confirm|check)$|^to be (?:confirmed|added|checked)\b|"
    rf"\bto be (?:confirmed|determined|decided|announced|added|checked|verified|inserted|advised){_LAST}|"
    rf"\bà (?:confirmer|déterminer|compléter|préciser|ajouter|vérifier|insérer|définir){_LAST}|"
    rf"\b(?:por|a) (?:confirmar|determinar|definir|completar|añadir|verificar|precisar|insertar){_LAST}|"
    rf"уточня[ею]тся{_LAST}|^(?:вставить|заполнить)\b|^(?:уточнить|проверить)$|"
    rf"будет (?:уточнен|объявлен|подтвержден|определен)[аоы]?{_LAST}|подлежит (?:уточнению|подтверждению)|"
    rf"dəqiqləşdiril(?:ir|əcək|məli(?:dir)?){_LAST}|^yoxla(?:nılmalı|nılsın|yın)?$|"
    rf"^əlavə et\b|(?:təsdiqlənəcək|(?:təsdiq|əlavə|müəyyən) (?:ediləcək|olunacaq)){_LAST}|"
    rf"(?:te[yi]+[td] edilecek|belirlenecek|netleş(?:ecek|tirilecek)|eklenecek|doğrulanacak){_LAST}|"
    rf"(?:[يت]ُ?حدد|[يت]ؤكد|[يت]ضاف|[يت]علن).{{0,12}}لاحق|قيد (?:التأكيد|التحديد)|"
    rf"(?<![等期接招对對看优優款])待(?:定|确认|確認|补|補|核实|核實|填|公布|通知|添加)",
    re.IGNORECASE,
)
# Nouns that stand for a word to come, alone in a bracket or one with another.
_NOUN = (
    r"(?:full )?(?:tb[acd]|tk|x{2,}|х{2,}|n{2,}|_+|todo|fixme|check|date|name|title|place|number|amount|"
    r"quote|link|surname|position|"
    r"nom|prénom|montant|lieu|titre|citation|chiffre|lien|nombre|apellido|importe|monto|fecha|lugar|título|cita|"
    r"ф\.?\s?и\.?\s?о\.?|имя|фамилия|дата|сумма|цитата|ссылка|должность|"
    r"ad|adı|soyad|soyadı|tarix|yer|rəqəm|sitat|məbləğ|vəzifə|isim|tarih|tutar|miktar|alıntı|unvan|"
    r"الاسم|التاريخ|المبلغ|الاقتباس|姓名|日期|金额|人名|职务)"
)
_ALONE = re.compile(
    rf"[\s?!:]*|[●•○◦■□▪]+|{_NOUN}(?:(?: (?:and|et|y|и|və|ve) |\s?[/,&]\s?){_NOUN})?[\s?!:.]*|"
    rf"{_NOUN}\b.{{0,40}} to (?:come|follow|add|check)",
    re.IGNORECASE,
)
# A word, and none of the signs among the nouns above.
_WORD = re.compile(r"(?!(?:tb[acd]|tk|x{2,}|х{2,}|n{2,}|todo|fixme|check)\b)[^\W\d_]{2,}", re.IGNORECASE)
_ARABIC_VOWELS = re.compile("[\u064b-\u0652]")
_LEFT_OPEN = (
    re.compile(r"\b(?:TODO(?! (?:EL|LA|LO|LOS|LAS|UN|UNA)\b)|FIXME|TB[CD](?! Bank))\b"),
    # In small letters or mixed it is no Roman numeral; four of them are none in any case. Latin, or Cyrillic.
    re.compile(r"\b(?!XXX\b)[xX]{3,}\b|\b(?!ХХХ\b)[хХ]{3,}\b"),
    re.compile(r"\?{3,}|\?\?[:.]\d\d\b|\b\d\d:\?\?|\b_{3,}|\blorem\b", re.IGNORECASE),
    # A pattern that nobody filled in: {ordinal}, {{ name }}, <<link>>.
    re.compile(rf"\{{\{{?\s*\w+\s*\}}?\}}|<<\s?{_NOUN}\s?>>", re.IGNORECASE),
)


def placeholders(text: str) -> list[str]:
    """The placeholders in plain `text`, each once, in their order."""
    found = [(match.start(), match.end(), match[0]) for match in _BRACKETED.finditer(text) if _is_open(match)]
    found += [(match.start(), match.end(), match[0]) for each in _LEFT_OPEN for match in each.finditer(text)]
    kept: list[str] = []
    end = -1
    for starts, ends, words in sorted(found):
        if starts >= end:
            kept.append(words)
            end = ends
    return list(dict.fromkeys(kept))


def promises_more(words: str) -> bool:
    """Whether words of a bracket promise others: “to be confirmed”, “имя уточняется”."""
    return bool(_PROMISES.search(_ARABIC_VOWELS.sub("", words)))


def _is_open(bracketed: re.Match[str]) -> bool:
    words = (bracketed[1] or bracketed[2] or "").strip()
    if promises_more(words):
        return True
    # In Chinese, a noun in such a bracket is a heading: 【日期】. A quotation may have any: “au [lieu] de”.
    is_word = bool(_WORD.fullmatch(words)) and (bracketed[2] is not None or _is_in_quotation(bracketed))
    return bool(_ALONE.fullmatch(words)) and not is_word


def _is_in_quotation(bracketed: re.Match[str]) -> bool:
    """Whether a bracket is in a quotation that has other words, too."""
    before, after = bracketed.string[: bracketed.start()].rstrip(), bracketed.string[bracketed.end() :].lstrip()
    return any(
        before.rfind(opening) > before.rfind(closing) and not (before.endswith(opening) and after.startswith(closing))
        for opening, closing in ("“”", "«»", "„“", "「」")
    )
