"""Mission details in the admin: a period of days, numbers as people type them, and what becomes of old letterheads."""

import datetime as dt

import pytest
from django.utils.translation import override

from pressreleases.letterhead import compose
from pressreleases.models import AuditEntry, MissionDetails
from tests.admin.filling import messages_of, save
from tests.making import make_details

pytestmark = pytest.mark.django_db
URL = "/admin/pressreleases/missiondetails/"


def rows(**groups):
    """The fields of new inline rows: `rows(numbers=[{"kind": "fax", "number": "…"}])`."""
    data: dict[str, object] = {}
    for prefix in ("names", "numbers", "closed_days"):
        given = groups.get(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
        for index, row in enumerate(given):
            data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return data


NEW = {"address": "1 Street\r\nTown", "time_zone": "America/New_York", "shown": "on"}
NAMES = [
    {"language": "en", "name": "Permanent Mission of the\r\nRepublic"},
    {"language": "az", "name": "Daimi Nümayəndəlik"},
]
NUMBERS = [{"kind": "telephone", "number": "(212) 371-2559"}]


def test_saving_without_a_change_changes_no_number(as_editor, details):
    before = list(details.numbers.values_list("number", "extension", "position", "kind"))
    response = save(as_editor, f"{URL}{details.pk}/change/")
    assert response.status_code == 302
    assert list(details.numbers.values_list("number", "extension", "position", "kind")) == before
    assert not [said for said in messages_of(response) if "letterhead" in said]


def test_two_names_and_two_numbers_change_places(as_editor, details):
    numbers = list(details.numbers.filter(kind="telephone").values_list("number", flat=True))
    places = {"names-0-position": "2", "names-1-position": "1", "numbers-0-position": "2", "numbers-1-position": "1"}
    response = save(as_editor, f"{URL}{details.pk}/change/", **places)
    assert response.status_code == 302
    assert list(details.names.values_list("language", flat=True)) == ["en", "az"]
    assert list(details.numbers.filter(kind="telephone").values_list("number", flat=True)) == numbers[::-1]


def test_a_change_says_that_what_is_published_keeps_its_letterhead(as_editor, details):
    response = save(as_editor, f"{URL}{details.pk}/change/", address="Elsewhere")
    assert "Published releases keep their letterhead." in messages_of(response)[0]


def test_the_last_day_is_part_of_the_period(as_editor, details):
    save(as_editor, f"{URL}{details.pk}/change/", first_on="2020-01-01", last_on="2024-12-31")
    details.refresh_from_db()
    assert (details.valid_during.lower, details.valid_during.upper) == (dt.date(2020, 1, 1), dt.date(2025, 1, 1))
    form = as_editor.get(f"{URL}{details.pk}/change/").context["adminform"].form
    assert form["last_on"].value() == dt.date(2024, 12, 31)
    assert MissionDetails.objects.valid_on(dt.date(2024, 12, 31)).exists()
    assert not MissionDetails.objects.valid_on(dt.date(2025, 1, 1)).exists()


def test_a_last_day_before_the_first_is_refused(as_editor, details):
    response = save(as_editor, f"{URL}{details.pk}/change/", first_on="2024-01-02", last_on="2024-01-01")
    assert "The last day must not be before the first." in response.content.decode()


def test_one_day_is_a_period(as_editor, details):
    assert save(as_editor, f"{URL}{details.pk}/change/", first_on="2024-01-02", last_on="2024-01-02").status_code == 302


def test_details_that_overlap_others_are_refused_with_a_link_to_those(as_editor, details):
    response = as_editor.post(f"{URL}add/", {**NEW, "first_on": "2026-01-01", **rows(names=NAMES, numbers=NUMBERS)})
    assert f'href="{URL}{details.pk}/change/"' in response.content.decode()
    assert MissionDetails.objects.count() == 1


def test_details_after_others_have_ended_are_taken(as_editor, details):
    save(as_editor, f"{URL}{details.pk}/change/", last_on="2025-12-31")
    response = as_editor.post(f"{URL}add/", {**NEW, "first_on": "2026-01-01", **rows(names=NAMES, numbers=NUMBERS)})
    assert response.status_code == 302
    assert MissionDetails.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"names": []}, "Add the name of the mission in each language of the site. Missing: English, Azərbaycanca."),
        ({"names": NAMES[:1]}, "Missing: Azərbaycanca."),
        ({"names": [NAMES[0], {**NAMES[0], "language": "az", "name": ""}]}, "Missing: Azərbaycanca."),
        ({"numbers": []}, "Add at least one number."),
        ({"numbers": [{"kind": "", "number": "", "position": ""}]}, "Add at least one number."),
        ({"time_zone": ""}, "Choose the time zone of the mission."),
        ({"time_zone": "UTC"}, "Select a valid choice."),
    ],
)
def test_details_need_a_name_in_each_language_a_number_and_a_zone(as_editor, details, changes, error):
    details.delete()
    groups = {"names": NAMES, "numbers": NUMBERS, **changes}
    zone = groups.pop("time_zone", NEW["time_zone"])
    response = as_editor.post(f"{URL}add/", {**NEW, "time_zone": zone, **rows(**groups)})
    assert error in response.content.decode()
    assert not MissionDetails.objects.exists()


def test_the_form_of_new_details_has_a_row_for_each_language_and_no_zone_yet(as_editor):
    context = as_editor.get(f"{URL}add/").context
    names = context["inline_admin_formsets"][0].formset
    assert [form["language"].value() for form in names.forms] == ["en", "az"]
    zone = context["adminform"].form["time_zone"]
    assert not zone.value()
    assert ("UTC", "UTC") not in zone.field.choices


def test_details_of_before_are_refused_until_what_they_lack_is_added(as_editor, details):
    MissionDetails.objects.update(time_zone="UTC")
    details.names.filter(language="az").delete()
    details.numbers.all().delete()
    url = f"{URL}{details.pk}/change/"
    page = as_editor.get(url)
    assert [form["language"].value() for form in page.context["inline_admin_formsets"][0].formset.forms] == ["en", "az"]
    assert save(as_editor, url).status_code == 200
    mended = {
        "time_zone": "America/New_York",
        "names-1-name": "Daimi Nümayəndəlik",
        **{f"numbers-{name}": value for name, value in {"TOTAL_FORMS": 1, "0-kind": "fax"}.items()},
        "numbers-0-number": "+1 212 371 2784",
    }
    assert save(as_editor, url, **mended).status_code == 302
    assert set(details.names.values_list("language", flat=True)) == {"en", "az"}


def test_the_last_number_and_a_name_of_the_site_cannot_be_deleted(as_editor, details):
    url = f"{URL}{details.pk}/change/"
    gone = {f"numbers-{place}-DELETE": "on" for place in range(4)}
    assert "Add at least one number." in save(as_editor, url, **gone).content.decode()
    assert "Missing: English." in save(as_editor, url, **{"names-1-name": ""}).content.decode()
    assert (details.names.count(), details.numbers.count()) == (2, 4)


def test_new_details_from_a_date_copy_the_current_ones_with_their_zone_and_end_those(as_editor, details):
    details.hours.create(weekday=0, opens_at=dt.time(9), closes_at=dt.time(17))
    details.closed_days.create(first_on="2025-12-25")
    details.closed_days.create(first_on="2026-12-25")
    details.closed_days.create(first_on="2025-12-30", last_on="2026-01-02")
    assert f'href="{URL}from/"' in as_editor.get(URL).content.decode()
    assert f'href="{URL}from/"' in as_editor.get(f"{URL}{details.pk}/change/").content.decode()
    response = as_editor.post(f"{URL}from/", {"first_on": "2026-01-01"})
    new = MissionDetails.objects.exclude(pk=details.pk).get()
    assert response["Location"] == f"{URL}{new.pk}/change/"
    details.refresh_from_db()
    assert (details.valid_during.lower, details.valid_during.upper) == (None, dt.date(2026, 1, 1))
    assert (new.valid_during.lower, new.valid_during.upper) == (dt.date(2026, 1, 1), None)
    assert compose(new) == compose(details)
    assert new.time_zone == "America/New_York"
    assert [str(row) for row in new.hours.all()] == ["Monday 09:00–17:00"]
    assert [str(row) for row in new.closed_days.all()] == ["2025-12-30 – 2026-01-02", "2026-12-25"]
    assert details.closed_days.count() == 3
    assert save(as_editor, f"{URL}{new.pk}/change/", address="Elsewhere").status_code == 302
    assert MissionDetails.objects.get(pk=details.pk).address == details.address
    acts = AuditEntry.objects.filter(kind="mission-details").order_by("pk").values_list("key", "details")
    assert list(acts)[:2] == [(details.pk, {"changed": ["last_on"], "only_shortened": True}), (new.pk, {"new": True})]


def test_new_details_end_before_the_next_ones_and_fill_a_gap_with_the_last_ones_before_it(as_editor, details):
    MissionDetails.objects.update(valid_during=(dt.date(2000, 1, 1), dt.date(2010, 1, 1)), address="First")
    make_details(valid_during=(dt.date(2020, 1, 1), None), address="Last")
    as_editor.post(f"{URL}from/", {"first_on": "2012-01-01"})
    as_editor.post(f"{URL}from/", {"first_on": "2005-01-01"})
    spans = MissionDetails.objects.order_by("valid_during").values_list("address", "valid_during")
    assert [(address, span.lower and span.lower.year, span.upper and span.upper.year) for address, span in spans] == [
        ("First", 2000, 2005),
        ("First", 2005, 2010),
        ("First", 2012, 2020),
        ("Last", 2020, None),
    ]


def test_new_details_from_a_day_on_which_some_begin_or_before_all_are_refused_in_words(as_editor, details):
    for span, day, said in (
        ((dt.date(2020, 1, 1), None), "2020-01-01", f'<a href="{URL}{details.pk}/change/">'),
        ((dt.date(2020, 1, 1), None), "2019-12-31", "No mission details are valid on that day or before it."),
        ((None, None), "1850-01-01", "Mission details that begin on that day already exist."),
        ((None, None), "1849-01-01", "Choose a day from 1 January 1850"),
        ((None, None), "", "This field is required."),
    ):
        MissionDetails.objects.update(valid_during=span)
        assert said in as_editor.post(f"{URL}from/", {"first_on": day}).content.decode()
    assert MissionDetails.objects.count() == 1


def test_an_author_copies_no_details_and_sees_no_way_to(as_author, details):
    assert as_author.post(f"{URL}from/", {"first_on": "2026-01-01"}).status_code == 403
    assert f"{URL}from/" not in as_author.get(URL).content.decode()
    assert f"{URL}from/" not in as_author.get(f"{URL}{details.pk}/change/").content.decode()
    assert MissionDetails.objects.count() == 1


def test_an_author_reads_them_but_changes_nothing(as_author, details):
    assert as_author.get(f"{URL}{details.pk}/change/").status_code == 200
    assert as_author.post(f"{URL}{details.pk}/change/", {"address": "Elsewhere"}).status_code == 403


def test_details_are_called_by_their_name_in_the_language_of_the_page_and_their_days(details):
    details.valid_during = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    details.save()
    details.refresh_from_db()
    with override("en"):
        assert str(details) == f"{details.names.get(language='en').in_one_line} (1 January 2026 – 31 December 2026)"
    with override("az"):
        assert str(details).startswith(f"{details.names.get(language='az').in_one_line} (1 yanvar 2026")


def test_details_without_an_end_and_those_valid_always_say_no_day_that_is_not_set(details):
    details.valid_during = (dt.date(2026, 1, 1), None)
    assert str(details).endswith("(1 January 2026 –)")
    details.valid_during = (None, None)
    assert str(details) == details.name
