"""What is put right in the parsed page before the extractor sees it, because it would break it."""

from __future__ import annotations

from typing import Any


def with_quotation_marks(tree: Any) -> None:
    """Give each q element the quotation marks that browsers draw around it (HTML Standard 15.3.4), and make a span of
    it: the extractor would part the paragraph there.
    """
    for quote in tree.iter("q"):
        quote.tag = "span"
        quote.text = f"“{quote.text or ''}"
        last = quote[-1] if len(quote) else None
        if last is None:
            quote.text += "”"
        else:
            last.tail = f"{last.tail or ''}”"
