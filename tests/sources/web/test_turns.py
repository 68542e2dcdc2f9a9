"""How many requests a host gets at once, who goes first, and who is told to wait; and robots.txt before pages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.sources.web.robots import read_rules
from tests.sources.web.site import Asked, Line, Site, ok, status, to

Answered = Callable[..., Answer]
Refused = Callable[..., Refusal]


def test_a_host_gets_two_requests_at_once_and_each_comes_to_its_end(site: Site, client: Client) -> None:
    def slow(asked: Asked) -> bytes:
        site.pause(0.01)
        return ok()

    site.routes["/"] = slow
    answers = [future.result(20) for future in [client.fetch(Request(url=site.url())) for _ in range(20)]]
    assert all(isinstance(answer, Answer) for answer in answers)
    assert site.most_at_once == 2


def test_only_so_many_run_at_once_in_all(site: Site, other: Site) -> None:
    busy, most, lock = [0], [0], threading.Lock()

    def count(asked: Asked, line: Line) -> None:
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        line.closing.wait(0.02)
        with lock:
            busy[0] -= 1
        line.send(ok(Connection="close"))

    site.routes["/"] = other.routes["/"] = count
    with Client(allow_private=True, at_once=3) as one:
        futures = [one.fetch(Request(url=(site, other)[number % 2].url())) for number in range(24)]
        assert all(isinstance(future.result(20), Answer) for future in futures)
    assert most[0] <= 3


def test_many_feeds_that_lead_to_one_host_share_its_turns(site: Site, other: Site) -> None:
    def slow(asked: Asked) -> bytes:
        other.pause(0.01)
        return ok()

    site.routes["/"], other.routes["/"] = to(other.url()), slow
    with Client(allow_private=True, per_host=2) as one:
        futures = [one.fetch(Request(url=site.url(f"/?{number}"))) for number in range(20)]
        assert all(isinstance(future.result(20), Answer) for future in futures)
    assert other.most_at_once == 2


@pytest.mark.parametrize("code", [429, 503])
def test_what_waits_for_a_host_that_wants_peace_is_told_to_wait(site: Site, client: Client, code: int) -> None:
    site.routes["/"] = lambda asked: status(code, Retry_After="120")
    futures = [client.fetch(Request(url=site.url(f"/?{number}"))) for number in range(30)]
    refusals = [future.result(20) for future in futures]
    waiting = [one for one in refusals if isinstance(one, Refusal) and one.why == "wait"]
    assert len(site.asked) <= 4
    assert len(waiting) == 30 - len(site.asked)
    assert all(0 < one.retry_after <= 120 and "2 minutes" in one.reason for one in waiting)
    later = client.fetch(Request(url=site.url())).result(20)
    assert isinstance(later, Refusal)
    assert later.why == "wait"


def test_a_host_that_wants_peace_stops_no_other(site: Site, other: Site, answered: Answered, refused: Refused) -> None:
    site.routes["/"], other.routes["/"] = status(429), ok()
    assert refused(site.url()).status == 429
    assert refused(site.url()).why == "wait"
    assert answered(other.url()).status == 200


def test_a_503_that_says_no_time_stops_nothing(site: Site, refused: Refused) -> None:
    site.routes["/"] = status(503)
    assert [refused(site.url()).status for _ in range(3)] == [503, 503, 503]


def test_a_page_is_fetched_after_robots_txt_and_that_once(site: Site, answered: Answered) -> None:
    site.routes |= {"/robots.txt": ok(b"User-agent: *\nDisallow: /private/\n"), "/a": ok(b"<p>a"), "/b": ok(b"<p>b")}
    assert answered(site.url("/a"), page=True).content == b"<p>a"
    assert answered(site.url("/b"), page=True).content == b"<p>b"
    assert site.paths() == ["/robots.txt", "/a", "/b"]
    assert site.asked[1].headers["accept"].startswith("text/html")


def test_a_page_that_robots_txt_forbids_is_not_fetched(site: Site, refused: Refused) -> None:
    site.routes |= {
        "/robots.txt": ok(b"User-agent: Dateline\nDisallow: /story\n\nUser-agent: *\nAllow: /\n"),
        "/story": ok(),
    }
    refusal = refused(site.url("/story/1"), page=True)
    assert (refusal.why, "robots.txt" in refusal.reason) == ("robots", True)
    assert site.paths() == ["/robots.txt"]


def test_feeds_and_pages_named_by_hand_are_fetched_whatever_robots_txt_says(site: Site, answered: Answered) -> None:
    site.routes |= {"/robots.txt": ok(b"User-agent: *\nDisallow: /\n"), "/": ok()}
    answered(site.url())
    answered(site.url(), page=True, by_hand=True)
    assert site.paths() == ["/", "/"]


@pytest.mark.parametrize("reply", [status(404), status(401), status(403), to("/robots.txt"), to("ftp://example.org/")])
def test_without_a_robots_txt_everything_may_be_fetched(site: Site, answered: Answered, reply: bytes) -> None:
    site.routes |= {"/robots.txt": reply, "/": ok()}
    assert answered(site.url(), page=True).status == 200


def test_a_server_in_trouble_is_left_alone(site: Site, refused: Refused) -> None:
    site.routes |= {"/robots.txt": status(500), "/": ok()}
    refusal = refused(site.url(), page=True)
    assert (refusal.why, "500" in refusal.reason) == ("robots", True)
    assert site.paths() == ["/robots.txt"]


def test_a_server_that_is_down_is_said_to_be_down(refused: Refused) -> None:
    gone = Site()
    gone.close()
    assert refused(gone.url(), page=True).why == "connection"


def test_a_redirect_to_another_host_asks_its_robots_txt(site: Site, other: Site, refused: Refused) -> None:
    site.routes["/"] = to(other.url("/story"))
    other.routes |= {"/robots.txt": ok(b"User-agent: *\nDisallow: /story"), "/story": ok()}
    assert refused(site.url(), page=True).why == "robots"
    assert other.paths() == ["/robots.txt"]


def test_robots_txt_that_never_ends_is_read_as_far_as_it_has_to_be(site: Site, refused: Refused) -> None:
    def endless(asked: Asked, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /story\n")
        line.drip(b"# more\n" * 2_000, 0)

    site.routes |= {"/robots.txt": endless, "/story": ok()}
    assert refused(site.url("/story"), page=True).why == "robots"


def test_a_crawl_delay_is_kept_between_the_pages_of_a_host(site: Site, client: Client) -> None:
    site.routes |= {"/robots.txt": ok(b"User-agent: *\nCrawl-delay: 0.2\n"), "/": ok()}
    began = time.monotonic()
    futures = [client.fetch(Request(url=site.url(f"/?{number}"), page=True)) for number in range(4)]
    assert all(isinstance(future.result(20), Answer) for future in futures)
    assert time.monotonic() - began >= 3 * 0.2


def test_a_feed_does_not_wait_behind_the_pages_of_its_host(site: Site, client: Client) -> None:
    site.routes |= {"/robots.txt": ok(b"User-agent: *\nCrawl-delay: 30\n"), "/page": ok(), "/feed": ok()}
    pages = [client.fetch(Request(url=site.url(f"/page?{number}"), page=True)) for number in range(5)]
    assert isinstance(pages[0].result(20), Answer)
    assert isinstance(client.fetch(Request(url=site.url("/feed"))).result(20), Answer)
    assert not any(page.done() for page in pages[1:])


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        (b"", "/x", True),
        (b"User-agent: *\nDisallow: /", "/x", False),
        (b"User-agent: *\nDisallow:", "/x", True),
        (b"\xef\xbb\xbfuser-agent: *\ndisallow: /x", "/x", False),
        (b"User-agent: otherbot\nDisallow: /", "/x", True),
        (b"User-agent: otherbot\nUser-agent: dateline\nDisallow: /", "/x", False),
        (b"User-agent: *\nDisallow: /\nAllow: /x", "/x", True),
        (b"User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        (b"User-agent: dateline/1.0\nDisallow: /", "/x", False),
        (b"\x00\xff\xfe rubbish \x01", "/x", True),
        (b"<html><body>User-agent: *</body></html>", "/x", True),
    ],
)
def test_rules_are_read_as_the_rfc_has_them(text: bytes, path: str, allowed: bool) -> None:
    assert read_rules(text).allow(f"https://example.org{path}") is allowed


@pytest.mark.parametrize(("said", "delay"), [(b"5", 5), (b"1e9", 30), (b"-3", 0), (b"nan", 0), (b"soon", 0)])
def test_a_crawl_delay_has_bounds(said: bytes, delay: float) -> None:
    assert read_rules(b"User-agent: *\nDisallow: /x\nCrawl-delay: " + said).delay == delay


def test_thousands_of_groups_for_others_are_one() -> None:
    many = b"".join(b"User-agent: bot%d\n" % number for number in range(20_000))
    rules = b"".join(b"Disallow: /%d\n" % number for number in range(10_000))
    read = read_rules(many + rules)
    assert read.parsed is not None
    assert read.allow("https://example.org/5")
