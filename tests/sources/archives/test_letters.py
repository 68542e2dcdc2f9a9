"""Letters, boxes of them and pages saved as MHTML give the page that is in them."""

from __future__ import annotations

import gzip
from email.message import EmailMessage
from pathlib import Path

import pytest

from reader.sources.archives.mailbox import can_begin_at, is_maildir, read_maildir, read_mbox
from reader.sources.archives.message import HEADER_BYTES, MESSAGE_LIMIT, PARTS, page_of_message
from reader.sources.files import read_imports, read_paths
from reader.sources.page import Page, SourceFailure
from tests.sources.archives.making import BODY, box, letter


def page_in(content: bytes) -> Page:
    found = page_of_message(content, "letter.eml")
    assert isinstance(found, Page), found
    return found


def test_a_newsletter_is_its_html_part_with_what_its_headers_say() -> None:
    message = EmailMessage()
    message["From"] = "Morning Letter <letter@post.example>"
    message["Subject"] = "Überblick: the bridge"
    message["Date"] = "Fri, 17 May 2024 09:30:00 +0200"
    message["Message-ID"] = "<1@post.example>"
    message.set_content("Plain words.")
    message.add_alternative(f"<html><p>{BODY} Brücke</p></html>", subtype="html", charset="iso-8859-1", cte="base64")
    message.add_attachment(b"<html>attached</html>", maintype="text", subtype="html", filename="a.html")
    page = page_in(message.as_bytes())
    assert (page.kind, page.title, page.source) == ("html", "Überblick: the bridge", "Morning Letter")
    assert (page.id, page.published) == ("mail:1@post.example", "2024-05-17T09:30:00+02:00")
    assert "Brücke" in page.content.decode()


def test_the_list_is_the_source_and_the_copy_on_the_web_the_address() -> None:
    body = (
        f'<html><a href="https://post.example/about">About</a><a class="x" href="https://post.example/l?a=1&amp;b=2">'
        f"<span>View this letter</span> in your browser</a><p>{BODY}</p></html>"
    )
    page = page_in(letter(1, 'List-Id: "Evening List" <evening.post.example>', body=body))
    assert page.source == "Evening List"
    assert page.url == "https://post.example/l?a=1&b=2"


def test_damage_in_charset_encoding_or_headers_costs_characters_only() -> None:
    for charset in ("nonsense", "utf-8", "unicode_escape", "idna", "zlib"):
        message = (
            letter().replace(b"charset=utf-8", f"charset={charset}".encode()).replace(b"Monday", b"Monday\xff\xe9")
        )
        assert b"harbour authority" in page_in(message).content
    broken = letter(1, "Content-Transfer-Encoding: base64", body="PGh0bWw+PHA+SGFyYm91cg=!=\n*** <p>")
    assert b"Harbour" in page_in(broken).content
    for header in ("Subject: =?utf-8?b?*?= =?nonsense?q?x?=", "Date: yesterday", "From: ((((", "Message-ID: none"):
        name = header.partition(":")[0].encode()
        lines = [header.encode() if line.startswith(name) else line for line in letter().split(b"\n")]
        assert b"harbour authority" in page_in(b"\n".join(lines)).content


def test_an_id_never_passes_for_that_of_another_kind_of_article() -> None:
    assert page_in(letter().replace(b"<1@post.example>", b"<8b4e15d65d317199>")).id == "mail:8b4e15d65d317199"
    assert page_in(letter().replace(b"<1@post.example>", b"<a b>")).id == ""


def test_hostile_letters_are_refused_or_read_in_bounds() -> None:
    many = page_of_message(letter(1, *["X: y"] * (HEADER_BYTES // 4)), "x")
    assert isinstance(many, SourceFailure)
    assert "headers" in many.reason
    large = page_of_message(letter() + bytes(MESSAGE_LIMIT), "x")
    assert isinstance(large, SourceFailure)
    assert "32 MB" in large.reason
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(500))
    assert isinstance(page_of_message(b"MIME-Version: 1.0\n" + nested, "x"), SourceFailure)
    parts = (
        b"--b\nContent-Type: image/png\n\nx\n" * (PARTS * 5) + b"--b\nContent-Type: text/html\n\n<p>late</p>\n--b--\n"
    )
    head = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    assert isinstance(page_of_message(head + parts, "x"), SourceFailure)


def test_a_page_saved_as_mhtml_has_the_address_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "saved.mhtml"
    path.write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/bridge\r\nSubject: Bridge\r\n"
        b"Date: Fri, 17 May 2024 09:30:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b"\r\n\r\n\r\n----b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b'<html><head><meta charset=3D"utf-8"></head><p>The bridge =\r\nopened caf=C3=A9.</p></html>\r\n'
        b"----b\r\nContent-Type: text/css\r\n\r\np {}\r\n----b--\r\n"
    )
    (page,) = read_paths([tmp_path])
    assert isinstance(page, Page)
    assert (page.kind, page.url, page.id, page.title) == ("html", "https://news.example/bridge", "", "")
    assert "The bridge opened café." in page.content.decode()


def test_the_letters_of_a_box_come_one_by_one_and_from_any_of_them_on(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    quoted = letter(2).replace(b"<h1>", b"<h1>\n>From here on\n>>From there\n")
    path.write_bytes(box(letter(1), quoted, letter(3)))
    pieces = [piece for piece in read_mbox(path) if isinstance(piece, Page)]
    assert [piece.id for piece in pieces] == [f"mail:{number}@post.example" for number in (1, 2, 3)]
    assert b"\nFrom here on\n>From there\n" in pieces[1].content
    assert sum(piece.weight for piece in pieces) == path.stat().st_size
    place = pieces[0].weight
    assert can_begin_at(path, place)
    assert not can_begin_at(path, place + 1)
    assert [piece.id for piece in read_mbox(path, place) if isinstance(piece, Page)] == [p.id for p in pieces[1:]]


def test_a_packed_box_is_read_and_a_damaged_one_told(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox.gz"
    packed = gzip.compress(box(*map(letter, range(50))))
    path.write_bytes(packed)
    assert sum(isinstance(piece, Page) for piece in read_mbox(path)) == 50
    path.write_bytes(packed[:-20])
    *_, last = read_mbox(path)
    assert isinstance(last, SourceFailure)
    assert "cannot be read" in last.reason


def test_a_letter_that_is_too_large_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    path.write_bytes(box(letter(1), letter(2) + b"x" * (MESSAGE_LIMIT + 2**21), letter(3)))
    pieces = list(read_mbox(path))
    assert [isinstance(piece, Page) for piece in pieces] == [True, False, True]
    assert sum(piece.weight for piece in pieces) == path.stat().st_size


@pytest.mark.parametrize("name", ["letter.eml", "page"])
def test_a_single_letter_is_added_and_imported(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(letter(4))
    for read in (read_paths, read_imports):
        (page,) = read([tmp_path / name])
        assert isinstance(page, Page)
        assert page.title == "Letter number 4"


def test_a_maildir_folder_is_imported(tmp_path: Path) -> None:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "cur" / "1:2,S").write_bytes(letter(1))
    (tmp_path / "new" / "2").write_bytes(letter(2))
    (tmp_path / "tmp" / "3").write_bytes(letter(3))
    assert is_maildir(tmp_path)
    pages = [piece for piece in read_maildir(tmp_path) if isinstance(piece, Page)]
    assert [page.title for page in pages] == ["Letter number 1", "Letter number 2"]
    assert list(read_imports([tmp_path])) == pages


def test_boxes_and_web_archives_met_by_add_are_named_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "letters").write_bytes(box(letter(1)))
    (piece,) = read_paths([tmp_path / "letters"])
    assert isinstance(piece, SourceFailure)
    assert piece.reason == "is a box of letters (`dateline import` reads it)"
