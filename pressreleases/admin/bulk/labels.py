"""Labels of the chosen releases: a topic for the working copies, or topics and anniversary of what is published."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pressreleases import publishing
from pressreleases.admin.bulk.selection import Chosen, Row
from pressreleases.admin.verb_form import named_choices
from pressreleases.editorial.bulk import Group, Outcome, Result, add_topic, do_each
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Anniversary, Release, Topic
from pressreleases.publishing import permissions
from pressreleases.publishing.permissions import Actor


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.prefetch_related("names").order_by("pk"), label=_("Topic"), empty_label=_("Choose a topic")
    )


class LabelsForm(forms.Form):
    """What is to be added and taken away; at least one thing."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        topics = Topic.objects.prefetch_related("names").order_by("pk")
        for name, label in (("topics", _("Add these topics")), ("without", _("Remove these topics"))):
            field = named_choices(forms.ModelMultipleChoiceField, topics)
            field.label, field.widget = label, forms.CheckboxSelectMultiple(choices=field.choices)
            self.fields[name] = field
        anniversary = named_choices(forms.ModelChoiceField, Anniversary.objects.whole())
        anniversary.label, anniversary.empty_label = _("Anniversary"), _("Leave as it is")
        self.fields["anniversary"] = anniversary
        self.fields["no_anniversary"] = forms.BooleanField(label=_("No anniversary"), required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if set(given.get("topics", ())) & set(given.get("without", ())):
            self.add_error("without", _("You cannot add and remove the same topic at once."))
        if given.get("anniversary") and given.get("no_anniversary"):
            self.add_error("no_anniversary", _("Choose an anniversary, or none."))
        if not self.errors and not any(given.get(name) for name in self.fields):
            self.add_error("topics", _("Choose what to change."))
        return given


def labels_of(given: dict[str, Any]) -> dict[str, Any]:
    """What `classify` is called with."""
    found: dict[str, Any] = {"topics": list(given["topics"]), "without": list(given["without"])}
    if given["anniversary"] or given["no_anniversary"]:
        found["anniversary"] = given["anniversary"]
    return found


class LabelChosen:
    """Nothing binds it to the versions that were shown: labels take nothing away from what a colleague wrote."""

    template = "admin/pressreleases/release/bulk_form.html"
    takes_away = False
    form_class: type[forms.Form]

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor, data: QueryDict | None = None) -> None:  # noqa: ARG002  as of every such page
        self.releases = chosen.rows
        self.out_of_place: list[Row] = []
        self.texts = [{"rows": [Row.of(row, clock)], "left": []} for row in chosen.rows]
        self.form = self.form_class(data)

    @property
    def can_be_done(self) -> bool:
        return bool(self.releases)

    def is_answered(self) -> bool:
        """Whether something was chosen; the form then says that nothing was."""
        return self.form.is_valid()


class AddTopicToChosen(LabelChosen):
    name = "topic"
    needs = permissions.WRITE
    heading = _("Add the topic")
    explained = _("The topic is added to the working copies. Readers see it on a published text from its next edition.")
    form_class = TopicForm

    def run(self, by: User) -> list[Outcome]:
        topic = self.form.cleaned_data["topic"]

        def act(group: Group) -> Result:
            release = Release.objects.select_for_update(of=("self",)).get(pk=group[0].pk)
            return Result.DONE if add_topic(release, topic, by=by) else Result.HAD

        return do_each([[row] for row in self.releases], act)


class ClassifyChosen(LabelChosen):
    name = "classify"
    needs = permissions.PUBLISH
    heading = _("Change topics and anniversary")
    explained = _("Readers find published releases under these labels at once, without a new edition.")
    form_class = LabelsForm

    def run(self, by: User) -> list[Outcome]:
        labels = labels_of(self.form.cleaned_data)

        def act(group: Group) -> Result:
            return Result.DONE if publishing.classify(group, by=by, **labels) else Result.HAD

        return do_each([[row] for row in self.releases], act)
