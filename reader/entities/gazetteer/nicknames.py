"""Short forms of English given names: Bob is Robert, so that two ways to write a name are one person."""

from __future__ import annotations

from typing import Final

_ROWS: Final = """
    Robert Bob Rob Bobby
    William Bill Will Billy
    Michael Mike Mick
    James Jim Jimmy Jamie
    Thomas Tom Tommy
    Joseph Joe Joey
    Richard Dick Rick Rich
    Daniel Dan Danny
    Edward Ed Eddie Ted
    Anthony Tony
    Charles Chuck Charlie Charley
    Christopher Chris Kit
    Stephen Steven Steve
    Benjamin Ben
    Samuel Sam
    Kenneth Ken Kenny
    Gregory Greg
    Patrick Pat Paddy
    Andrew Andy Drew
    Jeffrey Jeff Geoffrey Geoff
    Matthew Matt
    Nicholas Nick Nicolas
    Ronald Ron
    Donald Don
    Frederick Fred
    Lawrence Larry Laurence
    Gerald Jerry Gerry
    Raymond Ray
    Timothy Tim
    Philip Phillip Phil
    Peter Pete
    Walter Walt
    Leonard Len
    Vincent Vince
    Victor Vic
    Albert Al
    Alan Allan Allen
    Alexander Alex Alec
    Jonathan Jon
    Nathaniel Nat
    Theodore Teddy
    Zachary Zach
    Joshua Josh
    David Dave
    Douglas Doug
    Elizabeth Liz Betty Beth
    Katherine Kathy Kate Catherine Cathy
    Margaret Maggie Peggy Meg
    Susan Sue Susie
    Deborah Debbie
    Barbara Barb
    Patricia Patty Patsy
    Jennifer Jenny
    Cynthia Cindy
    Pamela Pam
    Christine Chris
    Rebecca Becky
    Judith Judy
    Eleanor Ellie
    Nancy Nan
"""

_FULL: Final[dict[str, str]] = {}
for _row in _ROWS.strip().splitlines():
    _names = _row.split()
    for _name in _names:
        _FULL.setdefault(_name, _names[0])


def full_form(given: str) -> str:
    """The given name in full; names without a short form, and those that are one already, as they are."""
    return _FULL.get(given, given)
