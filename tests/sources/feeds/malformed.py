"""Feeds that are broken in the ways that the issues of feed readers name, each with words that must come out of it.

All texts are invented. `like_feedparser` is false where feedparser itself loses or garbles the text.
"""

from __future__ import annotations

from typing import NamedTuple


class Broken(NamedTuple):
    """A broken feed, what has to be readable in it, and the Content-Type it came with."""

    name: str
    content: bytes
    says: tuple[str, ...]
    content_type: str = ""
    like_feedparser: bool = True


DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
LINK = "<link>https://news.example/1</link>"


def rss(items: str, *, root: str = '<rss version="2.0">', head: str = "", start: str = DECLARATION) -> str:
    """An RSS feed around some items."""
    return (
        f"{start}{root}<channel><title>Harbour News</title><link>https://news.example/</link>{head}"
        f"{items}</channel></rss>"
    )


def story(title: str = "Bridge opens", text: str = "Plain words.", more: str = "") -> str:
    """One item of RSS."""
    return f"<item><title>{title}</title>{LINK}<description>{text}</description>{more}</item>"


def atom(entries: str, *, root: str = '<feed xmlns="http://www.w3.org/2005/Atom">') -> str:
    """An Atom feed around some entries."""
    return f"{DECLARATION}{root}<title>Harbour News</title><id>urn:x:feed</id>{entries}</feed>"


def entry(title: str, inner: str) -> str:
    """One entry of Atom."""
    return (
        f'<entry><title>{title}</title><id>urn:x:1</id><link href="https://news.example/1"/>'
        f"<updated>2024-03-05T10:00:00Z</updated>{inner}</entry>"
    )


def made(name: str, text: str, *says: str, **more: object) -> Broken:
    """A broken feed from its text, in UTF-8 or in the `encoding` given."""
    encoding = str(more.pop("encoding", "utf-8"))
    return Broken(name, text.encode(encoding, "surrogatepass"), says, **more)  # type: ignore[arg-type]


REFERENCES = [
    made("nbsp is not declared", rss(story("Rates&nbsp;rise", "By&nbsp;noon")), "Rates", "rise", "noon"),
    made(
        "eacute is not declared", rss(story("Caf&eacute; r&eacute;sum&eacute;", "&Eacute;t&eacute;")), "Café", "résumé"
    ),
    made("rsquo and mdash are not declared", rss(story("The minister&rsquo;s plan &mdash; again")), "minister’s", "—"),
    made("euro and hellip are not declared", rss(story("Cost: 5 &euro; &hellip;", "&pound;3")), "€", "£3"),
    made(
        "references of Atom are not declared",
        atom(entry("&laquo;Oui&raquo;", "<summary>&uuml;ber</summary>")),
        "«Oui»",
        "über",
    ),
    made("an unknown reference", rss(story("Ask &foobar; now", "then")), "foobar", "now"),
    made("a bare ampersand", rss(story("Smith & Sons", "salt & pepper")), "Smith", "Sons", "pepper", "&"),
    made("an ampersand inside a word", rss(story("AT&T and D&D", "R&B")), "AT&T", "D&D", "R&B"),
    made("an ampersand before a blank reference", rss(story("Q&A: what & where &amp; when")), "Q&A", "where", "when"),
    made("an ampersand in a link", rss(story("Link", more="<comments>https://a.example/?a=1&b=2</comments>")), "Link"),
    made(
        "a reference without its semicolon", rss(story("Fish &amp chips", "Caf&eacute Noir")), "Fish", "chips", "Noir"
    ),
    made("a reference to a control character", rss(story("Bell&#7; rings", "esc&#27;ape&#x1b;d")), "rings", "escaped"),
    made("a reference to the zero character", rss(story("Ze&#0;ro", "one")), "Zero"),
    made("a reference beyond Unicode", rss(story("Far&#1114112; out", "x &#x110000; y")), "out", "y"),
    made("a reference to half a pair", rss(story("Half&#55296; pair", "low &#xDC00; end")), "pair", "end"),
    made("a reference of windows-1252", rss(story("It&#146;s &#147;fine&#148;")), "It’s", "“fine”"),
    made("escaped twice", rss(story("Caf&amp;eacute; &amp;amp; bar", "&amp;lt;b&amp;gt;")), "Café", "&", "bar"),
    made("a number escaped twice", rss(story("Don&amp;#8217;t stop")), "Don’t"),
    made(
        "references and raw tags together",
        rss(story("Up&nbsp;<b>5&euro;</b>", "&bull; one<br>two")),
        "Up",
        "one",
        "two",
    ),
]
MARKUP = [
    made("a less-than sign in a title", rss(story("Under 5 < 6 years", "a < b")), "Under", "years"),
    made("a tag that nobody closed", rss(story("Plain", "Some <b>bold words")), "bold", "words"),
    made("HTML that nobody escaped", rss(story("Plain", "<p>First<br>second<p>third")), "First", "second", "third"),
    made("tags that close in the wrong order", rss(story("Plain", "<b><i>both</b></i> after")), "both", "after"),
    made("an end tag too many", rss(story("Plain", "one</span> two")), "one", "two"),
    made("an image without its end", rss(story("Plain", '<img src="a.png"> caption')), "caption"),
    made("an attribute without quotes", rss(story("Plain", "<a href=https://x.example/a>link</a> on")), "link", "on"),
    made("an attribute without a value", rss(story("Plain", "<input disabled> field")), "field"),
    made("an attribute twice", rss(story("Plain", '<a title="a" title="b">twice</a>')), "twice"),
    made("an attribute twice at the root", rss(story(), root='<rss version="2.0" version="2.0">'), "Bridge", "Plain"),
    made("the version without quotes", rss(story("Bridge"), root="<rss version=2.0>"), "Bridge"),
    made("a title that is not closed", rss(story("Before") + "<item><title>Open ended</item>"), "Before"),
    made(
        "an item that is not closed",
        rss("<item><title>First one</title><item><title>Second one</title></item>"),
        "First",
        "Second",
    ),
    made("the channel is not closed", rss(story("Bridge")).replace("</channel>", ""), "Bridge"),
    made("two roots", rss(story("First feed")) + rss(story("Second feed"), start=""), "First"),
    made(
        "upper case end tags", rss("<item><title>Loud</TITLE><description>quiet</DESCRIPTION></item>"), "Loud", "quiet"
    ),
    made("a comment with two dashes", rss("<!-- a -- b -->" + story("After comment")), "After"),
    made("a comment that never ends", rss(story("Before comment")) + "<!-- and then", "Before"),
    made(
        "an instruction in the middle", rss(story("Before")).replace("<item>", '<?xml version="1.0"?><item>'), "Before"
    ),
    made(
        "an Atom entry with raw HTML",
        atom(entry("Raw", '<content type="html"><p>One<br>two</p></content>')),
        "One",
        "two",
    ),
    made(
        "XHTML that is broken",
        atom(entry("Raw", '<content type="xhtml"><div><p>One<br>two</div></content>')),
        "One",
        "two",
    ),
]
CDATA = [
    made(
        "CDATA that never ends",
        rss("<item><title>Cut</title><description><![CDATA[<p>Half a text").removesuffix("</channel></rss>"),
        "Cut",
        "Half",
    ),
    made(
        "CDATA inside CDATA", rss(story("Nested", "<![CDATA[outer <![CDATA[inner]]> rest]]>")), "outer", "inner", "rest"
    ),
    made("CDATA that is escaped", rss(story("&lt;![CDATA[Marked]]&gt;", "ok")), "Marked"),
    made("CDATA beside text", rss(story("A <![CDATA[<b>B</b>]]> C & D")), "A", "B", "C", "D"),
    made(
        "a control character in CDATA", rss(story("Ctl", "<![CDATA[be\x08fore \x1b[31mred\x1b[0m]]>")), "before", "red"
    ),
    made(
        "references in CDATA, a bare one outside",
        rss(story("R & D", "<![CDATA[caf&eacute; &amp; bar]]>")),
        "café",
        "bar",
    ),
]
NAMES = [
    made(
        "the prefix of Dublin Core is not declared",
        rss(story("Bridge", more="<dc:creator>Ann</dc:creator>")),
        "Bridge",
        "Plain",
    ),
    made(
        "the prefix of content is not declared",
        rss(story("Bridge", more="<content:encoded>Whole story</content:encoded>")),
        "Whole",
        "story",
    ),
    made("an unknown prefix", rss(story("Bridge", more="<foo:bar>x</foo:bar>")), "Bridge"),
    made(
        "a default namespace on RSS",
        rss(story("Bridge"), root='<rss xmlns="http://backend.userland.com/rss2">'),
        "Bridge",
    ),
    made(
        "Atom without a namespace", atom(entry("Bare", "<summary>Bare words</summary>"), root="<feed>"), "Bare", "words"
    ),
    made(
        "Atom's namespace on RSS",
        rss(story("Bridge"), root='<rss xmlns="http://www.w3.org/2005/Atom">'),
        "Bridge",
        "Plain",
    ),
    made(
        "a namespace with another spelling",
        rss(
            story("B", more="<c:encoded>Whole</c:encoded>"),
            root='<rss xmlns:c="https://purl.org/rss/1.0/modules/content">',
        ),
        "Whole",
        like_feedparser=False,
    ),
    made(
        "items beside the channel",
        f"{DECLARATION}<rss><channel><title>T</title></channel>{story('Outside')}</rss>",
        "Outside",
    ),
    made(
        "upper case names",
        f"{DECLARATION}<RSS><CHANNEL><ITEM><TITLE>Loud</TITLE><DESCRIPTION>words</DESCRIPTION></ITEM></CHANNEL></RSS>",
        "Loud",
        "words",
        like_feedparser=False,
    ),
]
AROUND = [
    made("white space before the declaration", "\n\n  " + rss(story("Bridge & co")), "Bridge"),
    made("a mark and white space before it", "\ufeff \n" + rss(story("Bridge")), "Bridge"),
    made("two marks", "\ufeff\ufeff" + rss(story("Bridge")), "Bridge"),
    made(
        "a warning before the declaration",
        "<br />\n<b>Warning</b>: include() failed in <b>x.php</b><br />" + rss(story("Bridge")),
        "Bridge",
    ),
    made("text before the declaration", "debug: 12 ms\n" + rss(story("Bridge")), "Bridge"),
    made("a comment before the declaration", "<!-- cached -->" + rss(story("Bridge")), "Bridge"),
    made("HTML behind the root", rss(story("Bridge")) + "<script>var a = 1 && 2;</script>", "Bridge"),
    made("text behind the root", rss(story("Bridge")) + "\n0\n\nConnection closed", "Bridge"),
    made(
        "cut in the middle of a word",
        rss(story("First") + story("Second", "Long story that bre"))[:-40],
        "First",
        "Second",
        "Long",
    ),
    made(
        "cut in the middle of a tag",
        rss(story("First") + story("Second")).replace("</item></channel></rss>", "<gu"),
        "First",
        "Second",
    ),
    made(
        "cut in the middle of a reference",
        rss(story("First") + "<item><title>Second &am").removesuffix("</channel></rss>"),
        "First",
        "Second",
    ),
    made("the declaration twice", DECLARATION + rss(story("Bridge")), "Bridge"),
    made(
        "a declaration that is broken", rss(story("Bridge"), start='<?xml version="1.0" encoding="utf-8"??>'), "Bridge"
    ),
    made("a wrong version of XML", rss(story("Bridge & co"), start='<?xml version="2.0" encoding="utf-8"?>'), "Bridge"),
]
BROKEN = [*REFERENCES, *MARKUP, *CDATA, *NAMES, *AROUND]
