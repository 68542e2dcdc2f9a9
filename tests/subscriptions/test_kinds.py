"""Lists of feeds are told from everything else by their content alone."""

from __future__ import annotations

import pytest

from reader.subscriptions.kinds import HEAD, subscription_kind

OPML = '<opml version="2.0"><body><outline text="x" xmlUrl="http://a.example/"/></body></opml>'


@pytest.mark.parametrize(
    "content",
    [
        OPML.encode(),
        b"\xef\xbb\xbf  \n" + OPML.encode(),
        b'<?xml version="1.0"?><!-- made by -- hand --><!DOCTYPE opml [<!ENTITY a "b">]>' + OPML.encode(),
        OPML.encode("utf-16"),
        OPML.upper().encode(),
        b"<?xml version='1.0'?>\n<opml>",
    ],
)
def test_opml(content: bytes) -> None:
    assert subscription_kind(content) == "opml"


@pytest.mark.parametrize(
    "content",
    [
        b"http://a.example/\n",
        b'# mine\n\n"https://a.example/ x" tag\n',
        b"exec:~/x\nfilter:a:http://b\nquery:A:unread\nfile:///x\n",
        b'"query:Name with spaces:unread = \\"yes\\""\n',
        b"http://a.example/\n" * 5000,
    ],
)
def test_urls(content: bytes) -> None:
    assert subscription_kind(content[:HEAD]) == "urls"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only comments\n",
        b"http://a.example/ is a fine site\n\nIt has news.\n",
        b'{"id": "1", "url": "http://a.example/"}\n',
        b"<html><body><p>About &lt;opml&gt; and <opml></p></body></html>",
        b"<!DOCTYPE html><html><opml>",
        b"<rss><channel><title><opml></title></channel></rss>",
        b"\x1f\x8b\x08\x00http://a.example/\n",
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\n",
        b"From somebody@example.org\nhttp://a.example/\n",
    ],
)
def test_everything_else(content: bytes) -> None:
    assert subscription_kind(content) is None
