"""Fixtures that most tests use; the builders behind them are in `tests.making`."""

import gc
import os
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

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
_FIRST = ("tests/running/", "tests/models/test_new_field.py", "tests/test_hostile_requests.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_FIRST))


# The tests of each of these modules share what takes long to make: a site, or the sample content.
_SITES = "tests/running/"
_SHARING = (_SITES, "tests/management/test_sample_loading.py")
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
        test_database = connection.settings_dict["TEST"]
        if "TEMPLATE" not in test_database:
            test_database["TEMPLATE"] = migrated_template()


@pytest.fixture
def details(db: None) -> MissionDetails:
    return making.make_details()


@pytest.fixture
def editor(db: None) -> User:
    return making.make_user("Editor")


@pytest.fixture
def author(db: None) -> User:
    return making.make_user("Author")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Sign-ins are tested, the slowness of a password hash is not."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
