"""Two real connections that do the same thing at the same time: one does it, the other is told why not."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, connections, transaction

from pressreleases import publishing
from pressreleases.models import AuditEntry, Edition, Release, Withdrawal
from pressreleases.publishing import PublishingError, endorse, errors, publish, unschedule, withdraw
from tests.making import correct, in_future, make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(db):
    return make_user("Editor")


@pytest.fixture
def release(db):
    make_details()
    return make_release("Visit")


def both(*verbs: Callable[[], object]) -> list[object]:
    """Run the verbs at once, each on a connection of its own; their results or errors, in the order of the verbs."""
    start = threading.Barrier(len(verbs))
    outcomes: list[object] = [None] * len(verbs)

    def run(index: int, verb: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            outcomes[index] = verb()
        except PublishingError as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index, verb)) for index, verb in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def one_did_and_one_was_told(outcomes: list[object], error: type[PublishingError]) -> bool:
    return sorted(type(outcome).__name__ for outcome in outcomes) == sorted(["list", error.__name__])


ROUNDS = 5


def test_publishing_twice_at_once_makes_one_edition(release, editor):
    for number in range(ROUNDS):
        again = make_release(f"Visit {number}")
        outcomes = both(partial(publish, [again], by=editor), partial(publish, [again], by=editor))
        assert one_did_and_one_was_told(outcomes, errors.AlreadyPublished)
        assert Edition.objects.filter(release=again).count() == 1


def test_correcting_twice_at_once_makes_one_correction(release, editor):
    publish([release], by=editor)
    for number in range(2, ROUNDS + 2):
        rewrite(release, title=f"Visit {number}")
        outcomes = both(
            lambda: publishing.correct([release], by=editor, change_note="One.", alone="On a deadline."),
            lambda: publishing.correct([release], by=editor, change_note="Other.", alone="On a deadline."),
        )
        assert one_did_and_one_was_told(outcomes, errors.NothingChanged)
        before, after = Edition.objects.order_by("-number")[:2][::-1]
        assert (after.number, before.live_during.upper) == (number, after.live_during.lower)


def test_withdrawing_twice_at_once_makes_one_withdrawal(release, editor):
    for number in range(ROUNDS):
        again = make_release(f"Visit {number}")
        publish([again], by=editor)
        outcomes = both(
            partial(withdraw, [again], by=editor, reasons={"en": "One."}),
            partial(withdraw, [again], by=editor, reasons={"en": "Other."}),
        )
        assert one_did_and_one_was_told(outcomes, errors.TakenBack)
        assert Withdrawal.objects.filter(release=again).count() == 1


def test_correcting_while_somebody_withdraws_never_leaves_a_live_edition(release, editor):
    publish([release], by=editor)
    rewrite(release, title="The visit")
    both(
        lambda: correct([release], by=editor, change_note="One."),
        lambda: withdraw([release], by=editor, reasons={"en": "Why."}),
    )
    assert not Edition.objects.live().exists()
    assert Withdrawal.objects.in_force().count() == 1


def test_two_releases_that_want_one_address_get_it_once(release, editor):
    # Without a lock on the address the two would now and then be killed for waiting for each other.
    for number in range(ROUNDS):
        one, other = (make_release("Visit", slug=f"visit-{number}") for _ in range(2))
        outcomes = both(partial(publish, [one], by=editor), partial(publish, [other], by=editor))
        assert one_did_and_one_was_told(outcomes, errors.AddressTaken)
        assert Edition.objects.filter(slug=f"visit-{number}").count() == 1


def test_families_given_in_opposite_order_do_not_block_each_other(release, editor):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="sefer")
    outcomes = both(lambda: publish([release, other], by=editor), lambda: publish([other, release], by=editor))
    assert one_did_and_one_was_told(outcomes, errors.AlreadyPublished)
    assert Edition.objects.count() == 2


def test_unscheduling_twice_at_once_deletes_once(release, editor):
    publish([release], by=editor, at=in_future())
    outcomes = both(lambda: unschedule([release], by=editor), lambda: unschedule([release], by=editor))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "NotPlanned"]
    assert Release.objects.count() == 1


def test_two_who_endorse_at_once_make_one_endorsement(release, editor):
    colleagues = [make_user("Editor", "one"), make_user("Editor", "other")]
    for number in range(ROUNDS):
        mine = make_release(f"Visit {number}")
        mine.history.update(history_user=editor)
        (edition,) = publish([mine], by=editor, alone="Nobody else is in today.")
        outcomes = both(*(partial(endorse, edition, by=colleague) for colleague in colleagues))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["EndorsedBefore", "PublishedAlone"]
        assert AuditEntry.objects.filter(act="endorsed", key=mine.pk).count() == 1


def test_whoever_saves_words_while_publishing_them_publishes_only_what_they_did_not_write(release, editor):
    def save(key: int) -> None:
        with transaction.atomic():
            mine = Release.objects.select_for_update().get(pk=key)
            mine.title, mine.version = "My own words", mine.version + 1
            setattr(mine, "_history_user", editor)  # noqa: B010  the name by which django-simple-history asks who acts
            mine.save()

    for number in range(2 * ROUNDS):
        again = make_release(f"Visit {number}")
        _saved, published = both(partial(save, again.pk), partial(publish, [again], by=editor))
        told = list(Edition.objects.filter(release=again).values_list("title", flat=True))
        assert told == ([] if isinstance(published, errors.WroteIt) else [f"Visit {number}"])
        assert Release.objects.get(pk=again.pk).title == "My own words"


def many_words(begin: str) -> str:
    """Words that no other text has, as many as a long release."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(f"{begin}{one}{other}word" for one in letters for other in letters)


def test_pairs_of_families_published_at_once_all_go_out(release, editor):
    # The languages of the two have the same new words, and the older row of the one is the younger of the other.
    for number in range(ROUNDS):
        text = many_words("abcdefghijklmnopqrstuvwxyz"[number] * 3)
        families = []
        for languages in (("en", "az"), ("az", "en")):
            first = make_release("Visit", text, language=languages[0], slug=f"{languages[0]}-{number}-first")
            other = make_release(
                *("Visit", text),
                language=languages[1],
                slug=f"{languages[1]}-{number}-other",
                family=first.family,
                is_original=False,
            )
            families.append([first, other])
        outcomes = both(*(partial(publish, family, by=editor) for family in families))
        assert [type(outcome).__name__ for outcome in outcomes] == ["list", "list"], number
        assert all(Edition.objects.filter(release__in=family).count() == 2 for family in families)
