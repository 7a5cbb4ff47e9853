"""What became of an original since a translation of it was last in step: for whoever takes the change over."""

from pressreleases.comparing.differences import Difference, differences
from pressreleases.desk.wordings import TOPICS_THEN, in_words, of_save, of_working_copy
from pressreleases.models import Release
from pressreleases.models.words import words_digest

# What the digest of the words, and so a translation, does not depend on.
_NO_WORDS = frozenset({"slug", "topics", "anniversary", "kind", "language", "issued_on", "reference", "lead_image"})


def changes_since(translation: Release, original: Release) -> list[Difference]:
    """The words of the saved `original` against those that `translation` was last brought into step with.

    Empty when that was never, when nothing differs, or when that save is not kept any more. At most nine queries.
    """
    if not translation.in_step_with:
        return []
    saves = original.history.annotate(said=words_digest()).filter(said=translation.in_step_with)
    then = saves.order_by("-history_date", "-history_id").prefetch_related(TOPICS_THEN).first()
    if then is None:
        return []
    before, now = in_words([of_save(then), of_working_copy(original)])
    return [each for each in differences(before, now) if each.name not in _NO_WORDS]
