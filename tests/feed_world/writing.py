"""Invented news and the feeds that carry it, in every format, as well-made ones are written."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

FIRST_DAY: Final = datetime(2024, 3, 1, 6, tzinfo=UTC)
_WHO: Final = ("The minister", "A spokesman", "The mayor", "The operator", "A judge", "The council", "The union")
_WHERE: Final = ("in Japan", "in Brazil", "in Norway", "in Kenya", "in France", "in Canada", "in Portugal", "in Chile")
_WORDS: Final = (
    "harbour budget ferry bridge tariff school winter railway vineyard hospital treaty orchard signal market museum "
    "island library turbine pension reservoir archive festival factory tunnel valley census lighthouse quarry tram "
    "bakery glacier canal meadow cable warehouse survey fishery stadium garden airport clinic forest theatre mine "
    "dairy pipeline satellite laboratory workshop chapel pier dam granary observatory foundry mill brewery vessel"
).split()
_VERBS: Final = (
    "opened closed delayed repaired inspected praised rejected extended counted doubled sold planned".split()
)


class Story(NamedTuple):
    """One invented article: its own number tells it apart, and the words of its text are like no other's."""

    number: str
    title: str
    url: str
    text: tuple[str, ...]
    published: datetime

    @property
    def html(self) -> str:
        """Its paragraphs as HTML."""
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.text)


def story(base: str, name: str, number: int, *, paragraphs: int = 4) -> Story:
    """Story `number` of the outlet `name` at the site `base`: some 60 words a paragraph, the same every time."""
    chance = random.Random(f"{name} {number}")
    title = (
        f"{chance.choice(_WORDS).title()} {chance.choice(_VERBS)} near {name} {chance.choice(_WHERE)}, part {number}"
    )
    text = tuple(" ".join(_sentence(chance) for _ in range(4)) for _ in range(paragraphs))
    published = FIRST_DAY + timedelta(hours=number, minutes=chance.randrange(60))
    return Story(f"{name}-{number}", title, f"{base}/news/{number}", text, published)


def stories(base: str, name: str, count: int = 3) -> list[Story]:
    """The newest first, as feeds have them."""
    return [story(base, name, number) for number in range(count, 0, -1)]


def _sentence(chance: random.Random) -> str:
    one, two, three, four = chance.sample(_WORDS, 4)
    return (
        f"{chance.choice(_WHO)} {chance.choice(_WHERE)} {chance.choice(_VERBS)} the {one} beside the {two} "
        f"{chance.randrange(2, 90)} days after the {three} and the {four} were {chance.choice(_VERBS)}."
    )


def rss_item(story: Story, *, text: str | None = None, extra: str = "") -> str:
    """An RSS 2.0 item; `text` stands for its description."""
    body = escape(story.html if text is None else text)
    return (
        f"<item><title>{escape(story.title)}</title><link>{escape(story.url)}</link>"
        f'<guid isPermaLink="false">{story.number}</guid><pubDate>{format_datetime(story.published)}</pubDate>'
        f"<description>{body}</description>{extra}</item>"
    )


def rss(title: str, items: Sequence[Story | str], *, head: str = "", declared: str = "UTF-8") -> str:
    """An RSS 2.0 feed of stories, or of items already written."""
    body = "".join(rss_item(item) if isinstance(item, Story) else item for item in items)
    return (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>https://example.org/</link><description>News</description>{head}{body}</channel></rss>"
    )


def rss_091(title: str, items: Sequence[Story]) -> str:
    """RSS 0.91: title, link and description only."""
    body = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link>"
        f"<description>{escape(' '.join(one.text))}</description></item>"
        for one in items
    )
    return (
        f'<?xml version="1.0"?><rss version="0.91"><channel><title>{escape(title)}</title>'
        f"<link>https://example.org/</link><description>News</description><language>en</language>{body}</channel></rss>"
    )


def rdf(title: str, items: Sequence[Story]) -> str:
    """RSS 1.0, with Dublin Core dates and the content module."""
    listed = "".join(f'<rdf:li rdf:resource="{one.url}"/>' for one in items)
    body = "".join(
        f'<item rdf:about="{one.url}"><title>{escape(one.title)}</title><link>{one.url}</link>'
        f"<dc:date>{one.published.isoformat()}</dc:date><content:encoded><![CDATA[{one.html}]]></content:encoded></item>"
        for one in items
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="https://example.org/">'
        f"<title>{escape(title)}</title><link>https://example.org/</link><description>News</description>"
        f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>{body}</rdf:RDF>"
    )


def atom(title: str, items: Sequence[Story], *, head: str = "", xhtml: bool = False) -> str:
    """Atom 1.0, its texts as escaped HTML or as XHTML."""

    def content(one: Story) -> str:
        if xhtml:
            return f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{one.html}</div></content>'
        return f'<content type="html">{escape(one.html)}</content>'

    body = "".join(
        f"<entry><title>{escape(one.title)}</title><id>urn:story:{one.number}</id>"
        f'<link rel="alternate" href="{escape(one.url)}"/><published>{one.published.isoformat()}</published>'
        f"<updated>{one.published.isoformat()}</updated>{content(one)}</entry>"
        for one in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(title)}</title>'
        f"<id>urn:feed:{escape(title)}</id><updated>{FIRST_DAY.isoformat()}</updated>{head}{body}</feed>"
    )


def json_feed(title: str, items: Sequence[Story], version: str = "1.1") -> str:
    """JSON Feed."""
    entries = [
        {
            "id": one.number,
            "url": one.url,
            "title": one.title,
            "content_html": one.html,
            "date_published": one.published.isoformat(),
        }
        for one in items
    ]
    return json.dumps({"version": f"https://jsonfeed.org/version/{version}", "title": title, "items": entries})


def news_sitemap(title: str, items: Sequence[Story]) -> str:
    """A news sitemap: addresses, titles and dates, no text."""
    body = "".join(
        f"<url><loc>{one.url}</loc><news:news><news:publication><news:name>{escape(title)}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{one.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(one.title)}</news:title></news:news></url>"
        for one in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{body}</urlset>'
    )


def sitemap_index(addresses: Sequence[str]) -> str:
    """A sitemap index of these sitemaps."""
    body = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</sitemapindex>'
    )


def page(one: Story, *, outlet: str = "Harbour Post", canonical: str = "", more: str = "") -> str:
    """The story's web page, with a menu and a footer round it."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(one.title)} | {outlet}</title>{link}'
        f'<meta property="og:title" content="{escape(one.title)}"><meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{one.published.isoformat()}"></head><body><nav>'
        f'<a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{escape(one.title)}</h1>{one.html}{more}'
        f"</article><footer>Copyright {outlet}</footer></body></html>"
    )
