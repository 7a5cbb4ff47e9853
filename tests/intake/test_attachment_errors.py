"""The sentences of why a file cannot be attached: each is one that staff can follow, in both of their languages."""

import re

import pytest
from django.utils import translation

from pressreleases.intake import attachment_errors
from pressreleases.intake.attachment_errors import CannotBeAttached
from pressreleases.intake.errors import IntakeError

REASONS = sorted(CannotBeAttached.__subclasses__(), key=lambda reason: reason.__name__)
NAMED = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_names_what_was_found_in_both_languages_of_staff(reason: type[CannotBeAttached]) -> None:
    said = {}
    for language in ("en", "az"):
        with translation.override(language):
            names = NAMED.findall(str(reason.sentence))
            said[language] = str(reason(**{name: f"‹{name}›" for name in names}))
            assert names == re.findall(r"‹(\w+)›", said[language])
            assert "%" not in said[language]
    assert said["en"] != said["az"]


def test_they_are_all_here_and_no_reason_why_a_document_is_not_read() -> None:
    assert {vars(attachment_errors)[reason.__name__] for reason in REASONS} == set(REASONS)
    assert not issubclass(CannotBeAttached, IntakeError)
