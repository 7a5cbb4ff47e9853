"""Ready answers for readers, in front of Django: what is the same for everyone is made once and sent many times.

Knows WSGI, ASGI and Postgres, and nothing of what the pages show: `pressreleases.public.caching` says which answers are
for everyone, and until when. Each process has its own answers. All of this runs in the thread of its event loop, so
that nothing has to be locked, but for `freshness`, which listens in a thread of its own.

| file | what it has |
| --- | --- |
| `pages` | which requests are answered from here; one rendering for many requests of a page |
| `answers` | one answer, ready in each encoding |
| `store` | the answers by address, within a number of bytes |
| `freshness` | whether what is kept still holds |
"""

from mission_site.page_cache.freshness import Freshness, Position
from mission_site.page_cache.pages import Asked, Offer, Pages

__all__ = ["Asked", "Freshness", "Offer", "Pages", "Position"]
