"""Lists of addresses that services for reading later gave out: what was kept there, without the pages.

Pocket (its HTML file and its later CSV, also in its ZIP file), Instapaper (CSV), Omnivore (JSON in its ZIP file),
Wallabag (JSON), and files of bookmarks that browsers write (Netscape's).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from reader.sources.archives.anchors import anchors
from reader.sources.archives.packed import Packed, PackedError

LIST_BYTES: Final = 64 * 2**20
"""Bytes of one list. A hundred thousand addresses have some 20 MB."""
TAGS: Final = 30
"""Tags that one address is given."""
_TAG: Final = 100
_FIELD: Final = 8 * 2**20


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True):
    """An address that somebody kept: with its title and tags, when it was kept (seconds since 1970 UTC, 0: unknown),
    whether it was read (archived there) and starred (a favourite there).
    """

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    added: int = 0
    read: bool = False
    starred: bool = False


class NotAListError(Exception):
    """A file that is no such list after all; why, in words."""


Reader = Callable[[str], Iterator[Wanted]]


def read_list(path: Path) -> list[Wanted]:
    """The addresses of a list, each once, in its order; rows without an http(s) address are left out.

    Raises NotAListError, and OSError where the file can't be read.
    """
    with path.open("rb") as file:
        if file.read(2) == b"PK":
            file.seek(0)
            texts = _in_zip(file)
        else:
            file.seek(0)
            content = file.read(LIST_BYTES + 1)
            if len(content) > LIST_BYTES:
                raise NotAListError(f"has more than {LIST_BYTES >> 20} MB")
            texts = [content]
    found: dict[str, Wanted] = {}
    for content in texts:
        text = content.decode("utf-8-sig", "replace")
        reader = list_reader(text[:4_096])
        if reader is None:
            raise NotAListError("is no list of addresses that is known")
        for wanted in reader(text):
            found.setdefault(wanted.url, wanted)
    return list(found.values())


def list_reader(head: str) -> Reader | None:
    """Who reads a list that begins like this; None where it is none."""
    start = head.lstrip("\ufeff \t\r\n")
    line = start.partition("\n")[0].strip().lower().replace('"', "")
    if line.startswith("title,url,time_added"):
        return _pocket_rows
    if line.startswith("url,title,selection"):
        return _instapaper_rows
    if start[:60].lower().startswith("<!doctype netscape-bookmark-file"):
        return _bookmarks
    if start[:15].lower().startswith(("<!doctype", "<html")):
        return _pocket_page if "<title>pocket export</title>" in head[:2_000].lower() else None
    if start.startswith("[") and '"url"' in start and ('"is_archived"' in start or '"savedAt"' in start):
        return _rows_of_json
    return None


def is_list_in_zip(names: tuple[str, ...]) -> bool:
    """Whether a ZIP file with these entries is such an export."""
    return bool(_lists(names))


def _lists(names: tuple[str, ...]) -> list[str]:
    last = [(name, name.rpartition("/")[2]) for name in names if not name.startswith("__MACOSX")]
    pocket = [name for name, end in last if end.startswith(("part_", "pocket")) and end.endswith(".csv")]
    pocket += [name for name, end in last if end == "ril_export.html"]
    return pocket or [name for name, end in last if end.startswith("metadata_") and end.endswith(".json")]


def _in_zip(file: io.BufferedReader) -> list[bytes]:
    try:
        with Packed(file) as packed:
            return [packed.read(name) for name in _lists(packed.names)]
    except PackedError as error:
        raise NotAListError(str(error)) from None


def _rows(text: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        for row in rows:
            yield dict(zip(names, row, strict=False))
    except csv.Error as error:
        raise NotAListError(f"its rows cannot be read: {error}") from None


def _pocket_rows(text: str) -> Iterator[Wanted]:
    for row in _rows(text):
        read = row.get("status", "") == "archive"
        yield from _wanted(
            row.get("url", ""), row.get("title", ""), row.get("tags", "").split("|"), row.get("time_added"), read=read
        )


def _instapaper_rows(text: str) -> Iterator[Wanted]:
    for row in _rows(text):
        folder = row.get("folder", "")
        tags = _json_words(row.get("tags", ""))
        if folder.lower() not in ("unread", "archive", "starred", ""):
            tags.append(folder)
        yield from _wanted(
            row.get("url", ""),
            row.get("title", ""),
            tags,
            row.get("timestamp"),
            read=folder.lower() == "archive",
            starred=folder.lower() == "starred",
        )


def _json_words(text: str) -> list[str]:
    try:
        return msgspec.json.decode(text, type=list[str])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return text.strip("[]").split(",")


def _pocket_page(text: str) -> Iterator[Wanted]:
    for link in anchors(text):
        its = link.attributes
        read = "archive" in link.heading.lower()
        yield from _wanted(link.url, link.words, its.get("tags", "").split(","), its.get("time_added"), read=read)


def _bookmarks(text: str) -> Iterator[Wanted]:
    for link in anchors(text):
        its = link.attributes
        folder = [] if "bookmark" in link.heading.lower() else [link.heading]
        yield from _wanted(link.url, link.words, its.get("tags", "").split(",") + folder, its.get("add_date"))


def _rows_of_json(text: str) -> Iterator[Wanted]:
    """Of Wallabag and Omnivore: `is_archived` or `state`, `is_starred`, `tags` or `labels`."""
    try:
        rows = msgspec.json.decode(text, type=list[dict[str, Any]])
    except (ValueError, RecursionError) as error:
        raise NotAListError(f"is not JSON: {error}") from None
    for row in rows:
        tags = row.get("tags") or row.get("labels") or []
        yield from _wanted(
            str(row.get("url") or ""),
            str(row.get("title") or ""),
            [str(tag.get("label") or tag.get("name") or "") if isinstance(tag, dict) else str(tag) for tag in tags]
            if isinstance(tags, list)
            else [],
            str(row.get("created_at") or row.get("savedAt") or ""),
            read=row.get("is_archived") in (1, True, "1") or row.get("state") == "Archived",
            starred=row.get("is_starred") in (1, True, "1"),
        )


def _wanted(
    url: str, title: str, tags: list[str], added: str | None, *, read: bool = False, starred: bool = False
) -> Iterator[Wanted]:
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")):
        return
    named = tuple(dict.fromkeys(tag.strip()[:_TAG] for tag in tags if tag.strip()))[:TAGS]
    yield Wanted(url, "" if title.strip() == url else title.strip(), named, _seconds(added or ""), read, starred)


def _seconds(text: str) -> int:
    """Seconds since 1970, from seconds or from ISO 8601; 0 for anything else."""
    from datetime import UTC, datetime

    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text[:10])
    try:
        moment = datetime.fromisoformat(text)
        return max(0, int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()))
    except (ValueError, OverflowError):
        return 0
