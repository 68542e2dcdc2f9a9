"""Parts of a page that its own markup calls something else: boxes for related stories, pleas, advertisements, what is
hidden. They go before the extractor sees the tree, since its result no longer knows classes and roles.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from typing import Any, Final

MOST: Final = 0.3
"""Share of the page's running text from which a box holds the article, whatever it is called."""
UNSEEN_MOST: Final = 0.5
"""The same for what the page does not show: a text that opens at a click is hidden too."""
SHOWN_MORE_MAX: Final = 300
"""Characters of the longest "read more" box: in a longer one the article goes on."""
STYLE_MAX: Final = 500
"""Characters of the longest style attribute that is read."""
ID_HYPHENS: Final = 2
"""Hyphens of the longest id that names a box: longer ones are made from headings ("sharing-with-other-developers")."""

CARD_MAX: Final = 500
"""Characters of the longest card: the headline of another story, linked, with a line or two under it."""

ARTICLE, BOX, CARD, SHOWS_MORE = -1, 3, 2, 1

_TAGS = (
    "div article section aside ul ol p span a figure form table li dl h2 h3 h4 strong details button label header small"
).split()
_NAMES = frozenset(
    "class id data-testid data-component data-module data-block data-type data-name data-role"
    " data-spacefinder-role".split()
)
_OTHERS = frozenset("role hidden style aria-label".split())

_BOX = re.compile(
    r"(?<![a-z])(?:"
    # other stories
    r"recirc(?:ulation)?|recommend(?:ed|ation|ations|er)?s?|rich-?link|onward-?(?:journey|content|links?)"
    r"|related-?(?:articles?|content|links?|stor(?:y|ies)|posts?|news|items?|topics?|coverage|reading|box|list|teasers?)"
    r"|(?:article|post|entry|story|content|inline|body)-?related|related(?![a-z-])"
    r"|(?:also|next|must)-?read(?:s|ing)?|read-?(?:next|also)|readalso|up-?next|keep-?reading|more-?(?:stories|news|articles|posts|coverage)"
    r"|most-?(?:read|popular|viewed|shared|recent|commented)|(?:popular|trending|latest|recent)-?(?:posts?|stor(?:y|ies)|articles?|news|now|topics?)"
    r"|(?:suggested|similar|other)-?(?:articles?|stor(?:y|ies)|posts?|news)|story-?promo|promo(?:s|tion|tions|box|-?box|-?block|-?card|-?unit)?"
    r"|(?:next|prev|previous)-?(?:article|story|post)s?|inline-?(?:link|links|promo|story|stories|article|articles)|interstitial(?:-?link)?|teaser-?list"
    r"|yarpp|jp-?relatedposts|outbrain|taboola|revcontent|zergnet|mgid|dianomi|nativo"
    # pleas
    r"|news-?letters?|mailchimp|mc4wp|sailthru|klaviyo|email-?(?:sign-?up|capture|subscri(?:be|ption))|sign-?up(?:-?(?:form|box|module|promo))?"
    r"|subscri(?:be|ption)-?(?:box|form|promo|prompt|module|widget|cta|banner|block|now|link|button|call)|subscribe"
    r"|donat(?:e|ion|ions)-?(?:box|form|promo|cta|button|module|banner|block|widget|prompt)|donate|(?:membership|support)-?(?:promo|cta|box|banner|message)"
    r"|(?:article|story|inline|post|body)-?cta|call-?to-?action|app-?(?:promo|download|banner|install)|download-?(?:app|promo)"
    r"|(?:whats-?app|telegram|google-?news)-?(?:channel|follow|banner|cta|join|box|link|promo)|follow-?(?:us|buttons?|links?|google)"
    # advertisements
    r"|advert(?:s|isements?|ising|orial)?|ads|ad-?(?:slot|unit|container|wrapper|wrap|label|placeholder|block|box|marker|text|notice|header|area|zone|break)s?"
    r"|adsby-?google|gpt-?ad|dfp|google-?ads?|sponsor(?:ed|ship)?(?:-?(?:content|box|links?|label))?|commercial-?(?:unit|slot|break)"
    # sharing, listening, comments, consent
    r"|share-?(?:bar|buttons?|tools?|links?|icons?|this|box|widget|list|menu|options?)|sharing|social-?(?:share|sharing|links?|bar|buttons?|icons?|media-?(?:links|share))"
    r"|addtoany|sharethis|addthis|sharedaddy|(?:print|copy|gift|save)-?(?:button|link|article|tools?)"
    r"|text-?to-?speech|read-?aloud|listen-?(?:to|button|article|bar|widget)|audio-?(?:player|article|controls?|native)"
    r"|disqus|livefyre|viafoura|comment-?(?:form|respond|count|box|link|button|section|list|prompt)s?|comments-?(?:area|section|link|count|prompt)"
    r"|(?:cookie|consent|gdpr|privacy)-?(?:banner|notice|bar|popup|modal|message|overlay|dialog)|onetrust|didomi|cmp-?(?:container|banner)"
    # what is there for screen readers, or for no printer
    r"|skip-?link|screen-?reader(?:-?text)?|sr-?only|visually-?hidden|visuallyhidden|a11y-?hidden|no-?print|hide-?(?:on-)?print|print-?hid(?:e|den)|d-print-none"
    r")(?![a-z])"
)
_CARD = re.compile(
    r"(?<![a-z])(?:cards?|teasers?|excerpt|(?:story|post|news|article|list|feed|grid)-?(?:card|item|teaser|preview|tile|block))(?![a-z])"
)
_SHOWN_MORE = re.compile(r"(?<![a-z])(?:read|show|see|view|load)-?more(?![a-z])")
_NEVER = re.compile(
    r"(?<![a-z])(?:article-?(?:body|text|content)|story-?(?:body|text|content)|post-?(?:body|content)|entry-?content|main-?content"
    r"|no-?(?:sidebar|ads?|related|promo|newsletter)|with-?(?:ads?|related|promo)|has-?(?:ads?|related|sidebar|promo)"
    r"|(?:gallery|image|photo|picture|media|figure)-?caption|caption|by-?line|author|standfirst|paywall)(?![a-z])"
)
_ROLES = frozenset(
    ("navigation", "complementary", "search", "banner", "contentinfo", "dialog", "alertdialog", "toolbar")
)
_LABELS = re.compile(
    r"^(?:related|more (?:stories|on|from)|most (?:read|popular)|recommended|read (?:more|next)|newsletter|subscribe"
    r"|sign up|advertis|sponsored|share|social|promot|follow|comments?$|breadcrumbs?$)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def drop_boxes(tree: Any) -> list[Any]:
    """Take what is no part of the article, by the page's own markup, out of the tree (in place; tails stay). Returns
    the elements taken out.

    A box goes only where it holds no headline of the page and less than MOST of its running text.
    """
    found = [element for element in tree.iter(*_TAGS) if _is_box(element)]
    if not found:
        return []
    whole = _running(tree)
    gone: dict[Any, None] = {}
    for element in found:
        if gone and _inside(element, gone):
            continue
        most = UNSEEN_MOST if _is_unseen(element) else MOST
        if next(element.iterdescendants("h1", "article", "main"), None) is None and _running(element) <= most * whole:
            gone[element] = None
    for element in gone:
        element.drop_tree()
    return list(gone)


def _is_box(element: Any) -> bool:
    verdict = 0
    other = False
    for name, value in element.items():
        if name in _OTHERS:
            other = True
        elif name in _NAMES:
            for word in value.split():
                judged = 0 if name == "id" and word.count("-") > ID_HYPHENS else _judged(word)
                if judged < 0:
                    return False
                verdict = max(verdict, judged)
    if verdict == BOX or (verdict == SHOWS_MORE and len(element.text_content()) <= SHOWN_MORE_MAX):
        return bool(element.tag != "article")
    if verdict == CARD and _is_card(element):
        return True
    if not other:
        return False
    if element.get("role") in _ROLES or _is_unseen(element):
        return True
    return element.tag != "a" and _LABELS.match(element.get("aria-label", "")) is not None


def _is_card(element: Any) -> bool:
    """Whether an element leads to another story: its heading is a link, and there is little else."""
    heading = next(element.iter("h2", "h3", "h4", "h5"), None)
    if heading is None or len(element.text_content()) > CARD_MAX:
        return False
    link = next(heading.iter("a"), None)
    if link is None:
        link = next(heading.iterancestors("a"), None)
    return link is not None and "#" not in str(link.get("href", "#"))


def _is_unseen(element: Any) -> bool:
    if element.get("hidden", "until-found") != "until-found":
        return True
    style = element.get("style", "")
    return 0 < len(style) < STYLE_MAX and _UNSEEN.search(style) is not None


@lru_cache(maxsize=8192)
def _judged(word: str) -> int:
    """What one word among an element's names says: ARTICLE, BOX, CARD, SHOWS_MORE, or 0 for nothing."""
    plain = _plain(word)
    if _NEVER.search(plain):
        return ARTICLE
    if _BOX.search(plain):
        return BOX
    if _CARD.search(plain):
        return CARD
    return SHOWS_MORE if _SHOWN_MORE.search(plain) else 0


def _plain(names: str) -> str:
    """Names in small letters, their words parted by hyphens: "js_RelatedStories" is "js-related-stories"."""
    return _CAMEL.sub("-", names[:120]).lower().replace("_", "-").replace("--", "-")


def _inside(element: Any, gone: Container[Any]) -> bool:
    return any(parent in gone for parent in element.iterancestors())


def _running(element: Any) -> int:
    """Characters of the paragraphs in an element; of all its text where it has none."""
    size = sum(len(paragraph.text_content()) for paragraph in element.iter("p"))
    return size or len(element.text_content())
