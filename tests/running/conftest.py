"""Data folders for the tests of running: one with a cluster, made once and copied, and one with a whole site."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.running.sites import Site


def _folder() -> Path:
    # Not tmp_path: as root its parents are closed to the account that runs PostgreSQL, and its names are long.
    folder = Path(tempfile.mkdtemp(prefix="mission-test-", dir=_PLACE))
    folder.chmod(0o755)
    return folder


def _place() -> str:
    """Where the data folders are: in memory if there is room for them, since a database waits for a disk."""
    memory = Path("/dev/shm")  # on Linux
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4_000_000_000
    return str(memory) if has_room else "/tmp"


_PLACE = _place()


@pytest.fixture(scope="session")
def shared_site() -> Iterator[Site]:
    """One cluster for all tests, because making or copying one takes longer than the rest of a test."""
    site = Site(_folder())
    cluster = Cluster(site.var / "postgres")
    cluster.enter()
    cluster.leave()
    yield site
    site.end()


@pytest.fixture
def site(shared_site: Site) -> Iterator[Site]:
    """A data folder with a cluster that is not running. The test leaves the cluster usable."""
    yield shared_site
    shared_site.rest()


@pytest.fixture
def bare() -> Iterator[Site]:
    """A data folder with nothing in it."""
    site = Site(_folder())
    yield site
    site.end()


@pytest.fixture
def own(bare: Site, shared_site: Site) -> Site:
    """A data folder with a cluster that the test may break."""
    bare.copy_cluster(shared_site.var)
    return bare


@pytest.fixture(scope="session")
def migrated(shared_site: Site) -> Iterator[Path]:
    """The data folder of a whole site, migrated and empty, to be copied and never started."""
    site = Site(_folder())
    site.copy_cluster(shared_site.var)
    status, said = site.says("manage.py", "migrate", "--verbosity=0")
    assert status == 0, said
    site.rest()
    yield site.var
    site.end()


@pytest.fixture(scope="module")
def prepared(migrated: Path) -> Iterator[Site]:
    """A whole site, migrated and empty, that the tests of a module share."""
    site = Site(_folder())
    site.copy_cluster(migrated)
    shutil.copy2(migrated / "secret-key", site.var)
    yield site
    site.end()
