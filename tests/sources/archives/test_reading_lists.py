"""Exports of services for reading later give addresses, with titles, tags and what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.sources.archives.kinds import import_kind
from reader.sources.archives.reading_list import NotAListError, Wanted, read_list
from tests.sources.archives.making import zipped

POCKET_PAGE = """<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>Pocket Export</title></head><body>
<h1>Unread</h1><ul>
<li><a href="https://a.example/1?x=1&amp;y=2" time_added="1700000000" tags="sea,bridges">A &lt;bridge&gt;</a></li>
<li><a href="javascript:alert(1)" time_added="1" tags="">bad</a></li>
</ul><h1>Read Archive</h1><ul>
<li><a href="https://b.example/2" time_added="1600000000" tags="">https://b.example/2</a></li></ul></body></html>"""
POCKET_ROWS = (
    "title,url,time_added,tags,status\n"
    '"A bridge, again",https://a.example/1,1700000000,sea|bridges,unread\n'
    "https://b.example/2,https://b.example/2,1600000000,,archive\nshort\n"
)
INSTAPAPER = (
    "URL,Title,Selection,Folder,Timestamp,Tags\n"
    'https://a.example/1,A bridge,,Unread,1700000000,"[""sea""]"\n'
    "https://b.example/2,Two,,Archive,1600000000,[]\nhttps://c.example/3,Three,,Recipes,0,\n"
    "https://d.example/4,Four,,Starred,0,\n"
)
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8"><TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p><DT><H3 ADD_DATE="1">Harbours</H3><DL><p>
<DT><A HREF="https://a.example/1" ADD_DATE="1700000000" TAGS="sea,bridges">A bridge</A></DL><p>
<DT><A HREF="https://b.example/2">Two</A></DL><p>"""
WALLABAG = json.dumps(
    [
        {"is_archived": 1, "is_starred": 0, "tags": ["sea"], "url": "https://a.example/1", "title": "A bridge",
         "created_at": "2023-11-14T22:13:20+00:00"},
        {"is_archived": 0, "is_starred": 1, "tags": [], "url": "https://b.example/2", "title": "Two"},
    ]
)  # fmt: skip
OMNIVORE = json.dumps(
    [{"id": "1", "slug": "s", "title": "A bridge", "url": "https://a.example/1", "state": "Archived",
      "labels": ["sea"], "savedAt": "2023-11-14T22:13:20.000Z"}]
)  # fmt: skip
ONE = Wanted("https://a.example/1", "A bridge", ("sea",), 1_700_000_000)


def read(path: Path, text: str) -> list[Wanted]:
    path.write_text(text, "utf-8")
    assert import_kind(path) == "list"
    return read_list(path)


def test_pocket_gives_titles_tags_dates_and_what_was_archived(tmp_path: Path) -> None:
    two = Wanted("https://b.example/2", "", (), 1_600_000_000, read=True)
    one = Wanted("https://a.example/1?x=1&y=2", "A <bridge>", ("sea", "bridges"), 1_700_000_000)
    assert read(tmp_path / "ril_export.html", POCKET_PAGE) == [one, two]
    rows = [Wanted("https://a.example/1", "A bridge, again", ("sea", "bridges"), 1_700_000_000), two]
    assert read(tmp_path / "part.csv", POCKET_ROWS) == rows
    path = zipped(tmp_path / "pocket.zip", {"pocket/part_000000.csv": POCKET_ROWS, "pocket/collections/x.json": "{}"})
    assert import_kind(path) == "list"
    assert read_list(path) == rows


def test_instapaper_gives_folders_as_tags(tmp_path: Path) -> None:
    assert read(tmp_path / "instapaper.csv", INSTAPAPER) == [
        ONE,
        Wanted("https://b.example/2", "Two", (), 1_600_000_000, read=True),
        Wanted("https://c.example/3", "Three", ("Recipes",)),
        Wanted("https://d.example/4", "Four", (), starred=True),
    ]


def test_bookmarks_give_their_folders_as_tags(tmp_path: Path) -> None:
    assert read(tmp_path / "bookmarks.html", BOOKMARKS) == [
        Wanted("https://a.example/1", "A bridge", ("sea", "bridges", "Harbours"), 1_700_000_000),
        Wanted("https://b.example/2", "Two"),
    ]


def test_wallabag_and_omnivore_give_what_was_archived_and_starred(tmp_path: Path) -> None:
    one = Wanted("https://a.example/1", "A bridge", ("sea",), 1_700_000_000, read=True)
    assert read(tmp_path / "all.json", WALLABAG) == [one, Wanted("https://b.example/2", "Two", starred=True)]
    path = zipped(tmp_path / "omnivore.zip", {"metadata_0_to_20.json": OMNIVORE, "content/s.html": "<p>x</p>"})
    assert import_kind(path) == "list"
    assert read_list(path) == [one]


@pytest.mark.parametrize("text", [POCKET_PAGE, POCKET_ROWS, INSTAPAPER, BOOKMARKS, WALLABAG])
def test_a_list_that_is_damaged_anywhere_is_read_as_far_as_it_goes_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list"
    for place in range(len(text) // 2, len(text), 7):
        for damaged in (text[:place], text[:place] + '\x00"<' + text[place:]):
            path.write_text(damaged, "utf-8")
            try:
                found = read_list(path)
            except NotAListError:
                continue
            assert all(wanted.url.startswith("https://") for wanted in found)


def test_a_list_of_a_hundred_thousand_open_tags_is_read_in_one_pass(tmp_path: Path) -> None:
    links = '<a <a href="https://a.example/1' * 100_000 + '">x</a>'
    assert len(read(tmp_path / "list", BOOKMARKS + links)) >= 2


def test_an_address_that_comes_twice_is_given_once(tmp_path: Path) -> None:
    assert len(read(tmp_path / "list", POCKET_ROWS + POCKET_ROWS)) == 2
