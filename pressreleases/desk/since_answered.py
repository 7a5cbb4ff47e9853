"""What became of a text since somebody answered a request for its clearance: how many words were changed."""

from collections.abc import Collection
from dataclasses import dataclass

from pressreleases.comparing.differences import changed_words, differences
from pressreleases.desk import wordings
from pressreleases.models import Clearance, Release


@dataclass(frozen=True)
class Since:
    """`save` is the row of the history that was answered to; `words` how many words were changed since."""

    save: int
    words: int


def since_answered(release: Release, answers: Collection[Clearance]) -> dict[int, Since]:
    """By the key of each answer, what was changed from the save it was given to, to the working copy.

    At most ten queries, none if there are no answers.
    """
    if not answers:
        return {}
    saves = Release.history.filter(id=release.pk).order_by("-history_date", "-history_id")
    dated = list(saves.values_list("history_id", "history_date"))
    answered = {
        given.pk: next((key for key, saved_at in dated if saved_at <= given.at), dated[-1][0]) for given in answers
    }
    rows = list(Release.history.filter(history_id__in=set(answered.values())).prefetch_related(wordings.TOPICS_THEN))
    now, *then = wordings.in_words([wordings.of_working_copy(release), *map(wordings.of_save, rows)])
    words = {row.history_id: changed_words(differences(before, now)) for row, before in zip(rows, then, strict=True)}
    return {key: Since(save, words[save]) for key, save in answered.items()}
