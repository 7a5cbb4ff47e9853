"""The form of a release: what it begins with, what is cleaned, which address it gets."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Model, QuerySet
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases import richtext
from pressreleases.admin.attachments import AttachmentsField, take_uploads
from pressreleases.admin.base import LANGUAGE_SCRIPT, Day, Editor, write_in_its_language
from pressreleases.admin.edit_conflicts import VersionedForm
from pressreleases.admin.picture_choice import Focus, LeadPicture
from pressreleases.admin.translations import TICKS, TranslatingForm
from pressreleases.attachments import by_hash
from pressreleases.comparing.paragraphs import reads_the_same
from pressreleases.editorial.autosave import KEPT_FIELDS, differing
from pressreleases.editorial.snapshots import topics_then
from pressreleases.editorial.states import Facts
from pressreleases.families import missing_languages, of_family, shared_facts
from pressreleases.language import characters
from pressreleases.language.dates import zone_city
from pressreleases.language.languages import language_choices, language_codes, published_in
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Anniversary, AutosavedForm, Image, Release, Topic, pages
from pressreleases.models.fields import FORM_FIELDS, TEXTS, label_of
from pressreleases.models.pages import MissionPage, page_of_slug
from pressreleases.models.release import NOT_TOO_LONG, free_slug, is_free
from pressreleases.public_addresses import page_at
from pressreleases.richtext.html_reader import Start, tokens

# Written differently, meant the same.
_SAME = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "tfoot": "tbody", "div": "p"}
_MADE_BY_PARSERS = frozenset({"p", "br", "tbody", "html", "head", "body"})


def taken_out(pasted: str, kept: str) -> list[str]:
    """The names of tags and attributes of `pasted` that are not in `kept` any more, such as `["o:p", "style"]`.

    Empty paragraphs and what a browser adds of its own are not mentioned.
    """
    before, after = _parts(pasted), _parts(kept)
    return sorted({name for name, count in before.items() if count > after[name]})


def _parts(html: str) -> "Counter[str]":
    found: Counter[str] = Counter()
    for token in tokens(html):
        if isinstance(token, Start):
            tag = _SAME.get(token.name, token.name)
            if tag not in _MADE_BY_PARSERS:
                found[tag] += 1
            for name, value in token.attributes.items():
                found[name if name not in ("href", "src") else f"{name}={value}"] += 1
    return found


@dataclass(frozen=True)
class Opening:
    """What the form begins with, apart from what is stored: all of it depends on the request.

    `original` is that of a new translation, `restored` a save of the history and `unsaved` typed text, either of which
    is to be put into the fields. A `page` of the mission is begun in `language`. `may_carry_on`: whether the
    user may say that a change does not affect translations. `made`: what this form of a new text has made already.
    """

    clock: MissionClock
    may_carry_on: bool = False
    original: Release | None = None
    page: MissionPage | None = None
    language: str = ""
    restored: Any = None
    unsaved: AutosavedForm | None = None
    made: Release | None = None


class ReleaseForm(TranslatingForm, VersionedForm):
    attachments = AttachmentsField()

    class Media:
        css = {"screen": ["admin_look/attachments.css"]}
        js = [Script(LANGUAGE_SCRIPT, defer=True), Script("admin_look/attachments.js", defer=True)]

    class Meta:
        model = Release
        fields = FORM_FIELDS
        widgets = {
            "body": Editor,
            "issued_on": Day,
            "lead_image": LeadPicture,
            "lead_focus": Focus,
            "lead_caption": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "title": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "summary": forms.Textarea(attrs={"rows": 3, "cols": 60}),
            "notes_to_editors": forms.Textarea(attrs={"rows": 4, "cols": 60}),
            "press_contact": forms.Textarea(attrs={"rows": 3, "cols": 60}),
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        self.clock, self.original, self.may_carry_on = opening.clock, opening.original, opening.may_carry_on
        self.restored, self.unsaved = opening.restored, opening.unsaved
        self.page, self.language_of_page, self.made = opening.page, opening.language, opening.made
        super().__init__(*args, **kwargs)
        if self.unsaved is not None and not self.is_bound:
            self._take_back(self.unsaved)
        self.sent_before: Release | None = None
        self.taken_out: list[str] = []
        self.replaced: list[str] = []
        self.gone: list[str] = []
        self.refused_uploads: list[str] = []
        if self.instance.pk is None:
            self._begin()
            if "title" in self.fields and not self.is_bound:
                self.fields["title"].widget.attrs["autofocus"] = True
        if self.restored is not None and not self.is_bound:
            self._take_words_of(self.restored)
        self._choices()
        write_in_its_language(self)
        self._no_empty_language()
        if {"title", "attachments"} <= self.fields.keys():
            self.fields["attachments"].widget.attrs["lang"] = self.fields["title"].widget.attrs.get("lang", "")
        self._place_follows_the_language()
        self._say_what_a_new_address_does()

    def _no_empty_language(self) -> None:
        """A text always has a language. In one that the site no longer has, the menu keeps its empty choice: else it
        would show another language as chosen.
        """
        field: Any = self.fields.get("language")
        if field is None:
            return
        rows = list(field.choices)
        if self.get_initial_for_field(field, "language") in dict(rows):
            field.choices = [row for row in rows if row[0]]

    def _place_follows_the_language(self) -> None:
        """While it is the mission's own place, `LANGUAGE_SCRIPT` changes it with the menu of the language."""
        if {"place", "language"} <= self.fields.keys():
            places = {code: zone_city(self.clock.zone, code) for code in language_codes()}
            self.fields["place"].widget.attrs["data-by-language"] = json.dumps(places)

    def _say_what_a_new_address_does(self) -> None:
        release = self.instance
        if "slug" in self.fields and release.pk and release.slug and Facts.of(release).was_public:
            page = page_at(release.language, release.issued_on.year, release.slug)
            sentence = _(
                "The page is %(page)s. If you change this, the old address will always redirect to the new one."
            )
            self.fields["slug"].help_text = sentence % {"page": uri_to_iri(page)} if page else ""

    def _take_back(self, row: AutosavedForm) -> None:
        for name in KEPT_FIELDS:
            field = self.fields.get(name)
            if isinstance(field, forms.ModelMultipleChoiceField | AttachmentsField):
                self.initial[name] = row.values(name)
            elif field is not None and name in row.fields:
                self.initial[name] = "".join(row.values(name)[:1])
        if self.instance.pk is not None:
            self.initial["version"] = row.version

    @property
    def replaces(self) -> list[str]:
        """How staff call the fields in which what was taken back says something else than what is stored."""
        stored = self.instance if self.instance.pk is not None else None
        if self.unsaved is None or stored is None:
            return []
        return [label_of(name) for name in differing(self.unsaved, stored)]

    def _take_words_of(self, saved: Any) -> None:
        """Begin with the words of an earlier save; the version stays that of today, so saving goes the usual way."""
        before = dict(self.initial)
        fields = [field for field in Release._meta.concrete_fields if field.name in self._shared_fields()]
        self.initial.update({field.name: getattr(saved, field.attname) for field in fields})
        topics = topics_then(saved)
        there = set(Topic.objects.filter(pk__in=topics).values_list("pk", flat=True))
        self.initial["topics"] = sorted(there)
        self.gone = [label_of("topics")] if topics - there else []
        entries = self.initial["attachments"]
        stored = by_hash(entry["sha256"] for entry in entries)
        self.initial["attachments"] = [entry for entry in entries if entry["sha256"] in stored]
        if len(stored) < len(entries):
            self.gone.append(label_of("attachments"))
        for name, model in (("anniversary", Anniversary), ("lead_image", Image)):
            key = self.initial.get(name)
            if key is not None and not model._default_manager.filter(pk=key).exists():
                self.initial[name] = None
                self.gone.append(label_of(name))
        names = [name for name in self._shared_fields() if _plain(before.get(name)) != _plain(self.initial.get(name))]
        self.replaced = [label_of(name) for name in names]

    def _begin(self) -> None:
        """A new one: today, here, in the staff's language; a translation: with the facts of its original."""
        language = published_in(get_language())
        # It stays, though somebody may have written it since the form was opened: see `_refuse_a_second_text`.
        asked = self.data.get(self.add_prefix("language")) if self.is_bound else self.initial.get("language")
        beginning: dict[str, Any] = {"issued_on": self.clock.today, "language": language}
        if self.original is not None:
            self.instance.family, self.instance.is_original = self.original.family, False
            self.instance.embargo_ends_at = Release.objects.embargo_of(self.original.family)
            missing = missing_languages(list(of_family(self.original.family)))
            language_field = cast("forms.ChoiceField", self.fields["language"])
            language_field.choices = [row for row in language_choices() if row[0] in (*missing, asked)]
            beginning |= shared_facts(self.original)
            if missing and language not in missing:
                beginning["language"] = missing[0]
        if self.page is not None:
            pages.become(self.instance, self.page)
            self.instance.issued_on = self.clock.today
            language_field = cast("forms.ChoiceField", self.fields["language"])
            language_field.choices = [row for row in language_choices() if row[0] == self.language_of_page]
            beginning["language"] = self.language_of_page
        beginning.update(self.initial)
        beginning.setdefault("place", zone_city(self.clock.zone, str(beginning["language"])))
        self.initial = {**beginning, "version": self.instance.version}

    def _choices(self) -> None:
        """Names of topics and anniversaries are fetched with them, not one by one."""
        for name, rows in (
            ("topics", Topic.objects.prefetch_related("names")),
            ("anniversary", Anniversary.objects.whole()),
            ("lead_image", Image.objects.all()),
        ):
            if name in self.fields:
                field = cast("forms.ModelChoiceField[Any]", self.fields[name])
                field.queryset = rows
                field.label_from_instance = _label  # type: ignore[assignment,method-assign]  # Django's documented way

    def full_clean(self) -> None:
        """Before anything is looked at: store the files that came with it."""
        if self.is_bound and "attachments" in self.fields:
            self.refused_uploads = take_uploads(self)
            self.files = MultiValueDict()
        super().full_clean()

    def clean_title(self) -> str:
        """In one line, however it was pasted."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_body(self) -> str:
        pasted = self.cleaned_data["body"]
        # Once more: what HTML wrote as a reference is a character now.
        kept = characters.text(richtext.sanitise(pasted))
        self.taken_out = taken_out(pasted, kept)
        # The editor writes lines and indents in its own way, and what is stored may have been cleaned by older rules:
        # that is no change of the text.
        if reads_the_same(kept, richtext.sanitise(self.instance.body)):
            return self.instance.body
        # Some signs take more room once they are written as HTML.
        NOT_TOO_LONG(kept)
        return kept

    def clean_lead_caption(self) -> str:
        return " ".join(str(self.cleaned_data["lead_caption"]).split())

    def clean(self) -> dict[str, Any]:
        super().clean()
        if any(characters.reverses_letters(str(self.data.get(self.add_prefix(name), ""))) for name in TEXTS):
            self.taken_out.append(_("invisible characters that reverse the order of letters"))
        if self.refused_uploads:
            self.add_error("attachments", self.refused_uploads)
        if not self.cleaned_data.get("lead_image") and "lead_image" not in self.errors:
            self.cleaned_data["lead_focus"] = ""
        self.refuse_if_outdated(self.clock.words(self.instance.changed_at) if self.instance.pk else "")
        if self.instance.pk is None and self.cleaned_data.get("language"):
            self._refuse_a_second_text()
        untaken = self.sent_before is None and "slug" in self.fields
        if untaken and not {"title", "issued_on", "slug"} & self.errors.keys():
            self._find_address()
        return self.cleaned_data

    def _post_clean(self) -> None:
        # Of a text that is sent a second time, the address and the reference are taken, by itself.
        if self.sent_before is None:
            super()._post_clean()  # type: ignore[misc]  # the stubs leave it out

    def _refuse_a_second_text(self) -> None:
        """Of this form, or of the family in this language; one that says the same was sent twice, as by a double click.

        Somebody who went back to the form of a text that is saved would otherwise make it twice.
        """
        language = self.cleaned_data["language"]
        text = self.made or Release.objects.filter(family=self.instance.family, language=language).first()
        if text is None:
            return
        names = [name for name in FORM_FIELDS if name in self.cleaned_data and name not in ("slug", "topics")]
        if not self.errors and all(_plain(self.cleaned_data[name]) == _plain(getattr(text, name)) for name in names):
            self.sent_before = text
            return
        said = (
            _("This text is saved already. Put what you typed here into it:")
            if self.made
            else _("Somebody has written the text in this language meanwhile. Put what you typed here into it:")
        )
        page = reverse("admin:pressreleases_release_change", args=(text.pk,))
        field = "title" if self.made and "title" in self.fields else "language"
        self.add_error(field, format_html('{} <a href="{}" target="_blank">{}</a>', said, page, text.title))

    def _find_address(self) -> None:
        language = self.cleaned_data.get("language") or self.instance.language
        year, slug = self.cleaned_data["issued_on"].year, self.cleaned_data["slug"]
        if page_of_slug(slug):
            self.add_error("slug", _("This is the address of a page of the mission. Choose another one."))
        elif not slug:
            self.cleaned_data["slug"] = free_slug(self.cleaned_data["title"], language, year, exclude=self.instance)
        elif not is_free(slug, language, year, exclude=self.instance):
            self.add_error(
                "slug",
                _("%(year)s/%(slug)s is the address of another release in this language. Choose another one.")
                % {"year": year, "slug": slug},
            )

    @property
    def differs(self) -> bool:
        """Whether saving would change anything of what is stored."""
        return bool(self.differing)

    @property
    def differing(self) -> list[str]:
        """The names of the fields in which saving would change what is stored."""
        fields = [name for name in self._meta.fields or () if name in self.cleaned_data and name not in TICKS]
        return [name for name in fields if _plain(self.cleaned_data[name]) != _plain(self.initial.get(name))]


def fieldsets_of(page: str | None, ticks: list[str]) -> list[Any]:
    """Those of a release or of a `page` of the mission, and last what is asked about translations."""
    of_translation = [(_("Translation"), {"fields": [tick]}) for tick in ticks]
    return [*(fieldsets_of_page(page) if page else fieldsets_of_release()), *of_translation]


def fieldsets_of_release() -> list[Any]:
    """The fields of a form, under their headings."""
    return [
        (None, {"fields": [("language", "kind", "issued_on", "place"), "title", "summary", "body"]}),
        (_("Lead picture"), {"fields": ["lead_image", "lead_focus", "lead_caption"]}),
        (_("Attachments"), {"fields": ["attachments"]}),
        (_("Notes to editors and press contact"), {"fields": ["notes_to_editors", "press_contact"]}),
        (_("Topics and anniversary"), {"fields": ["topics", "anniversary"]}),
        (_("Reference and speaker"), {"fields": ["reference", "speaker_name", "speaker_office"]}),
        (_("Address"), {"fields": ["slug"]}),
    ]


def fieldsets_of_page(page: str) -> list[Any]:
    """The same of a page of the mission: what it has of a release."""
    portrait = _("Portrait") if page == MissionPage.HEAD_OF_MISSION else _("Lead picture")
    return [
        (None, {"fields": [("language",), "title", "summary", "body"]}),
        (portrait, {"fields": ["lead_image", "lead_focus", "lead_caption"]}),
        (_("Attachments"), {"fields": ["attachments"]}),
    ]


@dataclass(frozen=True)
class Section:
    """A group of fields under its heading. It is open when it holds something or an error; `hint` says what it holds.

    The fields of a text have no heading: they are always there.
    """

    fieldset: Any
    is_open: bool
    hint: str = ""


def sections_of(adminform: Any) -> list[Section]:
    return [_section(fieldset, adminform.form) for fieldset in adminform]


def _section(fieldset: Any, form: Any) -> Section:
    names = [name for line in fieldset.fields for name in ((line,) if isinstance(line, str) else line)]
    fields = [form[name] for name in names if name in form.fields]
    if "slug" in names:
        # It always holds something, which is seldom changed.
        address = form["slug"] if fields else None
        return Section(fieldset, bool(address and address.errors), str(address.value() or "") if address else "")
    # What may only be read, and the ticks of a translation, are not to be looked for.
    is_open = len(fields) < len(names) or bool(TICKS & set(names))
    return Section(fieldset, is_open or any(field.errors or _holds(field.value()) for field in fields))


def _holds(value: Any) -> bool:
    return value.exists() if isinstance(value, QuerySet) else bool(value)


def _label(row: Any) -> str:
    """The name of a topic or anniversary in the staff's language; a picture's title."""
    return row.name_in(get_language()) if hasattr(row, "name_in") else str(row)


def _plain(value: Any) -> Any:
    """`value` as it can be compared: rows by their keys, and many of them in no order."""
    if isinstance(value, QuerySet) or (isinstance(value, list) and not any(isinstance(row, dict) for row in value)):
        return {_plain(row) for row in value}
    return value.pk if isinstance(value, Model) else value
