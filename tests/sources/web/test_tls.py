"""Safe connections: whose certificates are believed, what is said of the others, and HTTP/2 over them."""

from __future__ import annotations

import shutil
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.sources.web.client import Client
from reader.sources.web.exchange import Answer, Refusal, Request
from reader.sources.web.trust import authorities
from tests.sources.web.certificates import Certificates
from tests.sources.web.site import Asked, Line, Site, begun, ok, to

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="certificates are made by the openssl command")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def good(folder: Path) -> Certificates:
    return Certificates(folder / "good")


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Site]]:
    """Starts a server, whose certificate is trusted unless said otherwise."""
    sites: list[Site] = []

    def start(context: ssl.SSLContext, trusted: Path | None = None) -> Site:
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        sites.append(Site(tls=context))
        sites[-1].routes["/"] = ok(b"safe")
        return sites[-1]

    yield start
    for site in sites:
        site.close()


def fetched(url: str, **asked: object) -> Answer | Refusal:
    with Client(allow_private=True) as one:
        return one.fetch(Request(url=url, **asked)).result(20)  # type: ignore[arg-type]


def test_a_certificate_of_a_trusted_authority_is_believed(serve: Callable[..., Site], good: Certificates) -> None:
    answer = fetched(serve(good.context(), good.certificate).url(host="localhost"))
    assert isinstance(answer, Answer), answer
    assert (answer.content, answer.protocol) == (b"safe", "HTTP/1.1")


def test_a_certificate_signed_by_itself_is_not(serve: Callable[..., Site], good: Certificates) -> None:
    refusal = fetched(serve(good.context()).url(host="localhost"))
    assert isinstance(refusal, Refusal)
    assert refusal.why == "tls"
    assert "signed by itself" in refusal.reason
    assert "SSL_CERT_FILE" in refusal.reason


def test_a_certificate_of_nobody_known_is_told_apart(
    serve: Callable[..., Site], good: Certificates, folder: Path
) -> None:
    signed = Certificates(folder / "signed", signer=good)
    refusal = fetched(serve(signed.context()).url(host="localhost"))
    assert isinstance(refusal, Refusal)
    assert (refusal.why, "signed by nobody known" in refusal.reason) == ("tls", True)


def test_an_expired_certificate_is_told_apart(serve: Callable[..., Site], folder: Path) -> None:
    old = Certificates(folder / "old", until="20200102")
    refusal = fetched(serve(old.context(), old.certificate).url(host="localhost"))
    assert isinstance(refusal, Refusal)
    assert (refusal.why, "expired" in refusal.reason) == ("tls", True)


def test_a_certificate_of_the_future_is_told_apart(serve: Callable[..., Site], folder: Path) -> None:
    young = Certificates(folder / "young", since="20390101")
    refusal = fetched(serve(young.context(), young.certificate).url(host="localhost"))
    assert isinstance(refusal, Refusal)
    assert (refusal.why, "not valid yet" in refusal.reason) == ("tls", True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_certificate_for_another_name_is_told_apart(serve: Callable[..., Site], folder: Path, host: str) -> None:
    foreign = Certificates(folder / f"foreign-{host}", name="news.example")
    refusal = fetched(serve(foreign.context(), foreign.certificate).url(host=host))
    assert isinstance(refusal, Refusal)
    assert (refusal.why, "for another name" in refusal.reason) == ("tls", True)


def test_what_speaks_no_tls_is_told(site: Site) -> None:
    refusal = fetched(site.url().replace("http:", "https:"))
    assert isinstance(refusal, Refusal)
    assert (refusal.why, "TLS" in refusal.reason) == ("tls", True)


def test_a_redirect_from_https_to_http_is_noted_does_not_move_and_gets_no_secrets(
    serve: Callable[..., Site], site: Site, good: Certificates
) -> None:
    safe = serve(good.context(), good.certificate)
    safe.routes["/"] = to(site.url(host="localhost"), 301)
    site.routes["/"] = ok(b"open")
    answer = fetched(safe.url(host="localhost"), headers=(("X-Key", "abc"),))
    assert isinstance(answer, Answer), answer
    assert (answer.content, answer.moved) == (b"open", "")
    assert "https to http" in answer.note
    assert "x-key" not in site.asked[0].headers


def test_text_that_ends_without_a_goodbye_is_kept(serve: Callable[..., Site], good: Certificates) -> None:
    def rude(asked: Asked, line: Line) -> None:
        line.send(begun(b"<rss>all of it</rss>"))

    safe = serve(good.context(), good.certificate)
    safe.routes["/"] = rude
    answer = fetched(safe.url(host="localhost"))
    assert isinstance(answer, Answer), answer
    assert answer.content == b"<rss>all of it</rss>"


def test_whom_to_trust_is_the_users_choice_and_else_a_known_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, good: Certificates
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(good.certificate))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert authorities() == (str(good.certificate), "")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "not there"))
    assert authorities() == ("", str(tmp_path))
    monkeypatch.delenv("SSL_CERT_DIR")
    file, folder = authorities()
    assert Path(file).is_file()
    assert folder == ""


class SecondVersion:
    """A server of the least HTTP/2 (RFC 9113) that answers: settings, one header block, one frame of data. The header
    block is ":status: 200" by HPACK's static table (RFC 7541, appendix A).
    """

    _DATA, _HEADERS, _RESET, _SETTINGS = 0, 1, 3, 4

    def __init__(self, context: ssl.SSLContext, *, broken: bool = False) -> None:
        self._context, self._broken = context, broken
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.connections, self.streams = 0, 0
        self.protocol: str | None = ""
        self._closing = False
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def close(self) -> None:
        self._closing = True
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listening.close()

    def _accept(self) -> None:
        while True:
            wire, _ = self._listening.accept()
            if self._closing:
                wire.close()
                return
            self.connections += 1
            with wire, self._context.wrap_socket(wire, server_side=True) as safe:
                self.protocol = safe.selected_alpn_protocol()
                file = safe.makefile("rb")
                assert file.read(24) == b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
                safe.sendall(self._frame(self._SETTINGS, 0, 0, b""))
                while head := file.read(9):
                    kind, flags, stream = head[3], head[4], int.from_bytes(head[5:9], "big")
                    file.read(int.from_bytes(head[:3], "big"))
                    self._answer(safe, kind, flags, stream)
                file.close()

    def _answer(self, safe: ssl.SSLSocket, kind: int, flags: int, stream: int) -> None:
        if kind == self._SETTINGS and not flags & 1:
            safe.sendall(self._frame(self._SETTINGS, 1, 0, b""))
        elif kind == self._HEADERS:
            self.streams += 1
            safe.sendall(self._frame(self._HEADERS, 4, stream, b"\x88"))
            safe.sendall(self._frame(self._DATA, 0 if self._broken else 1, stream, b"second version"))
            if self._broken:
                safe.sendall(self._frame(self._RESET, 0, stream, (2).to_bytes(4, "big")))

    @staticmethod
    def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
        return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


@pytest.fixture
def second_version(good: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., SecondVersion]]:
    monkeypatch.setenv("SSL_CERT_FILE", str(good.certificate))
    servers: list[SecondVersion] = []

    def start(*, broken: bool = False) -> SecondVersion:
        servers.append(SecondVersion(good.context("h2"), broken=broken))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def test_http_2_is_spoken_with_who_speaks_it_on_one_connection(second_version: Callable[..., SecondVersion]) -> None:
    server = second_version()
    url = f"https://localhost:{server.port}/"
    with Client(allow_private=True) as one:
        answers = [future.result(20) for future in [one.fetch(Request(url=url)) for _ in range(6)]]
    assert [answer.content for answer in answers if isinstance(answer, Answer)] == [b"second version"] * 6
    assert {answer.protocol for answer in answers if isinstance(answer, Answer)} == {"HTTP/2"}
    assert (server.protocol, server.connections, server.streams) == ("h2", 1, 6)


def test_what_came_before_a_stream_was_reset_is_kept(second_version: Callable[..., SecondVersion]) -> None:
    server = second_version(broken=True)
    answer = fetched(f"https://localhost:{server.port}/")
    assert isinstance(answer, Answer), answer
    assert (answer.content, "broke off" in answer.note) == (b"second version", True)


def test_a_kept_http_2_connection_does_not_serve_one_that_may_not_use_it(
    second_version: Callable[..., SecondVersion], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.sources.web.journey.literal_kind", lambda host: "")
    server = second_version()
    url = f"https://localhost:{server.port}/"
    with Client() as one:
        assert isinstance(one.fetch(Request(url=url, allow_private=True)).result(20), Answer)
        refusal = one.fetch(Request(url=url)).result(20)
    assert isinstance(refusal, Refusal)
    assert (refusal.why, server.streams) == ("address", 1)
