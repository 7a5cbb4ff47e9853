"""What a part of a public address may look like. An address of another form is unknown before anything is looked up."""

import datetime as dt
import unicodedata
import uuid

from pressreleases.language.languages import language_codes
from pressreleases.models.attachment import TYPES
from pressreleases.models.kinds import Kind
from pressreleases.models.pages import SLUGS, MissionPage, page_of_slug
from pressreleases.request_values import number_in


class Language:
    """A code from the LANGUAGES setting, asked for at each request."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]{2,8})*"

    def to_python(self, value: str) -> str:
        if value not in language_codes():
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return value


class TwoLanguages:
    """Two different codes, such as `en+az`."""

    regex = rf"{Language.regex}\+{Language.regex}"

    def to_python(self, value: str) -> tuple[str, str]:
        first, second = (Language().to_python(code) for code in value.split("+"))
        if first == second:
            raise ValueError(value)
        return first, second

    def to_url(self, value: tuple[str, str]) -> str:
        return "+".join(value)


class Year:
    """Four digits, `0202` too: an old edition with a mistyped year has an address, so that it can be withdrawn."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Raise ValueError for the year 0, which no calendar here has."""
        year = int(value)
        if year < dt.MINYEAR:
            raise ValueError(value)
        return year

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class Month:
    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class Slug:
    """Letters of any script, composed (NFC): an address from a system that decomposes them is the same address."""

    regex = r"[^/?#\s\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value


class SlugOfRelease(Slug):
    """The same as it was asked for: an old edition may have letters that are not composed; see `at_address`."""

    def to_python(self, value: str) -> str:
        """Raise ValueError for the slug of a page of the mission, which has an address of its own."""
        if page_of_slug(value):
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return self.to_python(value)


class PageOfMission:
    """The name of a page of the mission, which is its slug behind an underscore.

    `{% url 'release' language year slug %}` and the like lead to a page by this, and to a release by `SlugOfRelease`.
    """

    regex = "|".join(MissionPage.values)

    def to_python(self, value: str) -> str:
        return SLUGS[MissionPage(value)]

    def to_url(self, value: str) -> str:
        """Raise ValueError for the slug of a release."""
        page = page_of_slug(value)
        if page is None:
            raise ValueError(value)
        return page.value


class NoYear:
    """Nothing, in the place of the year that a page of the mission does not have in its address."""

    regex = ""

    def to_python(self, value: str) -> int:  # noqa: ARG002  Django's signature
        return 0

    def to_url(self, value: int) -> str:  # noqa: ARG002  Django's signature
        return ""


class KindOfRelease:
    regex = "|".join(Kind.values)

    def to_python(self, value: str) -> Kind:
        return Kind(value)

    def to_url(self, value: Kind) -> str:
        return str(value)


class Number:
    """The number of an edition; without leading zeros, so that each edition has one address."""

    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        """Raise ValueError for what is no such number, as a form may send."""
        number = number_in(value, least=1, most=999_999)
        if number is None:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


class Digest:
    """SHA-256 in hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class AttachmentName:
    """The hash of a file and the ending of its type."""

    regex = rf"[0-9a-f]{{64}}\.(?:{'|'.join(TYPES)})"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FeedForm:
    regex = "atom|rss|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileName:
    """A name without folders, as storages make it."""

    regex = r"[-\w][-\w.]{0,150}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Key:
    """The place in a list after which a page begins: date of issue and release, such as `2024-01-20-17`."""

    def to_python(self, value: str) -> tuple[dt.date, int]:
        """Raise ValueError for anything that a link of ours would not say."""
        day, _dash, written = value.rpartition("-")
        release = number_in(written)
        if release is None or len(day) != 10:
            raise ValueError(value)
        return dt.date.fromisoformat(day), release

    def to_url(self, value: tuple[dt.date, int]) -> str:
        return f"{value[0].isoformat()}-{value[1]}"


class CorrectionKey:
    """The place in the list of corrections after which a page begins: an instant and a family.

    Such as `20240120T101500000000-` and the 32 hexadecimal digits of the family; the instant is in UTC.
    """

    written = "%Y%m%dT%H%M%S%f"

    def to_python(self, value: str) -> tuple[dt.datetime, uuid.UUID]:
        """Raise ValueError for anything that a link of ours would not say."""
        at, _dash, family = value.partition("-")
        if len(at) != 21 or not value.isascii():
            raise ValueError(value)
        key = dt.datetime.strptime(at, self.written).replace(tzinfo=dt.UTC), uuid.UUID(hex=family)
        if self.to_url(key) != value:
            raise ValueError(value)
        return key

    def to_url(self, value: tuple[dt.datetime, uuid.UUID]) -> str:
        at, family = value
        return f"{at.astimezone(dt.UTC).strftime(self.written)}-{family.hex}"
