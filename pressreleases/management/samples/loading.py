"""Putting the sample content into an empty site: everything public goes through the verbs of `publishing`."""

import datetime as dt
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pressreleases import publishing
from pressreleases.language.languages import language_codes
from pressreleases.management.samples import mission
from pressreleases.management.samples.content import Family, families
from pressreleases.models import Anniversary, Image, MissionDetails, Release, Topic
from pressreleases.models.release import free_slug
from pressreleases.translations import bring_into_step, words_of

# Nothing that is read as something else.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

ROLES = {"author": "Author", "editor": "Editor", "administrator": "Administrator"}


@dataclass(frozen=True)
class Account:
    """An account that was just made. `password` is known here and now only: show it once, and log it nowhere."""

    user: User
    role: str
    password: str


def make_accounts() -> dict[str, Account]:
    """An account for each of the roles, by user name. None is a superuser: the groups give what each may do."""
    return {username: _make(username, role) for username, role in ROLES.items()}


def _make(username: str, role: str) -> Account:
    password = _password()
    user = User.objects.create_user(username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return Account(user, role, password)


def _password() -> str:
    """Sixteen letters and digits in groups of four: 79 bits of chance, and still typed from paper."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _i in range(4)) for _group in range(4))


DAYS_AHEAD = 30
"""How many days after the loading the scheduled sample goes out."""

_MUST_BE_EMPTY: tuple[type[Model], ...] = (Release, MissionDetails, Anniversary, Topic, Image)


class NotEmpty(Exception):
    """The site holds something of its own already; `str()` says what, in the active language."""

    sentence = _(
        "Sample content can only be added to an empty site, because it can never be deleted. "
        "This site already has: %(what)s."
    )

    def __init__(self, what: object) -> None:
        self.what = what
        super().__init__(what)

    def __str__(self) -> str:
        return str(self.sentence) % {"what": self.what}


@dataclass
class _Loaded:
    """The working copies of one family, by language."""

    family: Family
    releases: dict[str, Release] = field(default_factory=dict)


def load() -> list[Account]:
    """Fill the site, all or nothing, and return the accounts made, with their passwords; raise `NotEmpty`.

    Every edition begins now: the dates of issue are old, but the site claims no past that it did not have.
    """
    with transaction.atomic():
        for what in _there_already():
            raise NotEmpty(what)
        accounts = make_accounts()
        author, editor = accounts["author"].user, accounts["editor"].user
        details = mission.make_details()
        topics, anniversaries = mission.make_topics(), mission.make_anniversaries()
        goes_out_at = _ten_o_clock(details.time_zone)
        loaded = [
            _draft(family, topics, anniversaries, by=author, scheduled_on=goes_out_at.date()) for family in families()
        ]
        _publish(loaded, by=editor, goes_out_at=goes_out_at)
        if submitted := _in_state(loaded, "submitted"):
            publishing.submit(submitted, by=author)
        for each in loaded:
            _correct(each, author=author, editor=editor)
            if each.family.withdrawal and each.releases:
                act, reasons = each.family.withdrawal
                publishing.withdraw(each.releases.values(), by=editor, act=act, reasons=reasons)
            _in_step(each, by=author)
    return list(accounts.values())


def _there_already() -> Iterator[object]:
    for model in _MUST_BE_EMPTY:
        if model._default_manager.exists():
            yield model._meta.verbose_name_plural
    for user in User.objects.filter(username__in=ROLES).order_by("username")[:1]:
        yield _("the account “%(username)s”") % {"username": user.username}


def _ten_o_clock(zone: str) -> dt.datetime:
    """Ten in the morning on the mission's clocks, `DAYS_AHEAD` days from now."""
    day = (timezone.now().astimezone(ZoneInfo(zone)) + dt.timedelta(days=DAYS_AHEAD)).date()
    return dt.datetime.combine(day, dt.time(10), tzinfo=ZoneInfo(zone))


def _draft(
    family: Family,
    topics: dict[str, Topic],
    anniversaries: dict[str, Anniversary],
    *,
    by: User,
    scheduled_on: dt.date,
) -> _Loaded:
    """The working copies of `family`, one for each of the site's languages that it has."""
    loaded = _Loaded(family)
    issued_on = family.issued_on or scheduled_on
    # The original is written first; the others join its family.
    languages = sorted(family.words, key=lambda language: language != family.original)
    shared: dict[str, object] = {}
    for language in (code for code in languages if code in language_codes()):
        words = family.words[language]
        release = Release(
            **words.fields,
            **shared,
            language=language,
            is_original=not loaded.releases,
            kind=family.kind,
            reference=family.reference,
            issued_on=issued_on,
            slug=free_slug(words.title, language, issued_on.year),
            anniversary=anniversaries[family.anniversary] if family.anniversary else None,
            created_by=by,
        )
        _save(release, by=by)
        release.topics.set([topics[name] for name in family.topics])
        shared = {"family": release.family}
        loaded.releases[language] = release
    return loaded


def _in_step(loaded: _Loaded, *, by: User) -> None:
    """The samples were translated from what they say now."""
    originals = [release for release in loaded.releases.values() if release.is_original]
    for translation in (release for release in loaded.releases.values() if not release.is_original):
        bring_into_step(translation, words_of(originals[0]), by=by)


def _save(release: Release, *, by: User) -> None:
    release.changed_by = by
    release.save_as(by=by)


def _in_state(loaded: list[_Loaded], state: str) -> list[Release]:
    return [release for each in loaded if each.family.state == state for release in each.releases.values()]


def _publish(loaded: list[_Loaded], *, by: User, goes_out_at: dt.datetime) -> None:
    if live := _in_state(loaded, "live"):
        publishing.publish(live, by=by)
    if scheduled := _in_state(loaded, "scheduled"):
        publishing.publish(scheduled, by=by, at=goes_out_at)


def _correct(loaded: _Loaded, *, author: User, editor: User) -> None:
    """Rewrite what is to be corrected and publish that; rewrite what is only to differ from its edition."""
    for language, release in loaded.releases.items():
        correction = loaded.family.corrections.get(language)
        rewriting = loaded.family.rewritings.get(language)
        for new in filter(None, (correction, rewriting)):
            release.body = new.body
            release.version += 1
            _save(release, by=author)
        if correction:
            publishing.submit([release], by=author, change_note=correction.note)
            publishing.correct([release], by=editor, change_note=correction.note)
