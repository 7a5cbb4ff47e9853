"""Fixtures that most tests use; the builders behind them are in `tests.making`."""

import gc
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.dispatch import receiver
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from mission_site.embedded_postgres.bootstrap import ROLE, SITE_ROLE
from pressreleases.apps import register_models
from pressreleases.models import MissionDetails
from tests import making
from tests.migrated import migrated_template

# The same examples at each run, so that a run says something of the change. Another profile searches for new ones:
# HYPOTHESIS_PROFILE=default .venv/bin/python -m pytest tests/richtext
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


# Or what a test finds registered would depend on whether one before it has opened a page.
register_models()


def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of the garbage collector, which took a sixth of the time of all tests."""
    gc.collect()
    gc.freeze()


# Each takes longer than the others, and none may be what the last worker is left with.
_FIRST = (
    "tests/running/",
    "tests/models/test_new_field.py",
    "tests/test_hostile_requests.py",
    "tests/admin/test_without_a_role.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_FIRST))


# The tests of each of these modules share what takes long to make: a site, or the sample content.
_SITES = "tests/running/"
_SHARING = (
    _SITES,
    "tests/management/test_sample_loading.py",
    "tests/admin/test_without_a_role.py",
    "tests/editorial/test_states.py",
)
# How many workers at once may have tests of sites, which mostly wait: the others use the processors meanwhile.
_MOST_AT_SITES = 2


class _Scheduling(LoadScopeScheduling):
    """Gives the tests of one module of `_SHARING` to one worker; others as they come."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module.startswith(_SHARING) else nodeid

    def _assign_work_unit(self, node: Any) -> None:
        # Through all units that a worker has had xdist looks after each test.
        assigned = self.assigned_work.get(node, {})
        for scope in [scope for scope, done in assigned.items() if all(done.values())]:
            del assigned[scope]
        self.workqueue.move_to_end(self._next_scope(node), last=False)
        super()._assign_work_unit(node)

    def _next_scope(self, node: Any) -> str:
        first: str = next(iter(self.workqueue))
        if not first.startswith(_SITES):
            return first
        at_sites = [other for other in self.nodes if other is not node and self._is_at_a_site(other)]
        if len(at_sites) < _MOST_AT_SITES:
            return first
        return next((scope for scope in self.workqueue if not scope.startswith(_SITES)), first)

    def _is_at_a_site(self, node: Any) -> bool:
        units = self.assigned_work.get(node, {}).items()
        return any(scope.startswith(_SITES) and not all(done.values()) for scope, done in units)


# With pytest 9.2, xdist 3.8 does not see the groups of its own `loadgroup`.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    return _Scheduling(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    """Let pytest-django copy the test databases from one that has been migrated, unless the settings name another."""
    with django_db_blocker.unblock():
        # What a test wrote may be lost when the power fails, so none waits for the disk.
        connection.settings_dict.setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
        if "EMBEDDED_DIR" in connection.settings_dict:
            # The owner makes the databases of tests.
            connection.settings_dict["USER"] = ROLE
        test_database = connection.settings_dict["TEST"]
        if "TEMPLATE" not in test_database:
            test_database["TEMPLATE"] = migrated_template()


# What migrating leaves in the tables, and how many rows that is.
_MIGRATED = ("auth_group", "auth_group_permissions", "auth_permission", "django_content_type")
_left_by_migrating: list[tuple[int, ...]] = []


def _empty_tables(_test: TransactionTestCase) -> None:
    """Empty the tables with rows. Django empties all, and makes anew what a migration makes: that takes far longer."""
    tables = sorted({*connection.introspection.django_table_names(only_existing=True)}.difference(_MIGRATED))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables))
        if filled := ", ".join(name for (name,) in cursor.fetchall()):
            cursor.execute(f"TRUNCATE {filled} CASCADE")
    if _rows_migrated() not in _left_by_migrating:
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        _left_by_migrating[:] = [_rows_migrated()]


def _rows_migrated() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in _MIGRATED))
        counts: tuple[int, ...] = cursor.fetchone()
    return counts


TransactionTestCase._fixture_teardown = _empty_tables  # type: ignore[attr-defined]  # the stubs leave it out


@receiver(user_logged_in)
def _has_just_signed_in(request: Any, **_more: Any) -> None:
    """Sign in a client as the form does, so that nothing asks it to confirm who it is."""
    request.session["confirmed_at"] = time.time()


@pytest.fixture(scope="module")
def kept_for_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a fixture of a module makes after this stays for its tests: the transaction of each runs inside this one.

    Every test of such a module has to do with what is there, and `_SHARING` has to name the module.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def as_site(db: None) -> Iterator[None]:
    """Let a test do everything as the role of the site, as a site does, and not as the owner of the tables."""
    with connection.cursor() as cursor:
        if "EMBEDDED_DIR" in connection.settings_dict:
            cursor.execute(f"SET ROLE {SITE_ROLE}")
        yield
        if not connection.needs_rollback:
            cursor.execute("RESET ROLE")


@pytest.fixture
def details(db: None) -> MissionDetails:
    return making.make_details()


@pytest.fixture
def editor(db: None) -> User:
    return making.make_user("Editor")


@pytest.fixture
def author(db: None) -> User:
    return making.make_user("Author")
