"""Places in a text that do not overlap, asked in time that hardly grows with their number."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class Spans:
    """Sorted spans; those given at the beginning may overlap and are joined, those added later must not."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))

    def add(self, start: int, end: int) -> None:
        """Add a span that touches none of these."""
        insort(self._spans, (start, end))

    def touch(self, start: int, end: int) -> bool:
        """Whether any of these has a letter in common with the span."""
        before = bisect_left(self._spans, (end, end))
        return before > 0 and self._spans[before - 1][0] < end and start < self._spans[before - 1][1]

    def hold(self, start: int, end: int) -> bool:
        """Whether the whole span lies in one of these."""
        at = bisect_left(self._spans, (start + 1, start + 1)) - 1
        return at >= 0 and self._spans[at][0] <= start and end <= self._spans[at][1]
