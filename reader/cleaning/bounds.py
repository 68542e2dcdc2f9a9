"""What an article may hold, and the words at its end where a page was only read in part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from reader.article import Block
from reader.cleaning.cleaned import Cleaned

BLOCKS_MAX: Final = 5_000
CHARACTERS_MAX: Final = 1_000_000
LINKS_MAX: Final = 5_000
"""Of all blocks together; the longest of 439 real pages stays under a tenth of each."""
NAMES_MAX: Final = 50
"""People, agencies and tags, each."""


def bounded(cleaned: Cleaned, notice: str = "") -> Cleaned:
    """The article within the limits; where it was cut, or `notice` tells that its page was, a last block says so."""
    kept = tuple(_within(cleaned.blocks))
    notices = [notice] if notice else []
    if len(kept) < len(cleaned.blocks):
        notices.append(f"{len(kept):,} of {len(cleaned.blocks):,} blocks were kept")
    elif sum(len(block.links) for block in kept) < sum(len(block.links) for block in cleaned.blocks):
        notices.append(f"only the first {LINKS_MAX:,} links lead anywhere")
    names = max(len(cleaned.byline), len(cleaned.agencies), len(cleaned.tags))
    if not notices and names <= NAMES_MAX:
        return cleaned
    return msgspec.structs.replace(
        cleaned,
        blocks=(*kept, Block("paragraph", f"[This page is too large: {'; '.join(notices)}.]")) if notices else kept,
        byline=cleaned.byline[:NAMES_MAX],
        agencies=cleaned.agencies[:NAMES_MAX],
        tags=cleaned.tags[:NAMES_MAX],
    )


def _within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    characters = links = 0
    for block in blocks[:BLOCKS_MAX]:
        characters += len(block.text)
        if characters > CHARACTERS_MAX:
            return
        links += len(block.links)
        yield block if links <= LINKS_MAX else msgspec.structs.replace(block, links=())
