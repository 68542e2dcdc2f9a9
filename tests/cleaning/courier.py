"""Pages written for these tests: an article of invented news with the furniture that real pages have around it."""

from __future__ import annotations

PARAGRAPHS = tuple(
    """\
The harbour council of Port Ellery voted on Monday to rebuild the northern pier, which a winter storm tore apart in \
January, after a debate that went on for almost six hours.
Mayor Ines Okafor said the work would begin before the autumn gales and would cost the town less than a temporary \
ferry, because two thirds of the money come from a regional fund.
“We have waited long enough, and the fishing families have waited longest,” she told the meeting, to applause from \
the public benches.
Opponents of the plan argued that the pier should be moved eastwards, where the seabed is firmer and the harbour \
mouth less exposed to the swell.
The council will publish the tender in May, and engineers expect the first piles to be driven before the end of \
September, weather permitting.""".split("\n")
)


def html_page(body: str, *, head: str = "", title: str = "Port Ellery votes to rebuild its pier") -> str:
    """A page with navigation, an article holding `body`, a related box and a footer."""
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{title} - The Ellery Courier</title>
<meta property="og:site_name" content="The Ellery Courier">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<main><article><h1>{title}</h1>{body}</article></main>
<aside class="related"><h3>Most read</h3><ul><li><a href="/a">Lighthouse keeper retires</a></li></ul></aside>
<footer><p>Copyright The Ellery Courier. All rights reserved.</p></footer></body></html>"""


def paragraphs(*extra: str) -> str:
    """The invented article's paragraphs as HTML, with `extra` markup after the second."""
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    return "".join([*parts[:2], *extra, *parts[2:]])
