"""A real S3-compatible server as a process of its own, which checks signatures and rights; and a slow way to it."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

import boto3
from botocore.config import Config

from tests.running.sites import free_port, wait_for

BUCKET = "press"
# What docs/operations.md asks for, and nothing more.
RIGHTS = [
    {
        "Effect": "Allow",
        "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
        "Resource": f"arn:aws:s3:::{BUCKET}/site/*",
    },
    {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{BUCKET}"},
]
# The server lets these through before it asks everybody for a key: the bucket, the user, its key, its rights.
_UNCHECKED = 4


class ObjectServer:
    """Has one bucket, and one user with `RIGHTS`. All is gone when it ends."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-p", str(self.port)],
            env={**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": str(_UNCHECKED)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for(lambda: answers(self.port), 60)
        self.client("s3", "root", "root").create_bucket(Bucket=BUCKET)
        iam = self.client("iam", "root", "root")
        iam.create_user(UserName="site")
        key = iam.create_access_key(UserName="site")["AccessKey"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": RIGHTS})
        iam.put_user_policy(UserName="site", PolicyName="site", PolicyDocument=policy)
        self.key, self.secret = key["AccessKeyId"], key["SecretAccessKey"]

    def client(self, service: str, key: str, secret: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            config=Config(request_checksum_calculation="when_required"),
        )

    def settings(self, **more: str) -> dict[str, str]:
        """The settings that lead a site to it."""
        ours = {"ENDPOINT": self.url, "KEY_ID": self.key, "SECRET": self.secret}
        return {
            "MISSION_FILES": f"s3://{BUCKET}/site",
            **{f"MISSION_FILES_{name}": value for name, value in ours.items()},
            **more,
        }

    def content(self) -> dict[str, bytes]:
        s3 = self.client("s3", self.key, self.secret)
        listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="site/").get("Contents", ())
        return {one["Key"]: s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in listed}

    def stop(self) -> None:
        """Take connections and answer nothing, until `go_on`."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Relay:
    """Passes connections on to a server. Of each answer it passes `most` bytes, `step` of them at once, and pauses."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.most, self.step, self.pause = 2**40, 2**16, 0.0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self.listening.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        passed = 0
        with client, socket.create_connection(("127.0.0.1", self.target)) as server, suppress(OSError):
            while passed < self.most:
                for ready in select.select([client, server], [], [], 60)[0]:
                    part = ready.recv(2**16 if ready is client else self.step)
                    if not part:
                        return
                    (server if ready is client else client).sendall(part)
                    if ready is server:
                        passed += len(part)
                        time.sleep(self.pause)


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
