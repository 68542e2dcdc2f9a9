"""Where redirects lead, what goes along with them, and which of them change the stored address."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.sources.web.exchange import Answer, Refusal
from tests.sources.web.conftest import Fetch
from tests.sources.web.site import Asked, Site, ok, status, to

Answered = Callable[..., Answer]
Refused = Callable[..., Refusal]


@pytest.mark.parametrize("code", [301, 308])
def test_a_permanent_redirect_gives_the_new_address(site: Site, answered: Answered, code: int) -> None:
    site.routes["/old"], site.routes["/new"] = to("/new", code), ok(b"there")
    answer = answered(site.url("/old"))
    assert (answer.content, answer.url, answer.moved) == (b"there", site.url("/new"), site.url("/new"))


@pytest.mark.parametrize("code", [302, 303, 307])
def test_a_temporary_redirect_is_followed_and_forgotten(site: Site, answered: Answered, code: int) -> None:
    site.routes["/old"], site.routes["/new"] = to("/new", code), ok(b"there")
    answer = answered(site.url("/old"))
    assert (answer.content, answer.url, answer.moved) == (b"there", site.url("/new"), "")


def test_what_comes_after_a_temporary_redirect_has_not_moved(site: Site, answered: Answered) -> None:
    site.routes |= {"/a": to("/b", 301), "/b": to("/c", 308), "/c": to("/d", 302), "/d": to("/e", 301), "/e": ok()}
    answer = answered(site.url("/a"))
    assert (answer.url, answer.moved) == (site.url("/e"), site.url("/c"))


def test_a_redirect_to_another_server_is_followed(site: Site, other: Site, answered: Answered) -> None:
    site.routes["/"], other.routes["/feed"] = to(other.url("/feed"), 301), ok(b"moved house")
    answer = answered(site.url())
    assert (answer.content, answer.moved) == (b"moved house", other.url("/feed"))


@pytest.mark.parametrize(
    ("location", "arrives"),
    [
        ("?page=2", "/dir/feed?page=2"),
        ("sub", "/dir/sub"),
        ("../up", "/up"),
        ("../../../up", "/up"),
        ("./", "/dir/"),
        ("/n%C3%A9", "/n%C3%A9"),
        ("/né", "/n%C3%A9"),
        ("/a b", "/a%20b"),
        ("/x#frag", "/x"),
        ("\\x", "/x"),
        (" /x\t", "/x"),
    ],
)
def test_relative_and_untidy_locations_lead_where_browsers_go(
    site: Site, fetch: Fetch, location: str, arrives: str
) -> None:
    site.routes["/dir/feed"] = lambda asked: ok() if "?" in asked.path else to(location)
    fetch(site.url("/dir/feed"))
    assert site.paths() == ["/dir/feed", arrives]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/",
                                      "http://[::1", "javascript:alert(1)", "data:text/xml,<rss/>", "//a b/"],
)  # fmt: skip
def test_a_redirect_to_anything_but_the_web_is_not_followed(site: Site, refused: Refused, location: str) -> None:
    site.routes["/"] = to(location, 301)
    refusal = refused(site.url())
    assert refusal.why == "redirects"
    assert "is not followed" in refusal.reason
    assert refusal.moved == ""


def test_a_circle_is_seen_in_its_first_round(site: Site, refused: Refused) -> None:
    site.routes |= {"/a": to("/b"), "/b": to("/a")}
    refusal = refused(site.url("/a"))
    assert refusal.why == "redirects"
    assert "circle" in refusal.reason
    assert site.paths() == ["/a", "/b", "/a"]


def test_a_redirect_to_itself_that_sets_a_cookie_is_no_circle(site: Site, answered: Answered) -> None:
    def wall(asked: Asked) -> bytes:
        return (
            ok(b"in") if "seen=1" in asked.headers.get("cookie", "") else status(302, Location="/", Set_Cookie="seen=1")
        )

    site.routes["/"] = wall
    assert answered(site.url()).content == b"in"


def test_redirects_without_end_have_one(site: Site, refused: Refused) -> None:
    site.routes["/"] = lambda asked: to(f"/?{len(site.asked)}", 301)
    refusal = refused(site.url())
    assert (refusal.why, refusal.moved) == ("redirects", "")
    assert len(site.asked) == 11


def test_what_is_gone_at_the_end_of_a_permanent_redirect_still_moved(site: Site, refused: Refused) -> None:
    site.routes |= {"/a": to("/b", 301), "/b": status(410)}
    refusal = refused(site.url("/a"))
    assert (refusal.status, refusal.moved) == (410, site.url("/b"))


def test_what_is_not_found_at_the_end_of_a_permanent_redirect_did_not_move(site: Site, refused: Refused) -> None:
    site.routes["/a"] = to("/b", 301)
    refusal = refused(site.url("/a"))
    assert (refusal.status, refusal.moved) == (404, "")


def test_headers_and_credentials_stay_with_the_server_they_are_for(site: Site, other: Site, answered: Answered) -> None:
    site.routes |= {"/": to("/second"), "/second": to(other.url())}
    other.routes["/"] = ok()
    url = site.url(host="anna:secret@127.0.0.1")
    answered(url, headers=(("X-Key", "abc"), ("Cookie", "own=1")))
    for asked in site.asked:
        assert asked.headers["x-key"] == "abc"
        assert asked.headers["cookie"] == "own=1"
        assert "authorization" in asked.headers
    assert not {"x-key", "cookie", "authorization"} & set(other.asked[0].headers)


def test_a_server_that_sends_us_away_and_back_gets_its_headers_again(
    site: Site, other: Site, answered: Answered
) -> None:
    site.routes |= {"/": to(other.url()), "/back": ok()}
    other.routes["/"] = to(site.url("/back"))
    answered(site.url(), headers=(("X-Key", "abc"),))
    assert [asked.headers.get("x-key") for asked in (*site.asked, *other.asked)] == ["abc", "abc", None]


def test_the_same_machine_by_another_name_is_another_server(site: Site, answered: Answered) -> None:
    site.routes |= {"/": to(site.url("/x", host="localhost")), "/x": ok()}
    answered(site.url(), headers=(("X-Key", "abc"),))
    assert "x-key" not in site.asked[1].headers


def test_credentials_that_a_redirect_brings_are_dropped(site: Site, answered: Answered) -> None:
    site.routes |= {"/": to(site.url("/x", host="eve:pw@127.0.0.1"), 301), "/x": ok()}
    assert answered(site.url()).moved == site.url("/x")
    assert "authorization" not in site.asked[1].headers


def test_a_moved_feed_keeps_its_credentials_at_its_own_server_only(site: Site, other: Site, answered: Answered) -> None:
    site.routes |= {"/a": to("/b", 301), "/b": ok(), "/c": to(other.url(), 301)}
    other.routes["/"] = ok()
    own = "anna:secret@127.0.0.1"
    assert answered(site.url("/a", host=own)).moved == site.url("/b", host=own)
    assert answered(site.url("/c", host=own)).moved == other.url()


def test_an_endless_text_around_a_redirect_is_not_waited_for(site: Site, answered: Answered) -> None:
    site.routes["/"] = lambda asked, line: (line.send(to("/x").replace(b"Length: 0", b"Length: 99999999")),
                                            line.drip(b"x" * 1_000, 0.01))[0]  # fmt: skip
    site.routes["/x"] = ok(b"there")
    assert answered(site.url()).content == b"there"
