"""Commands of the group `gazetteer` that take an update from Wikidata, and take it back: update, undo."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Final

from reader.cli.output import DONE, FAILED, INTERRUPTED, PARTLY, complain, say
from reader.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from reader.cli.grammar import Commands
    from reader.entities.gazetteer.schema import CountryEntry
    from reader.wikidata.asking import Gathered
    from reader.wikidata.difference import Difference
    from reader.wikidata.entry import TakenEntry
    from reader.wikidata.proposal import Ground
    from reader.wikidata.taken import Taken

EARLIEST: Final = 1900
"""The first year that `--since` can name."""
EXAMPLES: Final = 8
"""Lines of each kind in a difference that is shown in part."""


def update_words(group: Commands) -> None:
    """Adds `update`."""
    update = group.add(
        "update",
        "gazetteer_update:update",
        "take heads of state and government, foreign and defence ministers from Wikidata",
        "Asks Wikidata's query service country by country, one question at a time, shows what would change and asks "
        "before it is taken. A run that was ended goes on where it was: answers are kept for a week.",
    )
    update.add_argument(
        "--country", metavar="XX", action="append", default=[], help="this country only (may be given again)"
    )
    update.add_argument(
        "--since", type=_year, default=1990, metavar="YEAR", help="offices held in this year or later (default: 1990)"
    )
    update.add_argument("--fresh", action="store_true", help="ask everything anew, whatever answers are kept")
    update.add_argument("--show", choices=("some", "all"), default="some", help="how much of the difference to show")
    sure = update.add_mutually_exclusive_group()
    sure.add_argument("--yes", action="store_true", help="take it without asking")
    sure.add_argument("--dry-run", action="store_true", help="show the difference and take nothing")
    update.add_argument("--endpoint", metavar="URL", default=None, help="another query service than Wikidata's own")
    update.add_argument("--pace", type=_pace, default=1.0, help=SUPPRESS)


def undo_words(group: Commands) -> None:
    """Adds `undo`."""
    group.add(
        "undo",
        "gazetteer_update:undo",
        "bring back the gazetteer as it was before the last update",
        "Can be said again, down to the package's own gazetteer; the last five updates are kept for it.",
    )


def update(options: Namespace) -> int:
    """`gazetteer update`: exit 3 where some countries gave no answer, 1 where none did."""
    from datetime import UTC, datetime

    from reader.wikidata.proposal import Ground, proposal
    from reader.wikidata.taken import Taken
    from reader.wikidata.turn import one_update

    ground = Ground()
    countries = _countries(options.country, ground)
    today = datetime.now(UTC).date()
    taken = Taken()
    before = taken.entries()
    with one_update():
        try:
            gathered = _gathered(options, countries, today)
        except KeyboardInterrupt:
            complain("interrupted; nothing was taken. The answers so far are kept: the same command goes on from there")
            return INTERRUPTED
        if not gathered.answered:
            raise DatelineError(f"no country was answered: {gathered.halted or 'see above'}", "", _LATER)
        found = proposal(gathered, before, ground)
        _say_difference(found.difference, found.left_out, everything=options.show == "all")
        code = _decide(options, taken, found.entries.values(), found.difference, today)
    if gathered.failed:
        _complain_of(gathered)
        return PARTLY if code == DONE else code
    return code


_LATER: Final = "try again later; answers so far are kept"


def undo(_: Namespace) -> int:
    """`gazetteer undo`: the version before the last update."""
    from reader.wikidata.taken import Taken
    from reader.wikidata.turn import one_update

    with one_update():
        say(Taken().undo())
    return DONE


def _gathered(options: Namespace, countries: Sequence[CountryEntry], today: date) -> Gathered:
    from datetime import UTC, datetime

    from reader.cli.update_progress import Bar, Lines
    from reader.config import load_settings
    from reader.wikidata.asking import Asking
    from reader.wikidata.kept import KeptAnswers
    from reader.wikidata.patience import Patience
    from reader.wikidata.service import ENDPOINT, Service
    from reader.wikidata.turn import answers_folder

    with Bar() if sys.stderr.isatty() else Lines() as progress:
        patience = Patience(pace=options.pace)
        service = Service(options.endpoint or ENDPOINT, patience, progress.waiting, load_settings().contact)
        kept = KeptAnswers(answers_folder(), service.endpoint, datetime.now(UTC) if options.fresh else None)
        kept.clear_stale()
        return Asking(service, kept, progress, options.since, today).gather(countries)


def _countries(codes: Sequence[str], ground: Ground) -> list[CountryEntry]:
    wanted = list(dict.fromkeys(code.upper() for code in codes)) or list(ground.countries)
    for code in wanted:
        if code not in ground.countries:
            raise UsageError("is no country that the gazetteer knows", code, "give an ISO 3166-1 code of two letters")
    return [ground.countries[code] for code in wanted]


def _decide(options: Namespace, taken: Taken, entries: Iterable[TakenEntry], change: Difference, today: date) -> int:
    if not change:
        say("nothing new: the gazetteer is up to date")
        return DONE
    if options.dry_run:
        say("nothing was taken (--dry-run)")
        return DONE
    if not options.yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            complain("nothing was taken: nobody is there to ask (say --yes to take it)")
            return FAILED
        if not _agreed():
            say("nothing was taken; the answers are kept for a week")
            return DONE
    taken.take(entries, today)
    say("taken; `dateline gazetteer undo` takes it back, `dateline reannotate` brings it to your articles")
    return DONE


def _agreed() -> bool:
    print("Take this? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _say_difference(change: Difference, left_out: Sequence[str], *, everything: bool) -> None:
    for title, lines in (("new", change.new), ("more known", change.changed), ("gone", change.gone)):
        if lines:
            say(f"{len(lines):,} {title}:")
            shown = list(lines.values()) if everything else list(lines.values())[:EXAMPLES]
            for line in shown:
                say(f"  {line}")
            if len(shown) < len(lines):
                say(f"  and {len(lines) - len(shown):,} more (--show all)")
    if left_out:
        say(f"{len(left_out):,} left out for a doubt" + (":" if everything else " (--show all)"))
        for line in left_out if everything else ():
            say(f"  {line}")
    if change:
        counts = (f"{code or '?'} {'/'.join(map(str, numbers))}" for code, numbers in change.countries.items())
        say(f"by country, new/more known/gone: {', '.join(counts)}")


def _complain_of(gathered: Gathered) -> None:
    failed = gathered.failed
    if gathered.halted:
        complain(f"stopped early: {gathered.halted}")
    codes = ", ".join(failed)
    complain(f"without an answer: {codes}; the same command asks them again, and what is in force for them stays")


def _year(text: str) -> int:
    from datetime import UTC, datetime

    if not (text.isascii() and text.isdigit() and EARLIEST <= int(text) <= datetime.now(UTC).year):
        raise ArgumentTypeError(f"{text!r} is not a year from {EARLIEST} to now")
    return int(text)


def _pace(text: str) -> float:
    try:
        pace = float(text)
    except ValueError:
        pace = -1.0
    if not 0 <= pace <= 100:
        raise ArgumentTypeError(f"{text!r} is not a number from 0 to 100")
    return pace
