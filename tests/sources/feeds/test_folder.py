"""Feeds that are files."""

from __future__ import annotations

import os
from pathlib import Path

from reader.sources.feeds.decoding import BYTES
from reader.sources.feeds.folder import read_place
from reader.sources.feeds.parse import parse_feed
from reader.sources.page import SourceFailure
from tests.sources.feeds.malformed import rss, story


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(rss(story("From a file")))
    content = read_place(file)
    assert isinstance(content, bytes)
    assert parse_feed(content, url=file.as_uri()).items[0].title == "From a file"


def test_a_file_beyond_the_limit_is_read_to_it(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    with file.open("wb") as out:
        out.truncate(BYTES + 100)
    content = read_place(file)
    assert isinstance(content, bytes)
    assert len(content) == BYTES + 1


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert read_place(tmp_path) == SourceFailure(str(tmp_path), "is a folder: its pages are read, not a feed")
    assert read_place(pipe) == SourceFailure(str(pipe), "is no file (a device, a pipe or a socket)")
    missing = tmp_path / "missing.xml"
    assert read_place(missing) == SourceFailure(str(missing), "there is no such file (check the path)")
