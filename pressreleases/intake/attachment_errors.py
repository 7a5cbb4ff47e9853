"""Why a file cannot be attached to a text: a class for each reason, with a sentence for staff."""

from django.utils.translation import gettext_lazy as _

from pressreleases.errors import ExplainedError


class CannotBeAttached(ExplainedError):
    """Readers could not open it, or it holds more than the person who attached it can see."""


class IsEmpty(CannotBeAttached):
    sentence = _("This file is empty.")


class IsTooLarge(CannotBeAttached):
    sentence = _("This file is larger than %(megabytes)s MB. Make it smaller first, for example its pictures.")


class IsOfAnotherType(CannotBeAttached):
    sentence = _("This is not a PDF, Word (.docx) or Excel (.xlsx) file. Save it as one of these first.")


class IsOld(CannotBeAttached):
    sentence = _(
        "This is an old Office file, such as .doc or .xls. Open it, choose Save As and “Word Document (.docx)” or "
        "“Excel Workbook (.xlsx)”, and upload the new file."
    )


class IsBroken(CannotBeAttached):
    sentence = _(
        "This file is damaged: it cannot be opened. Open it in the program that made it, save it under a new name, "
        "and upload the new file."
    )


class Unpacks(CannotBeAttached):
    sentence = _(
        "This file unpacks to far more data than a document has, so it was not opened. Open it in the program that "
        "made it, save it under a new name, and upload the new file."
    )


class TakesLong(CannotBeAttached):
    sentence = _(
        "Reading this PDF was given up after %(seconds)s seconds. Save it as a PDF again with another program."
    )


class IsProtected(CannotBeAttached):
    sentence = _("This file is protected with a password. Save it without a password, and upload it again.")


class HasPrograms(CannotBeAttached):
    sentence = _("This file contains macros or scripts. Save it without them, and upload it again.")


class HasFiles(CannotBeAttached):
    sentence = _("This file contains other files, which readers may not see. Take them out, and upload it again.")


class HasChanges(CannotBeAttached):
    sentence = _(
        "This file has tracked changes (%(count)s) by: %(authors)s. In Word, open the tab Review, accept or reject "
        "all changes, save the file, and upload it again."
    )


class HasRemarks(CannotBeAttached):
    sentence = _("This file has comments (%(count)s). Delete all comments, save the file, and upload it again.")


class HasHiddenWords(CannotBeAttached):
    sentence = _(
        "This file contains hidden text: “%(text)s”. In Word, press Ctrl+Shift+8 to show it, delete it or remove "
        "“Hidden” under Font, save the file, and upload it again."
    )


class HasHiddenSheets(CannotBeAttached):
    sentence = _(
        "This workbook has hidden sheets: %(names)s. In Excel, show or delete them, save the file, and upload it again."
    )


class HasHiddenCells(CannotBeAttached):
    sentence = _(
        "This workbook has hidden rows or columns in: %(names)s. In Excel, show or delete them, save the file, and "
        "upload it again."
    )


class FetchesTemplate(CannotBeAttached):
    sentence = _(
        "This document takes its template from %(address)s, and Word fetches it when a reader opens the document. In "
        "Word, open Developer, Document Template, attach “Normal” instead, save the document, and upload it again."
    )


class FetchesParts(CannotBeAttached):
    sentence = _(
        "This file shows something that is not in it, but is fetched from %(address)s when a reader opens it. Insert "
        "it into the file itself (in Word: File, Info, Edit Links to Files, Break Link), and upload it again."
    )


class TakesData(CannotBeAttached):
    sentence = _(
        "This file takes data from elsewhere: %(address)s. In Excel, open Data and remove all queries, connections and "
        "links to other workbooks; in Word, end the mail merge. Save the file, and upload it again."
    )
