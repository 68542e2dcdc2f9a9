"""One question to the service: what counts as an answer, what is asked again, and how long is waited."""

from __future__ import annotations

import gzip
import time
from email.utils import formatdate

import pytest

from reader import __version__
from reader.errors import UsageError
from reader.sources.web.freshness import seconds_to_wait
from reader.sources.web.user_agent import user_agent
from reader.wikidata import service as service_module
from reader.wikidata.patience import LONGEST_RETRY_AFTER, Patience, UnansweredError
from reader.wikidata.queries import offices_query
from reader.wikidata.service import Row, Service, answer_rows
from tests.wikidata.conftest import (
    QueryService,
    Trouble,
    as_text,
    half,
    half_json,
    hang,
    instead,
    ran_out,
    ran_out_after,
    reset,
    status,
)

QUERY = offices_query("IS", 1990)


class Asker:
    """A service asked with no wait of our own; what would have been waited is in `waits`."""

    def __init__(self, server: QueryService, *, read: float = 5, whole: float = 60, attempts: int = 5) -> None:
        self.waits: list[float] = []
        self.reasons: list[str] = []
        patience = Patience(attempts, pace=0, sleep=self.waits.append, connect=5, read=read, whole=whole)
        self._service = Service(server.endpoint, patience, lambda _, why: self.reasons.append(why))

    def rows(self) -> list[Row]:
        return self._service.rows(QUERY)


PASSING = {
    "too many": status(429),
    "internal error": status(500),
    "bad gateway": status(502),
    "unavailable": status(503),
    "out of time": status(504),
    "reset": reset,
    "half of it": half,
    "half the JSON": half_json,
    "a page": instead(b"<html>Our servers are currently under maintenance</html>", "text/html"),
    "a page that calls itself JSON": instead(b"<html>nothing</html>"),
    "bytes": instead(bytes(range(256))),
    "nothing": instead(b""),
    "other JSON": instead(b'{"error": "no"}'),
    "a list": instead(b"[1, 2, 3]"),
    "rows that are none": instead(b'{"head": {"vars": []}, "results": {"bindings": [1]}}'),
    "deep JSON": instead(b'{"head":' + b"[" * 200_000),
    "another type": as_text,
    "broken gzip": instead(b"\x1f\x8b\x08 no gzip", Content_Encoding="gzip"),
    "half a table and an exception": ran_out,
    "a table and an exception": ran_out_after,
}


@pytest.mark.parametrize("trouble", PASSING.values(), ids=PASSING.keys())
def test_what_may_pass_is_asked_again(service: QueryService, trouble: Trouble) -> None:
    service.troubles["IS"] = [trouble, trouble]
    asker = Asker(service)
    assert len(asker.rows()) == 3
    assert service.counts() == {"IS": 3}
    assert len(asker.reasons) == 2
    assert all(asker.reasons)


@pytest.mark.parametrize("trouble", PASSING.values(), ids=PASSING.keys())
def test_what_does_not_pass_is_given_up_in_words(service: QueryService, trouble: Trouble) -> None:
    service.always["IS"] = trouble
    with pytest.raises(UnansweredError, match=r"^[a-zA-Z ]+") as caught:
        Asker(service).rows()
    assert service.counts() == {"IS": Patience().attempts}
    assert "\n" not in str(caught.value)


LASTING = {
    "refused": (status(403), "status 403"),
    "malformed": (status(400), "status 400"),
    "elsewhere": (status(302, Location="http://elsewhere.example/sparql"), "elsewhere.example"),
    "huge": (instead(b" " * 17_000_000), "longer than 16,000,000 bytes"),
    "huge when unpacked": (instead(gzip.compress(b" " * 40_000_000), Content_Encoding="gzip"), "longer than"),
}


@pytest.mark.parametrize(("trouble", "words"), LASTING.values(), ids=LASTING.keys())
def test_what_will_not_pass_is_asked_once(service: QueryService, trouble: Trouble, words: str) -> None:
    service.always["IS"] = trouble
    with pytest.raises(UnansweredError, match=words):
        Asker(service).rows()
    assert service.counts() == {"IS": 1}


def test_a_silent_service_is_not_waited_for(service: QueryService) -> None:
    service.always["IS"] = hang
    with pytest.raises(UnansweredError, match="did not answer in time"):
        Asker(service, read=0.05, attempts=2).rows()


def test_an_answer_that_drips_is_broken_off(service: QueryService) -> None:
    with pytest.raises(UnansweredError, match="too slowly"):
        Asker(service, whole=-1).rows()


def test_nobody_at_the_address_is_said_in_words(service: QueryService) -> None:
    asker = Asker(service)
    service.shutdown()
    service.server_close()
    with pytest.raises(UnansweredError, match=r"could not be reached$"):
        asker.rows()


def test_retry_after_in_seconds_is_honoured(service: QueryService) -> None:
    service.troubles["IS"] = [status(429, Retry_After="7")]
    asker = Asker(service)
    asker.rows()
    assert asker.waits == [7.0]


def test_retry_after_as_a_date_is_honoured(service: QueryService) -> None:
    service.troubles["IS"] = [status(503, Retry_After=formatdate(time.time() + 90, usegmt=True))]
    asker = Asker(service)
    asker.rows()
    assert 60 < asker.waits[0] <= 90


def test_who_wants_us_back_much_later_is_not_asked_again(service: QueryService) -> None:
    service.always["IS"] = status(429, Retry_After="7200")
    with pytest.raises(UnansweredError, match="120 minutes") as caught:
        Asker(service).rows()
    assert caught.value.retry_after > LONGEST_RETRY_AFTER
    assert service.counts() == {"IS": 1}


@pytest.mark.parametrize(
    "text", ["", "soon", "-5", "1e9", "Mon, 99 Foo 2020 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"]
)
def test_a_retry_after_that_says_nothing_is_none(text: str) -> None:
    assert seconds_to_wait(text) == 0


def test_waits_double_with_a_random_part_and_have_an_end() -> None:
    waits: list[float] = []
    patience = Patience(attempts=8, first_wait=4, longest_wait=60, sleep=waits.append)

    def fail() -> None:
        raise UnansweredError("no")

    with pytest.raises(UnansweredError):
        patience.answer(fail, lambda _seconds, _why: None)
    full = [4, 8, 16, 32, 60, 60, 60]
    assert all(most / 2 <= wait <= most for wait, most in zip(waits, full, strict=True))


def test_there_is_a_pause_between_two_questions(service: QueryService) -> None:
    waits: list[float] = []
    asked = Service(service.endpoint, Patience(pause=3, sleep=waits.append), lambda _seconds, _why: None)
    asked.rows(QUERY)
    asked.rows(QUERY)
    assert waits == [3]


def test_it_says_who_asks(service: QueryService) -> None:
    Asker(service).rows()
    (asked,) = service.asked
    assert asked.agent == user_agent()
    assert asked.agent.startswith(f"dateline/{__version__} (")
    assert asked.agent.isascii()
    assert asked.query == QUERY


@pytest.mark.parametrize(
    "endpoint",
    ["ftp://example.org/", "file:///etc/passwd", "query.example", "http://", "http://a b/", "http://[::1", ""],
)
def test_an_endpoint_is_a_web_address(endpoint: str) -> None:
    with pytest.raises(UsageError):
        Service(endpoint, Patience(), lambda _seconds, _why: None)


def test_a_proxy_of_the_environment_is_used(service: QueryService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", service.endpoint.removesuffix("/sparql"))
    monkeypatch.delenv("no_proxy", raising=False)
    asked = Service("http://query.example/sparql", Patience(), lambda _seconds, _why: None)
    assert len(asked.rows(QUERY)) == 3


def test_an_answer_may_have_no_rows() -> None:
    assert answer_rows(b'{"head": {"vars": ["person"]}, "results": {"bindings": []}}') == []


def test_the_limit_is_far_above_an_honest_answer() -> None:
    assert service_module.MOST_BYTES >= 10_000_000


def test_the_service_is_told_whom_to_turn_to(service: QueryService) -> None:
    asked = Service(service.endpoint, Patience(pause=0), lambda _seconds, _why: None, "desk@gazette.example\r\nX: 1")
    asked.rows("SELECT * WHERE {}")
    agent = service.asked[-1].agent
    assert agent.startswith("dateline/")
    assert "(desk@gazette.example" in agent
    assert "\n" not in agent
