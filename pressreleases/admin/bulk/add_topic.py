"""Adding a topic to the chosen working copies, each saved on its own."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.bulk.choosing import Chosen, Row
from pressreleases.desk.mission_clock import MissionClock
from pressreleases.desk.one_by_one import Group, Outcome, Result, one_by_one
from pressreleases.desk.topics import add_topic
from pressreleases.models import Release, Topic
from pressreleases.publishing import permission
from pressreleases.publishing.permission import Actor


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.prefetch_related("names").order_by("pk"), label=_("Topic"), empty_label=_("Choose a topic")
    )


class AddTopicToChosen:
    """Nothing binds it to the versions that were shown: a topic takes nothing away from what a colleague saved."""

    name = "topic"
    needs = permission.WRITE
    heading = _("Add the topic")
    explained = _("It is added to the working copies. Where a text is published, readers see it with the next edition.")
    template = "admin/pressreleases/release/bulk_form.html"
    takes_away = False

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor) -> None:  # noqa: ARG002  as of every such page
        self.releases = chosen.rows
        self.out_of_place: list[Row] = []
        self.texts = [{"rows": [Row.of(row, clock)], "left": [], "seen": ""} for row in chosen.rows]
        self.form = TopicForm()

    @property
    def can_be_done(self) -> bool:
        return bool(self.releases)

    def context(self) -> dict[str, Any]:
        return {"form": self.form}

    def answer(self, data: QueryDict) -> bool:
        """Whether a topic was chosen; the form then says that none was."""
        self.form = TopicForm(data)
        return self.form.is_valid()

    def run(self, by: User) -> list[Outcome]:
        topic = self.form.cleaned_data["topic"]

        def act(group: Group) -> Result:
            release = Release.objects.select_for_update(of=("self",)).get(pk=group[0].pk)
            return Result.DONE if add_topic(release, topic, by=by) else Result.HAD

        return one_by_one([[row] for row in self.releases], act)
