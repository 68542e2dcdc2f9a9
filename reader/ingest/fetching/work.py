"""What a worker of a fetch does with one message. The libraries are loaded when the first task needs them: most
fetches have feeds to parse and no page to clean.
"""

from __future__ import annotations

import msgspec

from reader.ingest.fetching.tasks import FeedTask, ItemsTask, PageTask, Task
from reader.ingest.work import Work


def fetching() -> Work:
    """A task in, its answer out."""
    import lxml.html  # noqa: F401 - loaded now, not in the first item's time

    from reader.ingest.fetching.item_reading import read_batch

    decode = msgspec.msgpack.Decoder(Task).decode
    encode = msgspec.msgpack.Encoder().encode

    def run(message: bytes) -> bytes:
        task = decode(message)
        if isinstance(task, FeedTask):
            return encode(_parse(task))
        if isinstance(task, ItemsTask):
            return encode(read_batch(task.batch))
        return encode(_read(task))

    return run


def _parse(task: FeedTask) -> object:
    from reader.sources.feeds.parse import parse_feed

    return parse_feed(task.content, url=task.url, content_type=task.content_type)


def _read(task: PageTask) -> object:
    from reader.ingest.fetching.page_reading import read_page

    return read_page(task.page, task.item, task.language, task.tags)
