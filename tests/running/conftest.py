"""Data folders for the tests of running: one with a cluster, made once and copied, and one with a whole site."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.running.sites import Site


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of one module run one after another in one process, so that they share its site."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def _folder() -> Path:
    # Not tmp_path: as root its parents are closed to the account that runs PostgreSQL, and its names are long.
    folder = Path(tempfile.mkdtemp(prefix="mission-test-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


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
    subprocess.run(["cp", "-a", shared_site.var / "postgres", bare.var], check=True)
    return bare


@pytest.fixture(scope="module")
def prepared(shared_site: Site) -> Iterator[Site]:
    """A whole site, migrated and empty, that the tests of a module share."""
    site = Site(_folder())
    subprocess.run(["cp", "-a", shared_site.var / "postgres", site.var], check=True)
    status, said = site.says("manage.py", "migrate", "--verbosity=0")
    assert status == 0, said
    yield site
    site.end()
