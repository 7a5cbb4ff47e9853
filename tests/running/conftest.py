"""Data folders for the tests of running: one with a cluster, made once and copied, and one with a whole site."""

import fcntl
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from mission_site import configuration
from mission_site.embedded_postgres import bootstrap
from mission_site.embedded_postgres.cluster import Cluster
from tests.migrated import digest_of_migrations
from tests.running.object_servers import BUCKET, ObjectServer
from tests.running.sites import Site, new_folder


@pytest.fixture(scope="session")
def shared_site() -> Iterator[Site]:
    """One cluster for all tests, because making or copying one takes longer than the rest of a test."""
    site = Site(new_folder())
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
    site = Site(new_folder())
    yield site
    site.end()


@pytest.fixture
def own(bare: Site, shared_site: Site) -> Site:
    """A data folder with a cluster that the test may break."""
    bare.copy_cluster(shared_site.var)
    return bare


@pytest.fixture(scope="session")
def migrated(shared_site: Site) -> Path:
    """The data folder of a whole site, migrated and empty, to be copied and never started; later runs use it too."""
    kept = Path(settings.DATA_DIR) / f"migrated-{digest_of_migrations(*Path(bootstrap.__file__).parent.glob('*.py'))}"
    # The workers of one run ask at the same time.
    with Path(__file__).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            for outdated in kept.parent.glob("migrated-*"):
                shutil.rmtree(outdated)
            _make_migrated(shared_site, kept)
    return kept


def _make_migrated(shared_site: Site, target: Path) -> None:
    site = Site(new_folder())
    site.copy_cluster(shared_site.var)
    status, said = site.says("manage.py", "migrate", "--verbosity=0")
    assert status == 0, said
    site.rest()
    # Under another name first, so that there is never half of it.
    draft = target.with_name(f"{target.name}-draft")
    subprocess.run(["cp", "-a", site.var, draft], check=True)
    draft.rename(target)
    site.end()


@pytest.fixture(scope="module")
def prepared(migrated: Path) -> Iterator[Site]:
    """A whole site, migrated and empty, that the tests of a module share."""
    site = Site(new_folder())
    site.copy_cluster(migrated)
    shutil.copy2(migrated / "secret-key", site.var)
    yield site
    site.end()


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectServer]:
    """An S3-compatible server that the tests of a module share."""
    server = ObjectServer()
    yield server
    server.kill()


@pytest.fixture
def use(settings) -> Any:
    """Let the site keep its files where these settings say."""

    def use(values: dict[str, str]) -> Any:
        options = configuration.read(values).files
        backend = {"BACKEND": "mission_site.object_store.ObjectStore", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": backend}
        return default_storage

    return use


@pytest.fixture
def store(server: ObjectServer, use: Any) -> Iterator[Any]:
    yield use(server.settings())
    for name in server.content():
        server.client("s3", server.key, server.secret).delete_object(Bucket=BUCKET, Key=name)
