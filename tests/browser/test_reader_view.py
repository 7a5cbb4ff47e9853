"""Reader view: what Mozilla's Readability (0.6.0 of npm, in the folder `readability`) takes for the text of a release.

It tries again with fewer rules for a short text, and then took the contacts and the citation for the text.
"""

import io
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.models import Edition, MissionDetails
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)

_LIBRARY = (Path(__file__).parent / "readability" / "Readability.js").read_text()
_READ = f"() => {{ {_LIBRARY}\n return new Readability(document.cloneNode(true)).parse()?.textContent ?? '' }}"
# The title is told beside the text, and what can be taken away is no part of it.
_TEXT = """
  [...document.querySelectorAll('.opening > :not(h1), article > :not(.opening, aside)')].map(one => one.textContent)
"""
_AFTER = "[...document.querySelectorAll('.after h2, .after [role=region] p')].map(one => one.textContent)"


def _said(words: str) -> str:
    return " ".join(words.split())


def test_reader_view_has_the_text_of_each_sample_release_and_nothing_after_it(staff, site, settings):
    settings.LANGUAGES = list(NAMES.items())
    MissionDetails.objects.all().delete()
    User.objects.all().delete()
    call_command("load_samples", stdout=io.StringIO())
    short = make_release("A short one", "It opens today, and all are invited.")
    said = "وصل الوفد يوم الاثنين، والتقى الأمين العام، وتحدث عن المشاريع."
    arabic = make_release(
        "بيان مشترك",
        *[said] * 5,
        language="ar",
        slug="بيان",
        summary=said,
        speaker_name="السفير",
        speaker_office="الممثل الدائم",
        notes_to_editors="الصور متاحة.",
    )
    long = make_release("A long one", *[f"{n}, and so on, and on, and on." * 5 for n in range(60)], speaker_name="He")
    publishing.publish([short, arabic, long], by=User.objects.get(username="editor"))
    page = staff.window()
    live = list(Edition.objects.live().order_by("pk"))
    assert len(live) > 20
    for edition in live:
        page.goto(f"/{edition.language}/releases/{edition.year}/{edition.slug}/")
        shown = _said(page.evaluate(_READ))
        text, after = page.evaluate(_TEXT), page.evaluate(_AFTER)
        assert text
        assert after
        assert [words for words in text if _said(words) not in shown] == [], edition.slug
        assert [words for words in after if _said(words) in shown] == [], edition.slug
