"""What can be wrong with a document, a class and a sentence for staff each; the finding out is done elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS = "January February March April May June July August September October November December".split()


def gettext_noop(message: str) -> str:
    """Mark `message` for makemessages, which knows this function by its name, and return it as it is."""
    return message


def english_date(day: date) -> str:
    """Return `day` as in `3 April 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class IntakeError(Exception):
    """A document that cannot be read. `message` is a msgid with %(name)s places, `params` what fills them.

    A param is a string, a number, or a date: dates are left to whoever shows the sentence.
    """

    message: str

    def __init__(self, message: str | None = None, /, **params: str | int | date) -> None:
        """Keep `params` for the class's own sentence, or for `message` where a class has several."""
        if message is not None:
            self.message = message
        self.params = params
        super().__init__(self.message, params)

    def sentence(self, translate: Callable[[str], str], show_date: Callable[[date], str]) -> str:
        """Return the sentence in another language: `error.sentence(gettext, date_format)`."""
        shown = {name: show_date(value) if isinstance(value, date) else value for name, value in self.params.items()}
        return translate(self.message) % shown

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.sentence(lambda message: message, english_date)


class EmptyFile(IntakeError):
    """No character in it but white space."""

    message = gettext_noop("The file contains no text.")


class TooLarge(IntakeError):
    """More bytes than a press release can have; the rest was not read."""

    message = gettext_noop(
        "The file is larger than %(limit)s kB, which is too large for a press release. Is it the right file?"
    )

    def __init__(self, *, limit: int) -> None:
        """`limit` is in bytes."""
        super().__init__(limit=limit // 1000)


class NotText(IntakeError):
    """A file of another sort: a PDF, a Word document, a picture, or unknown bytes."""

    known = gettext_noop(
        "This is a %(format)s file, not plain text. Save it as plain text in UTF-8, and import that file."
    )
    unknown = gettext_noop(
        "This is not a plain text file: line %(line)s contains the control character "
        "%(character)s. Save the text as plain text in UTF-8, and import that file."
    )

    @classmethod
    def of_format(cls, name: str) -> NotText:
        """Return the error for a file whose format, a proper name such as `PDF`, is known."""
        return cls(cls.known, format=name)

    @classmethod
    def with_control(cls, character: str, *, line: int) -> NotText:
        """Return the error for a file with a character that no text has."""
        return cls(cls.unknown, line=line, character=f"U+{ord(character):04X}")


class WrongEncoding(IntakeError):
    """Bytes that are neither UTF-8 nor UTF-16 with its mark, or text that was damaged by an earlier conversion."""

    message = gettext_noop(
        "Line %(line)s contains the byte %(byte)s, which is not %(encoding)s text. Save the "
        "file with the encoding UTF-8, and import it again."
    )
    utf_32 = gettext_noop("The file is UTF-32 text. Save it with the encoding UTF-8, and import it again.")
    damaged = gettext_noop(
        "Line %(line)s contains the character %(sign)s, which replaces a letter lost in an "
        "earlier conversion. Go back to the original document, save it with the encoding "
        "UTF-8, and import that file."
    )

    @classmethod
    def at_byte(cls, byte: int, *, line: int, encoding: str) -> WrongEncoding:
        """Return the error for the first byte that cannot be read."""
        return cls(line=line, byte=f"0x{byte:02X}", encoding=encoding)

    @classmethod
    def by_conversion(cls, *, line: int) -> WrongEncoding:
        """Return the error for text that holds U+FFFD."""
        return cls(cls.damaged, line=line, sign="\N{REPLACEMENT CHARACTER}")


class MissingKind(IntakeError):
    """No line says what the sheet is."""

    message = gettext_noop(
        'No line such as "Press release" or "Statement" was found up to line %(line)s. Write '
        "it on a line of its own, above the date and the title."
    )


class MissingDate(IntakeError):
    """No line that is a date, near the line that says what the sheet is."""

    message = gettext_noop(
        'No date was found under "%(label)s", up to line %(line)s. Write it on a line of its '
        "own, for example: 20 January 2024."
    )


class AmbiguousDate(IntakeError):
    """Day and month may be either."""

    message = gettext_noop(
        'The date "%(text)s" in line %(line)s may be %(first)s or %(second)s. Write the month as a word.'
    )


class ImpossibleDate(IntakeError):
    """A day that no calendar has."""

    message = gettext_noop('The date "%(text)s" in line %(line)s does not exist.')


class ShortYear(IntakeError):
    """A year of two digits."""

    message = gettext_noop(
        'The date "%(text)s" in line %(line)s has a two-digit year. Write the year with four digits.'
    )


class MissingTitle(IntakeError):
    """Nothing that could be a title where the title should be."""

    absent = gettext_noop(
        'No title was found under "%(label)s" and the date. Write it on a line of its own, above the text.'
    )
    sentence_instead = gettext_noop(
        "No title was found: line %(line)s, where it should be, begins a paragraph "
        '("%(beginning)s…"). Write the title on a line of its own, without a full stop, and '
        "leave an empty line under it."
    )


class MissingBody(IntakeError):
    """A title, and no text."""

    message = gettext_noop('No text was found under the title "%(title)s". Leave an empty line between title and text.')


class UnknownLanguage(IntakeError):
    """A language that cannot be told from the words, or one that is asked for and not known."""

    unrecognised = gettext_noop("The language of the text is not clear. Give it: %(languages)s.")
    unsupported = gettext_noop('The site has no language "%(language)s". Choose one of: %(languages)s.')


class UnreadableNumber(IntakeError):
    """A telephone or fax number of which no E.164 number can be made."""

    message = gettext_noop(
        'The number "%(text)s" in line %(line)s is not a full telephone number. Write it with '
        "its country code, for example +1 212 371 2559, or give the country of the numbers."
    )


class UnknownRegion(IntakeError):
    """A country code that is asked for and does not exist."""

    message = gettext_noop('There is no country "%(region)s". Use two letters, for example US or AZ.')


class UnreadableHead(IntakeError):
    """Something above the label that no letterhead has."""

    message = gettext_noop(
        'Line %(line)s, above "%(label)s", is too long for a name, an address or a number. '
        "Only the letterhead may be above that line."
    )
