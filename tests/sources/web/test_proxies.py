"""Proxies: a feed's own, the environment's, exceptions, tunnels, and what is not told to them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from reader.sources.web.client import Client
from reader.sources.web.destination import AddressError, destination
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.sources.web.proxies import Proxy, proxy_for
from tests.sources.web.site import Asked, Line, Site, ok, status

Answered = Callable[..., Answer]
Refused = Callable[..., Refusal]


class Socks:
    """A SOCKS5 proxy for one connection, which plays every server itself."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.asked = b""
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        wire, _ = self._listening.accept()
        with wire:
            wire.recv(262)
            wire.sendall(b"\x05\x00")
            self.asked = wire.recv(300)
            wire.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
            wire.recv(65_536)
            wire.sendall(ok(b"by socks", Connection="close"))

    def close(self) -> None:
        self._thread.join()
        self._listening.close()


@pytest.fixture
def socks() -> Iterator[Socks]:
    proxy = Socks()
    yield proxy
    proxy.close()


def test_a_feed_goes_through_its_proxy_which_may_be_private(site: Site, careful: Client) -> None:
    site.routes["http://news.example/feed"] = ok(b"by proxy")
    answer = careful.fetch(Request(url="http://news.example/feed", proxy=site.url())).result(20)
    assert isinstance(answer, Answer)
    assert (answer.content, answer.url) == (b"by proxy", "http://news.example/feed")
    assert site.asked[0].first_line == "GET http://news.example/feed HTTP/1.1"


def test_the_environment_names_the_proxy(site: Site, careful: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.url(host="user:pass@127.0.0.1"))
    site.routes["http://news.example/"] = ok()
    assert isinstance(careful.fetch(Request(url="http://news.example/")).result(20), Answer)
    assert site.asked[0].headers["proxy-authorization"] == "Basic dXNlcjpwYXNz"


def test_direct_is_without_a_proxy(site: Site, answered: Answered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    site.routes["/"] = ok()
    assert answered(site.url(), proxy="direct").status == 200
    monkeypatch.setenv("no_proxy", "127.0.0.0/8")
    assert answered(site.url()).status == 200


def test_a_request_over_tls_goes_through_a_tunnel_and_its_headers_stay_inside(site: Site, refused: Refused) -> None:
    def tunnel(asked: Asked, line: Line) -> None:
        line.send(b"HTTP/1.1 200 OK\r\n\r\n")
        line.take()  # the client's hello
        line.send(b"no TLS here")

    site.routes["news.example:443"] = tunnel
    url = "https://anna:secret@news.example/"
    refusal = refused(url, proxy=site.url(), headers=(("X-Key", "abc"),))
    assert refusal.why == "tls"
    assert site.asked[0].first_line == "CONNECT news.example:443 HTTP/1.1"
    assert not {"x-key", "authorization", "cookie"} & set(site.asked[0].headers)


def test_a_proxy_that_does_not_let_us_is_told_as_the_proxy(site: Site, refused: Refused) -> None:
    site.routes["news.example:443"] = status(403)
    refusal = refused("https://news.example/", proxy=site.url(host="eve:geheim@127.0.0.1"))
    assert refusal.why == "connection"
    assert "proxy" in refusal.reason
    assert "geheim" not in repr(refusal)


@pytest.mark.parametrize("code", [301, 302, 407])
def test_what_a_proxy_says_before_its_tunnel_stands_is_not_taken_for_the_server(
    site: Site, refused: Refused, code: int
) -> None:
    site.routes["news.example:443"] = status(code, Location="http://127.0.0.1:1/", Set_Cookie="a=1")
    refusal = refused("https://news.example/", proxy=site.url())
    assert (refusal.why, refusal.status, refusal.moved) == ("connection", 0, "")
    assert "proxy" in refusal.reason


def test_a_proxy_without_an_address_is_told_as_the_proxy(refused: Refused) -> None:
    refusal = refused("http://news.example/", proxy="http://no-such-proxy.invalid:3128")
    assert (refusal.why, "proxy" in refusal.reason) == ("name", True)


@pytest.mark.parametrize("scheme", ["socks5h", "socks5"])
def test_a_socks_proxy_looks_the_name_up_itself(socks: Socks, careful: Client, scheme: str) -> None:
    answer = careful.fetch(Request(url="http://news.example/", proxy=f"{scheme}://127.0.0.1:{socks.port}")).result(20)
    assert isinstance(answer, Answer)
    assert answer.content == b"by socks"
    assert b"\x03\x0cnews.example\x00\x50" in socks.asked


@pytest.mark.parametrize("proxy", ["ftp://127.0.0.1", "http://", "http://a b:3", "file:///etc/passwd"])
def test_what_is_no_proxy_is_refused(refused: Refused, proxy: str) -> None:
    refusal = refused("http://news.example/", proxy=proxy)
    assert (refusal.why, "proxy" in refusal.reason) == ("address", True)


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("proxy.example", Proxy("http://proxy.example:3128")),
        ("proxy.example:80", Proxy("http://proxy.example:80")),
        ("https://u:p%40@proxy.example", Proxy("https://proxy.example:443", "u", "p@")),
        ("socks5://[::1]", Proxy("socks5h://[::1]:1080")),
        ("socks5h://[::1]:99/", Proxy("socks5h://[::1]:99")),
        ("socks4://10.0.0.1", Proxy("socks4a://10.0.0.1:1080")),
    ],
)
def test_a_proxys_address_is_taken_apart(text: str, proxy: Proxy) -> None:
    assert proxy_for(destination("http://news.example"), text, {}) == proxy


@pytest.mark.parametrize(
    ("url", "environment", "through"),
    [
        ("http://a.example", {}, ""),
        ("http://a.example", {"http_proxy": "p.example"}, "p.example"),
        ("http://a.example", {"HTTP_PROXY": "p.example"}, ""),
        ("http://a.example", {"https_proxy": "p.example"}, ""),
        ("https://a.example", {"HTTPS_PROXY": "p.example"}, "p.example"),
        ("https://a.example", {"ALL_PROXY": "p.example", "https_proxy": "q.example"}, "q.example"),
        ("https://a.example", {"all_proxy": "p.example", "no_proxy": "*"}, ""),
        ("https://a.example", {"all_proxy": "p.example", "NO_PROXY": "b.example, a.example"}, ""),
        ("https://www.a.example.", {"all_proxy": "p.example", "no_proxy": ".a.example"}, ""),
        ("https://www.a.example", {"all_proxy": "p.example", "no_proxy": "*.a.example"}, ""),
        ("https://ba.example", {"all_proxy": "p.example", "no_proxy": "a.example"}, "p.example"),
        ("https://a.example", {"all_proxy": "p.example", "no_proxy": "a.example:8443"}, "p.example"),
        ("https://a.example:8443", {"all_proxy": "p.example", "no_proxy": "a.example:8443"}, ""),
        ("http://10.1.2.3", {"all_proxy": "p.example", "no_proxy": "10.0.0.0/8"}, ""),
        ("http://10.1.2.3", {"all_proxy": "p.example", "no_proxy": "::1/128,11.0.0.0/8,rubbish/9"}, "p.example"),
        ("http://[fe80::1]", {"all_proxy": "p.example", "no_proxy": "[fe80::1]:80"}, ""),
    ],
)
def test_the_environment_is_read_as_other_programs_read_it(url: str, environment: dict[str, str], through: str) -> None:
    proxy = proxy_for(destination(url), "", environment)
    assert (proxy.address if proxy else "") == (f"http://{through}:3128" if through else "")


def test_a_proxys_faulty_address_is_an_error_in_words() -> None:
    with pytest.raises(AddressError, match="proxy"):
        proxy_for(destination("http://news.example"), "gopher://p", {})
