"""Files in an S3-compatible store, by django-storages and boto3. Imported only if MISSION_FILES asks for it.

Every error is a FileNotFoundError or a StoreDown, and each call ends soon. So a store that hangs costs pictures, but
neither pages nor all threads.
"""

import secrets
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from mission_site.limits import THREADS
from pressreleases.file_store import StoreDown

# Seconds: for a connection; for the next bytes; for a whole file, and more for each of its megabytes.
_CONNECTING, _READING = 2, 5
_WHOLE, _MEGABYTE = 10, 1
_TRIES = 2
# How many threads of a process may wait for the store, and for how long the others wait for their turn.
_AT_ONCE, _TURN = max(1, THREADS // 2), 2
# After a failure nobody asks the store for so many seconds.
_PAUSE = 5
# A larger file is kept on the disk while it is read.
_IN_MEMORY = 2**20
# Small, so that the time is looked at often even when they come slowly.
_PART = 2**12

_ABSENT = {"404", "NoSuchKey"}


class ObjectStore(S3Storage):
    """A private bucket. Nothing in it is overwritten, and no address of it is ever given to anybody."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            **given,
            security_token=None,  # or one of the environment would be taken
            file_overwrite=False,
            default_acl=None,
            transfer_config=TransferConfig(use_threads=False),
            client_config=Config(
                connect_timeout=_CONNECTING,
                read_timeout=_READING,
                retries={"total_max_attempts": _TRIES, "mode": "standard"},
                signature_version="s3v4",
                s3={"addressing_style": "path" if given.get("endpoint_url") else "auto"},
                ignore_configured_endpoint_urls=True,
                # Only Amazon's own store knows the newer ones.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
        self._making = threading.Lock()
        self._shared: Any = None
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._paused_until = 0.0

    @property
    def connection(self) -> Any:
        """One for all threads: django-storages makes one for each, which takes some megabytes."""
        with self._making:
            if self._shared is None:
                self._shared = self._create_session().resource(
                    "s3", region_name=self.region_name, endpoint_url=self.endpoint_url, config=self.client_config
                )
            return self._shared

    def url(self, name: str | None, *_args: Any, **_more: Any) -> str:
        """The site's own address, where its view decides who may see the file."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name or "").lstrip("/"))

    def exists(self, name: str) -> bool:
        with self._asking(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with self._asking(name):
            return int(super().size(name))

    def delete(self, name: str) -> None:
        with self._asking(name):
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with self._asking(path):
            folders, files = super().listdir(path)
            return folders, files

    def get_modified_time(self, name: str) -> Any:
        with self._asking(name):
            return super().get_modified_time(name)

    def probe(self) -> None:
        """Raise StoreDown if the store does not answer, or does not let the site in."""
        with self._asking(""):
            self._client.list_objects_v2(Bucket=self.bucket_name, MaxKeys=1, Prefix=self._key(""))

    def trial(self) -> Iterator[str]:
        """Do all that the site does with a file, and yield a sentence for what is wrong, such as a public bucket."""
        name = f"check-{secrets.token_hex(8)}"
        try:
            self.probe()
            self.save(name, ContentFile(b"check"))
            with self.open(name) as stored:
                if stored.read() != b"check":
                    yield "The store of MISSION_FILES does not return what was written to it."
            place = {"Bucket": self.bucket_name, "Key": self._key(name)}
            address = self._client.generate_presigned_url("get_object", place).partition("?")[0]
            if _is_open(address) or _is_open(address.removesuffix(self._key(name))):
                yield "Anybody can read the bucket of MISSION_FILES. Make it private."
            self.delete(name)
        except StoreDown as error:
            yield f"{error}."

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """The whole file, read to its end. One request: the parent's makes three."""
        if mode != "rb":
            raise ValueError("A file in the store can only be read; save() writes one.")
        spooled: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  who opened it closes it
        try:
            with self._asking(name):
                self._fetch(name, spooled)
        except BaseException:
            spooled.close()
            raise
        spooled.seek(0)
        return File(spooled, name)

    def _fetch(self, name: str, target: IO[bytes]) -> None:
        answer = self._client.get_object(Bucket=self.bucket_name, Key=self._key(name))
        ends = time.monotonic() + _WHOLE + _MEGABYTE * answer["ContentLength"] / 2**20
        # Not `with body`: that reads past the check of the length, and a part would count as the file.
        with closing(answer["Body"]) as body:
            while part := body.read(_PART):
                target.write(part)
                if time.monotonic() > ends:
                    raise TimeoutError

    def _save(self, name: str, content: Any) -> str:
        with self._asking(name):
            return str(super()._save(name, content))

    @property
    def _client(self) -> Any:
        return self.connection.meta.client

    def _key(self, name: str) -> str:
        return f"{self.location.strip('/')}/{name}".lstrip("/")

    @contextmanager
    def _asking(self, name: str) -> Iterator[None]:
        """One call of the store: in its turn, and with the errors that this class promises."""
        if time.monotonic() < self._paused_until:
            raise StoreDown("The store of MISSION_FILES did not answer a moment ago")
        if not self._turns.acquire(timeout=_TURN):
            raise StoreDown("The store of MISSION_FILES is too slow")
        try:
            yield
        except (BotoCoreError, Boto3Error, ClientError, TimeoutError, ConnectionError) as error:
            said = _code(error)
            if said in _ABSENT:
                raise FileNotFoundError(f"There is no file {name} in the store.") from None
            if not said or said.startswith("5") or said in {"SlowDown", "InternalError", "ServiceUnavailable"}:
                self._paused_until = time.monotonic() + _PAUSE
            raise StoreDown(_sentence(error, said, self.bucket_name)) from None
        finally:
            self._turns.release()


def _code(error: Exception) -> str:
    """What the store calls the error; empty if it did not answer."""
    cause: Any = error.__context__ if isinstance(error, Boto3Error) else error
    return str(cause.response.get("Error", {}).get("Code", "")) if isinstance(cause, ClientError) else ""


def _sentence(error: Exception, code: str, bucket: str) -> str:
    match code:
        case "":
            return f"The store of MISSION_FILES does not answer ({type(error).__name__})"
        case "NoSuchBucket":
            return f"The store of MISSION_FILES has no bucket {bucket}"
        case "403" | "AccessDenied" | "InvalidAccessKeyId" | "SignatureDoesNotMatch":
            return f"The store of MISSION_FILES refuses the key of MISSION_FILES_KEY_ID ({code})"
    return f"The store of MISSION_FILES answers with an error ({code})"


def _is_open(address: str) -> bool:
    """Tell whether this address is answered to somebody without a key."""
    try:
        with urllib.request.urlopen(address, timeout=_READING) as answer:  # noqa: S310  the operator's own store
            return bool(answer.status == 200)
    except (HTTPError, URLError, OSError):
        return False
