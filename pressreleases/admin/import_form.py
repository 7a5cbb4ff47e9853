"""The forms of an import: choosing documents; the fields of one, to be corrected, with its questions to answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.forms.widgets import Script
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import richtext
from pressreleases.admin.base import LANGUAGE_SCRIPT, Day, Editor, ModelForm, write_in_its_language
from pressreleases.admin.import_reading import ANSWERABLE, FIELDS, Reading, choices_of, label_of_key, where_found
from pressreleases.admin.mission_forms import places
from pressreleases.editorial.import_proposals import Proposals
from pressreleases.intake.document import PLACES, Question
from pressreleases.intake.errors import UnfinishedText
from pressreleases.intake.pasted import refuse_unfinished
from pressreleases.intake.two_languages import SECOND
from pressreleases.language import characters
from pressreleases.language.languages import language_choices, own_name
from pressreleases.models import Release, Topic
from pressreleases.models.kinds import kind_choices
from pressreleases.models.release import NOT_TOO_LONG
from pressreleases.models.source_document import MOST_BYTES, MOST_MEGABYTES

MOST_FILES = 20
# Together, as `mission_site.limits` has it of the whole request.
MOST_TOGETHER = 100 * 1024 * 1024
TOO_LARGE = format_lazy(
    gettext_lazy("A file can have at most {each} MB, and all files together at most {all} MB."),
    each=MOST_MEGABYTES,
    all=MOST_TOGETHER // 1024 // 1024,
)
SENT_WHEN_TAKEN = Script("admin_look/send_when_taken.js", defer=True)
NOT_CHOSEN = ("", "---------")
# Characters of what a program copies beside the plain text; together with it, Django takes 2.5 MB.
MOST_FORMATTED = 500_000


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files; `clean` returns a list."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ARG002  Django's signature
        """Empty files are refused later, with their names."""
        files = data if isinstance(data, list) else [data] if data else []
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(count)s files at a time.") % {"count": MOST_FILES})
        if sum(file.size for file in files) > MOST_TOGETHER or any(file.size > MOST_BYTES for file in files):
            raise forms.ValidationError(str(TOO_LARGE))
        return files


class ChooseForm(forms.Form):
    """One or several files, or a text."""

    documents = _FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "Choose one or several documents, or drop them here: Word (.docx), OpenDocument (.odt), PDF, HTML, "
                "e-mail (.eml) or text, at most {count} files with {each} MB each. They are read at once."
            ),
            count=MOST_FILES,
            each=MOST_MEGABYTES,
        ),
        widget=_Files(
            attrs={
                "accept": ".txt,.docx,.odt,.html,.htm,.pdf,.eml,text/plain",
                "class": "drop-zone",
                # Sent as soon as they are chosen.
                "data-at-once": True,
                "data-most-bytes": MOST_BYTES,
                "data-most-together": MOST_TOGETHER,
                "data-too-large": TOO_LARGE,
            }
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 12,
                "cols": 80,
                "dir": "auto",
                "data-formatted": "id_formatted",
                "data-most-formatted": MOST_FORMATTED,
            }
        ),
    )
    formatted = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    class Media:
        js = [Script("admin_look/file_form.js", defer=True), SENT_WHEN_TAKEN]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.cleaned_data["documents"] and not self.cleaned_data["text"].strip():
            self.add_error("documents", _("Choose a file, or paste the text."))
        try:
            refuse_unfinished(self.cleaned_data.get("formatted", ""))
        except UnfinishedText as error:
            self.add_error("text", str(error))
        return self.cleaned_data


def is_needed(question: Question) -> bool:
    """Whether a draft has to wait for the answer: also that about lines which would be in no field without it."""
    return question.needed or question.choices == PLACES


@dataclass(frozen=True)
class Asked:
    """A question on the page. `field` is where it is answered: a field of its own, or that of the release."""

    number: int
    question: Question
    field: BoundField

    @property
    def is_needed(self) -> bool:
        return is_needed(self.question)

    @property
    def is_of_release(self) -> bool:
        return self.field.name in FIELDS.values()


class ImportForm(ModelForm):
    """What was read, to be corrected; the questions; what the draft is linked with."""

    answered = forms.CharField(widget=forms.HiddenInput, required=False)
    original = forms.ModelChoiceField(
        Release.objects.none(),
        label=gettext_lazy("Translation of"),
        required=False,
        help_text=gettext_lazy("Releases of the same date and kind that do not have this language yet."),
    )
    once_more = forms.BooleanField(
        label=gettext_lazy("A draft was made of this document before. Make another one"), required=False
    )
    with_head = forms.BooleanField(label=gettext_lazy("Make mission details from this letterhead"), required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone of the mission"),
        choices=places,
        required=False,
        help_text=gettext_lazy("Only for mission details that are made from the letterhead."),
    )

    class Meta:
        model = Release
        fields = [*FIELDS.values(), "topics"]
        widgets = {
            "body": Editor,
            "issued_on": Day,
            "title": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "summary": forms.Textarea(attrs={"rows": 3, "cols": 60}),
            "notes_to_editors": forms.Textarea(attrs={"rows": 4, "cols": 60}),
            "press_contact": forms.Textarea(attrs={"rows": 3, "cols": 60}),
            "topics": forms.CheckboxSelectMultiple,
        }

    class Media:
        js = [Script(LANGUAGE_SCRIPT, defer=True), SENT_WHEN_TAKEN]

    def __init__(
        self,
        data: Any = None,
        *,
        reading: Reading,
        proposals: Proposals,
        may_make_details: bool,
        initial: Any = None,
        is_second: bool = False,
        was_made: bool = False,
    ) -> None:
        self.reading, self.proposals, self.is_second = reading, proposals, is_second
        prefix = SECOND.rstrip("-") if is_second else None
        super().__init__(data, initial={**self._as_read(), **(initial or {})}, prefix=prefix)
        for name in ("language", "kind"):
            # Never one that nobody chose.
            choices = language_choices() if name == "language" else kind_choices()
            cast("forms.ChoiceField", self.fields[name]).choices = [NOT_CHOSEN, *choices]
        write_in_its_language(self)
        for name, field in FIELDS.items():
            self.fields[field].help_text = where_found(reading.document, name) or self.fields[field].help_text
        self._offer(may_make_details)
        if was_made and not is_second:
            self.fields["once_more"].required = True
        else:
            del self.fields["once_more"]
        self._ask()

    def _as_read(self) -> dict[str, Any]:
        read: dict[str, Any] = {field: self.reading.value(name) for name, field in FIELDS.items()}
        head = self.proposals.head
        return read | {
            "answered": self.reading.answered,
            "topics": [topic.pk for topic in self.proposals.topics],
            "time_zone": head.time_zone if head else "",
        }

    def _offer(self, may_make_details: bool) -> None:
        """Only what there is to choose."""
        topics = cast("forms.ModelMultipleChoiceField[Any]", self.fields["topics"])
        topics.queryset = Topic.objects.prefetch_related("names").order_by("pk")
        original = cast("forms.ModelChoiceField[Any]", self.fields["original"])
        # One that was chosen and is no longer offered is refused, not forgotten.
        if self.is_second:
            # It is linked with the first one.
            del self.fields["original"]
        elif self.proposals.originals or self.data.get(self.add_prefix("original")):
            original.queryset = Release.objects.filter(pk__in=[row.pk for row in self.proposals.originals])
            original.label_from_instance = _named  # type: ignore[assignment,method-assign]  # Django's documented way
        else:
            del self.fields["original"]
        head = self.proposals.head
        if self.is_second or not (may_make_details and head and head.can_make):
            del self.fields["with_head"], self.fields["time_zone"]

    def _ask(self) -> None:
        """A field for each question, unless the field of the release is the place for the answer."""
        for question in self.reading.document.questions:
            if question.choices or question.key not in ANSWERABLE:
                self.fields[f"answer_{question.key}"] = _answer_field(
                    question.key, str(question), question.choices, is_needed=is_needed(question)
                )
        for given in self.reading.given:
            field = _answer_field(given.key, label_of_key(given.key), given.choices)
            field.initial = given.value
            self.fields[f"answer_{given.key}"] = field

    def asked(self) -> list[Asked]:
        """The questions, the needed ones first."""
        ordered = sorted(self.reading.document.questions, key=lambda question: not is_needed(question))
        return [Asked(at, row, self[self._name_of(row.key)]) for at, row in enumerate(ordered, start=1)]

    def given(self) -> list[BoundField]:
        """The answers that were given and can be changed."""
        return [self[f"answer_{row.key}"] for row in self.reading.given]

    def fields_of_release(self) -> Iterator[BoundField]:
        """Those that are not among the questions already."""
        at_questions = {asked.field.name for asked in self.asked()}
        for name in (*FIELDS.values(), "topics"):
            if name not in at_questions:
                yield self[name]

    def fault(self, key: str, sentence: str) -> None:
        """Say what is wrong at the question or the field with this key, or above the form."""
        names = (f"answer_{key}", FIELDS.get(key, ""), key)
        name = next((name for name in names if name in self.fields), None)
        # One sentence is enough: the field may have its own.
        if self.errors.keys().isdisjoint(names):
            self.add_error(name, sentence)

    def require_answers(self) -> None:
        for question in filter(is_needed, self.reading.document.questions):
            name = self._name_of(question.key)
            if name not in self.errors:
                self.add_error(name, _("Answer this question."))
            if name != FIELDS.get(question.key):
                # Once is enough: the answer is that field's, too.
                self.errors.pop(FIELDS.get(question.key, ""), None)

    def _name_of(self, key: str) -> str:
        return f"answer_{key}" if f"answer_{key}" in self.fields else FIELDS[key]

    def clean_title(self) -> str:
        """In one line, however it was pasted."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_body(self) -> str:
        kept = characters.text(richtext.sanitise(self.cleaned_data["body"]))
        NOT_TOO_LONG(kept)
        return kept

    def clean(self) -> dict[str, Any]:
        super().clean()
        language, reference = self.cleaned_data.get("language"), self.cleaned_data.get("reference")
        if reference and Release.objects.filter(language=language, reference=reference).exists():
            self.add_error("reference", _("Another release in this language has this reference."))
        return self.cleaned_data


def _named(release: Release) -> str:
    return f"{own_name(release.language)}: {release.title}"


def _answer_field(key: str, label: str, values: tuple[str, ...], *, is_needed: bool = False) -> forms.Field:
    if key == "embargo" and is_needed:
        return forms.ChoiceField(label=label, required=False, choices=places)
    if not values:
        return forms.CharField(label=label, required=False, max_length=2000)
    choices = choices_of(key, values)
    if not is_needed:
        choices = [("", _("Leave it open")), *choices]
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)
