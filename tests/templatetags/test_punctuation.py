"""The marks between words in the language of the page."""

import pytest
from django.template import Context, Template
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "a, b; c: d. e"), ("zh", "a，b；c：d。e"), ("fr", "a, b\u202f; c\u00a0: d. e"), ("ar", "a، b؛ c: d. e")],
)
def test_marks_are_those_of_the_active_language(language, shown):
    template = Template("{% load punctuation %}a{% comma %}b{% semicolon %}c{% colon %}d{% full_stop %}e")
    with override(language):
        assert template.render(Context()) == shown
