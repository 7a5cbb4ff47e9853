"""What staff read about a translation."""

from pressreleases.language.translation_states import TranslationState


def test_each_state_is_named_apart_from_the_others():
    labels = [str(state.label) for state in TranslationState]
    assert len(set(labels)) == len(labels)
    assert TranslationState.IN_STEP.label == "up to date"
    assert str(TranslationState.STALE.label).startswith("out of date")


def test_the_words_in_the_addresses_of_filtered_lists_stay_as_they_are():
    assert TranslationState.values == ["original", "missing", "draft", "stale", "in-step"]
