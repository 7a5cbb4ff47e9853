"""The attachments of an edition: what readers are told of each, and where it is found."""

from django.utils import translation

from pressreleases.models import Edition
from pressreleases.public.reading.attached import of_draft, of_edition

REPORT = {"title": "The report", "language": "en", "type": "pdf", "size": 240_000, "sha256": "ab" * 32}
UNNAMED = {**REPORT, "title": "", "type": "xlsx", "sha256": "cd" * 32}


def edition(*entries: dict[str, object]) -> Edition:
    return Edition(language="en", year=2024, slug="a-visit", attachments=list(entries))


def test_each_is_told_with_its_type_and_size_in_the_language_of_the_page() -> None:
    (report,) = of_draft(edition(REPORT), "/files/")
    with translation.override("en"):
        assert (report.title, report.facts) == ("The report", ("PDF", "240\N{NO-BREAK SPACE}kB"))
    with translation.override("ru"):
        assert not report.facts[1].endswith("kB")
    assert report.media_type == "application/pdf"


def test_one_without_a_title_is_called_by_its_type() -> None:
    (unnamed,) = of_draft(edition(UNNAMED), "")
    assert unnamed.title
    assert unnamed.title != "The report"


def test_a_public_one_is_below_the_address_of_the_release() -> None:
    live = edition(REPORT, UNNAMED)
    addresses = [each.address for each in of_edition(live, live)]
    assert all("/en/releases/2024/a-visit/" in address for address in addresses)
    assert len(set(addresses)) == 2


def test_one_of_a_draft_is_nowhere_without_an_address_for_it() -> None:
    assert [each.address for each in of_draft(edition(REPORT), "")] == [""]
    assert of_draft(edition(REPORT), "/files/")[0].address.startswith("/files/")


def test_an_edition_without_attachments_has_none() -> None:
    assert of_draft(edition(), "/files/") == []
