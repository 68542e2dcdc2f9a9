"""Answers that are too long, too slow, packed to burst, or broken: each ends at its limit, and what is good is kept."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.sources.web.limits import Limits
from tests.sources.web.site import Asked, Line, Site, begun, ok, status

Answered = Callable[..., Answer]
Refused = Callable[..., Refusal]

NEWS = b"<rss>" + b"".join(b"<item>news number %d</item>" % number for number in range(2_000)) + b"</rss>"


@pytest.fixture
def hasty() -> Iterator[Client]:
    """Loses patience after a second."""
    with Client(allow_private=True, limits=Limits(slow_seconds=1, slow_bytes=1_000, header_bytes=20_000)) as one:
        yield one


def hastily(client: Client, url: str, **asked: object) -> Refusal:
    refusal = client.fetch(Request(url=url, **asked)).result(20)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    return refusal


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress(NEWS),
    "x-gzip": gzip.compress(NEWS),
    "deflate": zlib.compress(NEWS),
    "Deflate": raw_deflate(NEWS),
    "br": brotli.compress(NEWS),
    "zstd": zstandard.compress(NEWS),
    "gzip, gzip": gzip.compress(gzip.compress(NEWS)),
    "br,gzip,zstd": zstandard.compress(gzip.compress(brotli.compress(NEWS))),
    "identity": NEWS,
    "utf-8": NEWS,
}


@pytest.mark.parametrize("encoding", PACKED)
def test_every_packing_is_unpacked(site: Site, answered: Answered, encoding: str) -> None:
    site.routes["/"] = ok(PACKED[encoding], Content_Encoding=encoding, ETag='"1"')
    answer = answered(site.url())
    assert answer.content == NEWS
    assert (answer.note, answer.validators[0]) == ("", '"1"')


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_what_says_that_it_is_packed_and_is_not_is_read(site: Site, answered: Answered, encoding: str) -> None:
    site.routes["/"] = ok(NEWS, Content_Encoding=encoding)
    assert answered(site.url()).content == NEWS


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(60_000_000), 9)),
        ("gzip", gzip.compress(b"<rss>") * 5 + gzip.compress(bytes(60_000_000), 9)),
        ("deflate", zlib.compress(bytes(60_000_000), 9)),
        ("br", brotli.compress(bytes(60_000_000))),
        ("zstd", zstandard.compress(bytes(60_000_000))),
        ("gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(bytes(60_000_000))))),
    ],
    ids=["gzip", "gzip members", "deflate", "br", "zstd", "gzip thrice"],
)
def test_a_bomb_ends_at_the_limit(site: Site, refused: Refused, encoding: str, bomb: bytes) -> None:
    site.routes["/"] = ok(bomb, Content_Encoding=encoding)
    refusal = refused(site.url(), limit=2**20)
    assert refusal.why == "size"
    assert "1.0 MB" in refusal.reason


@pytest.mark.parametrize("encoding", ["compress", "dcb", "gzip, gzip, gzip, gzip"])
def test_what_is_packed_in_an_unknown_way_is_refused(site: Site, refused: Refused, encoding: str) -> None:
    site.routes["/"] = ok(b"\x1f\x9d123", Content_Encoding=encoding)
    assert refused(site.url()).why == "packing"


def test_damage_at_the_beginning_is_a_refusal(site: Site, refused: Refused) -> None:
    site.routes["/"] = ok(b"\x00\x01\x02\x03", Content_Encoding="gzip")
    refusal = refused(site.url())
    assert (refusal.why, "damaged" in refusal.reason) == ("packing", True)


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "deflate"])
def test_what_was_unpacked_before_the_end_broke_off_is_kept(site: Site, answered: Answered, encoding: str) -> None:
    def brotli_quickly(data: bytes) -> bytes:
        packed: bytes = brotli.compress(data, quality=3)
        return packed

    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "br": brotli_quickly,
        "zstd": zstandard.compress,
        "deflate": zlib.compress,
    }
    text = b"".join(b"<item>%d</item>" % (number**5) for number in range(50_000))
    packed = packers[encoding](text)
    half = packed[: len(packed) * 3 // 4]
    site.routes["/"] = ok(half, Content_Encoding=encoding, ETag='"1"', Cache_Control="max-age=9")
    answer = answered(site.url())
    assert text.startswith(answer.content)
    assert len(answer.content) > len(text) // 4
    assert "broke off" in answer.note
    assert (answer.validators, answer.fresh) == (("", ""), 0)


def test_a_length_that_is_too_long_gives_what_came(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(b"<rss>most of it", Content_Length="1000", ETag='"1"', Connection="close")
    answer = answered(site.url())
    assert (answer.content, answer.validators) == (b"<rss>most of it", ("", ""))
    assert "broke off" in answer.note


def test_a_length_that_is_too_short_gives_as_much_as_it_says(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(b"<rss/>and more", Content_Length="6")
    assert answered(site.url()).content == b"<rss/>"


def test_an_answer_that_breaks_off_between_its_chunks_is_kept(site: Site, answered: Answered) -> None:
    def broken(asked: Asked, line: Line) -> None:
        line.send(begun(b"6\r\n<rss>a\r\n", Transfer_Encoding="chunked"))

    site.routes["/"] = broken
    answer = answered(site.url())
    assert (answer.content, "broke off" in answer.note) == (b"<rss>a", True)


def test_an_answer_without_a_length_lasts_until_the_connection_ends(site: Site, answered: Answered) -> None:
    def plain(asked: Asked, line: Line) -> None:
        line.send(begun(NEWS, ETag='"1"'))

    site.routes["/"] = plain
    answer = answered(site.url())
    assert (answer.content, answer.note, answer.validators[0]) == (NEWS, "", '"1"')


def test_nothing_at_all_is_a_broken_connection(site: Site, refused: Refused) -> None:
    def nothing(asked: Asked, line: Line) -> None:
        return

    def half(asked: Asked, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\nETa")

    site.routes |= {"/": nothing, "/half": half}
    assert refused(site.url()).why == "connection"
    assert refused(site.url("/half")).why == "connection"


def test_a_promise_without_a_byte_of_content_is_a_broken_connection(site: Site, refused: Refused) -> None:
    site.routes["/"] = ok(b"", Content_Length="1000", Connection="close")
    assert refused(site.url()).why == "connection"


def test_what_is_no_web_server_is_said_to_be_none(site: Site, refused: Refused) -> None:
    def mail(asked: Asked, line: Line) -> None:
        line.send(b"220 mail.example ESMTP\r\n")

    site.routes["/"] = mail
    refusal = refused(site.url())
    assert (refusal.why, "no web server" in refusal.reason) == ("connection", True)


def test_an_endless_answer_ends_at_the_limit(site: Site, refused: Refused) -> None:
    def endless(asked: Asked, line: Line) -> None:
        line.send(begun())
        line.drip(b"<item>" * 10_000, 0)

    site.routes["/"] = endless
    assert refused(site.url(), limit=500_000).why == "size"


def test_endless_packed_bytes_that_unpack_to_nothing_end_at_the_limit(site: Site, refused: Refused) -> None:
    empty = gzip.compress(b"")

    def endless(asked: Asked, line: Line) -> None:
        line.send(begun(Content_Encoding="gzip"))
        line.drip(empty * 2_000, 0)

    site.routes["/"] = endless
    refusal = refused(site.url(), limit=500_000)
    assert (refusal.why, "packed" in refusal.reason) == ("size", True)


def test_endless_headers_end_at_the_limit(site: Site, hasty: Client) -> None:
    def endless(asked: Asked, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\n")
        line.drip(b"X-More: and more\r\n" * 100, 0)

    site.routes["/"] = endless
    assert hastily(hasty, site.url()).why == "size"


def test_interim_answers_without_end_end_at_the_limit(site: Site, hasty: Client) -> None:
    site.routes["/"] = lambda asked, line: line.drip(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 20, 0)
    assert hastily(hasty, site.url()).why in ("size", "connection")


@pytest.mark.parametrize("beginning", [begun(), b"HTTP/1.1 200 OK\r\n", b""], ids=["body", "headers", "nothing"])
def test_what_trickles_in_is_given_up(site: Site, hasty: Client, beginning: bytes) -> None:
    def drip(asked: Asked, line: Line) -> None:
        line.send(beginning)
        line.drip(b"X-A: b\r\n", 0.1) if beginning else line.closing.wait()

    site.routes["/"] = drip
    refusal = hastily(hasty, site.url())
    assert (refusal.why, "slowly" in refusal.reason) == ("time", True)


def test_one_answer_has_its_time_redirects_and_all(site: Site, client: Client) -> None:
    def drip(asked: Asked, line: Line) -> None:
        line.send(begun())
        line.drip(b"<item>" * 100, 0.02)

    def slow(asked: Asked, line: Line) -> None:
        line.closing.wait(0.25)
        line.send(status(302, Location=f"/{len(site.asked)}", Connection="close"))

    site.routes["/drip"] = drip
    assert hastily(client, site.url("/drip"), seconds=0.3).why == "time"
    site.routes |= {"/slow": slow, "/2": slow, "/3": slow, "/4": slow, "/5": slow}
    assert hastily(client, site.url("/slow"), seconds=0.6).why == "time"
    assert len(site.asked) <= 5


def test_slow_servers_delay_nobody_else(site: Site, other: Site) -> None:
    site.routes["/"] = lambda asked, line: line.drip(b"", 0.05)
    other.routes["/"] = ok()
    with Client(allow_private=True, at_once=8) as one:
        stuck = [one.fetch(Request(url=site.url(f"/?{number}"))) for number in range(40)]
        quick = [one.fetch(Request(url=other.url())).result(20) for _ in range(20)]
        assert not any(future.done() for future in stuck)
    assert all(isinstance(answer, Answer) for answer in quick)


def test_where_nobody_listens_is_told(refused: Refused) -> None:
    gone = Site()
    gone.close()
    refusal = refused(gone.url())
    assert (refusal.why, "nobody answers" in refusal.reason) == ("connection", True)


def test_a_name_that_does_not_exist_is_told(refused: Refused) -> None:
    refusal = refused("http://no-such-feed.invalid/")
    assert (refusal.why, "no-such-feed.invalid" in refusal.reason) == ("name", True)
