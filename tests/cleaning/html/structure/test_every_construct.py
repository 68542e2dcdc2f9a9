"""One page with every construct that news pages use: each comes out once, in its place, as what it is."""

from __future__ import annotations

from reader.cleaning.clean import clean_html
from tests.cleaning.courier import PARAGRAPHS, html_page

P = [f"<p>{text}</p>" for text in PARAGRAPHS]
PAGE = f"""
<figure><picture><source srcset="/lead-400.webp 400w, /lead-1200.webp 1200w"><img src="/blank.gif" data-src="/lead.jpg"
alt="The pier"></picture><figcaption>The northern pier after the storm, seen from the lighthouse</figcaption></figure>
{P[0]}<p><b>A long wait</b></p>{P[1]}<div><b>Who pays for it</b></div>{P[2]}
<h3>The plan in <em>four</em> steps</h3>
<ol start="3"><li>Remove the broken piles from the seabed<ul><li><span>By hand where divers can reach them</span></li>
<li><span>By crane elsewhere</span></li></ul></li><li><p>Drive the new ones in</p></li></ol>
{P[3]}
<blockquote><p>A pier is a promise made of wood and stone.</p></blockquote>
<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2021</td><td>forty</td></tr></table>
<pre><code>for pile in piles:
    drive(pile)</code></pre><hr>
<details><summary>How the vote went</summary><p>Nine councillors voted for the plan, four against it.</p></details>
<p><img src="/gull.jpg" width="640" height="400" alt="A gull on the lamp"></p><img src="/i.png" width="16" height="16">
<div class="embed"><blockquote class="twitter-tweet"><p>The eastern seabed is the only place for a pier.</p>&mdash; Tove
Lind (@tovelind) <a href="https://twitter.com/tovelind/status/1">March 6, 2023</a></blockquote></div>
{P[4]}"""


def test_every_construct_comes_out_as_what_it_is() -> None:
    blocks = clean_html(html_page(PAGE), url="https://courier.example/news/pier").blocks
    assert [(block.kind, block.level, block.ordinal, block.text) for block in blocks] == [
        ("caption", 0, 0, "The northern pier after the storm, seen from the lighthouse"),
        ("paragraph", 0, 0, PARAGRAPHS[0]),
        ("heading", 3, 0, "A long wait"),
        ("paragraph", 0, 0, PARAGRAPHS[1]),
        ("heading", 3, 0, "Who pays for it"),
        ("paragraph", 0, 0, PARAGRAPHS[2]),
        ("heading", 3, 0, "The plan in four steps"),
        ("list_item", 1, 3, "Remove the broken piles from the seabed"),
        ("list_item", 2, 0, "By hand where divers can reach them"),
        ("list_item", 2, 0, "By crane elsewhere"),
        ("list_item", 1, 4, "Drive the new ones in"),
        ("paragraph", 0, 0, PARAGRAPHS[3]),
        ("quote", 0, 0, "A pier is a promise made of wood and stone."),
        ("table_row", 0, 0, "Year\tBoats"),
        ("table_row", 0, 0, "2021\tforty"),
        ("code", 0, 0, "for pile in piles:\n    drive(pile)"),
        ("heading", 2, 0, "How the vote went"),
        ("paragraph", 0, 0, "Nine councillors voted for the plan, four against it."),
        ("caption", 0, 0, "A gull on the lamp"),
        ("quote", 0, 0, "The eastern seabed is the only place for a pier."),
        ("quote", 0, 0, "— Tove Lind (@tovelind), March 6, 2023"),
        ("paragraph", 0, 0, PARAGRAPHS[4]),
    ]
