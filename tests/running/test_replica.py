"""The timer that frees a thread from a replica that hangs: it cuts what takes too long, and nothing else."""

import socket
import time

import pytest
from django.db import DatabaseError, InterfaceError, connection

from mission_site.replica import _cut_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def replica():
    beside = connection.copy()
    yield beside
    beside.close()
    with connection.cursor() as cursor:
        # The server goes on with what nobody waits for any more.
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep%'"
        )


def asked(replica, seconds):
    with replica.cursor() as cursor:
        cursor.execute("SELECT 'answer' FROM pg_sleep(%s)", [seconds])
        return cursor.fetchone()[0]


def test_what_takes_longer_is_cut_and_the_next_connection_answers(replica):
    replica.ensure_connection()
    with pytest.raises((DatabaseError, InterfaceError)), _cut_after(0.1, replica):
        asked(replica, 600)
    replica.close()
    with _cut_after(60, replica):
        assert asked(replica, 0) == "answer"


def test_what_ends_in_time_is_not_cut_afterwards(replica):
    replica.ensure_connection()
    with _cut_after(0.2, replica):
        assert asked(replica, 0) == "answer"
    time.sleep(0.4)
    assert asked(replica, 0) == "answer"


def test_without_a_connection_nothing_is_cut_and_no_file_stays_open(replica):
    with socket.socket() as free:
        before = free.fileno()
    for _time in range(3):
        with _cut_after(0.01, replica):
            time.sleep(0.1)
    replica.ensure_connection()
    for _time in range(3):
        with pytest.raises((DatabaseError, InterfaceError)), _cut_after(0.05, replica):
            asked(replica, 600)
        replica.close()
    with socket.socket() as free:
        assert free.fileno() == before
