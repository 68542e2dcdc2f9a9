"""A page's own markup renamed to the extractor's tree, so that one walker makes blocks of both.

For markup that is an article already, as a feed's entry is: nothing is left out but what shows no text.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urljoin

from reader import safe_text
from reader.cleaning.html.structure.pictures import picture_of
from reader.cleaning.html.structure.prepare import with_quotation_marks

CAPTION_MAX: Final = 2_000
"""Code points of a caption."""

_SILENT = (
    "script style noscript template svg button select input textarea form nav iframe video audio object embed canvas"
    " head"
).split()
_THROUGH = "tbody thead tfoot picture source colgroup col".split()
_NAMES: Final = {
    **{f"h{level}": ("head", {"rend": f"h{level}"}) for level in range(1, 7)},
    **dict.fromkeys(
        "div section article main header footer aside address center figure details summary hr dir".split(), ("p", {})
    ),
    "p": ("p", {}),
    "ul": ("list", {"rend": "ul"}),
    "menu": ("list", {"rend": "ul"}),
    "dl": ("list", {"rend": "ul"}),
    "ol": ("list", {"rend": "ol"}),
    "li": ("item", {}),
    "dt": ("item", {}),
    "dd": ("item", {}),
    "blockquote": ("quote", {}),
    "pre": ("code", {}),
    "b": ("hi", {"rend": "#b"}),
    "strong": ("hi", {"rend": "#b"}),
    "tr": ("row", {}),
    "td": ("cell", {}),
    "th": ("cell", {"role": "head"}),
    "br": ("lb", {}),
}


def as_extracted(body: Any, base: str) -> None:
    """Rename, in place, the elements of a body to those of the extractor's tree; relative addresses become absolute.

    A picture of the text becomes a caption that links to it; its words are the figure's caption, else its alt text.
    """
    from lxml import etree

    with_quotation_marks(body)
    for element in list(body.iter("img")):
        _picture(element, base)
    etree.strip_elements(body, "figcaption", *_SILENT, with_tail=False)
    etree.strip_tags(body, *_THROUGH)
    for element in body.iter():
        tag = element.tag
        if tag == "a":
            element.tag = "ref"
            element.set("target", urljoin(base, element.get("href") or ""))
        elif tag in _NAMES:
            name, attributes = _NAMES[tag]
            element.tag = name
            for key, value in attributes.items():
                element.set(key, value)


def _picture(element: Any, base: str) -> None:
    """Make the image a caption, or a mere nothing where it is decoration."""
    picture = picture_of(element, base)
    figure = next(element.iterancestors("figure"), None)
    if picture is None:
        element.tag = "graphic"
        return
    told = next(figure.iter("figcaption"), None) if figure is not None else None
    words = safe_text.line(" ".join(told.itertext()), CAPTION_MAX) if told is not None else ""
    tail = element.tail
    element.clear()
    element.tail = tail
    element.tag = "caption"
    label = element.makeelement("ref", {"target": picture.address})
    label.text = words or picture.alt or "[picture]"
    element.append(label)
