"""Commands by which the user says who and where is meant: correct, corrections, undo."""

from __future__ import annotations

from argparse import Namespace
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader import safe_text
from reader.cli.output import DONE, PARTLY, complain, emit_json, emit_line, say, say_table
from reader.cli.read import open_library
from reader.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from reader.article import Article
    from reader.corrections import Correction, Scope
    from reader.library.library import Library

LINE_LIMIT: Final = 64 * 1024
"""Bytes of a line of corrections that come in."""


def correct(options: Namespace) -> int:
    """`correct`: the words of an article are no entity, or another one."""
    from reader.cli.naming import entity_named, known_id
    from reader.corrections import Correction

    words = safe_text.filtered(options.words).strip()
    with open_library(options) as library:
        article = library.get(library.resolve(options.id))
        was = known_id(options.was, article, library) if options.was else ""
        _must_be_there(words, was, article)
        scope: Scope = "everywhere" if options.everywhere else "outlet" if options.outlet else "article"
        if scope == "outlet" and not article.source:
            raise UsageError("this article names no outlet", article.id, "correct it alone, or --everywhere")
        meant = entity_named(options.entity, library) if options.entity is not None else None
        try:
            correction = Correction(
                verdict="is" if meant else "not",
                scope=scope,
                subject={"article": article.id, "outlet": article.source or "", "everywhere": ""}[scope],
                surface=words,
                was=was,
                entity=meant.id if meant else "",
                kind=meant.kind if meant else None,
                name=meant.name if meant else "",
                country=meant.country if meant else None,
            )
        except ValueError as error:
            raise UsageError(str(error), words) from error
        library.correct(correction, at_hand=[article.id])
        _settle(library)
    say(_sentence(correction))
    return DONE


def _must_be_there(words: str, was: str, article: Article) -> None:
    if not words and not was:
        raise UsageError("there are no words to correct", "", 'give the words, or "" and --was')
    if words and not any(words in text for _, text in article.parts()):
        raise UsageError("these words are not in the article", words, "write them as it does, case and all")
    if not words and all(mention.entity != was for mention in article.mentions):
        raise UsageError("the article doesn't mention this", was, "`dateline show ID --json` lists its mentions")


def corrections(options: Namespace) -> int:
    """`corrections`: listed, exported, imported, or one of them taken back."""
    with open_library(options) as library:
        if options.bring is not None:
            return _import(library, options.bring)
        if options.withdraw is not None:
            return _withdraw(library, options.withdraw)
        known = library.corrections()
    if options.export is not None:
        return _export(known, options.export)
    if options.json:
        import msgspec

        emit_json([{"number": number} | msgspec.to_builtins(one) for number, one in enumerate(known, 1)])
        return DONE
    say_table(
        [
            (str(number), f"{one.when:%Y-%m-%d}" if one.when else "", _sentence(one))
            for number, one in enumerate(known, 1)
        ],
        grow=2,
    )
    return DONE


def undo(options: Namespace) -> int:
    """`undo`: the last act of this device, a mark or a correction, is taken back."""
    with open_library(options) as library:
        words = library.undo()
        _settle(library)
    say(words or "there is nothing to take back")
    return DONE


def _withdraw(library: Library, number: int) -> int:
    known = library.corrections()
    if not 1 <= number <= len(known):
        raise UsageError(f"there is no correction {number}", "", "`dateline corrections` numbers them")
    library.withdraw(known[number - 1])
    _settle(library)
    say(f"taken back: {_sentence(known[number - 1])}")
    return DONE


def _export(known: list[Correction], name: str) -> int:
    import msgspec

    lines = [msgspec.json.encode(one) for one in known]
    if name == "-":
        for line in lines:
            emit_line(line)
        return DONE
    with Path(name).open("wb") as file:
        file.writelines(line + b"\n" for line in lines)
    say(f"{_counted(len(lines))} written to {name}")
    return DONE


def _import(library: Library, name: str) -> int:
    import sys

    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
        read = list(_read(file, name))
    good = [one for one in read if one is not None]
    library.correct(*good)
    _settle(library)
    say(f"{_counted(len(good))} taken in")
    return DONE if len(good) == len(read) else PARTLY


def _read(file: BinaryIO, name: str) -> Iterator[Correction | None]:
    """What each line says; None for one that can't be understood, which is told."""
    import msgspec

    from reader.corrections import Correction
    from reader.library.amending import CORRECTIONS_LIMIT
    from reader.library.entries import read_correction

    number = 0
    while line := file.readline(LINE_LIMIT):
        number += 1
        if number > CORRECTIONS_LIMIT:
            raise DatelineError(f"has more than {CORRECTIONS_LIMIT:,} lines", name, "give it in parts")
        if not line.strip():
            continue
        try:
            correction = msgspec.json.decode(line, type=Correction)
            if not read_correction(correction.key, correction):
                raise ValueError("its text is too long, holds what no page can show, or its time has no offset")
            yield correction if _is_past(correction) else msgspec.structs.replace(correction, when=None)
        except ValueError as error:
            complain(f"{name}:{number}: {error}")
            yield None


def _is_past(correction: Correction) -> bool:
    """Whether its time can be believed: one of tomorrow would win over all that is said until then."""
    return correction.when is not None and correction.when <= datetime.now(UTC)


def _settle(library: Library) -> None:
    """Lists follow, too: a command has the time."""
    while library.settle():
        pass


def _counted(number: int) -> str:
    return "1 correction" if number == 1 else f"{number:,} corrections"


def _sentence(correction: Correction) -> str:
    """What a correction says, in words."""
    words = f'"{correction.surface}"' if correction.surface else f"every mention of {correction.was}"
    taken = f" (taken for {correction.was})" if correction.surface and correction.was else ""
    means = "is no entity" if correction.verdict == "not" else f"means {correction.name} ({correction.entity})"
    where = {"article": f"in {correction.subject}", "outlet": f"in all of {correction.subject}"}
    return f"{words}{taken} {means}, {where.get(correction.scope, 'everywhere')}"
