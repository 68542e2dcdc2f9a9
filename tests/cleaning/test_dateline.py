"""Where a report was written, in the forms of several languages."""

from __future__ import annotations

import pytest

from reader.cleaning.dateline import dateline_of


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("PORT ELLERY, Norland: The council voted on Monday.", "PORT ELLERY, Norland"),
        ("PORT ELLERY (Reuters) - The council voted on Monday.", "PORT ELLERY"),
        ("PORT ELLERY, March 6 (AFP) — The council voted.", "PORT ELLERY"),
        ("Port Ellery, Norland (AP) — The council voted.", "Port Ellery, Norland"),
        ("Port Ellery, 6 mar (EFE).- El consejo votó.", "Port Ellery"),
        ("Ellery am Fluss (dpa/eln) - Der Rat hat beschlossen.", "Ellery am Fluss"),
        ("PORTO DE ELLERY.- El consejo votó.", "PORTO DE ELLERY"),
        ("ЭЛЛЕРИ, 6 марта – РИА Новости. Совет проголосовал.", "ЭЛЛЕРИ"),
        ("新华社北京3月6日电 委员会投票。", "北京"),
        ("【ワシントン＝山田太郎】委員会は決めた。", "ワシントン"),
        ("NEW ELLERY: The council voted.", "NEW ELLERY"),
        ("BREAKING: The council voted on Monday.", None),
        ("NEW: The council voted on Monday.", None),
        ("The council voted: the pier stays.", None),
        ("Okafor (L) - The mayor voted on Monday.", None),
        ("NATO said on Monday that the pier stays.", None),
        ("", None),
    ],
)
def test_a_dateline_is_the_place_before_the_first_sentence(paragraph: str, dateline: str | None) -> None:
    assert dateline_of(paragraph) == dateline
