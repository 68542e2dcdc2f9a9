"""Each feed has its own cookies: they come back with the answer, go out with the next request, and stay with their
server.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.sources.web.exchange import Answer
from tests.sources.web.site import Site, ok, status, to

Answered = Callable[..., Answer]


def test_cookies_come_with_the_answer_and_go_with_the_next_request(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(Set_Cookie="visit=1; Max-Age=3600; HttpOnly")
    first = answered(site.url())
    assert len(first.cookies) == 1
    answered(site.url(), cookies=first.cookies)
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, "visit=1"]


def test_a_session_cookie_is_kept_for_the_next_time_too(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(Set_Cookie="session=2")
    assert "session" in answered(site.url()).cookies[0]


def test_a_304_keeps_the_cookies(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(Set_Cookie="a=1")
    cookies = answered(site.url()).cookies
    site.routes["/"] = status(304)
    assert answered(site.url(), cookies=cookies, validators=('"1"', "")).cookies == cookies


def test_nobody_gets_the_cookies_of_another_feed(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(Set_Cookie="secret=1; Path=/")
    answered(site.url())
    answered(site.url())
    answered(site.url("/?other"))
    assert all("cookie" not in asked.headers for asked in site.asked)


def test_a_cookie_of_one_host_is_not_sent_to_another(site: Site, answered: Answered) -> None:
    site.routes["/"] = status(302, Location=site.url("/x", host="localhost"), Set_Cookie="a=1; Path=/")
    site.routes["/x"] = ok()
    answered(site.url())
    assert "cookie" not in site.asked[1].headers


def test_a_cookie_set_on_the_way_is_sent_on_the_rest_of_it(site: Site, answered: Answered) -> None:
    site.routes |= {"/": status(302, Location="/x", Set_Cookie="a=1; Path=/"), "/x": to("/y"), "/y": ok()}
    answered(site.url())
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, "a=1", "a=1"]


def test_a_cookie_for_a_foreign_domain_is_not_taken(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok(Set_Cookie="a=1; Domain=example.org")
    assert answered(site.url()).cookies == ()


def test_only_so_many_and_so_long_cookies_are_kept(site: Site, answered: Answered) -> None:
    lines = "\r\nSet-Cookie: ".join(f"c{number}=1" for number in range(120))
    site.routes |= {"/": ok(Set_Cookie=lines), "/long": ok(Set_Cookie=f"long={'x' * 4_090}")}
    assert len(answered(site.url()).cookies) == 50
    assert answered(site.url("/long")).cookies == ()


def test_what_is_stored_as_a_cookie_and_is_none_does_nothing(site: Site, answered: Answered) -> None:
    site.routes["/"] = ok()
    odd = ("ALL", "FLUSH", "Set-Cookie: a=1; domain=127.0.0.1", "", "a\tb", "127.0.0.1\tFALSE\t/\tFALSE\t0\tx\t1\n",
           "127.0.0.1\tFALSE\t/\tFALSE\t0\tx\t\udc80", "127.0.0.1\tFALSE\t/\tFALSE\t0\tx\t\x00")  # fmt: skip
    answered(site.url(), cookies=odd)
    assert "cookie" not in site.asked[0].headers


def test_a_cookie_in_any_letters_does_no_harm(site: Site, answered: Answered) -> None:
    site.routes |= {"/": ok(Set_Cookie="a=é"), "/latin": ok().replace(b"\r\n\r\n", b"\r\nSet-Cookie: b=\xe9\r\n\r\n")}
    cookies = answered(site.url()).cookies
    assert cookies[0].endswith("\ta\té")
    assert answered(site.url("/latin"), cookies=cookies).cookies == cookies
