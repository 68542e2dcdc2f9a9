"""The command `feed test`: what a feed's server and the feed itself say; nothing is stored."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from reader.cli.feed_looking import Found, Looker
from reader.cli.feeds import feed_states
from reader.cli.output import DONE, FAILED, complain, emit_json, say
from reader.config import load_settings
from reader.errors import DatelineError
from reader.sources.web.secrecy import without_credentials
from reader.subscriptions.addresses import guessed_address
from reader.subscriptions.choosing import meant
from reader.subscriptions.file import read_subscriptions
from reader.subscriptions.subscription import Subscription

if TYPE_CHECKING:
    from reader.sources.feeds.feed import Feed, Item
    from reader.sources.web.exchange import Answer

LONG: Final = 1_200
"""Characters of HTML from which an item's text counts as its whole article: some 150 words."""
_KINDS: Final = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "sitemap": "news sitemap"}


def test(options: Namespace) -> int:
    """`feed test`: fetched and parsed as a fetch would, with the subscription's own settings where it is one."""
    feed = _meant(options)
    if options.allow_private:
        feed = msgspec.structs.replace(feed, allow_private=True)
    with Looker(load_settings(), options) as looker:
        found = looker.look(feed)
    address = without_credentials(feed.address)
    if found.feed is None:
        return _no_feed(address, found, options)
    assert found.answer is not None
    told = _told(found.feed, found.answer, found.moved)
    if options.json:
        emit_json({"address": address, **told})
        return DONE
    for name, value in told.items():
        if value not in ("", None, [], 0) or name == "items":
            shown = "; ".join(value) if isinstance(value, list) else _said(value)
            say(f"{name.replace('_', ' '):10}  {shown}")
    return DONE


def _meant(options: Namespace) -> Subscription:
    """The subscription of that address or title; else one with nothing but the address."""
    subscriptions = read_subscriptions()
    titles = {address: state.title for address, state in feed_states(options).items()}
    try:
        return meant(subscriptions.feeds, options.address, titles, without_credentials)
    except DatelineError:
        return Subscription(address=guessed_address(options.address))


def _no_feed(address: str, found: Found, options: Namespace) -> int:
    reason = found.reason or ("is a page that names feeds" if found.links else "is a folder, whose pages are read")
    links = [{"address": without_credentials(link.address), "title": link.title} for link in found.links]
    if options.json:
        emit_json({"address": address, "reason": reason, "feeds": links})
    else:
        complain(f"{address}: {reason}")
        for link in links:
            say(f"{link['address']}{'  ' + link['title'] if link['title'] else ''}")
    return FAILED


def _told(feed: Feed, answer: Answer, moved: str) -> dict[str, Any]:
    """What is said of the feed, by name."""
    dates = sorted(date for item in feed.items if (date := item.published or item.updated))
    etag, modified = answer.validators
    return {
        "title": feed.title,
        "kind": _KINDS[feed.kind],
        "site": feed.url,
        "items": len(feed.items),
        "newest": dates[-1] if dates else None,
        "oldest": dates[0] if dates else None,
        "undated": len(feed.items) - len(dates),
        "full_text": _texts(feed.items),
        "language": feed.language,
        "pause": int(feed.ttl),
        "mended": list(feed.notes),
        "protocol": answer.protocol,
        "type": answer.content_type,
        "bytes": len(answer.content),
        "fresh": int(answer.fresh),
        "etag": etag,
        "modified": modified,
        "moved": without_credentials(moved),
    }


def _texts(items: tuple[Item, ...]) -> str:
    """In how many items the whole text seems to be."""
    whole = sum(len(item.content or item.summary) >= LONG for item in items)
    if not items:
        return ""
    if whole == len(items):
        return "in every item"
    return f"in {whole} of {len(items)} items" if whole else "no: summaries only"


def _said(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
