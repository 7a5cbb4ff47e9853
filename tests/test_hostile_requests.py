"""No address answers 500, whatever its parameters say: every address and every parameter name that the code knows.

The addresses come from the URL resolver, the names from the source, from the lists of the admin and from what the views
are seen to ask for. So a new address or parameter is tested without being added here.
"""

import ast
import logging
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

import pressreleases
from pressreleases import publishing
from pressreleases.editorial import preview_links
from pressreleases.editorial.autosave import Typed, keep
from pressreleases.models import AutosavedForm, Edition, Image, Topic
from pressreleases.models.topic import TopicName
from tests.making import correct, in_future, make_anniversary, make_release, make_user, publish_many, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("details")]

SOURCE = Path(pressreleases.__file__).parent
HOUSES = [SOURCE / name for name in ("admin", "public", "editorial", "audit", "intake")]
# One digit more than Python makes a number of.
LONG = "9" * (sys.get_int_max_str_digits() + 1)
# As they stand in an address, encoded.
VALUES = ["", "9999-12-31", LONG, "a%00b", f"save-{LONG}"]
# For a list that takes all names there are, and writes them into each of its links, long values among shorter ones.
FEW_LONG = [*VALUES[:2], VALUES[3], *VALUES[:2], LONG, *VALUES[:2], VALUES[3], VALUES[1], VALUES[4]]
POSTED = ["zz", LONG, "a%00b"]
IN_ADDRESSES = ["9999", LONG, "a%00b", "%C2%B2"]
ALONE = ["9999", "9" * 30, "a%00b"]
LOOKUPS = ("", "__exact", "__year", "__gte", "__isnull", "__id__exact")


@cache
def names_in_source() -> set[str]:
    """Whatever is got by a constant name from anything, which takes in every parameter that the code reads."""
    found = set()
    for path in (path for house in HOUSES for path in house.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="get" | "getlist" | "pop"), args=[ast.Constant(str(name)), *_]):
                    found.add(name)
                case ast.Subscript(slice=ast.Constant(str(name))):
                    found.add(name)
                case ast.comprehension(iter=ast.Tuple(elts)):
                    found |= {str(each.value) for each in elts if isinstance(each, ast.Constant)}
                case ast.Dict(keys):
                    found |= {str(each.value) for each in keys if isinstance(each, ast.Constant)}
                case ast.Compare(left=ast.Constant(str(name)), ops=[ast.In() | ast.NotIn()]):
                    found.add(name)
    return {name for name in found if re.fullmatch(r"_?[a-z][a-z_-]{0,30}", str(name))}


def lookups_of(name: str) -> set[str]:
    """What a list of the admin at the address called `name` may be asked for, and some of what it does not offer."""
    for model, its_admin in admin.site._registry.items():
        if name == f"{model._meta.app_label}_{model._meta.model_name}_changelist":
            filters: list[Any] = [each[0] if isinstance(each, tuple) else each for each in its_admin.list_filter]
            fields = {each for each in (*filters, "pk") if isinstance(each, str)}
            named = {each.parameter_name for each in filters if not isinstance(each, str)}
            return {f"{field}{lookup}" for field in fields for lookup in LOOKUPS} | named
    return set()


def patterns(within: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of every address."""
    for each in within.url_patterns:
        route = before + (str(each.pattern) if isinstance(each.pattern, RoutePattern) else "")
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        elif isinstance(each.pattern, RoutePattern):
            yield each.name or "", route
        else:
            yield each.name or "", f"{route}zz/"


@pytest.fixture
def things(editor, author, details):
    """One of everything that an address can name: `{part of an address: what to write for it}`."""
    anniversary = make_anniversary(en="Black January", az="20 Yanvar")
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Peace", slug="peace")
    live, *_others = publish_many(3, by=editor, each=lambda number: {"anniversary": anniversary})
    correct([rewrite(live, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    gone = make_release("Gone", family=live.family, language="az", is_original=False)
    publishing.publish([gone], by=editor)
    publishing.withdraw([gone], by=editor, reasons={"az": "Ləğv olundu."})
    draft = make_release("A draft")
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    publishing.submit([draft], by=author)
    make_release("Deleted").delete()
    made = preview_links.make(draft, by=editor, for_whom="The capital", days=7, asks_clearance=True)
    Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    administrator = make_user("Administrator")
    typed = Typed("k" * 20, {"title": ["Typed"], "anniversary": [LONG]}, 1, None, None, False)
    keep(typed, draft.pk, by=administrator)
    rows = {model._meta.model_name: model._default_manager.order_by("pk").first() for model in admin.site._registry}
    return {
        "of": {name: str(row.pk) for name, row in rows.items() if row is not None},
        "language": "en",
        "languages": "en+az",
        "written_in": "en",
        "year": "2024",
        "month": "01",
        "slug": {"anniversar": "black-january", "topic": "peace", "": live.slug},
        "number": "1",
        "old": {"anniversar": "2023", "": "1"},
        "new": {"anniversar": "2024", "": "2"},
        "digest": Edition.objects.get(number=2).digest,
        "form": "atom",
        "name": {"chosen": "publish", "": "a.png"},
        "token": "0123456789abcdef",
        "code": live.code,
        "secret": made.address.split("/")[-2],
        "family": str(live.family),
        "version_id": str(live.history.first().pk),
        "key": {"anniversary": str(anniversary.pk), "unsaved": str(AutosavedForm.objects.get().pk), "": str(draft.pk)},
        "content_type_id": "1",
        "rest": "zz",
    }


def address(name, route, things):
    """The address of something that is there."""
    model = (re.findall(r"^(?:pressreleases|auth)_([a-z]+)_", name) or ["release"])[0]

    def part(found):
        if found[1] == "object_id":
            return things["of"].get(model, "1")
        value = things.get(found[1], "1")
        return next(word for start, word in value.items() if start in route) if isinstance(value, dict) else value

    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", part, route)


def odd_addresses(name, route, things):
    """The same address with an odd value in place of each part."""
    for found in re.finditer(r"<(?:\w+:)?(\w+)>", route):
        marked = f"{route[: found.start()]}\x01{route[found.end() :]}"
        for value in IN_ADDRESSES:
            yield address(name, marked, things).replace("\x01", value)


class Asking:
    """Asks addresses in turn, undoing what each did, and keeps what went wrong and which names were asked for."""

    def __init__(self, monkeypatch) -> None:
        self.faults: dict[str, str] = {}
        self.names: set[str] = set()
        self.all_were_asked_for = False
        for method in ("__getitem__", "__contains__", "getlist", "get"):
            monkeypatch.setattr(QueryDict, method, self._noting(getattr(QueryDict, method)))
        for method in ("dict", "items", "lists"):
            monkeypatch.setattr(QueryDict, method, self._noting_all(getattr(QueryDict, method)))

    def _noting(self, method):
        def asked(data, key, *args, **more):
            self.names.add(key)
            return method(data, key, *args, **more)

        return asked

    def _noting_all(self, method):
        def asked(data):
            self.all_were_asked_for = True
            known = set(self.names)
            found = list(method(data)) if method.__name__ != "dict" else method(data)
            self.names.intersection_update(known)
            return found

        return asked

    def names_of(self, client, path, source):
        """Which names the address asks for, however far it comes; all that there are if it takes them all."""
        self.names.clear()
        self.all_were_asked_for = False
        every = all_of(source, ["1"])
        for body in (None, every):
            self.ask(client, path, every, body)
        known = source if self.all_were_asked_for else set()
        return known | {name for name in self.names if re.fullmatch(r"[\w-]+", str(name))}

    def ask(self, client, path, query="", body=None):
        what = f"{'GET' if body is None else 'POST'} {path[:90]}?{query[:90]} {(body or '')[:90]}"
        try:
            with transaction.atomic():
                sent = {"QUERY_STRING": query, "HTTP_ACCEPT": "text/html"}
                if body is None:
                    response = client.generic("GET", path, **sent)
                else:
                    response = client.generic("POST", path, body, "application/x-www-form-urlencoded", **sent)
                if response.status_code >= 500 and response.status_code != 503:
                    raise AssertionError(response.status_code)
                response.getvalue()
                transaction.set_rollback(True)
        except Exception as error:  # noqa: BLE001  each is noted
            self.faults.setdefault(f"{type(error).__name__}: {str(error)[:80]}", what)


@pytest.fixture
def asking(monkeypatch):
    return Asking(monkeypatch)


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def all_of(names, values, first=0):
    """All names at once, with the values in turn, so that over many addresses each name meets each value."""
    return "&".join(
        f"{quote(name)}={values[(first + place) % len(values)]}" for place, name in enumerate(sorted(names))
    )


def addresses_of(part):
    """Those of the public site, of the releases in the admin, or of the rest of the admin; but not the way out."""
    for name, route in patterns(get_resolver()):
        where = "releases" if "/release/" in route else "admin"
        if part == (where if route.startswith("admin/") else "public") and "logout" not in route:
            yield name, route


@pytest.fixture(autouse=True)
def _quiet():
    """A refused request is logged with all that it was, which would be kept until the end of the test."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("part", ["public", "releases", "admin"])
def test_no_parameter_of_any_address_is_answered_with_500(asking, things, part):
    source, client = names_in_source(), signed_in(User.objects.get(username="administrator"))
    assert source >= {"q", "year", "restore", "_version", "cursor", "from", "unsaved", "draft", "revoke", "release"}
    for turn, (name, route) in enumerate(addresses_of(part)):
        path = address(name, route, things)
        if names := asking.names_of(client, path, source):
            values = FEW_LONG if asking.all_were_asked_for else VALUES
            asking.ask(client, path, all_of(names, values, turn))
            asking.ask(client, path, all_of(names, values, turn + 2))
            asking.ask(client, path, "", all_of(names, POSTED, turn))
        for place, lookup in enumerate(sorted(lookups_of(name))):
            asking.ask(client, path, f"{lookup}={ALONE[(turn + place) % len(ALONE)]}")
    assert not asking.faults


@pytest.mark.parametrize("part", ["public", "releases", "admin"])
def test_no_address_is_answered_with_500_for_what_stands_in_it(asking, things, part):
    client = signed_in(User.objects.get(username="administrator"))
    for name, route in addresses_of(part):
        for path in odd_addresses(name, route, things):
            asking.ask(client, path)
        if part != "public" and "<" in route:
            asking.ask(client, path, body="")
    assert not asking.faults


@pytest.mark.parametrize("who", ["editor", "author", ""])
def test_nobody_else_is_answered_with_500_either(asking, things, who):
    source, client = names_in_source(), signed_in(User.objects.filter(username=who).first())
    for part in ("public", "releases", "admin"):
        for name, route in addresses_of(part):
            path = address(name, route, things)
            asking.ask(client, path, all_of(source, ["9" * 30]), all_of(source, ["zz"]) if part != "public" else None)
    assert not asking.faults


@pytest.mark.parametrize("body", [None, "&".join(f"a{number}=1" for number in range(2000))])
def test_more_parameters_than_anything_asks_for_are_refused(client, details, body):
    many = "&".join(f"a{number}=1" for number in range(2000))
    for path in ("/en/", "/en/search/", "/admin/login/", "/api/v1/releases"):
        response = client.generic("GET" if body is None else "POST", path, body or "", QUERY_STRING=many)
        assert response.status_code < 500


@pytest.mark.parametrize("key", ["a\0bcdefgh", "Ünbelievable", "x" * 5000, "'; --------"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/media/images/a.png", "/en/"])
def test_a_session_cookie_that_no_session_can_have_signs_nobody_in(client, path, key):
    client.cookies["sessionid"] = key
    assert client.get(path).status_code == Client().get(path).status_code


def test_the_server_takes_such_a_cookie_for_none(db):
    from mission_site.asgi import is_signed_in

    assert not is_signed_in({"headers": [(b"cookie", b'sessionid="a\\000bcdefgh"')]})
