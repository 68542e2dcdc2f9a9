"""Asking and being answered: validators, freshness, headers, statuses, offline, cancelling, closing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.sources.web.user_agent import user_agent
from tests.sources.web.conftest import Fetch
from tests.sources.web.site import Asked, Line, Site, ok, status

Answered = Callable[..., Answer]
Refused = Callable[..., Refusal]


def test_an_answer_has_content_type_validators_and_how_long_it_holds(site: Site, answered: Answered) -> None:
    site.routes["/feed"] = ok(
        b"<rss>news</rss>", ETag='"a1"', Last_Modified="Sun, 06 Nov 1994 08:49:37 GMT", Cache_Control="max-age=900"
    )
    answer = answered(site.url("/feed"))
    assert (answer.url, answer.status, answer.content) == (site.url("/feed"), 200, b"<rss>news</rss>")
    assert answer.content_type == "application/rss+xml"
    assert answer.validators == ('"a1"', "Sun, 06 Nov 1994 08:49:37 GMT")
    assert answer.fresh == 900
    assert (answer.moved, answer.note, answer.protocol) == ("", "", "HTTP/1.1")


def test_a_request_says_who_asks_and_what_it_understands(site: Site, fetch: Fetch) -> None:
    site.routes["/"] = ok()
    fetch(site.url())
    headers = site.asked[0].headers
    assert headers["user-agent"] == user_agent()
    assert headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert headers["accept"].startswith("application/rss+xml")
    assert not {"if-none-match", "if-modified-since", "cookie", "authorization", "referer"} & set(headers)


def test_the_contact_of_the_user_is_in_the_user_agent(site: Site) -> None:
    site.routes["/"] = ok()
    with Client(allow_private=True, contact="reader@example.org") as one:
        one.fetch(Request(url=site.url())).result(20)
    assert "reader@example.org" in site.asked[0].headers["user-agent"]


def test_validators_are_sent_and_304_keeps_those_it_does_not_repeat(site: Site, answered: Answered) -> None:
    site.routes["/"] = status(304, ETag='W/"2"', Expires="0")
    answer = answered(site.url(), validators=('W/"1"', "Sun, 06 Nov 1994 08:49:37 GMT"))
    assert (answer.status, answer.content) == (304, b"")
    assert answer.validators == ('W/"2"', "Sun, 06 Nov 1994 08:49:37 GMT")
    assert site.asked[0].headers["if-none-match"] == 'W/"1"'
    assert site.asked[0].headers["if-modified-since"] == "Sun, 06 Nov 1994 08:49:37 GMT"


def test_a_server_that_sends_all_again_under_the_same_etag_is_believed(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(b"again", ETag='"1"')
    answer = answered(site.url(), validators=('"1"', ""))
    assert (answer.status, answer.content, answer.validators[0]) == (200, b"again", '"1"')


def test_a_304_that_nobody_asked_for_is_a_refusal(site: Site, refused: Refused) -> None:
    site.routes["/"] = status(304)
    refusal = refused(site.url())
    assert (refusal.why, refusal.status) == ("status", 304)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (204, "without any content"),
        (401, "name and password"),
        (403, "does not let us"),
        (404, "nothing at this address"),
        (410, "gone for good"),
        (429, "ask too much"),
        (451, "legal"),
        (500, "fault"),
        (503, "overloaded"),
        (522, "behind"),
        (499, "refusal"),
        (599, "fault"),
        (300, "redirect that leads nowhere"),
        (301, "redirect that leads nowhere"),
    ],
)
def test_every_status_is_said_in_words(site: Site, refused: Refused, code: int, words: str) -> None:
    site.routes["/"] = status(code, b"" if code == 204 else b"sorry")
    refusal = refused(site.url())
    assert (refusal.why, refusal.status) == ("status", code)
    assert words in refusal.reason


def test_retry_after_is_passed_on_and_said(site: Site, refused: Refused) -> None:
    site.routes["/"] = status(503, Retry_After="300")
    refusal = refused(site.url())
    assert refusal.retry_after == 300
    assert "5 minutes" in refusal.reason


def test_nobody_waits_longer_than_a_day(site: Site, refused: Refused) -> None:
    site.routes["/"] = status(429, Retry_After="99999999")
    assert refused(site.url()).retry_after == 86_400


def test_own_headers_are_sent_and_those_of_the_transport_are_not(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok()
    own = (
        ("Authorization", "Bearer abc"),
        ("accept", "text/xml"),
        ("Host", "elsewhere.example"),
        ("Content-Length", "5"),
        ("X-Odd", "a\r\nInjected: yes"),
        ("X Space", "no"),
        ("X-Empty", ""),
    )
    answered(site.url(), headers=own)
    headers = site.asked[0].headers
    assert (headers["authorization"], headers["accept"], headers["x-empty"]) == ("Bearer abc", "text/xml", "")
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert not {"content-length", "x-odd", "injected", "x space"} & set(headers)


def test_name_and_password_in_an_address_are_sent_and_never_said(site: Site, fetch: Fetch) -> None:
    site.routes["/"] = ok()
    answer = fetch(site.url(host="anna:s%40crates@127.0.0.1"))
    assert site.asked[0].headers["authorization"] == "Basic YW5uYTpzQGNyYXRlcw=="
    assert "crates" not in repr(answer)
    site.routes["/"] = status(404)
    assert "crates" not in repr(fetch(site.url(host="anna:s%40crates@127.0.0.1")))


def test_a_fragment_is_not_sent_and_letters_outside_ascii_are_encoded(site: Site, answered: Answered) -> None:
    site.routes["/n%C3%A9wes%20"] = ok()
    assert answered(site.url("/néwes ?q=ü#top")).url == site.url("/n%C3%A9wes%20?q=%C3%BC")


@pytest.mark.parametrize(
    "url", ["", "feed", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org", "http://", "http://a b/",
            "http://example.org:99999/", "http://[::1", "http://-.../", "javascript:alert(1)", "http://exa%00mple.org/",
            "http://" + "a" * 9_000, "https://u%00:p@example.org/", "http://example.org/\udcff"]
)  # fmt: skip
def test_what_is_no_web_address_is_refused_in_words(refused: Refused, url: str) -> None:
    refusal = refused(url)
    assert refusal.why == "address"
    assert len(refusal.reason) > 10


def test_offline_nothing_is_asked(site: Site) -> None:
    with Client(offline=True, allow_private=True) as one:
        refusal = one.fetch(Request(url=site.url())).result(0)
    assert isinstance(refusal, Refusal)
    assert refusal.why == "offline"
    assert "--offline" in refusal.reason
    assert site.connections == 0


def test_connections_are_kept_and_used_again(site: Site, client: Client) -> None:
    site.routes["/"] = ok()
    for _ in range(20):
        client.fetch(Request(url=site.url())).result(20)
    assert site.connections == 1


def test_a_short_text_around_an_error_costs_no_connection(site: Site, fetch: Fetch) -> None:
    site.routes["/"] = status(404, b"x" * 10_000)
    for _ in range(5):
        fetch(site.url())
    assert site.connections == 1


def test_ipv6_is_spoken(answered: Answered) -> None:
    try:
        six = Site("::1")
    except OSError:
        pytest.skip("this machine has no IPv6")
    try:
        six.routes["/"] = ok(b"six")
        assert answered(six.url(host="[::1]")).content == b"six"
    finally:
        six.close()


def test_a_name_whose_first_address_does_not_answer_is_tried_at_the_next(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(b"four")
    assert answered(site.url(host="localhost")).content == b"four"


def test_odd_letters_in_what_is_sent_do_no_harm(site: Site, client: Client) -> None:
    site.routes["/"] = ok()
    odd = "é\udcff\u202e\x00"
    for request in (
        Request(url=site.url(), headers=(("X-Odd", odd), (odd, "x"), ("X-Fine", "é"))),
        Request(url=site.url(), validators=(odd, odd)),
        Request(url=site.url(), proxy=f"http://{odd}@127.0.0.1:1"),
        Request(url=site.url(f"/{odd}")),
        Request(url=site.url(host=f"{odd}@127.0.0.1")),
        Request(url=site.url(host=odd)),
    ):
        answer = client.fetch(request).result(20)
        assert not isinstance(answer, Refusal) or answer.why in ("address", "status")
    assert site.asked[0].headers["x-fine"] == "é".encode().decode("latin-1")


def test_early_hints_are_no_answer_yet(site: Site, answered: Answered) -> None:
    site.routes["/"] = b"HTTP/1.1 103 Early Hints\r\nETag: early\r\n\r\n" + ok(b"then this", ETag="late")
    answer = answered(site.url())
    assert (answer.content, answer.validators[0]) == (b"then this", "late")


def test_an_old_server_is_understood(site: Site, answered: Answered) -> None:
    def old(asked: Asked, line: Line) -> None:
        line.send(b"HTTP/1.0 200 OK\nContent-type: text/xml\n\n<rss/>")

    site.routes["/"] = old
    answer = answered(site.url())
    assert (answer.content, answer.content_type, answer.protocol) == (b"<rss/>", "text/xml", "HTTP/1.0")


def test_a_feed_may_have_a_user_agent_of_its_own(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok()
    answered(site.url(), headers=(("User-Agent", "somebody else"),))
    assert site.asked[0].headers["user-agent"] == "somebody else"
