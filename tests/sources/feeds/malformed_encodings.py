"""Feeds whose encoding is not what they say, and feeds with characters that no text has."""

from __future__ import annotations

import gzip

from tests.sources.feeds.malformed import Broken, made, rss, story

ENCODINGS = [
    made(
        "windows-1252 declared as UTF-8",
        rss(story("Café “quoted”", "naïve")),
        "Café",
        "“quoted”",
        "naïve",
        encoding="cp1252",
    ),
    made(
        "UTF-8 declared as Latin-1",
        rss(story("Café Zürich"), start='<?xml version="1.0" encoding="iso-8859-1"?>'),
        "Café",
        "Zürich",
        like_feedparser=False,
    ),
    made(
        "UTF-8 declared as US-ASCII",
        rss(story("Café Zürich"), start='<?xml version="1.0" encoding="us-ascii"?>'),
        "Café",
        like_feedparser=False,
    ),
    made(
        "UTF-8 declared as UTF-16", rss(story("Café Zürich"), start='<?xml version="1.0" encoding="utf-16"?>'), "Café"
    ),
    made("UTF-16 with a mark", rss(story("Café Кофе")), "Café", "Кофе", encoding="utf-16"),
    made(
        "UTF-16 without a mark",
        rss(story("Café Кофе"), start=""),
        "Café",
        "Кофе",
        encoding="utf-16-le",
        like_feedparser=False,
    ),
    made(
        "windows-1251 as declared",
        rss(story("Новости порта", "мост"), start='<?xml version="1.0" encoding="windows-1251"?>'),
        "Новости",
        "мост",
        encoding="cp1251",
    ),
    made(
        "KOI8-R by the header only",
        rss(story("Новости порта"), start='<?xml version="1.0"?>'),
        "Новости",
        encoding="koi8-r",
        content_type="application/rss+xml; charset=koi8-r",
    ),
    made(
        "Shift JIS as declared",
        rss(story("港のニュース"), start='<?xml version="1.0" encoding="Shift_JIS"?>'),
        "港のニュース",
        encoding="cp932",
    ),
    made(
        "GBK declared as GB2312",
        rss(story("港口新闻镕"), start='<?xml version="1.0" encoding="gb2312"?>'),
        "港口新闻镕",
        encoding="gbk",
    ),
    made(
        "an encoding that nobody knows", rss(story("Café"), start='<?xml version="1.0" encoding="x-user-7"?>'), "Café"
    ),
    made(
        "a header with the wrong charset",
        rss(story("Café Zürich")),
        "Café",
        "Zürich",
        content_type="text/xml; charset=iso-8859-1",
        like_feedparser=False,
    ),
    Broken(
        "pieces in two encodings",
        rss(story("Café", "XX")).encode().replace(b"XX", b"Z\xfcrich"),
        ("Café", "Zürich"),
        "",
        False,
    ),
    made("C1 characters", rss(story("It\x92s \x93fine\x94")), "It’s", "“fine”", like_feedparser=False),
    made("half a surrogate pair", rss(story("Half \ud83d pair")), "Half", "pair", like_feedparser=False),
    made(
        "control characters everywhere",
        rss(story("A\x00l\x01l\x0b of\x1e it", "\x10fine\x7f")),
        "All",
        "of",
        "it",
        "fine",
        like_feedparser=False,
    ),
    made(
        "an escape sequence in a title",
        rss(story("\x1b]52;c;AAAA\x07Red \x1b[31malert")),
        "Red",
        "alert",
        like_feedparser=False,
    ),
    Broken(
        "gzip that the server forgot to name",
        gzip.compress(rss(story("Packed & sent")).encode()),
        ("Packed", "sent"),
        "",
        False,
    ),
    made("text/html as its type", rss(story("Bridge & tunnel")), "Bridge", "tunnel", content_type="text/html"),
    made(
        "windows-1252 declared as US-ASCII, in broken XML",
        rss(story("Café “quoted”", "<b>Zürich"), start='<?xml version="1.0" encoding="us-ascii"?>'),
        "Café",
        "“quoted”",
        "Zürich",
        encoding="cp1252",
    ),
]
