"""The words of `fetch`, of the group `feed` and of `export`: apart from what runs them, which knows the network."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from typing import Final

from reader.cli.grammar import Commands, take_jobs, take_json, take_progress

EVERY: Final = (60, 30 * 86_400)
"""Seconds between two rounds, at least and at most."""


def fetch_words(commands: Commands) -> None:
    """Adds the command."""
    fetch = commands.add(
        "fetch",
        "fetch:fetch",
        "fetch your feeds and the full texts of their articles",
        "All of them, or those named. What has not changed costs one short answer of its server. Ended half-way, it "
        "goes on there the next time.",
    )
    fetch.add_argument("feeds", metavar="FEED", nargs="*", help="an address, a title, or the beginning of one")
    fetch.add_argument("--tag", metavar="TAG", action="append", default=[], help="feeds with this tag; can be repeated")
    fetch.add_argument("--of", metavar="ARTICLE_ID", default=None, help="the feed that this article came from")
    fetch.add_argument("--due", action="store_true", help="only feeds whose time has come, for timers")
    fetch.add_argument(
        "--every", type=_span, default=None, metavar="15m", help="go on, fetching what is due every so often"
    )
    fetch.add_argument(
        "--allow-private", action="store_true", help="allow addresses of this machine and of private networks"
    )
    fetch.add_argument("--offline", action="store_true", default=argparse.SUPPRESS, help="forbid the network")
    fetch.add_argument(
        "--full-text",
        choices=("always", "when-short", "never"),
        default=None,
        help="when to fetch the articles' own pages, whatever feeds.toml says",
    )
    take_jobs(fetch)
    take_progress(fetch)


def feed_words(commands: Commands) -> None:
    """Adds the group with all its commands."""
    group = commands.group(
        "feed",
        "look after your subscriptions: add, remove, list, test, edit",
        "They are kept in feeds.toml in the config folder, which you can edit too.",
    )
    _add_words(
        group.add(
            "add",
            "feed_adding:add",
            "subscribe to a feed, or to the feed that a page names",
            "Where a page names several, you are asked which; in a pipe they are listed, and the exit code is 2.",
        )
    )
    remove = group.add(
        "remove",
        "feeds:remove",
        "unsubscribe from feeds",
        "Their articles stay. The line that brings a feed back is printed.",
    )
    remove.add_argument("feeds", metavar="FEED", nargs="+", help="an address, a title, or the beginning of one")
    take_json(remove)
    listing = group.add("list", "feeds:list_feeds", "list your feeds, how they are read and how they fared")
    listing.add_argument(
        "--tag", metavar="TAG", action="append", default=[], help="only with this tag; can be repeated"
    )
    take_json(listing)
    test = group.add(
        "test", "feed_trial:test", "fetch a feed and tell what is in it; nothing is stored", "Exit 1: it is no feed."
    )
    test.add_argument(
        "address", metavar="ADDRESS", help="an address, a path, or exec:COMMAND; a feed of yours by title"
    )
    test.add_argument("--allow-private", action="store_true", help="allow an address of this machine or network")
    take_json(test)
    group.add("edit", "feeds:edit", "open feeds.toml in your editor, and check it then")


def export_words(commands: Commands) -> None:
    """Adds the command that gives the feeds to other readers."""
    export = commands.add(
        "export",
        "export:export",
        "write your feeds as OPML, for other readers",
        "Tags become folders. Names, passwords and keys in addresses are taken out; headers and proxies stay here.",
    )
    export.add_argument(
        "--opml", metavar="FILE", nargs="?", const="-", required=True, help="the file to write (default: -, stdout)"
    )


def _add_words(add_command: ArgumentParser) -> None:
    """The arguments of the command."""
    take = add_command.add_argument
    take(
        "addresses",
        metavar="ADDRESS",
        nargs="+",
        help="a feed's or a page's address, a file or folder, or exec:COMMAND",
    )
    take("--title", metavar="TEXT", default="", help="a title of your own")
    take("--tag", metavar="TAG", action="append", default=[], help="a tag; can be repeated")
    take("--interval", metavar="30m", default="", help="time between two automatic fetches: 90s, 30m, 2h, 1d")
    take(
        "--full-text", choices=("when-short", "always", "never"), default=None, help="when its items' pages are fetched"
    )
    take(
        "--header", metavar='"NAME: VALUE"', action="append", default=[], help="sent to its host alone; can be repeated"
    )
    take("--hidden", action="store_true", help="keep it out of the desk's list of feeds")
    take("--proxy", metavar="ADDRESS", default="", help="a proxy's address, or direct")
    take("--filter", metavar="COMMAND", default="", help="a program that the feed goes through")
    take(
        "--allow-private", action="store_true", help="allow an address of this machine or of your own network, for good"
    )
    take("--no-check", action="store_true", help="subscribe without looking at what is there")
    which = add_command.add_mutually_exclusive_group()
    which.add_argument("--first", action="store_true", help="of several feeds that a page names, the first")
    which.add_argument("--all", action="store_true", help="all feeds that a page names")
    take("--json", action="store_true", help="one JSON document")


def _span(text: str) -> int:
    from reader.subscriptions.entries import FieldError, read_interval

    try:
        seconds = read_interval(text)
    except FieldError:
        seconds = 0
    if not EVERY[0] <= seconds <= EVERY[1]:
        raise argparse.ArgumentTypeError(f"{text!r} is no time from 1m to 30d (write it as 15m, 2h or 1d)")
    return seconds
