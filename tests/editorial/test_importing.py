"""The same sheet given twice at the same moment, on two real connections: one release is made."""

import threading

import pytest
from django.db import connection, connections

from pressreleases.editorial.errors import AlreadyThere
from pressreleases.editorial.importing import import_sheet
from pressreleases.models import MissionDetails, Release
from tests.intake.sheets import WHOLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_release_and_one_row_of_details_are_made():
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def run() -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            import_sheet(WHOLE)
            outcomes.append("made")
        except AlreadyThere:
            outcomes.append("already there")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["already there", "made"]
    assert (Release.objects.count(), MissionDetails.objects.count()) == (1, 1)
