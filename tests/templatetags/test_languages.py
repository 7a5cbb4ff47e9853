"""What a template shows of words in another language."""

from django.template import Context, Template
from django.utils.translation import override


def shown(template, **context):
    return Template(f"{{% load languages %}}{template}").render(Context(context))


def test_a_language_is_shown_by_its_own_name_and_direction():
    assert shown("{{ 'az'|own_name }} {{ 'ar'|direction }} {{ 'az'|direction }}") == "Azərbaycanca rtl ltr"


def test_a_long_line_is_cut_after_a_whole_word():
    assert shown("{{ words|beginning:20 }}", words="A visit of the delegation to Geneva") == "A visit of the…"


def test_words_that_run_the_other_way_are_isolated_by_the_language_of_the_page():
    assert shown("{{ words|isolated }}", words="زيارة") == "\u2068زيارة\u2069"
    with override("ar"):
        assert shown("{{ words|isolated }}", words="زيارة") == "زيارة"


def test_paragraphs_are_laid_out_by_the_given_language_else_by_that_of_the_page():
    html = "<p>Words</p>"
    assert shown("{% autoescape off %}{{ html|laid_out }}{% endautoescape %}", html=html) == html
    in_arabic = '<p dir="ltr">Words</p>'
    assert shown("{% autoescape off %}{{ html|laid_out:'ar' }}{% endautoescape %}", html=html) == in_arabic
    with override("ar"):
        assert shown("{% autoescape off %}{{ html|laid_out }}{% endautoescape %}", html=html) == in_arabic


def test_words_that_were_not_safe_are_escaped_after_isolating():
    assert shown("{{ words|isolated }}", words="<b>") == "&lt;b&gt;"
