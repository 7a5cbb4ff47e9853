"""The API: it answers what it says it answers, nothing falls between its pages, and nobody can change anything."""

import datetime as dt
import json
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from pressreleases import publishing
from pressreleases.models import Edition, MissionDetails, OpeningHours, Topic, TopicName
from pressreleases.models.kinds import Kind, NumberKind
from pressreleases.public.reading.api_lists import LARGEST_LIMIT, LIMIT
from tests.making import correct, database_now, in_future, make_anniversary, make_release, make_user, rewrite
from tests.public.page_elements import links
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

RELEASES = "/api/v1/releases"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def identity(release):
    return f"{release.family}.{release.language}"


def path(release):
    return f"{RELEASES}/{identity(release)}"


def ids(response):
    return [one["id"] for one in response.json()["releases"]]


def strictly(schema):
    """`schema` with no field allowed that it does not name: what is served but not described shall fail."""
    if isinstance(schema, list):
        return [strictly(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: strictly(one) for name, one in schema.items()}
    return {**strict, "additionalProperties": False} if "properties" in schema else strict


def misfits(description, response, address):
    """What of this answer is otherwise than the description says; `address` is a path of the description."""
    answers = description["paths"][address]["get"]["responses"]
    told = answers[str(response.status_code)]
    if "$ref" in told:
        told = description["components"]["responses"][told["$ref"].rpartition("/")[2]]
    schema = {**told["content"][response["Content-Type"]]["schema"], "components": description["components"]}
    validator = OAS31Validator(schema, format_checker=OAS31Validator.FORMAT_CHECKER)
    return [f"{address}: {error.message[:300]}" for error in validator.iter_errors(response.json())]


def test_each_answer_is_to_the_field_what_the_description_says(client, details, editor):
    MissionDetails.objects.update(press_contact_number="+12123712832", press_contact_extension="101")
    OpeningHours.objects.create(details=details, weekday=0, opens_at=dt.time(9), closes_at=dt.time(17))
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Peace", slug="peace")
    full = make_release(
        "Full",
        lead_image=make_picture("teal"),
        anniversary=make_anniversary(en="Black January"),
        speaker_name="A. Sample",
    )
    full.topics.set([topic])
    withdrawn, removed = make_release("Withdrawn"), make_release("Removed")
    publishing.publish([full, withdrawn, removed], by=editor)
    correct([rewrite(full, body="<p>Other.</p>")], by=editor, change_note="The day.")
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Called off."})
    publishing.withdraw([removed], by=editor, reasons={"en": "It was not ours."}, act="removed")
    description = client.get("/api/v1/openapi.json").json()
    validate(description)
    description["components"] = strictly(description["components"])
    found = []
    for address in sorted(set(description["paths"]) - {f"{RELEASES}/{{id}}"}):
        response = client.get(address)
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*")
        assert not response.cookies
        found += misfits(description, response, address)
        found += misfits(description, client.get(f"{address}?nonsense=1"), address)
    changed = client.get(f"{RELEASES}?changed_since=2024-01-20T00:00:00Z")
    found += misfits(description, changed, RELEASES)
    assert {one["state"] for one in changed.json()["releases"]} == {"live", "withdrawn", "removed"}
    for release, status in ((full, 200), (withdrawn, 200), (removed, 410), (make_release("Draft"), 404)):
        response = client.get(path(release))
        assert response.status_code == status
        found += misfits(description, response, f"{RELEASES}/{{id}}")
    MissionDetails.objects.update(shown=False)
    found += misfits(description, client.get("/api/v1/contact"), "/api/v1/contact")
    assert found == []
    asked = {one["name"] for one in description["components"]["parameters"].values() if one["in"] == "query"}
    assert asked == set(client.get(f"{RELEASES}?nonsense=1").json()["detail"].partition("knows ")[2][:-1].split(", "))


def test_the_description_names_every_kind_limit_and_language_that_there_is(client, settings):
    settings.LANGUAGES = [("az", "Azerbaijani"), ("fr", "French")]
    description = client.get("/api/v1/openapi.json").json()
    parameters, schemas = (description["components"][name] for name in ("parameters", "schemas"))
    assert schemas["Kind"]["enum"] == list(Kind.values)
    assert parameters["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": LARGEST_LIMIT,
        "default": LIMIT,
    }
    assert schemas["Letterhead"]["properties"]["numbers"]["items"]["properties"]["kind"]["enum"] == NumberKind.values
    assert schemas["Language"]["enum"] == ["az", "fr"]
    assert description["servers"] == [{"url": settings.SITE_URL}]
    assert description["externalDocs"] == {"url": f"{settings.SITE_URL}/api/"}


def test_a_release_is_the_same_at_its_id_as_in_its_file_and_the_list_leads_there(client, details, editor):
    release = make_release("A visit to Geneva")
    publishing.publish([release], by=editor)
    (listed,) = client.get(RELEASES).json()["releases"]
    answer = client.get(urlsplit(listed["api_url"]).path)
    assert answer.json() == client.get("/en/releases/2024/a-visit-to-geneva.json").json()
    assert answer.json()["text"] == "The delegation arrived on Monday."
    assert "text" not in listed
    assert "Last-Modified" in answer
    assert links(client.get(links(client.get("/en/"))["Follow"]))["Feeds and data"] == "/api/"
    page = client.get("/api/")
    assert listed["api_url"] in links(page)
    assert "<code>changed_since</code> in the order" in page.content.decode()


def test_pages_go_by_key_through_all_languages_and_tell_nothing_twice(client, details, editor):
    days = [dt.date(2024, 1, day) for day in (1, 2, 2, 3)]
    drafts = [make_release(f"N{n}", issued_on=day) for n, day in enumerate(days)]
    of_another = {"language": "az", "family": drafts[1].family, "is_original": False}
    drafts.append(make_release("Mətn", slug="metn", issued_on=days[1], **of_another))
    publishing.publish(drafts, by=editor)
    expected = [identity(one) for one in sorted(drafts, key=lambda one: (one.issued_on, one.pk), reverse=True)]
    address, found = f"{RELEASES}?limit=2", []
    while address:
        response = client.get(address)
        found.append(ids(response))
        address = response.json()["next"]
        assert response.get("Link", "") == (f'<{address}>; rel="next"' if address else "")
        if len(found) == 1:
            publishing.publish([make_release("New", issued_on=dt.date(2024, 1, 5))], by=editor)
    assert found == [expected[:2], expected[2:4], expected[4:]]


def test_a_list_is_narrowed_by_each_filter_and_a_hidden_topic_is_as_empty_as_an_unknown_one(client, details, editor):
    topic, anniversary = Topic.objects.create(), make_anniversary(en="Black January")
    chosen = make_release("Chosen", kind="letter", issued_on=dt.date(2023, 1, 20), anniversary=anniversary)
    other = make_release("Mətn", language="az", slug="metn")
    chosen.topics.set([topic])
    publishing.publish([chosen, other], by=editor)
    for asked in ("language=en", "kind=letter", "year=2023", f"topic={topic.pk}", f"anniversary={anniversary.pk}"):
        assert ids(client.get(f"{RELEASES}?{asked}")) == [identity(chosen)], asked
    Topic.objects.update(shown=False)
    hidden, unknown = (client.get(f"{RELEASES}?topic={key}") for key in (topic.pk, topic.pk + 1))
    assert hidden.content == unknown.content
    assert ids(client.get(f"{RELEASES}?year=2022")) == []


def test_whoever_keeps_a_copy_learns_of_each_change_in_its_order(client, details, editor):
    names = ("untouched", "corrected", "withdrawn", "removed", "redacted")
    drafts = {name: make_release(name.title(), slug=f"slug-{name}") for name in names}
    first = dict(zip(names, publishing.publish(list(drafts.values()), by=editor), strict=True))
    correct([rewrite(drafts["redacted"], body="<p>New.</p>")], by=editor, change_note="The day.")
    since = database_now()
    correct([rewrite(drafts["corrected"], body="<p>New.</p>")], by=editor, change_note="The day.")
    publishing.withdraw([drafts["withdrawn"]], by=editor, reasons={"en": "Called off."})
    publishing.withdraw([drafts["removed"]], by=editor, reasons={"en": "It was not ours."}, act="removed")
    publishing.redact([first["redacted"]], by=make_user("Administrator"), harmless=["title", "place"])
    address, found = f"{RELEASES}?limit=1&changed_since={since:%Y-%m-%dT%H:%M:%S.%fZ}", []
    while address:
        response = client.get(address)
        found += response.json()["releases"]
        address = response.json()["next"]
    assert [one["id"] for one in found] == [identity(drafts[name]) for name in names[1:]]
    withdrawn, removed = found[1:3]
    assert (withdrawn["title"], withdrawn["reason"]) == ("Withdrawn", "Called off.")
    assert set(removed) == {"v", "state", "id", "api_url", "language", "at", "reason", "changed_at"}
    # Its address would say in words what was removed.
    assert "slug-removed" not in json.dumps(found) + client.get(path(drafts["removed"])).content.decode()
    assert ids(client.get(RELEASES)) == [identity(drafts[name]) for name in ("redacted", "corrected", "untouched")]


def test_a_release_that_was_corrected_and_then_redacted_is_a_change_once(client, details, editor):
    since = database_now()
    release, other = make_release("Twice changed"), make_release("Once changed")
    first, _other = publishing.publish([release, other], by=editor)
    correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="The day.")
    publishing.redact([first], by=make_user("Administrator"), harmless=["title", "place"])
    found = ids(client.get(f"{RELEASES}?changed_since={since:%Y-%m-%dT%H:%M:%S.%fZ}"))
    assert found == [identity(other), identity(release)]


def test_nothing_tells_a_draft_or_what_is_scheduled_from_what_never_was(
    client, details, editor, django_assert_num_queries
):
    live, draft, scheduled = (make_release(name) for name in ("Live", "Draft", "Scheduled"))
    publishing.publish([live], by=editor)
    publishing.publish([scheduled], by=editor, at=in_future())
    changed = rewrite(live, title="Secret", body="<p>Secret.</p>")
    correct([changed], by=editor, change_note="Secret.", at=in_future())
    for address in (RELEASES, f"{RELEASES}?changed_since=2024-01-20T00:00:00Z"):
        response = client.get(address)
        assert ids(response) == [identity(live)]
        assert b"Secret" not in response.content
    answers = []
    for address in (path(draft), path(scheduled), f"{RELEASES}/6f9619ff-8b86-4011-b42d-00cf4fc964ff.en"):
        with django_assert_num_queries(2):
            response = client.get(address)
        answers.append((response.status_code, response.content, dict(response.headers)))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 404


@pytest.mark.parametrize(
    ("asked", "parameter", "words"),
    [
        ("lang=en", "lang", "no such parameter"),
        ("language=xx", "language", "It is one of en, az."),
        ("kind=novel", "kind", "press-release"),
        ("year=24", "year", "from 1000 to 9999"),
        ("topic=peace", "topic", "whole number"),
        ("limit=101", "limit", "from 1 to 100"),
        ("limit=1&limit=2", "limit", "more than once"),
        ("changed_since=2024-01-20", "changed_since", "2024-01-20T10:15:00Z"),
        ("changed_since=2024-13-20T10:15:00Z", "changed_since", "RFC 3339"),
        ("cursor=!", "cursor", "take the whole address"),
        ("cursor=bjIwMjQwMTIwLjE&changed_since=2024-01-20T10:15:00Z", "cursor", "none of this list"),
        ("cursor=bjIwMjQxMzIwLjE", "cursor", "none of this list"),
        ("kind=%00", "kind", "It is one of"),
    ],
)
def test_what_cannot_be_answered_is_said_at_the_parameter(client, asked, parameter, words):
    response = client.get(f"{RELEASES}?{asked}")
    content = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (content["status"], content["title"], content["parameter"]) == (400, "Bad Request", parameter)
    assert words in content["detail"]


def test_any_site_may_read_and_nobody_may_write():
    client = Client(enforce_csrf_checks=True)
    preflight = client.options(RELEASES, headers={"origin": "https://other.example"})
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Methods"] == preflight["Allow"] == "GET, HEAD, OPTIONS"
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in preflight
    for method in (client.post, client.put, client.delete, client.patch):
        response = method(RELEASES)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response["Content-Type"] == "application/problem+json"
    unknown = client.get("/api/v1/secret")
    assert (unknown.status_code, unknown["Content-Type"]) == (404, "application/problem+json")
    assert b"secret" not in unknown.content


def test_an_answer_that_still_holds_is_not_sent_again_and_head_says_the_same(client, details, editor):
    publishing.publish([make_release("Live")], by=editor)
    for address in (RELEASES, path(Edition.objects.get().release), "/api/v1/openapi.json"):
        got = client.get(address)
        assert got["Cache-Control"].startswith("public, max-age=10, stale-while-revalidate=20, stale-if-error=")
        again = client.get(address, headers={"if-none-match": got["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        head = client.head(address)
        assert (head.content, head["ETag"]) == (b"", got["ETag"])


@pytest.mark.parametrize("rows", [1, 4])
def test_lists_take_a_constant_number_of_queries(client, details, editor, django_assert_num_queries, rows):
    topic = Topic.objects.create()
    drafts = [make_release(f"N{n}") for n in range(rows + 1)]
    for draft in drafts:
        draft.topics.set([topic])
    for n in range(rows):
        TopicName.objects.create(topic=topic, language=f"q{'abcd'[n]}", name="Peace", slug="peace")
        make_anniversary(en=f"Day {n}")
    publishing.publish(drafts, by=editor)
    publishing.withdraw(drafts[1::2], by=editor, reasons={"en": "Called off."})
    # One more where today’s details are not asked for: when the public state next changes.
    for address, queries in (
        (RELEASES, 3),
        (f"{RELEASES}?limit=100&kind=press-release", 2),
        (f"{RELEASES}?changed_since=2024-01-20T00:00:00Z", 3),
        (path(drafts[0]), 2),
        ("/api/v1/languages", 2),
        ("/api/v1/topics", 2),
        ("/api/v1/anniversaries", 4),
        ("/api/v1/contact", 1),
    ):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_when_something_goes_wrong_a_program_is_told_so_as_a_problem(client, details, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("pressreleases.public.reading.api_lists.newest", lambda wanted: 1 / 0)
    response = client.get(reverse("api_releases"))
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
