"""The small parts that need no server: what is said of addresses, which of them are private, how long answers hold."""

from __future__ import annotations

import ipaddress
import time
from email.utils import formatdate

import pytest

from reader.sources.web.addresses import address_of, private_kind
from reader.sources.web.destination import destination
from reader.sources.web.freshness import fresh_for, seconds_to_wait
from reader.sources.web.headers import Headers
from reader.sources.web.refusals import span, transport_words
from reader.sources.web.secrecy import without_credentials, without_userinfo


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://example.org/feed?page=2#top", "https://example.org/feed?page=2#top"),
        ("https://anna:secret@example.org/feed", "https://example.org/feed"),
        ("https://token@example.org", "https://example.org"),
        ("https://a:b@c@example.org/x@y", "https://example.org/x@y"),
        ("HTTPS://a:b@example.org", "HTTPS://example.org"),
        (" https://a:b@example.org", " https://example.org"),
        ("//a:b@example.org/", "//example.org/"),
        ("http:\\\\a:b@example.org", "http:\\\\example.org"),
        ("https://example.org/?q=1&token=abc&x=2", "https://example.org/?q=1&token=***&x=2"),
        ("https://example.org/?API_Key=abc", "https://example.org/?API_Key=***"),
        ("https://example.org/#access_token=abc", "https://example.org/#access_token=***"),
        ("https://example.org/?tokens=many&keyword=x", "https://example.org/?tokens=many&keyword=x"),
        ("socks5h://u:p@proxy.example:1080", "socks5h://proxy.example:1080"),
        ("https://example.org/user@host", "https://example.org/user@host"),
        ("", ""),
        ("no address at all?", "no address at all?"),
    ],
)
def test_credentials_are_left_out_of_what_is_said(address: str, said: str) -> None:
    assert without_credentials(address) == said


def test_an_address_that_is_to_be_fetched_keeps_its_query() -> None:
    assert without_userinfo("https://a:b@example.org/?token=abc") == "https://example.org/?token=abc"


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
     "169.254.169.254",
     "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
     "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
     "::", "::1", "::2", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
     "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:a00:1::1",
     "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "2a00:1450::5efe:192.168.0.1", "4000::1", "5f00::1"],
)  # fmt: skip
def test_addresses_of_this_machine_and_the_network_around_it_are_private(address: str) -> None:
    kind = private_kind(ipaddress.ip_address(address))
    assert kind.startswith(("a ", "an "))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
     "192.167.1.1",
     "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
     "2002:808:808::1", "2a00:1450::5efe:8.8.8.8"],
)  # fmt: skip
def test_addresses_that_all_the_world_reaches_are_not(address: str) -> None:
    assert private_kind(ipaddress.ip_address(address)) == ""


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.1", "127.0.0.1"), ("0x7f000001", "127.0.0.1"), ("017700000001", "127.0.0.1"), ("[::1]", "::1"),
     ("fe80::1%eth0", "fe80::1"), ("10.0.0.1", "10.0.0.1")],
)  # fmt: skip
def test_every_spelling_of_an_address_is_known(host: str, address: str) -> None:
    assert str(address_of(host)) == address


@pytest.mark.parametrize("host", ["example.org", "1.example", "", "a", "1.2.3.4.5", "999.1.1.1", "１.1.1.1", "12a"])
def test_names_are_no_addresses(host: str) -> None:
    assert address_of(host) is None


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("HTTP://Example.ORG:80/A?b#c", "http://example.org/A?b"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:8443?x", "https://example.org:8443/?x"),
        ("https://bücher.example/ä?ö", "https://xn--bcher-kva.example/%C3%A4?%C3%B6"),
        ("https://a:b@example.org/%zz%41", "https://example.org/%zz%41"),
        (" \thttps://exa\nmple.org/ ", "https://example.org/"),
        ("http:\\\\example.org\\x", "http://example.org/x"),
        ("http:///example.org/x", "http://example.org/x"),
        ("http://good.example\\@bad.example/", "http://good.example/@bad.example/"),
        ("http://good.example#@bad.example/", "http://good.example/"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_has_one_spelling_after_it_was_read(address: str, url: str) -> None:
    assert destination(address).url == url


NOW = 1_700_000_000.0


def holding(*lines: str) -> float:
    headers = Headers()
    for line in lines:
        headers.add(line.encode())
    return fresh_for(headers, NOW)


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ([], 0),
        (["Cache-Control: max-age=600"], 600),
        (["Cache-Control: public, Max-Age=\"600\", s-maxage=9999"], 600),
        (["Cache-Control: s-maxage=600"], 0),
        (["Cache-Control: max-age=600", "Age: 100"], 500),
        (["Cache-Control: max-age=600", "Age: 700"], 0),
        (["Cache-Control: max-age=600, no-cache"], 0),
        (["Cache-Control: max-age=600", "Cache-Control: no-store"], 0),
        (["Cache-Control: max-age=99999999999999999999"], 604_800),
        (["Cache-Control: max-age=-5"], 0),
        (["Cache-Control: max-age=soon", f"Expires: {formatdate(NOW + 60, usegmt=True)}"], 60),
        ([f"Expires: {formatdate(NOW + 60, usegmt=True)}"], 60),
        ([f"Expires: {formatdate(NOW + 60, usegmt=True)}", f"Date: {formatdate(NOW + 20, usegmt=True)}"], 40),
        ([f"Expires: {formatdate(NOW - 60, usegmt=True)}"], 0),
        (["Expires: 0"], 0),
        (["Expires: never"], 0),
        (["Cache-Control: max-age=60", f"Expires: {formatdate(NOW + 999, usegmt=True)}"], 60),
    ],
)  # fmt: skip
def test_an_answer_holds_as_long_as_its_headers_say(lines: list[str], seconds: float) -> None:
    assert holding(*lines) == seconds


def test_a_retry_after_is_a_number_or_a_date() -> None:
    assert seconds_to_wait("120") == 120
    assert 50 < seconds_to_wait(formatdate(time.time() + 60, usegmt=True)) <= 60
    assert seconds_to_wait(formatdate(time.time() - 60, usegmt=True)) == 0
    assert seconds_to_wait("soon") == 0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (45, "45 seconds"), (90, "90 seconds"), (300, "5 minutes"), (5_000, "83 minutes"),
     (86_400, "24 hours")],
)  # fmt: skip
def test_a_span_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert span(seconds) == words


@pytest.mark.parametrize("code", range(100))
def test_every_error_of_libcurl_has_words_and_none_of_its_own(code: int) -> None:
    why, reason = transport_words(code, "something \x1b[31m internal", "example.org")
    assert why in ("name", "connection", "tls", "time")
    assert "internal" not in reason
    assert len(reason) > 20
