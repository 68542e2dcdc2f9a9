"""Feeds cannot make us visit this machine or its neighbours: not by address, name, redirect, or a kept connection."""

from __future__ import annotations

import pytest

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from tests.sources.web.site import Site, ok, to


def asked(client: Client, url: str, **more: object) -> Answer | Refusal:
    return client.fetch(Request(url=url, **more)).result(20)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "LOCALHOST.", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "0",
     "0.0.0.0", "127.0.0.2", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
     "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
     "１２７.0.0.1", "%31%32%37.0.0.1", "ⓛocalhost", "feeds.localhost"],
)  # fmt: skip
def test_this_machine_is_refused_however_it_is_spelt(site: Site, careful: Client, host: str) -> None:
    site.routes["/"] = ok()
    refusal = asked(careful, site.url(host=host))
    assert isinstance(refusal, Refusal)
    assert refusal.why == "address"
    assert "allow_private" in refusal.reason
    assert site.connections == 0


def test_a_name_that_leads_to_this_machine_is_refused_before_anything_is_sent(
    site: Site, careful: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check by name is put aside, so that the one on the looked up address has to do it."""
    monkeypatch.setattr("reader.sources.web.journey.literal_kind", lambda host: "")
    refusal = asked(careful, site.url(host="localhost"))
    assert isinstance(refusal, Refusal)
    assert refusal.why == "address"
    assert "loopback" in refusal.reason
    assert site.connections == 0


def test_a_kept_connection_of_a_request_that_may_does_not_serve_one_that_may_not(
    site: Site, careful: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.sources.web.journey.literal_kind", lambda host: "")
    site.routes["/"] = ok()
    url = site.url(host="localhost")
    assert isinstance(asked(careful, url, allow_private=True), Answer)
    refusal = asked(careful, url)
    assert isinstance(refusal, Refusal)
    assert refusal.why == "address"
    assert len(site.asked) == 1
    assert isinstance(asked(careful, url, allow_private=True), Answer)


def test_one_feed_may_be_allowed_what_others_may_not(site: Site, careful: Client) -> None:
    site.routes["/"] = ok()
    assert isinstance(asked(careful, site.url(), allow_private=True), Answer)
    assert isinstance(asked(careful, site.url()), Refusal)


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest",
                                    "http://2852039166/", "http://localhost/"])  # fmt: skip
def test_private_addresses_are_refused_at_every_hop_also_through_a_proxy(
    site: Site, careful: Client, target: str
) -> None:
    """The proxy plays a public server that sends us on."""
    site.routes["http://news.example/"] = to(target)
    refusal = asked(careful, "http://news.example/", proxy=site.url())
    assert isinstance(refusal, Refusal)
    assert refusal.why == "address"
    assert site.paths() == ["http://news.example/"]
