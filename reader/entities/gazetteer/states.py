"""States of America and the provinces that news names like them, in full and as the AP stylebook shortens them."""

from __future__ import annotations

import re
from typing import Final

AMERICAN: Final = frozenset(
    """
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana
    Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Ala.
    Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Mass. Md. Mich. Minn. Miss. Mo. Mont. Neb.
    Nev. N.C. N.D. N.H. N.J. N.M. N.Y. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Tex. Va. Vt. W.Va. Wash. Wis. Wyo.
    """.split()
) | {
    *("New York", "New Jersey", "New Hampshire", "North Carolina", "South Carolina"),
    *("North Dakota", "South Dakota", "Rhode Island", "West Virginia", "New Mexico"),
}
"""States of the United States; Georgia is left out, it is a country first."""

STATES: Final = AMERICAN | {
    "Ontario",
    "Quebec",
    "Alberta",
    "Manitoba",
    "Saskatchewan",
    "British Columbia",
    "Nova Scotia",
    "Ont.",
    "Que.",
    "B.C.",
    "N.S.",
    "Alta.",
}


def one_of(states: frozenset[str]) -> str:
    """A pattern that matches any of them, the longest first."""
    return "|".join(sorted(map(re.escape, states), key=len, reverse=True))
