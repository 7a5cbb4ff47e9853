"""A real SMTP server for one test: it stores accepted mails, and refuses the recipients that the test names."""

import asyncio
import socket
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """Listens on a free port of this machine; after `down`, it starts again on the same port."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refusals: dict[str, str] = {}  # what is answered to a recipient, such as "550 No such user"
        self.at_data: Callable[[], str | None] = lambda: None
        self._lock = threading.Lock()
        self._controller: Controller | None = None

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _mail in self.taken)

    def up(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def down(self) -> None:
        if self._controller is not None:
            self._controller.stop()
        self._controller = None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  the name that aiosmtpd asks for
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  the name that aiosmtpd asks for
        answer = await asyncio.to_thread(self.at_data)
        if answer is not None:
            return answer
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        with self._lock:
            self.taken += [(recipient, mail) for recipient in envelope.rcpt_tos]
        return "250 OK"
