"""The command `feed add`: subscribing to what is at an address, or to the feed that the page there names."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any, Final

import msgspec

from reader.cli.feed_looking import Found, Link, Looker, is_offline
from reader.cli.output import DONE, FAILED, PARTLY, USAGE, complain, emit_json, say
from reader.config import Settings, feeds_file, load_settings
from reader.errors import DatelineError, UsageError
from reader.sources.web.secrecy import without_credentials
from reader.subscriptions.addresses import guessed_address, has_credentials, kind_of, place_of
from reader.subscriptions.entries import READERS, FieldError, read_headers
from reader.subscriptions.file import find, may_move, read_subscriptions, subscribe
from reader.subscriptions.subscription import Subscription


class Outcome(msgspec.Struct, omit_defaults=True):
    """What became of one address; `feeds` are those among which somebody has to choose."""

    address: str
    added: list[Subscription] = []
    known: list[str] = []
    reason: str = ""
    feeds: tuple[Link, ...] = ()


def add(options: Namespace) -> int:
    """`feed add`: every address in its turn, the network asked for all at once."""
    settings = load_settings()
    read_subscriptions()  # a file that can't be understood ends this before anything is asked
    wishes = _wishes(options)
    with Looker(settings, options) as looker:
        started = [_begun(text, wishes, options, settings, looker) for text in options.addresses]
        outcomes = [_ended(*one, options, looker) for one in started]
    return _report(outcomes, options)


def _wishes(options: Namespace) -> dict[str, Any]:
    """The fields of the subscriptions that the command line gives."""
    if options.title and len(options.addresses) > 1:
        raise UsageError("one title can't be that of several feeds", remedy="add them one by one")
    wishes: dict[str, Any] = {"hidden": options.hidden, "allow_private": options.allow_private}
    given = {
        "title": options.title,
        "tags": options.tag,
        "interval": options.interval,
        "full_text": options.full_text,
        "proxy": options.proxy,
        "filter": options.filter,
    }
    for name, value in given.items():
        if value:
            try:
                wishes[name] = READERS[name](value)
            except FieldError as error:
                raise UsageError(f"--{name.replace('_', '-').removesuffix('s')}: {error}") from error
    if options.header:
        wishes["headers"] = _headers(options.header)
    return wishes


def _headers(lines: list[str]) -> dict[str, str]:
    pairs = [line.partition(":") for line in lines]
    if not all(colon for _, colon, _ in pairs):
        raise UsageError("--header lacks a colon", remedy='write it as "Name: value"')
    try:
        return read_headers({name.strip(): value.strip() for name, _, value in pairs})
    except FieldError as error:
        raise UsageError(f"--header: {error}") from error


_Begun = tuple[Outcome, Subscription | None, Any]


def _begun(text: str, wishes: dict[str, Any], options: Namespace, settings: Settings, looker: Looker) -> _Begun:
    """The address's outcome, with the feed that is meant and what was asked where something has to be."""
    outcome = Outcome(without_credentials(text.strip()))
    try:
        feed = Subscription(address=_absolute(guessed_address(text)), **wishes)
    except DatelineError as error:
        outcome.reason = f"{error.what} ({error.remedy})" if error.remedy else error.what
        return outcome, None, None
    outcome.address = without_credentials(feed.address)
    if known := find(read_subscriptions(), feed.address):
        outcome.known.append(without_credentials(known.address))
        return outcome, None, None
    if has_credentials(feed.address):
        complain(f"{outcome.address}: its name and password stand in feeds.toml; they are better kept with --header")
    if why := _unasked(feed, options, settings):
        if not options.json:
            complain(f"{outcome.address}: {why}")
        _take(outcome, feed)
        return outcome, None, None
    return outcome, feed, looker.ask(feed)


def _absolute(address: str) -> str:
    """A path typed here, from here; `~` stays, so that the file can be shared between machines."""
    if kind_of(address) != "place" or address.startswith("~") or address[:5].lower() == "file:":
        return address
    return str(Path(address).absolute())


def _unasked(feed: Subscription, options: Namespace, settings: Settings) -> str:
    """Why nobody looks at what is there; empty where somebody does."""
    if options.no_check:
        return "subscribed to without a look at it"
    kind = kind_of(feed.address)
    if (kind == "command" or feed.filter) and not settings.allow_commands:
        return "subscribed to, but its program only runs with allow_commands = true in config.toml"
    if kind == "web" and is_offline(settings, options):
        return "subscribed to without asking the network, which is forbidden"
    return ""


def _ended(outcome: Outcome, feed: Subscription | None, asked: Any, options: Namespace, looker: Looker) -> Outcome:
    """The outcome when what was asked is answered."""
    if feed is None:
        return outcome
    found = looker.found(asked)
    if found.reason:
        outcome.reason = found.reason
    elif found.links:
        _choose(outcome, feed, found.links, options, looker)
    else:
        _take(outcome, _named(feed, found))
    return outcome


def _named(feed: Subscription, found: Found) -> Subscription:
    """The subscription with the feed's title and the address that it has for good."""
    from reader import safe_text

    title = feed.title or (safe_text.line(found.feed.title) if found.feed else "")
    if not title and found.answer is None:
        title = place_of(feed.address, feeds_file().parent).name
    address = found.moved if found.moved and may_move(feed, found.moved) else feed.address
    return msgspec.structs.replace(feed, title=title, address=address)


def _choose(outcome: Outcome, feed: Subscription, links: tuple[Link, ...], options: Namespace, looker: Looker) -> None:
    """Follows the links of a page that are meant: the only one, the first, all, or those that a person names."""
    if options.all or len(links) == 1:
        chosen = links
    elif options.first:
        chosen = links[:1]
    elif not options.json and sys.stdin.isatty() and sys.stderr.isatty():
        chosen = _asked(outcome.address, links)
        if not chosen:
            outcome.reason = "none was chosen"
            return
    else:
        outcome.reason = f"the page names {len(links)} feeds (give one of them, --first or --all)"
        outcome.feeds = tuple(Link(without_credentials(link.address), link.title) for link in links)
        return
    known = read_subscriptions()
    reasons = []
    wanted = [msgspec.structs.replace(feed, address=link.address) for link in chosen]
    for one, asked in [(one, None if find(known, one.address) else looker.ask(one)) for one in wanted]:
        if asked is None:
            outcome.known.append(without_credentials(one.address))
            continue
        found = looker.found(asked)
        if found.feed is None:
            reason = found.reason or "is a page again, not a feed"
            reasons.append(f"{without_credentials(one.address)}: {reason}")
        else:
            _take(outcome, _named(one, found))
    if reasons and not outcome.added and not outcome.known:
        outcome.reason = "; ".join(reasons)
    elif reasons:
        for reason in reasons:
            complain(reason)


def _asked(address: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The feeds that the person at the terminal chooses."""
    print(f"{address} names {len(links)} feeds:", file=sys.stderr)
    for number, link in enumerate(links, 1):
        title = f"{link.title}  " if link.title else ""
        print(f"{number:4}  {title}{without_credentials(link.address)}", file=sys.stderr)
    while True:
        print("Which? (numbers, all, or nothing for none) ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().replace(",", " ").split()
        if [word.lower() for word in answer] in (["all"], ["a"]):
            return links
        if all(word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(links) for word in answer):
            return tuple(links[number - 1] for number in dict.fromkeys(int(word) for word in answer))
        print(f"Numbers from 1 to {len(links)}, please.", file=sys.stderr)


def _take(outcome: Outcome, feed: Subscription) -> None:
    if subscribe(feeds_file(), feed):
        outcome.added.append(feed)
    else:
        outcome.known.append(without_credentials(feed.address))


_TOLD: Final = ("title", "tags", "hidden", "allow_private")


def _report(outcomes: list[Outcome], options: Namespace) -> int:
    added = [feed for outcome in outcomes for feed in outcome.added]
    known = [address for outcome in outcomes for address in outcome.known]
    failed = [outcome for outcome in outcomes if outcome.reason]
    if options.json:
        emit_json(
            {
                "added": [
                    {"address": without_credentials(feed.address), **{name: getattr(feed, name) for name in _TOLD}}
                    for feed in added
                ],
                "known": known,
                "failed": [
                    {"address": one.address, "reason": one.reason} | ({"feeds": one.feeds} if one.feeds else {})
                    for one in failed
                ],
            }
        )
    else:
        for feed in added:
            title = f" ({feed.title})" if feed.title else ""
            say(f"subscribed to {without_credentials(feed.address)}{title}")
        for address in known:
            complain(f"{address}: is subscribed to already; nothing was changed")
        for one in failed:
            complain(f"{one.address}: {one.reason}")
            for link in one.feeds:
                complain(f"  {link.address}{f'  {link.title}' if link.title else ''}")
    if not failed:
        return DONE
    if added or known:
        return PARTLY
    return USAGE if all(one.feeds for one in failed) else FAILED
