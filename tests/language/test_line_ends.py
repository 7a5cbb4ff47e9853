"""Where lines of a page do not end: within dates and short words with hyphens, and before dashes and marks."""

import re

import pytest

from pressreleases.language.line_ends import unbroken


def kept(html, language="en"):
    return re.findall(r'<span class="day">(.*?)</span>', unbroken(html, language))


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "On 20 January 2024", "20 January"),
        ("az", "20 yanvarda", "20 yanvar"),
        ("ar", "في 20 يناير 2024", "20 يناير"),
        ("es", "el 20 de enero de 2024", "20 de enero"),
        ("fr", "le 1er janvier", "1er janvier"),
        ("ru", "20 января 2024 года", "20 января"),
        ("tr", "20 Ocak’ta", "20 Ocak"),
        ("zh", "于2024年1月20日", "2024年1月20日"),
    ],
)
def test_a_day_does_not_part_from_its_month(language, text, whole):
    assert unbroken(text, language) == text.replace(whole, f'<span class="day">{whole}</span>')


def test_a_number_keeps_its_ending():
    kept = '<span class="day">COP29-dan</span> <span class="day">1990-cı</span> ilə'
    assert unbroken("COP29-dan 1990-cı ilə", "az") == kept
    for text in ("2024-2025", "12-information", "A-12-dan"):
        assert unbroken(text, "az") == text


def test_other_numbers_may_part_from_words_and_a_tag_stays_as_it_is():
    for html in ('<img alt="On 20 January">', "2020 January", "1.20 January", "20 years", "20 <b>January</b>"):
        assert unbroken(html, "en") == html


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("ru", "жителям Нью-Йорка и Северо-Западного округа", ["Нью-Йорка", "Северо-Западного"]),
        ("az", "BMT-yə, Nyu-Yorkda", ["BMT-yə", "Nyu-Yorkda"]),
        ("en", "twenty-four", ["twenty-four"]),
        ("ru", "организации-партнёра", []),  # too long for a line of a narrow screen
        ("en", "a - b, -c, d-, 2024-2025, e_-f", []),
    ],
)
def test_a_short_word_with_hyphens_is_in_one_line_and_a_long_one_may_part(language, text, whole):
    assert kept(text, language) == whole


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "mines — and others — remain –", ["mines —", "others —", "remain –"]),
        ("fr", "seul ! Qui ? « Nous » ; 5 %", ["seul !", "Qui ?", "« Nous »", " ;", "5 %"]),
        ("az", "20 martdan — 5 mart — 20 martdan,", ["20 martdan —", "5 mart —", "20 mart"]),
        ("fr", "« 20 janvier » « Nous le <em>« Oui »</em>", ["« 20 janvier »", "« Nous", "« Oui »"]),
        ("ru", "резолюция № 5 — и § 12, но №5 и «Мы»", ["№ 5 —", "§ 12,"]),
        ("en", "said the …", ["the …"]),
        ("zh", "关于排雷——以及……的", ["雷——", "及……"]),
        # Thirty Chinese letters would be wider than a telephone.
        ("zh", "代表团在星期一抵达并且向安理会说明了已经清除的地区 …", ["的地区 …"]),
        ("az", "<em>deyib</em>”, — deyə", ["”, —"]),
        ("en", "<em>said</em> — and " + "a" * 31 + " — that", [" —", " —"]),
        ("fr", "« " + "a" * 28 + "&#x27;b »", [" »"]),
        ("ru", "в Нью-Йорке — и 20 января — и", ["Нью-Йорке —", "20 января —"]),
        ("en", "&quot;a&quot; —", ["&quot;a&quot; —"]),
        ("en", "<p>— Who said it?</p>, a—b 19–20", []),
    ],
)
def test_no_line_begins_with_a_dash_or_mark_or_ends_with_a_sign_for_what_follows(language, text, whole):
    assert kept(text, language) == whole
    # What is copied is what was written.
    assert re.sub("</?span[^>]*>", "", unbroken(text, language)) == text
