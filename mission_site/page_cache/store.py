"""The answers by address, within a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable

from mission_site.page_cache.answers import Answer

# Of the room: what was asked for once; and at most so much for a single answer.
_TRIAL, _LARGEST = 4, 64


class Store:
    """Forgets what was not asked for longest.

    An answer is on trial, in a quarter of the room, until it is asked for again. So one who asks for each address of
    the site once, or for one in a thousand spellings, puts out nothing that readers come back to.
    """

    def __init__(self, room: int) -> None:
        self.largest = room // _LARGEST
        self._on_trial, self._proven = _Shelf(room // _TRIAL), _Shelf(room - room // _TRIAL)

    def __len__(self) -> int:
        return len(self._on_trial.rows) + len(self._proven.rows)

    @property
    def size(self) -> int:
        return self._on_trial.size + self._proven.size

    def find(self, key: Hashable) -> Answer | None:
        proven = self._proven.rows
        answer = proven.get(key)
        if answer is not None:
            proven.move_to_end(key)
        elif (answer := self._on_trial.take(key)) is not None:
            for other, outdone in self._proven.put(key, answer):
                self._on_trial.put(other, outdone)
        return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        if answer.size > self.largest:
            self.drop(key)
        elif self._proven.take(key) is None:
            self._on_trial.put(key, answer)
        else:
            self._proven.put(key, answer)

    def drop(self, key: Hashable) -> None:
        self._on_trial.take(key)
        self._proven.take(key)

    def clear(self) -> None:
        for shelf in (self._on_trial, self._proven):
            shelf.rows.clear()
            shelf.size = 0


class _Shelf:
    def __init__(self, room: int) -> None:
        self.room, self.size = room, 0
        self.rows: OrderedDict[Hashable, Answer] = OrderedDict()

    def take(self, key: Hashable) -> Answer | None:
        answer = self.rows.pop(key, None)
        if answer is not None:
            self.size -= answer.size
        return answer

    def put(self, key: Hashable, answer: Answer) -> list[tuple[Hashable, Answer]]:
        """Add it as the newest; return the oldest that have no room any more."""
        self.take(key)
        self.rows[key] = answer
        self.size += answer.size
        outdone = []
        while self.size > self.room:
            oldest = next(iter(self.rows))
            if (taken := self.take(oldest)) is not None:
                outdone.append((oldest, taken))
        return outdone
