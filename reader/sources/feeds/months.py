"""The months as the headers of feeds shorten them too: names that are everyday words in running text ("set", "pro"),
which can only be taken for months where a day and a year always stand beside them.
"""

from __future__ import annotations

from typing import Final

from reader.months import MONTHS

# A line a month, January first.
_SHORT: Final = """
jän jänner led tammikuu oca јануар
febr fév fevr feber февр úno helmikuu şub фебруар
mrz marco bře maaliskuu
dub huhtikuu nis
kvě toukokuu
čvn kesäkuu haz јун
čvc heinäkuu tem јул
aoû srp elokuu ağu סер
set сент syyskuu eyl септембар
říj lokakuu eki октобар
noyabr нояб marraskuu kas нов
pro joulukuu ara децембар
"""
HEADER_MONTHS: Final = MONTHS | {
    name: number for number, names in enumerate(_SHORT.strip().splitlines(), start=1) for name in names.split()
}
"""Number of the month by its name, lower case."""
