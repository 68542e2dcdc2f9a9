"""The command group `gazetteer`: who and where is known, by which file, and what is wrong with the user's own."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

from reader.cli.gazetteer_update import undo_words, update_words
from reader.cli.grammar import take_json
from reader.cli.output import DONE, FAILED, complain, emit_json, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.cli.grammar import Commands, take_json
    from reader.entities.gazetteer.layers_file import Source
    from reader.entities.gazetteer.layers_show import Part, Shown


def _check_words(group: Commands) -> None:
    check = group.add(
        "check",
        "gazetteer:check",
        "say what is wrong with your gazetteer.toml, by line",
        "Exit 1 when an entry has to be left out; what may be meant otherwise is a warning.",
    )
    check.add_argument("file", metavar="FILE", nargs="?", default=None, help="another file to check in its place")
    take_json(check)


def _show_words(group: Commands) -> None:
    show = group.add("show", "gazetteer:show", "print what is known of somebody or something, and by which line")
    show.add_argument("name", metavar="NAME", nargs="+", help="a name, an ISO country code or an entity's id")
    take_json(show)


def _stats_words(group: Commands) -> None:
    take_json(group.add("stats", "gazetteer:stats", "count leaders, countries and organisations, by layer"))


def _path_words(group: Commands) -> None:
    take_json(group.add("path", "gazetteer:path", "print where the gazetteer's files are"))


WORDS: Final[tuple[Callable[[Commands], None], ...]] = (
    _check_words, _show_words, _stats_words, _path_words, update_words, undo_words,
)  # fmt: skip
"""What adds the words of each command to the group, in the order of the help."""


def gazetteer_words(commands: Commands) -> None:
    """Adds the group with all its commands."""
    group = commands.group(
        "gazetteer",
        "look after who and where is known: check, show, stats, path, update, undo",
        "Your own gazetteer.toml in the config folder adds to the package's, corrects it and removes from it.",
    )
    for add_words in WORDS:
        add_words(group)


def check(options: Namespace) -> int:
    """`gazetteer check`: every finding by line, errors and warnings; exit 1 for errors."""
    from reader.entities.gazetteer.layers_check import findings

    source, below = _checked(options.file)
    found = findings(source, below)
    errors = sum(finding.level == "error" for finding in found)
    if options.json:
        emit_json(
            {
                "file": str(source.path),
                "errors": errors,
                "warnings": len(found) - errors,
                "findings": [finding._asdict() for finding in found],
            }
        )
        return FAILED if errors else DONE
    for finding in found:
        column = f":{finding.column}" if finding.column else ""
        entry = f"{finding.entry}: " if finding.entry else ""
        remedy = f" ({finding.remedy})" if finding.remedy else ""
        say(f"{source.path}:{finding.line}{column}: {finding.level}: {entry}{finding.what}{remedy}")
    if not found:
        say(f"{source.path}: nothing is wrong")
    return FAILED if errors else DONE


def _checked(name: str | None) -> tuple[Source, list[Source]]:
    """The file to check and the layers below it. The update taken over is checked over the package alone."""
    from pathlib import Path

    from reader.config import taken_update, user_gazetteer
    from reader.entities.gazetteer.layers_file import read_source
    from reader.errors import DatelineError

    path = Path(name) if name else user_gazetteer()
    source = read_source(path, yours=True)
    if source.content is None and not source.trouble:
        raise DatelineError("there is no such file", str(path), _FIRST if name is None else "give another")
    if _same(path, taken_update()):
        return source, []
    return source, [read_source(taken_update(), yours=False)]


_FIRST: Final = 'to begin one, write [[leader]], name = "Ada Lind" and country = "SE" into it, a line each'


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)


def show(options: Namespace) -> int:
    """`gazetteer show`: everybody and everything of that name, each part with its file and line."""
    from reader.entities.gazetteer.layers import layer_sources
    from reader.entities.gazetteer.layers_show import shown

    found = shown(" ".join(options.name), layer_sources())
    if options.json:
        emit_json([_document(one) for one in found])
        return DONE
    for one in found:
        say(f"{one.entry.name} · {one.kind} · {one.entry.id}")
        width = max(len(part.field) for part in one.parts)
        for part in one.parts:
            say(f"  {part.field:{width}}  {_value(part)}  [{part.origin}]")
    return DONE


def _document(one: Shown) -> dict[str, Any]:
    parts = [part._asdict() for part in one.parts]
    return {"id": one.entry.id, "kind": one.kind, "name": one.entry.name, "origins": one.origins, "parts": parts}


def _value(part: Part) -> str:
    if isinstance(part.value, bool):
        return "yes"
    if isinstance(part.value, str):
        return part.value
    home = f" ({part.value.country})" if part.value.country else ""
    return f"{part.value.title}{home}, {part.value.since or '?'} to {part.value.until or 'now'}"


def stats(options: Namespace) -> int:
    """`gazetteer stats`: how many are known, what each layer did, and what the layers' faults are."""
    import msgspec

    from reader.entities.gazetteer.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    counts = {
        "leaders": len(gazetteer.leaders),
        "countries": len(gazetteer.countries),
        "organisations": len(gazetteer.organisations),
    }
    if options.json:
        layers = [msgspec.structs.asdict(tally) for tally in gazetteer.tallies]
        emit_json({"version": gazetteer.version, **counts, "layers": layers, "notices": gazetteer.notices})
        return DONE
    say(f"version {gazetteer.version}")
    say(", ".join(f"{count:,} {kind}" for kind, count in counts.items()))
    for tally in gazetteer.tallies:
        done = {key: value for key, value in msgspec.structs.asdict(tally).items() if isinstance(value, int) and value}
        if done:
            did = ", ".join(f"{value:,} {key.replace('_', ' ')}" for key, value in done.items())
            say(f"{tally.layer}, {_PLURAL[tally.kind]}: {did}")
    for notice in gazetteer.notices:
        complain(notice)
    return DONE


_PLURAL: Final = {"leader": "leaders", "country": "countries", "organisation": "organisations"}


def path(options: Namespace) -> int:
    """`gazetteer path`: where the package's data, the update taken over and the user's own file are."""
    from reader.config import taken_update, user_gazetteer
    from reader.entities.gazetteer.compiled import DATA

    places = {"package": DATA, "update": taken_update(), "yours": user_gazetteer()}
    if options.json:
        emit_json({name: {"path": str(place), "there": place.exists()} for name, place in places.items()})
        return DONE
    for name, place in places.items():
        say(f"{name} = {place}{'' if place.exists() else '  (not there yet)'}")
    return DONE
