"""Putting two people's changes of a release together, field by field, after one of them saved first.

What only the other one changed is taken over into the form. Where both changed a field, both texts are shown, and
the user may tick that the saved one is taken. The later save never wins in silence.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.base import ModelForm
from pressreleases.comparing.paragraphs import reads_the_same
from pressreleases.comparing.two_states import Difference, Wording, differences
from pressreleases.editorial import snapshots
from pressreleases.editorial.snapshots import topics_then
from pressreleases.models import Release
from pressreleases.models.fields import FORM_FIELDS, WORKING_COPY_FIELDS, label_of


@dataclass(frozen=True)
class Merge:
    """One field that the other one changed. `theirs` is what they changed, unknown if nobody kept what was before.

    `apart` is how the text in the form differs from the saved one; None for a field that was taken over.
    """

    name: str
    label: str
    theirs: Difference | None
    apart: Difference | None

    @property
    def taken_over(self) -> bool:
        return self.apart is None


def merge(
    release: Release, begun: int | None, seen: int | None, typed: Mapping[str, Any], unfit: Collection[str]
) -> list[Merge]:
    """Compare what was `typed` (cleaned, by field) with `release` as it is stored now, and with what it began with.

    `begun` is the version that the form began with, `seen` the one that it was refused for before, if it was. A field
    that says what one of these said was not changed by the user. `unfit` are fields with something in them that
    cannot be saved, and so not compared: for them the saved text is only offered.
    """
    earlier = [snapshots.of_save(row) for row in _saves(release, begun, seen)]
    saved = snapshots.of_working_copy(release)
    mine = _with(saved, typed)
    before = _of_version(release, begun)
    base = snapshots.of_save(before) if before is not None else None
    told = dict(
        zip(("saved", "mine", "base"), snapshots.in_words([saved, mine, *([base] if base else [])]), strict=False)
    )
    theirs = _by_name(told.get("base"), told["saved"])
    apart = _by_name(told["saved"], told["mine"])
    merges = []
    for name in typed:
        now, here = _value(saved, name), _value(mine, name)
        if _same(name, here, now) or (base is not None and _same(name, _value(base, name), now)):
            continue
        only_they = any(_same(name, here, _value(state, name)) for state in earlier)
        both = apart.get(name) or _nothing(name)
        merges.append(Merge(name, label_of(name), theirs.get(name), None if only_they else both))
    offered = (name for name in unfit if base is None or not _same(name, _value(base, name), _value(saved, name)))
    return [*merges, *(Merge(name, label_of(name), theirs.get(name), _nothing(name)) for name in offered)]


def _nothing(name: str) -> Difference:
    return Difference(name, label_of(name), (), in_staffs_language=True)


def _saves(release: Release, *versions: int | None) -> list[Any]:
    found = (_of_version(release, version) for version in dict.fromkeys(versions))
    return [row for row in found if row is not None]


def _of_version(release: Release, version: int | None) -> Any:
    """The last row of the history in which `release` had that version, older than what is stored; None without one."""
    if version is None or version >= release.version:
        return None
    rows = release.history.filter(version=version).prefetch_related(snapshots.TOPICS_THEN)
    return rows.order_by("-history_date", "-history_id").first()


def _with(saved: snapshots.StateOf, typed: Mapping[str, Any]) -> snapshots.StateOf:
    values = {name: typed[name] for name in WORKING_COPY_FIELDS if name in typed}
    keys = {name: value.pk if isinstance(value, Model) else value for name, value in values.items()}
    topics = typed.get("topics")
    return snapshots.StateOf({**saved.values, **keys}, saved.topics if topics is None else _keys(topics))


def _keys(rows: "QuerySet[Any] | Iterable[Model]") -> frozenset[int]:
    return frozenset(row.pk for row in rows)


def _value(state: snapshots.StateOf, name: str) -> Any:
    return state.topics if name == "topics" else state.values[name]


def _same(name: str, one: Any, other: Any) -> bool:
    return reads_the_same(one, other) if name == "body" else one == other


def _by_name(old: Wording | None, new: Wording) -> dict[str, Difference]:
    return {} if old is None else {difference.name: difference for difference in differences(old, new)}


# What the form never shows, so that it is no news to the user.
_UNSEEN = frozenset({"id", "family", "code", "is_original", "status", "version", "in_step_with"})

_MERGED = frozenset(FORM_FIELDS)


class VersionedForm(ModelForm):
    """Holds the version from which its typing began. The row must be locked while it is cleaned and saved."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Shown only after a refusal, and bound to the very version that was refused: a third save is refused again.
    over_newer = forms.BooleanField(
        required=False,
        label=gettext_lazy("I have read the newer text. Replace it with mine."),
        help_text=gettext_lazy("The newer text stays in the history."),
    )
    newer_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused = False
        self.merges: list[Merge] = []
        if "version" in self.fields:
            self.fields["version"].initial = self.instance.version
            self.initial["version"] = self.instance.version

    def full_clean(self) -> None:
        """Before anything is looked at: put in the saved text where its reader ticked to take it."""
        if self.is_bound and self.instance.pk and self._is_answer_to_newest() and self._said("over_newer"):
            self._put_saved(self.ticked)
        super().full_clean()

    @property
    def ticked(self) -> list[str]:
        """The fields for which the saved text is to be taken; none once there is a newer one than that was seen."""
        data = cast("QueryDict", self.data)
        names = data.getlist(self.add_prefix("take")) if hasattr(data, "getlist") else []
        return [name for name in names if name in self._shared_fields()] if self._is_answer_to_newest() else []

    def refuse_if_outdated(self, clock_words: str) -> None:
        """Add an error if someone saved since this form was opened, unless the user has seen that and goes on."""
        if self.instance.pk is None:
            return
        now, begun = self.instance.version, self.cleaned_data.get("version")
        seen = self.cleaned_data.get("newer_version")
        if begun == now or (self.cleaned_data.get("over_newer") and seen == now):
            return
        self.refused = True
        typed = {name: self.cleaned_data[name] for name in self._shared_fields() if name in self.cleaned_data}
        unfit = [name for name in self._shared_fields() if name not in self.cleaned_data]
        self.merges = merge(self.instance, begun, seen, typed, unfit)
        self._put_saved([each.name for each in self.merges if each.taken_over])
        again = cast("QueryDict", self.data).copy()
        if seen != now:
            again.pop(self.add_prefix("take"), None)
        again[self.add_prefix("newer_version")] = str(now)
        again.pop(self.add_prefix("over_newer"), None)
        self.data = again
        self.add_error(None, self._story(begun, clock_words))

    def _shared_fields(self) -> list[str]:
        """The fields of the form that readers see; the ticks of staff are no text to be merged."""
        return [name for name in self._meta.fields or () if name in self.fields and name in _MERGED]

    def _said(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "")

    def _is_answer_to_newest(self) -> bool:
        return self._said("newer_version") == str(self.instance.version)

    def _put_saved(self, names: list[str]) -> None:
        """Let the form hold what is stored in these fields, as if it had been typed."""
        again = cast("QueryDict", self.data).copy()
        for name in names:
            value = self.fields[name].prepare_value(self.initial.get(name))
            texts = [str(each) for each in value] if isinstance(value, list) else ["" if value is None else str(value)]
            again.setlist(self.add_prefix(name), texts)
        self.data = again

    def _story(self, begun: int | None, clock_words: str) -> SafeString:
        who = self.instance.changed_by
        return format_html(
            "{} {} <a href='{}' target='_blank'>{}</a> {}",
            _("%(who)s saved this release on %(when)s, while you were editing it. Your text below is not saved yet.")
            % {"who": who.get_full_name() or who.get_username() if who else _("Someone"), "when": clock_words},
            _changed_since(self.instance, begun),
            reverse("admin:pressreleases_release_change", args=(self.instance.pk,)),
            _("Read the newer text in another window,"),
            _("copy what you need into the text below, then tick the box and save again."),
        )


def _changed_since(release: Release, begun: int | None) -> str:
    """In which fields the saved text differs from what the form began with; empty if that is not known any more."""
    then = release.history.filter(version=begun).order_by("-history_date", "-history_id").first()
    if then is None:
        return ""
    names = [
        capfirst(str(field.verbose_name))
        for field in Release._meta.concrete_fields
        if field.name not in _UNSEEN
        and not field.name.startswith(("changed_", "created_"))
        and getattr(then, field.attname) != getattr(release, field.attname)
    ]
    if topics_then(then) != {topic.pk for topic in release.topics.all()}:
        names.append(capfirst(str(Release._meta.get_field("topics").verbose_name)))
    return _("Changed since you started: %(fields)s.") % {"fields": ", ".join(names)} if names else ""
