"""The API as OpenAPI 3.1 describes it. A test asks every address and checks each answer against this."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from pressreleases.public.addresses import absolute
from pressreleases.public.reading.api_lists import LARGEST_LIMIT, LIMIT
from pressreleases.vocabulary.kinds import Act, Kind, NumberKind
from pressreleases.vocabulary.languages import language_codes

VERSION = "1.0.0"
_STRING: dict[str, Any] = {"type": "string"}
_URL: dict[str, Any] = {"type": "string", "format": "uri"}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_INSTANT: dict[str, Any] = {"type": "string", "format": "date-time"}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 1}
_YES_OR_NO: dict[str, Any] = {"type": "boolean"}
_SHA256: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def description() -> dict[str, Any]:
    """With the languages and the host that the site has today."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Press releases",
            "version": VERSION,
            "summary": "What the press office has published, to be read by machines.",
            "description": (
                "Everything here can be read by anyone, without a key, and nothing can be changed. Fields and "
                "parameters may be added; none changes its meaning under /api/v1/."
            ),
        },
        "externalDocs": {"url": absolute(reverse("api_in_words"))},
        "servers": [{"url": settings.SITE_URL}],
        "security": [],
        "paths": _paths(),
        "components": {"schemas": _schemas(), "parameters": _parameters(), "responses": _responses()},
    }


def _paths() -> dict[str, Any]:
    release = reverse("api_releases") + "/{id}"
    filters = ("language", "kind", "year", "topic", "anniversary", "changed_since", "limit", "cursor")
    return {
        reverse("api_root"): _get("Where everything is", "Root"),
        reverse("api_releases"): _get(
            "Releases: the newest first, or with `changed_since` in the order in which they changed, notices included",
            "Releases",
            *(_ref("parameters", name) for name in filters),
            link=True,
        ),
        release: _get("One release: its text, or the notice in its place", "Text", _ref("parameters", "id"), gone=True),
        reverse("api_languages"): _get("The languages of the site", "Languages"),
        reverse("api_topics"): _get("Topics that have releases", "Topics"),
        reverse("api_anniversaries"): _get("Anniversaries", "Anniversaries"),
        reverse("api_contact"): _get("How the mission is reached today", "Contact", missing=True),
        reverse("api_openapi"): _get("This description", "Description"),
    }


def _get(
    summary: str, schema: str, *parameters: Any, link: bool = False, gone: bool = False, missing: bool = False
) -> dict[str, Any]:
    found = {"description": summary, **_content(_ref("schemas", schema))}
    found["headers"] = {"ETag": {"description": "For `If-None-Match`", "schema": _STRING}}
    if link:
        found["headers"]["Link"] = {"description": "The next page (RFC 8288), if there is one", "schema": _STRING}
    answers = {
        "200": found,
        "304": {"description": "What was answered before still holds"},
        "400": _ref("responses", "Problem"),
    }
    if gone or missing:
        answers["404"] = _ref("responses", "Problem")
    if gone:
        answers["410"] = {"description": "It was removed", **_content(_ref("schemas", "Removed"))}
    name = schema[0].lower() + schema[1:]
    return {"get": {"operationId": name, "summary": summary, "parameters": list(parameters), "responses": answers}}


def _parameters() -> dict[str, Any]:
    def query(words: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"in": "query", "description": words, "schema": schema}

    found = {
        "id": {
            "in": "path",
            "required": True,
            "description": "As a list gives it: the text’s family and its language",
            "schema": {"type": "string", "examples": ["6f9619ff-8b86-4011-b42d-00cf4fc964ff.en"]},
        },
        "language": query("In this language only", _languages()),
        "kind": query("Of this kind only", {"type": "string", "enum": list(Kind.values)}),
        "year": query("Issued in this year", {"type": "integer", "minimum": 1000, "maximum": 9999}),
        "topic": query("On the topic with this id", _NUMBER),
        "anniversary": query("For the anniversary with this id", _NUMBER),
        "changed_since": query(
            "What was published, corrected, redacted, withdrawn, removed or reinstated at or after this instant, the "
            "earliest first. Ask from a minute before your last question, so that nothing falls between two; whatever "
            "you find twice has the same `digest`. Notices are narrowed by `language` alone",
            _INSTANT,
        ),
        "limit": query(
            "How many to a page", {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": LIMIT}
        ),
        "cursor": query("The page after this one; taken from `next`, never made", _STRING),
    }
    return {name: {"name": name, **one} for name, one in found.items()}


def _responses() -> dict[str, Any]:
    media = {"application/problem+json": {"schema": _ref("schemas", "Problem")}}
    return {"Problem": {"description": "Why there is no answer (RFC 9457)", "content": media}}


def _schemas() -> dict[str, Any]:
    names = _many(_object(language=_languages(), name=_STRING, url=_URL))
    identity = {"id": _STRING, "api_url": _URL, "language": _languages()}
    address = {"url": _URL, "short_url": _URL}
    kind = {"kind": {"type": "string", "enum": list(Kind.values)}, "kind_label": _STRING}
    sheet = {"issued_on": _DAY, "place": _STRING, "title": _STRING}
    live = {**_about("live"), **identity, **address, **kind, "reference": _STRING, **sheet, "summary": _STRING}
    instants = dict.fromkeys(("published_at", "updated_at", "online_since"), _INSTANT)
    edition = {"number": _NUMBER, **instants, "digest": _SHA256}
    withdrawn = {**_about(Act.WITHDRAWN), **identity, **address, "at": _INSTANT, "reason": _STRING, **kind, **sheet}
    removed = {**_about(Act.REMOVED), **identity, "at": _INSTANT, "reason": _STRING}
    changed = {"changed_at": _INSTANT}
    return {
        "Root": _answer(
            **dict.fromkeys(("releases", "languages", "topics", "anniversaries", "contact", "openapi"), _URL),
            documentation=_URL,
        ),
        "Releases": _answer(
            releases=_many(
                _one_of(_object(**live, **edition, **changed), _object(**withdrawn, **changed), _ref("schemas", "Gone"))
            ),
            next=_or_null(_URL),
        ),
        "Gone": _object(**removed, **changed),
        "Text": _one_of(_ref("schemas", "Release"), _ref("schemas", "Withdrawn")),
        "Release": _object(
            **live,
            **edition,
            speaker=_object(name=_STRING, office=_STRING),
            text=_STRING,
            html=_STRING,
            content=_many(_one_of(_STRING, _many(_one_of(_STRING, {"type": "object"})))),
            digest_version=_NUMBER,
            digest_salt=_STRING,
            notes=_STRING,
            lead_picture=_or_null(
                _object(
                    url=_URL, sha256=_SHA256, width=_NUMBER, height=_NUMBER, alternative_text=_STRING, credit=_STRING
                )
            ),
            anniversary=_or_null(_object(id=_NUMBER, name=_STRING, url=_URL)),
            topics=_many(_object(id=_NUMBER, name=_STRING, url=_URL)),
            letterhead=_ref("schemas", "Letterhead"),
            change_note=_STRING,
            minor=_YES_OR_NO,
            words_removed_at=_or_null(_INSTANT),
            languages=_many(
                _object(language=_languages(), is_original=_YES_OR_NO, title=_STRING, url=_URL, json=_URL, text=_URL)
            ),
            editions=_many(
                _object(
                    number=_NUMBER,
                    url=_URL,
                    json=_URL,
                    begins_at=_INSTANT,
                    ends_at=_or_null(_INSTANT),
                    minor=_YES_OR_NO,
                    change_note=_STRING,
                    words_removed=_YES_OR_NO,
                )
            ),
        ),
        "Withdrawn": _object(**withdrawn),
        "Removed": _object(**removed),
        "Letterhead": _letterhead(),
        "Languages": _answer(
            languages=_many(
                _object(
                    code=_languages(),
                    name=_STRING,
                    direction={"enum": ["ltr", "rtl"]},
                    releases={"type": "integer", "minimum": 0},
                    url=_URL,
                    feeds={"type": "object", "additionalProperties": _URL},
                )
            )
        ),
        "Topics": _answer(topics=_many(_object(id=_NUMBER, names=names))),
        "Anniversaries": _answer(
            anniversaries=_many(
                _object(
                    id=_NUMBER,
                    event_first_on=_DAY,
                    event_last_on=_or_null(_DAY),
                    next_on=_or_null(_DAY),
                    names=names,
                )
            )
        ),
        "Contact": _answer(
            letterhead=_ref("schemas", "Letterhead"),
            press_contact=_or_null(_object(name=_STRING, number=_STRING, extension=_STRING, email=_STRING)),
            hours=_many(
                _object(
                    weekday={"type": "integer", "minimum": 1, "maximum": 7, "description": "1 is Monday (ISO 8601)"},
                    opens=_STRING,
                    closes=_STRING,
                )
            ),
            closed_days=_many(_object(first_on=_DAY, last_on=_DAY)),
            card=_URL,
        ),
        "Description": {"type": "object"},
        "Problem": {
            **_object(
                type=_STRING, title=_STRING, status=_NUMBER, detail=_STRING, parameter=_STRING, documentation=_URL
            ),
            "required": ["type", "title", "status", "detail"],
        },
    }


def _letterhead() -> dict[str, Any]:
    """As an edition keeps it, and the mission has it today."""
    kinds = {"enum": list(NumberKind.values)}
    return _object(
        v=_NUMBER,
        names=_many(_object(language=_STRING, name=_STRING)),
        address=_STRING,
        numbers=_many(_object(kind=kinds, number=_STRING, extension=_STRING)),
        email=_STRING,
        time_zone=_STRING,
        emblem=_or_null(_object(sha256=_SHA256, file=_STRING)),
    )


def _about(state: str) -> dict[str, Any]:
    return {"v": {"const": 1}, "state": {"const": str(state)}}


def _answer(**fields: Any) -> dict[str, Any]:
    return _object(v={"const": 1}, **fields)


def _object(**fields: Any) -> dict[str, Any]:
    """All of these fields are always there; more may be added."""
    return {"type": "object", "properties": fields, "required": list(fields)}


def _many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(*schemas: dict[str, Any]) -> dict[str, Any]:
    return {"oneOf": list(schemas)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return _one_of(schema, {"type": "null"})


def _languages() -> dict[str, Any]:
    return {"type": "string", "enum": language_codes()}


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _ref(part: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{part}/{name}"}
