"""Which requests are answered from here, and one rendering for many requests of a page."""

import asyncio
import datetime as dt
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes

from mission_site.page_cache.answers import Answer, Message, is_fit, kept_headers
from mission_site.page_cache.freshness import Freshness
from mission_site.page_cache.store import Store

# Seconds that a request waits for another one that makes the same page.
_PATIENCE = 10.0
# Each zone's midnight is at a full quarter of an hour. With it the day changes, and what pages say of it.
_QUARTER = 900.0
# The clocks of this machine and of the database may differ by so much.
_SKEW = 2.0

# With one of these, Django answers: what it says may be for one reader, or depends on what the reader has.
_PASSED_ON = {b"authorization", b"if-match", b"if-unmodified-since", b"transfer-encoding"}
_READ = {b"host", b"accept-encoding", b"if-none-match", b"content-length"}
_HEADERS = _PASSED_ON | _READ
_MOST_ACCEPTED = 256
# Longer ones are no reader's, and what is kept under them would take more than its room.
_LONGEST = {b"host": 260, b"accept-encoding": 500}
_LONGEST_PATH = 2000
# Django knows a host in capitals, with any port or a dot at its end as the same one; so there are few of them.
_PORT = re.compile(rb"\.?(?::[0-9]+)?\Z")
# What an address has as it is; all else of it is percent-encoded, in capital letters.
_AS_IT_IS = "/:@~!$&'()*+,;="
# Seconds, while the database cannot be reached: how old an answer may be that is sent; between two tries to reach it;
# for how long others do not try while one does.
_DAY, _AGAIN, _TRYING = 86400.0, 1.0, 10.0

Ready = tuple[Message, Message]


class Asked(NamedTuple):
    """A request that may be answered from here: for which address, and by whom."""

    key: tuple[bool, bytes, bytes]
    is_head: bool
    encoding: str
    if_none_match: bytes


@dataclass(slots=True)
class Offer:
    """To Django, to keep the answer that it makes; `pressreleases.public.caching` takes it, or does not."""

    generation: int
    largest: int
    began: float
    day_ends: float
    planned: float | None = None
    answer: Answer | None = None
    database_is_away: bool = False
    database_answered: bool = False

    @property
    def is_taken(self) -> bool:
        return self.planned is not None

    def take(self, response: Any, good_until: float) -> bool:
        """Take over `response`, the same for everyone until `good_until`, if it is small enough to be kept."""
        self.database_answered = True
        if not self.largest or len(response.content) > self.largest:
            return False
        # Between its queries and now: the instant was counted from some moment of this time.
        self.planned = good_until - (time.monotonic() - self.began)
        return True


@dataclass(slots=True)
class Turn:
    """Of a request whose answer was not ready: what Django is offered, and the answer once it is ready."""

    offer: Offer | None = None
    ready: Ready | None = None


class Pages:
    """The ready answers of this process.

    `cache_control` says how long others may keep what holds until an instant. `encoded` returns a content in each
    encoding that makes it smaller; `encoding_for` is the one for a reader. `marked` returns the content of an address
    as it is shown while the database cannot be reached, given its type and when it was made. `cookies` are the names of
    those that Django has to see. `secure_header` is the name of the header in which a proxy says that it was asked over
    https.
    """

    def __init__(
        self,
        room: int,
        freshness: Freshness,
        *,
        cache_control: Callable[[float], str],
        encoded: Callable[[str, bytes], dict[str, bytes]],
        encoding_for: Callable[[str], str],
        marked: Callable[[str, str, bytes, dt.datetime], bytes],
        cookies: Iterable[str] = (),
        secure_header: bytes | None = None,
    ) -> None:
        self.freshness, self.store = freshness, Store(room)
        self._cache_control, self._encoded, self._encoding_for = cache_control, encoded, encoding_for
        self._marked, self._secure_header = marked, secure_header
        self._cookies = [name.encode() for name in cookies]
        # Until then nobody tries to reach the database for an answer that is there.
        self._away_until = 0.0
        # When it last answered somebody, as far as that is known.
        self._answered_at = 0.0
        self._names = _HEADERS | ({secure_header} if secure_header else set())
        self._accepted: dict[bytes, str] = {}
        self._generation = 0
        # Of each page that is being made: whether that came to its end.
        self._making: dict[Any, asyncio.Future[bool]] = {}

    def asked(self, scope: Message) -> Asked | None:
        """What is asked for, if it may be answered from here; None for all that Django has to see."""
        method = scope["method"]
        if method not in {"GET", "HEAD"} or scope["query_string"] or not _is_spelled_as_linked(scope["raw_path"]):
            return None
        found: dict[bytes, bytes] = {}
        names = self._names
        for name, value in scope["headers"]:
            if name == b"cookie":
                # In another's name or value it counts too: rather one too many for Django than one too few.
                if any(own in value for own in self._cookies):
                    return None
            elif name in names:
                if name in _PASSED_ON or name in found or len(value) > _LONGEST.get(name, len(value)):
                    return None
                found[name] = value
        if not found.get(b"host") or found.get(b"content-length", b"0") != b"0":
            return None
        secure = scope["scheme"] == "https"
        if self._secure_header in found:
            secure = found[self._secure_header].partition(b",")[0].strip() == b"https"
        return Asked(
            (secure, _PORT.sub(b"", found[b"host"], 1).lower(), scope["raw_path"]),
            method == "HEAD",
            self._encoding(found.get(b"accept-encoding", b"")),
            found.get(b"if-none-match", b""),
        )

    def find(self, asked: Asked) -> Ready | None:
        """The ready answer, if there is one that holds."""
        now, freshness = time.monotonic(), self.freshness
        if now >= freshness.trusted_until or freshness.has_news(now):
            return None
        if self._generation != freshness.generation:
            self._generation = freshness.generation
            self.store.clear()
            return None
        answer = self.store.find(asked.key)
        return self.ready(answer, asked) if answer is not None and now < answer.until else None

    def ready(self, answer: Answer, asked: Asked) -> Ready:
        head, body = answer.messages(asked.encoding, asked.if_none_match, time.monotonic())
        return (head, _WITHOUT_CONTENT) if asked.is_head else (head, body)

    @asynccontextmanager
    async def turn(self, asked: Asked | None) -> AsyncIterator[Turn]:
        """For the time in which an answer is made: of several requests of one page only the first makes it.

        The others get it ready. Where Django does not let it be kept, they go on together and each makes its own.
        """
        if asked is None:
            yield Turn()
            return
        if (ready := self._shown_later(asked, trying=True) or await self._of_another(asked)) is not None:
            yield Turn(ready=ready)
            return
        offer = self._offer(asked)
        turn, key, done = Turn(offer), (asked.key, offer.generation), asyncio.get_running_loop().create_future()
        mine, ended = offer.largest > 0 and self._making.setdefault(key, done) is done, False
        try:
            yield turn
            ended = True
            if offer.answer is not None:
                self._keep(asked, offer.answer)
                turn.ready = self.ready(offer.answer, asked)
            if offer.database_answered:
                self._away_until = 0.0
                if offer.began >= self.freshness.trusted_until:
                    # Readers have seen what nobody was told of here: what is kept must not come back at the next loss.
                    self.store.clear()
            elif offer.database_is_away:
                self._away_until = time.monotonic() + _AGAIN
                turn.ready = self._shown_later(asked)
        finally:
            if mine:
                del self._making[key]
                done.set_result(ended)

    def _shown_later(self, asked: Asked, *, trying: bool = False) -> Ready | None:
        """The answer of before, while the database cannot be reached; None where it may not be sent any more.

        With `trying`, None also for the one who tries to reach the database again.
        """
        now, freshness = time.monotonic(), self.freshness
        if trying and not self._away_until:
            return None
        answer = self.store.find(asked.key)
        # What was outdated when the database was lost stays so. Once it is found again, another generation begins.
        lost_at = min(now, freshness.trusted_until)
        if answer is None or answer.generation != freshness.generation or answer.planned <= lost_at:
            return None
        # Somebody has seen or done what nobody was told of here, whatever the answer was: a removal, or a redaction.
        if self._answered_at >= freshness.trusted_until:
            return None
        if now >= min(freshness.shown_until, answer.began + _DAY):
            return None
        if trying and now >= self._away_until:
            self._away_until = now + _TRYING
            return None
        age = now - answer.began
        made_at = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=age)
        path = unquote_to_bytes(asked.key[2]).decode(errors="replace")
        head, body = answer.shown_later(self._marked(path, answer.content_type, answer.bodies[""], made_at), age)
        return (head, _WITHOUT_CONTENT) if asked.is_head else (head, body)

    async def _of_another(self, asked: Asked) -> Ready | None:
        """Wait for another request that is making this answer; once more if what it read was outdated meanwhile.

        Also if it was given up because its client left before it had a thread.
        """
        ends = time.monotonic() + _PATIENCE
        while not asked.is_head and (left := ends - time.monotonic()) > 0:
            generation = self.freshness.generation
            making = self._making.get((asked.key, generation))
            if making is None:
                return None
            await asyncio.wait({making}, timeout=left)
            if (ready := self.find(asked)) is not None:
                return ready
            if generation == self.freshness.generation and (not making.done() or making.result()):
                return None
        return None

    def _offer(self, asked: Asked) -> Offer:
        """To be made before anything is read for the answer."""
        now = time.monotonic()
        # What a view leaves out of the answer to a HEAD must not be missing in another.
        trusted = now < self.freshness.trusted_until and not asked.is_head
        largest = self.store.largest if trusted else 0
        return Offer(self.freshness.generation, largest, now, now + _until_the_day_may_change(time.time()))

    def database_answered(self, at: float) -> None:
        """Somebody was answered from the database, `at` an instant of the steady clock or later; in any thread."""
        self._answered_at = max(self._answered_at, at)

    def make(self, offer: Offer, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        """Make the answer of a taken offer ready, in each encoding; in any thread."""
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        named = dict(raw)
        if offer.planned is None or not is_fit(status, named):
            return
        offer.answer = Answer(
            offer.generation,
            offer.began,
            min(offer.planned, offer.day_ends),
            offer.planned,
            kept_headers(raw),
            named[b"etag"],
            {"": content, **self._encoded(named.get(b"content-type", b"").decode("latin-1"), content)},
            self._cache_control,
        )

    def _keep(self, asked: Asked, answer: Answer) -> None:
        """Keep `answer` unless it is outdated already."""
        now, freshness = time.monotonic(), self.freshness
        if self._generation != freshness.generation:
            self._generation = freshness.generation
            self.store.clear()
        if answer.generation == freshness.generation and now < min(answer.until, freshness.trusted_until):
            self.store.put(asked.key, answer)

    def _encoding(self, accepted: bytes) -> str:
        known = self._accepted.get(accepted)
        if known is None:
            if len(self._accepted) >= _MOST_ACCEPTED:
                self._accepted.clear()
            known = self._accepted[accepted] = self._encoding_for(accepted.decode("latin-1"))
        return known


_WITHOUT_CONTENT: Message = {"type": "http.response.body", "body": b""}


def _is_spelled_as_linked(raw_path: bytes) -> bool:
    """Whether this is the one spelling of its address that links have: of the others there is no end."""
    if len(raw_path) > _LONGEST_PATH:
        return False
    return b"%" not in raw_path or quote(unquote_to_bytes(raw_path), _AS_IT_IS).encode() == raw_path


def _until_the_day_may_change(now: float) -> float:
    """The seconds to the next instant at which it may become another day somewhere; shortly after it, to the skew."""
    past = now % _QUARTER
    return _SKEW - past if past < _SKEW else _QUARTER - past
