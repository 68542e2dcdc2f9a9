"""How requests end before their answer: cancelled, closed, by a fault of ours; and that nothing is left of them."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, as_completed
from pathlib import Path

import pytest

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from tests.sources.web.site import Asked, Line, Site, begun, ok


def test_a_cancelled_request_is_dropped_and_nobody_else(site: Site, client: Client) -> None:
    there, gone = threading.Event(), threading.Event()

    def hang(asked: Asked, line: Line) -> None:
        there.set()
        if not line.take():  # the client hung up
            gone.set()

    site.routes["/hang"], site.routes["/"] = hang, ok()
    future = client.fetch(Request(url=site.url("/hang")))
    assert there.wait(20)
    assert future.cancel()
    assert gone.wait(20)
    with pytest.raises(CancelledError):
        future.result(0)
    assert isinstance(client.fetch(Request(url=site.url())).result(20), Answer)


def test_cancelling_what_still_waits_for_its_turn_gives_the_turn_away(site: Site) -> None:
    go = threading.Event()

    def hold(asked: Asked) -> bytes:
        go.wait(20)
        return ok()

    site.routes["/hold"], site.routes["/"] = hold, ok(b"mine")
    with Client(allow_private=True, per_host=1) as one:
        first = one.fetch(Request(url=site.url("/hold")))
        waiting = [one.fetch(Request(url=site.url(f"/no{number}"))) for number in range(50)]
        last = one.fetch(Request(url=site.url()))
        assert all(future.cancel() for future in waiting)
        go.set()
        assert isinstance(first.result(20), Answer)
        answer = last.result(20)
    assert isinstance(answer, Answer)
    assert site.paths() == ["/hold", "/"]


def test_closing_ends_every_request_and_tells_each(site: Site) -> None:
    there = threading.Semaphore(0)

    def drip(asked: Asked, line: Line) -> None:
        there.release()
        line.send(begun())
        line.drip(b"x", 0.02)

    site.routes["/"] = drip
    one = Client(allow_private=True, per_host=4)
    futures = [one.fetch(Request(url=site.url())) for _ in range(40)]
    for _ in range(4):
        assert there.acquire(timeout=20)
    one.close()
    one.close()
    answers = [future.result(0) for future in futures]
    assert {answer.why for answer in answers if isinstance(answer, Refusal)} == {"stopped"}
    after = one.fetch(Request(url=site.url())).result(0)
    assert isinstance(after, Refusal)
    assert after.why == "stopped"


def test_a_client_that_was_never_used_starts_nothing() -> None:
    before = threading.active_count()
    with Client():
        assert threading.active_count() == before


def test_many_threads_may_ask_one_client(site: Site, client: Client) -> None:
    site.routes["/"] = lambda asked: ok(asked.path.encode())
    told: dict[str, bytes] = {}

    def ask(name: str) -> None:
        answer = client.fetch(Request(url=site.url(f"/?{name}"))).result(20)
        assert isinstance(answer, Answer)
        told[name] = answer.content

    threads = [threading.Thread(target=ask, args=(f"n{number}",)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {f"n{number}": f"/?n{number}".encode() for number in range(40)}


def test_a_thousand_requests_leave_no_file_open_and_no_thread(site: Site) -> None:
    site.routes["/"] = ok()
    site.routes["/close"] = ok(Connection="close")
    files, threads = open_files(), threading.active_count()
    with Client(allow_private=True, per_host=8) as one:
        futures = [
            one.fetch(Request(url=site.url(("/", "/close", "/none", "/close?2")[number % 4])))
            for number in range(1_000)
        ]
        answers = [future.result(60) for future in as_completed(futures, 60)]
        assert open_files() <= files + 2 * 32 * 2 + 16
    assert len(answers) == 1_000
    site.hang_up()
    assert open_files() <= files
    assert threading.active_count() <= threads


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_fault_of_ours_nobody_waits_for_ever(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("reader.sources.web.journey.Journey._done", fail)
    site.routes["/"] = ok()
    with Client(allow_private=True) as one:
        refusals = [one.fetch(Request(url=site.url())).result(20) for _ in range(3)]
    assert [refusal.why for refusal in refusals if isinstance(refusal, Refusal)] == ["stopped"] * 3
