"""Errors of documents: a class for each, with a sentence for staff."""

from typing import Self

from django.utils.translation import gettext_lazy as _

from pressreleases.errors import ExplainedError

MOST_BYTES = 50_000_000
MOST_LINES = 10_000
MOST_LETTERS = 1_000_000
"""What a document has at most, in whichever format; beyond that it is refused with `TooLarge`."""


class IntakeError(ExplainedError):
    """A document cannot be read."""


class EmptyFile(IntakeError):
    """The file has only white space."""

    sentence = _("The file contains no text.")


class NoDocument(IntakeError):
    """A folder, an archive or an export has no file that can be read."""

    sentence = _("There is no document in it: no text, Word, OpenDocument, HTML or PDF file, and no published post.")


class TooLarge(IntakeError):
    """The file has more bytes or lines than a press release can have; the rest was not read."""

    sentence = _("The file is larger than %(limit)s kB, which is too large for a press release. Is it the right file?")

    many_lines = _(
        "The file has more than %(limit)s lines, which are too many for a press release. Is it the right file?"
    )

    many_bytes = _("The file is larger than %(limit)s MB, which is too large for a document. Leave its pictures out.")

    @classmethod
    def in_bytes(cls, limit: int) -> Self:
        return cls(limit=limit // 1000)

    @classmethod
    def in_megabytes(cls, limit: int) -> Self:
        return cls(cls.many_bytes, limit=limit // 1_000_000)

    @classmethod
    def in_lines(cls, limit: int) -> Self:
        return cls(cls.many_lines, limit=limit)


class NotText(IntakeError):
    """Another kind of file: a PDF, a Word document, a picture, or unknown bytes."""

    known = _(
        "This is a %(format)s file, which cannot be read here. Save the text as a Word document (.docx) or as plain "
        "text, and import that file."
    )
    unknown = _(
        "This is not a plain text file: line %(line)s contains the control character "
        "%(character)s. Save the text as plain text in UTF-8, and import that file."
    )

    @classmethod
    def of_format(cls, name: str) -> Self:
        """Return the error for a file whose format, a proper name such as `PDF`, is known."""
        return cls(cls.known, format=name)

    @classmethod
    def with_control(cls, character: str, *, line: int) -> Self:
        """Return the error for a file with a character that no text has."""
        return cls(cls.unknown, line=line, character=f"U+{ord(character):04X}")


class WrongEncoding(IntakeError):
    """The bytes are neither UTF-8 nor UTF-16 with a mark, or an earlier conversion damaged the text."""

    sentence = _(
        "Line %(line)s contains the byte %(byte)s, which is not %(encoding)s text. Save the "
        "file with the encoding UTF-8, and import it again."
    )
    utf_32 = _("The file is UTF-32 text. Save it with the encoding UTF-8, and import it again.")
    damaged = _(
        "Line %(line)s contains the character %(sign)s, which replaces a letter lost in an "
        "earlier conversion. Go back to the original document, save it with the encoding "
        "UTF-8, and import that file."
    )

    @classmethod
    def at_byte(cls, byte: int, *, line: int, encoding: str) -> Self:
        """Return the error for the first byte that cannot be read."""
        return cls(line=line, byte=f"0x{byte:02X}", encoding=encoding)

    @classmethod
    def by_conversion(cls, *, line: int) -> Self:
        """Return the error for text that holds U+FFFD."""
        return cls(cls.damaged, line=line, sign="\N{REPLACEMENT CHARACTER}")


class AmbiguousDate(IntakeError):
    """Day and month cannot be told apart."""

    sentence = _('The date "%(text)s" in line %(line)s may be %(first)s or %(second)s. Write the month as a word.')


class ImpossibleDate(IntakeError):
    """The day does not exist."""

    sentence = _('The date "%(text)s" in line %(line)s does not exist.')


class ShortYear(IntakeError):
    """The year has two digits."""

    sentence = _('The date "%(text)s" in line %(line)s has a two-digit year. Write the year with four digits.')


class MissingBody(IntakeError):
    """There is a title, but no text."""

    sentence = _('No text was found under the title "%(title)s". Leave an empty line between title and text.')


class UnknownLanguage(IntakeError):
    """The requested language cannot be read."""

    sentence = _('The site has no language "%(language)s". Choose one of: %(languages)s.')


class UnreadableNumber(IntakeError):
    """A telephone or fax number cannot be converted to E.164."""

    sentence = _(
        'The number "%(text)s" in line %(line)s is not a full telephone number. Write it with '
        "its country code, for example +1 212 371 2559, or give the country of the numbers."
    )


class UnknownRegion(IntakeError):
    """The requested country code does not exist."""

    sentence = _('There is no country "%(region)s". Use two letters, for example US or AZ.')


class UnknownAnswer(IntakeError):
    """An answer does not fit a question."""

    no_question = _('There is no question "%(key)s".')
    no_words = _('The answer to "%(key)s" must be words in quotation marks.')
    no_choice = _('"%(value)s" is no answer to "%(key)s". Choose one of: %(choices)s.')
    no_instant = _(
        '"%(value)s" is no answer to "%(key)s". Give the time zone of a place, such as America/New_York, or an instant '
        "with its offset, such as 2024-01-20T10:00-05:00."
    )
    no_day = _('"%(value)s" is no answer to "%(key)s". Give a day such as 2024-01-20.')


class DamagedFile(IntakeError):
    """The file is not built as its format demands."""

    sentence = _(
        "This file is damaged: it cannot be opened. Open it in the program that made it, save it under a new name, "
        "and use the new file."
    )
    part = _(
        "This file is damaged: its part “%(part)s” cannot be read. Open it in the program that made it, save it under "
        "a new name, and use the new file."
    )

    @classmethod
    def in_part(cls, name: str) -> Self:
        """Return the error for a part of the file, such as `content.xml`."""
        return cls(cls.part, part=name)


class ExplosiveArchive(IntakeError):
    """The file would unpack to far more data than it should have."""

    sentence = _(
        "This file unpacks to far more data than a press release has, so it was not opened. Open it in the program "
        "that made it, save it under a new name, and use the new file."
    )


class HasPassword(IntakeError):
    """The file is encrypted."""

    sentence = _("This file is protected with a password. Save it without a password, and try again.")


class HasEntities(IntakeError):
    """The file has a document type or entities in its XML."""

    sentence = _(
        "This file has a document type (DOCTYPE) in its XML, which no word processor writes, so it was not opened. "
        "Open the document in a word processor, save it under a new name, and use the new file."
    )
    in_export = _(
        "This file declares entities of its own (<!ENTITY>) in its XML, so it was not opened: they may stand for "
        "anything. Export the posts again."
    )


class OldWord(IntakeError):
    """A Word file of the format that Word wrote until 2003, or another file of that kind."""

    sentence = _(
        "This is an old Word file (.doc), which cannot be read here. Open it in Word, choose Save As and “Word "
        "Document (.docx)”, and use the new file."
    )


class NotWord(IntakeError):
    """The file should be a Word file, but is not."""

    sentence = _(
        "This is not a Word file (.docx). Open it in Word, choose Save As and “Word Document (.docx)”, and use the "
        "new file."
    )
    known = _(
        "This is a file of the format %(format)s, not a Word file (.docx). Save the text of the press release as a "
        "Word Document (.docx), and use that file."
    )

    @classmethod
    def of_format(cls, name: str) -> Self:
        """Return the error for a file whose format, a proper name such as `Excel (.xlsx)`, is known."""
        return cls(cls.known, format=name)


class NoTextLayer(IntakeError):
    """A PDF is a scan: pictures of pages."""

    sentence = _(
        "This PDF is a scan: it has no text layer, only pictures of its pages. Import the original document, or have "
        "the text recognised (OCR) and import the PDF that this makes."
    )


class PartlyScanned(IntakeError):
    """Some pages of a PDF have text, and others are scans."""

    sentence = _(
        "These pages of the PDF are scans without a text layer: %(pages)s. Import the original document, or have the "
        "text recognised (OCR) and import the PDF that this makes."
    )


class UnreadableLetters(IntakeError):
    """The fonts of a PDF do not say which letters their shapes are."""

    sentence = _(
        "The letters of this PDF can be seen, but not read: its fonts do not say which characters they are. Import the "
        "original document, or save it as a PDF again with another program."
    )


class TooManyPages(IntakeError):
    """A PDF has more pages than a press release can have."""

    sentence = _("The PDF has %(pages)s pages; at most %(limit)s are read. Is it the right file?")


class IsForm(IntakeError):
    """A PDF is an XFA form, whose content only Adobe's programs show."""

    sentence = _("This PDF is an XFA form, which cannot be read. Print it to a new PDF, and import that one.")


class WrongKind(IntakeError):
    """An OpenDocument file that is not a text, such as a spreadsheet."""

    sentence = _(
        "This OpenDocument file is not a text document (%(kind)s). Save the text as an OpenDocument text (.odt), and "
        "import that file."
    )


class HasTrackedChanges(IntakeError):
    """Changes to the document are neither accepted nor rejected."""

    sentence = _(
        "The document has tracked changes (%(count)s) by: %(authors)s. Accept or reject all of them, save the "
        "document, and import it again."
    )
    in_word = _(
        "The document has tracked changes (%(count)s) by: %(authors)s. In Word, open the tab Review, accept or reject "
        "all changes, save the document, and import it again."
    )


class HasComments(IntakeError):
    """The document has comments."""

    sentence = _(
        "The document has comments (%(count)s) by: %(authors)s. Settle and delete all of them, save the document, and "
        "import it again."
    )
    in_word = _(
        "The document has comments (%(count)s) by: %(authors)s. In Word, settle them, open the tab Review, delete all "
        "comments in the document, save it, and import it again."
    )


class HasMacros(IntakeError):
    """The document has programs in it."""

    sentence = _(
        "The document contains macros. Copy its text into a new document, save that without macros, and import it."
    )
    in_word = _(
        "The document contains macros, so it was not opened. In Word, choose Save As and “Word Document (.docx)”, "
        "which leaves the macros out, and use the new file."
    )


class HasHiddenText(IntakeError):
    """A Word file with words that Word does not print."""

    sentence = _(
        "This document contains hidden text: “%(text)s”. Nobody sees it on paper, so it may not be meant for "
        "readers. In Word, press Ctrl+Shift+8 to show it, delete it or remove “Hidden” under Font, save the file, and "
        "try again."
    )


class HasInsertedDocument(IntakeError):
    """A Word file that inserts whole other documents, whose text only Word knows."""

    sentence = _(
        "This Word file inserts another document as a whole, so its text cannot be read here. Open it in Word, save it "
        "under a new name, and use the new file. If that does not help, copy the text into a new document."
    )


class FetchesTemplate(IntakeError):
    """A Word file whose template is on another machine."""

    sentence = _(
        "This document takes its template from %(address)s, and Word fetches it when the document is opened. In Word, "
        "open Developer, Document Template, attach “Normal” instead, save the document, and try again."
    )


class FetchesParts(IntakeError):
    """A file shows pictures, texts or objects that are not in it."""

    sentence = _(
        "This document shows something that is not in it, but is fetched from %(address)s. Insert it into the document "
        "itself (in Word: File, Info, Edit Links to Files, Break Link), save the document, and try again."
    )


class TakesData(IntakeError):
    """A file is connected with a data base or another file of data."""

    sentence = _(
        "This document takes data from %(address)s. In Word, open Mailings, Start Mail Merge, choose “Normal Word "
        "Document”, save the document, and try again."
    )


class HasAttachedFiles(IntakeError):
    """An e-mail message brings documents."""

    sentence = _(
        "Files are attached to this message: %(names)s. Save them, and import the one with the text. If the text is in "
        "the message itself, paste it."
    )


class TooManyQuestions(IntakeError):
    """Hardly a line of the document fits a field."""

    sentence = _("%(count)s places of this document fit no field. Is it the text of one press release?")


class TakesTooLong(IntakeError):
    """Reading a PDF was given up."""

    sentence = _(
        "Reading this PDF was given up after %(seconds)s seconds. Import the original document, or save it as a PDF "
        "again with another program."
    )


class UnfinishedText(IntakeError):
    """A text has words that its writers took out, or that are not meant for readers."""

    changes = _(
        "The copied text has tracked changes or struck-through words. Settle them in the document, and copy it again."
    )
    in_file = _("The page has words marked as deleted, added or struck through. Settle them, and import it again.")
    comments = _("The copied text has comments. Delete them in the document, and copy the text again.")
    hidden = _("The copied text has hidden words. Show or delete them in the document, and copy the text again.")
