"""Two real connections that wait for each other: Postgres ends one of them, and it is run again."""

import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, connections, transaction

from pressreleases.models import Release
from pressreleases.retrying import retried
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)


class Crossing:
    """Two threads that lock the same two rows in opposite order, so that the first try of both is a deadlock."""

    def __init__(self) -> None:
        self.keys = [make_release("One").pk, make_release("Other").pk]
        self.both_hold_one = threading.Barrier(2)
        self.tries = 0

    def lock(self, keys: Iterator[int]) -> list[int]:
        self.tries += 1
        first_try = self.tries <= 2
        locked = []
        with transaction.atomic():
            for key in keys:
                locked.append(Release.objects.select_for_update().get(pk=key).pk)
                if first_try and len(locked) == 1:
                    self.both_hold_one.wait(timeout=10)
        return locked

    def run(self, act) -> list[object]:
        outcomes: list[object] = []

        def one(keys: list[int]) -> None:
            try:
                outcomes.append(act(iter(keys)))
            except OperationalError as error:
                outcomes.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=(keys,)) for keys in (self.keys, self.keys[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        return outcomes


def test_what_postgres_ended_for_a_deadlock_is_run_again_as_a_whole():
    crossing = Crossing()
    outcomes = crossing.run(retried(crossing.lock))
    assert sorted(map(str, outcomes)) == sorted(map(str, (crossing.keys, crossing.keys[::-1])))
    assert crossing.tries == 3


def test_without_a_further_try_one_of_them_fails():
    crossing = Crossing()
    outcomes = crossing.run(crossing.lock)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["OperationalError", "list"]


def test_inside_another_transaction_it_is_not_run_again():
    crossing = Crossing()

    def outer(keys: Iterator[int]) -> list[int]:
        with transaction.atomic():
            return retried(crossing.lock)(keys)

    outcomes = crossing.run(outer)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["OperationalError", "list"]
    assert crossing.tries == 2


def test_a_failed_serialization_is_run_again_and_any_other_error_is_not():
    tries = []

    def fail(code: str) -> None:
        tries.append(code)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$")

    for code in ("40001", "57014"):
        with pytest.raises(OperationalError):
            retried(fail)(code)
    assert tries == ["40001"] * 5 + ["57014"]
