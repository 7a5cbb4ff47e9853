"""Putting the sample content into an empty site: everything public goes through the verbs of `publishing`."""

import datetime as dt
import io
import math
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image as Raster
from PIL import ImageDraw

from pressreleases import images, publishing
from pressreleases.audit import record
from pressreleases.families import bring_into_step, words_of
from pressreleases.language.languages import language_codes
from pressreleases.language.slugs import slug_of
from pressreleases.management.sample_content import Family, families, table
from pressreleases.models import (
    Anniversary,
    AnniversaryDate,
    AnniversaryName,
    ContactNumber,
    Image,
    ImageDescription,
    MissionDetails,
    MissionName,
    OpeningHours,
    Release,
    Topic,
    TopicName,
)
from pressreleases.models.audit import AuditAct
from pressreleases.models.release import free_slug

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
    # It is only asked for a second factor; see `second_factors.is_excused`.
    record(AuditAct.ACCOUNT_CHANGED, user, by=None, details={"new": True, "sample": True})
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
        details = make_details()
        topics, anniversaries = make_topics(), make_anniversaries()
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


# What the sample releases need: mission details with their emblem, topics, anniversaries


def make_details() -> MissionDetails:
    """The sample mission, valid without a beginning or an end; its head is that of the real sheet, with an emblem."""
    written = table("mission")
    contact, hours = written["press_contact"], written["hours"]
    details = MissionDetails.objects.create(
        valid_during=(None, None),
        address=written["address"],
        time_zone=written["time_zone"],
        emblem=_make_emblem(written["emblem"]),
        press_contact_number=contact["number"],
        press_contact_extension=contact["extension"],
        press_contact_email=contact["email"],
    )
    MissionName.objects.bulk_create(
        MissionName(details=details, position=position, **row)
        for position, row in enumerate(written["names"], start=1)
        if row["language"] in language_codes()
    )
    ContactNumber.objects.bulk_create(
        ContactNumber(details=details, position=position, **row)
        for position, row in enumerate(written["numbers"], start=1)
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(details=details, weekday=weekday, opens_at=hours["opens_at"], closes_at=hours["closes_at"])
        for weekday in hours["weekdays"]
    )
    return details


def make_topics() -> dict[str, Topic]:
    """The topics by the words under which the TOML files name them."""
    made = {}
    for key, names in table("topics").items():
        made[key] = Topic.objects.create()
        TopicName.objects.bulk_create(
            TopicName(topic=made[key], language=language, name=name, slug=slug_of(name, language))
            for language, name in names.items()
            if language in language_codes()
        )
    return made


def make_anniversaries() -> dict[str, Anniversary]:
    """The anniversaries by the words under which the TOML files name them."""
    made = {}
    for key, written in table("anniversaries").items():
        facts = {name: value for name, value in written.items() if not isinstance(value, dict)}
        dates = facts.pop("dates", [])
        made[key] = Anniversary.objects.create(**facts)
        AnniversaryDate.objects.bulk_create(AnniversaryDate(anniversary=made[key], observed_on=day) for day in dates)
        AnniversaryName.objects.bulk_create(
            AnniversaryName(anniversary=made[key], language=language, slug=slug_of(words["name"], language), **words)
            for language, words in written.items()
            if language in language_codes()
        )
    return made


def _make_emblem(written: dict[str, dict[str, str]]) -> Image:
    picture = images.read(draw_emblem())
    image = images.keep(picture, title=str(written["title"]))
    ImageDescription.objects.bulk_create(
        ImageDescription(image=image, language=language, alternative_text=words)
        for language, words in written["descriptions"].items()
        if language in language_codes()
    )
    return image


# The emblem of the sample mission: a star of two squares in a ring. It is nobody's coat of arms

EMBLEM_SIDE = 320
_SHARPER = 4
# Teal with a contrast of 4:1 and more against white paper and against the dark page alike.
_INK = (29, 130, 150)
_FULL, _CLEAR = 255, 0


def draw_emblem() -> io.BytesIO:
    """A PNG of some kilobytes, square, transparent but for the drawing, opened for reading."""
    side = EMBLEM_SIDE * _SHARPER
    # Only how much ink there is, is drawn; the colour is the same everywhere, which makes the file small.
    ink = Raster.new("L", (side, side), _CLEAR)
    pen = ImageDraw.Draw(ink)
    _disc(pen, side, 0.49, _FULL)
    _disc(pen, side, 0.465, _CLEAR)
    _star(pen, side, 0.42, _FULL)
    _star(pen, side, 0.27, _CLEAR)
    _star(pen, side, 0.21, _FULL)
    _disc(pen, side, 0.085, _CLEAR)
    picture = Raster.new("RGB", (EMBLEM_SIDE, EMBLEM_SIDE), _INK)
    picture.putalpha(ink.resize((EMBLEM_SIDE, EMBLEM_SIDE), Raster.Resampling.LANCZOS))
    written = io.BytesIO()
    picture.save(written, format="PNG", optimize=True)
    written.seek(0)
    return written


def _disc(pen: ImageDraw.ImageDraw, side: int, radius: float, ink: int) -> None:
    """`radius` is a part of the side."""
    first, last = side * (0.5 - radius), side * (0.5 + radius)
    pen.ellipse((first, first, last, last), fill=ink)


def _star(pen: ImageDraw.ImageDraw, side: int, radius: float, ink: int) -> None:
    """Two squares whose corners lie on a circle, the one turned by an eighth of a circle."""
    for turned in (0.0, math.pi / 4):
        angles = [turned + quarter * math.pi / 2 for quarter in range(4)]
        corners = [(side * (0.5 + radius * math.cos(a)), side * (0.5 + radius * math.sin(a))) for a in angles]
        pen.polygon(corners, fill=ink)
