"""A feed as JSON Feed 1.1; what it has no word for stands under `_mission`, with a version of its own."""

import json
from typing import Any

from pressreleases.language.dates import instant_for_machines
from pressreleases.public.feeds.items import Feed, Item

VERSION = 1


def write(feed: Feed) -> str:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        **({"next_url": feed.older} if feed.older else {}),
        **({"icon": feed.picture} if feed.picture else {}),
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        **({"image": item.picture} if item.picture else {}),
        "date_published": instant_for_machines(item.published_at),
        "date_modified": instant_for_machines(item.updated_at),
        "tags": [item.kind_label, *item.topics],
        "_mission": {
            "v": VERSION,
            "kind": item.kind,
            "number": item.number,
            "change_note": item.change_note,
            "digest": item.digest,
            "text": item.text_url,
            "json": item.json_url,
        },
    }
