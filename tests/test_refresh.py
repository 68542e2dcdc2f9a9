"""The world of feeds through the real command: every case has its line, none delays another, nothing comes twice."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.feed_world.case import FEED, Case, serving, turning
from tests.feed_world.running import Event, Home, fetching, read_run
from tests.feed_world.server import Asked, Exchange, Server
from tests.feed_world.statuses import RETRY, give, news, redirecting
from tests.feed_world.wellformed import CHANGED, TAGGED
from tests.feed_world.world import CASES, settings, staged

AT_A_HOST = 2
"""Requests that one host has to bear at a time."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def differences(cases: dict[str, Case], lines: dict[str, Event], turn: int) -> list[str]:
    """What the lines say otherwise than the cases expect, in words."""
    found = [f"{case.name}: no line" for address, case in cases.items() if address not in lines]
    for address, event in lines.items():
        case = cases[address]
        line = case.again if turn else case.first
        found += [f"{case.name}: {difference}" for difference in line.differences(event)]
    return found


def test_every_case_has_its_line_and_five_fetches_store_nothing_twice(server: Server, home: Home) -> None:
    cases = staged(server, (case for case in CASES if not case.slow))
    assert len(cases) >= 120
    home.subscribe(settings(cases))

    first = home.fetch(jobs=0)
    assert differences(cases, first.feeds, 0) == []
    assert first.code == 3
    came = home.ids()
    assert len(came) == first.done["added"] == sum(line["added"] for line in first.feeds.values())

    server.turn = 1
    moved = dict(zip(home.addresses(), cases.values(), strict=True))
    second = home.fetch(jobs=0)
    assert differences(moved, second.feeds, 1) == []
    again = home.ids()
    assert set(came) <= set(again)
    assert len(again) - len(came) == second.done["added"]
    for _ in range(3):
        later = home.fetch(jobs=0)
        assert (later.done["added"], later.done["revised"]) == (0, 0), later.of("feed")
    assert sorted(home.ids()) == sorted(again)


def test_slow_feeds_end_by_their_own_limit_and_delay_no_other(server: Server, home: Home) -> None:
    cases = staged(server, (case for case in CASES if case.slow or case.name.startswith(("RSS 2.0", "Atom"))))
    home.subscribe(settings(cases))
    run = home.fetch()
    assert differences(cases, run.feeds, 0) == []
    order = [cases[event["address"]].slow for event in run.of("feed")]
    assert order == sorted(order), "a slow feed was waited for"
    healthy = [asked.ended for address, case in cases.items() if not case.slow for asked in server.requests(address)]
    slow = [asked.ended for address, case in cases.items() if case.slow for asked in server.requests(address)]
    assert all(ended == 0 or ended > max(healthy) for ended in slow)


def test_a_request_says_who_asks_and_what_it_can_read(server: Server, home: Home) -> None:
    base = server.host({FEED: give})
    home.subscribe([base + FEED])
    home.fetch()
    asked = server.requests(base, FEED)[0]
    assert asked.headers["user-agent"].startswith("dateline/")
    assert {"gzip", "br"} <= {coding.strip() for coding in asked.headers["accept-encoding"].split(",")}
    assert "cookie" not in asked.headers
    assert "referer" not in asked.headers


def test_unchanged_feeds_are_asked_for_what_is_new_only(server: Server, home: Home) -> None:
    chosen = ("RSS 2.0, 304 by ETag", "Atom, 304 by Last-Modified", "304 by both")
    cases = staged(server, (case for case in CASES if case.name in chosen))
    home.subscribe(settings(cases))
    for _ in range(3):
        home.fetch()
    tagged, dated, both = (server.requests(address) for address in cases)
    assert [asked.headers.get("if-none-match") for asked in tagged] == [None, TAGGED, TAGGED]
    assert [asked.headers.get("if-modified-since") for asked in dated] == [None, CHANGED, CHANGED]
    assert [asked.status for asked in [*tagged, *dated, *both]] == [200, 304, 304] * 3


def test_an_edited_item_becomes_a_revision_of_its_article(server: Server, home: Home) -> None:
    [case] = [case for case in CASES if case.name == "an item edited"]
    home.subscribe(settings(staged(server, [case])))
    home.fetch()
    before = {row["id"]: home.shown(row["id"]) for row in home.listed()}
    server.turn = 1
    run = home.fetch()
    assert (run.done["added"], run.done["revised"]) == (0, 1)
    after = {row["id"]: home.shown(row["id"]) for row in home.listed()}
    assert before.keys() == after.keys()
    [changed] = [key for key in after if after[key]["blocks"] != before[key]["blocks"]]
    assert "Correction: the ferry sails on Tuesday" in after[changed]["blocks"][-1]["text"]


def test_a_moved_feed_is_asked_at_its_new_address_and_its_comments_stay(server: Server, home: Home) -> None:
    base = server.host({FEED: redirecting(301, "{base}/new"), "/new": give})
    home.feeds_file.write_text(f'# the harbour\n[[feed]]\naddress = "{base}{FEED}"  # since spring\ntags = ["sea"]\n')
    run = home.fetch()
    assert run.feeds[base + FEED]["outcome"] == "moved"
    text = home.feeds_file.read_text("utf-8")
    assert f'address = "{base}/new"' in text
    assert "# the harbour" in text
    assert 'tags = ["sea"]' in text
    home.fetch()
    assert [asked.path for asked in server.requests(base)] == [FEED, "/new", "/new"]
    assert len(home.ids()) == 3


def test_a_gone_feed_is_left_alone_until_it_is_named(server: Server, home: Home) -> None:
    base = server.host({FEED: turning(lambda one: one.reply("Gone.", "text/plain", 410), give)})
    home.subscribe([base + FEED])
    for _ in range(2):
        assert home.fetch().feeds[base + FEED]["outcome"] == "gone"
    assert len(server.requests(base)) == 1
    server.turn = 1
    named = home.fetch(base + FEED)
    assert (named.code, named.feeds[base + FEED]["outcome"], named.done["added"]) == (0, "new", 3)


@pytest.mark.parametrize("named", [False, True])
def test_a_server_that_asked_to_be_left_alone_is(named: bool, server: Server, home: Home) -> None:
    async def tired(exchange: Exchange) -> None:
        await exchange.reply("Later.", "text/plain", 429, {"Retry-After": str(RETRY)})

    base = server.host({FEED: tired})
    home.subscribe([base + FEED])
    assert home.fetch().feeds[base + FEED]["outcome"] == "waiting"
    again = home.fetch(*([base + FEED] if named else []))
    assert again.feeds[base + FEED]["outcome"] == "waiting"
    assert len(server.requests(base)) == 1


def test_private_addresses_are_not_visited_unless_allowed(server: Server, home: Home) -> None:
    base = server.host({FEED: give})
    home.subscribe([base + FEED])
    refused = home.fetch(private=False)
    assert refused.code == 1
    assert "allow_private" in refused.feeds[base + FEED]["reason"]
    assert server.requests(base) == []
    home.subscribe({base + FEED: "allow_private = true"})
    assert home.fetch(private=False).feeds[base + FEED]["added"] == 3


def test_offline_asks_nobody_and_says_so(server: Server, home: Home) -> None:
    base = server.host({FEED: give})
    home.subscribe([base + FEED])
    run = home.fetch("--offline")
    assert "--offline" in run.feeds[base + FEED]["reason"] + run.said
    assert server.requests(base) == []
    assert home.fetch().done["added"] == 3


def test_a_second_fetch_at_the_same_time_is_refused_in_words(server: Server, home: Home) -> None:
    async def held(exchange: Exchange) -> None:
        while exchange.turn == server.turn:
            await asyncio.sleep(0.01)
        await give(exchange)

    base = server.host({FEED: held})
    home.subscribe([base + FEED])
    with home.start(*fetching()) as first:
        server.wait_until_asked(base)
        second = home.fetch()
        server.turn = 1
        out, complaints = first.communicate(timeout=60)
    assert second.code == 4
    assert "fetch" in second.said
    assert b'"done"' in out + complaints
    assert first.returncode == 0
    assert len(server.requests(base)) == 1


def test_a_host_bears_few_requests_at_a_time_and_another_host_others(server: Server, home: Home) -> None:
    async def pondering(exchange: Exchange) -> None:
        await asyncio.sleep(0.1)
        await give(exchange)

    paths = [f"{FEED}{number}" for number in range(8)]
    one, other = (server.host(dict.fromkeys(paths, pondering)) for _ in range(2))
    home.subscribe([base + path for base in (one, other) for path in paths])
    assert home.fetch().code == 0
    assert most_at_once(server.requests(one)) <= AT_A_HOST
    assert most_at_once([*server.requests(one), *server.requests(other)]) > AT_A_HOST


def test_cookies_and_headers_go_to_their_own_host_alone(server: Server, home: Home) -> None:
    async def setting(exchange: Exchange) -> None:
        await exchange.reply(news(exchange), headers={"Set-Cookie": "reader=7; Path=/"})

    other = server.host({"/there": give})
    leading = server.host({FEED: redirecting(302, f"{other}/there")})
    first = server.host({FEED: setting})
    home.subscribe({first + FEED: "", leading + FEED: 'headers = { Authorization = "Bearer harbour" }'})
    for _ in range(2):
        run = home.fetch()
        assert "harbour" not in str(run)
    assert [asked.headers.get("cookie") for asked in server.requests(first)] == [None, "reader=7"]
    assert {asked.headers.get("authorization") for asked in server.requests(leading)} == {"Bearer harbour"}
    for asked in server.requests(other):
        assert "cookie" not in asked.headers
        assert "authorization" not in asked.headers


def test_credentials_of_an_address_are_sent_and_never_told(server: Server, home: Home) -> None:
    base = server.host({FEED: give, "/closed": serving(lambda _: "No.", "text/html", 401)})
    secret = base.replace("http://", "http://ada:lighthouse@")
    home.subscribe([secret + FEED, f"{secret}/closed"])
    run = home.fetch()
    assert server.requests(base, FEED)[0].headers["authorization"].startswith("Basic ")
    assert set(run.feeds) == {base + FEED, f"{base}/closed"}
    assert "lighthouse" not in str(run)


def test_an_interrupted_fetch_keeps_what_came_and_says_that_it_was_stopped(server: Server, home: Home) -> None:
    async def never(exchange: Exchange) -> None:
        await asyncio.sleep(3_600)

    well, stuck = server.host({FEED: give}), server.host({FEED: never})
    home.subscribe([well + FEED, stuck + FEED])
    with home.start(*fetching()) as running:
        assert running.stdout is not None
        lines = []
        for line in running.stdout:
            lines.append(line)
            if b'"event":"feed"' in line:
                break
        server.wait_until_asked(stuck)
        running.send_signal(signal.SIGTERM)
        out, complaints = running.communicate(timeout=60)
    run = read_run(CompletedProcess([], running.returncode, b"".join(lines) + out, complaints))
    assert run.done["stopped"] is True
    assert len(home.ids()) == run.done["added"] == 3


def most_at_once(asked: list[Asked]) -> int:
    """The most requests that were under way at a time."""
    moments = sorted([(one.began, 1) for one in asked] + [(one.ended, -1) for one in asked])
    most = now = 0
    for _, change in moments:
        now += change
        most = max(most, now)
    return most
