"""The command that cleans articles anew from their kept originals, and tells what changed in each."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from reader import safe_text
from reader.cli.making import progress_towards
from reader.cli.output import DONE, FAILED, PARTLY, emit_line, on_terminal, say
from reader.cli.read import open_library
from reader.config import load_settings
from reader.errors import UsageError
from reader.ingest.pipeline import Report
from reader.ingest.recleaning import Recleaning, take_back
from reader.ingest.recleaning import reclean as run
from reader.ingest.rewording import Rewording, in_words
from reader.library.query import parse_query

if TYPE_CHECKING:
    from reader.article import Article
    from reader.ingest.pipeline import Progress


def reclean(options: Namespace) -> int:
    """`reclean`: outdated articles are made anew from their originals; with `--undo` they get back what they had."""
    if options.undo and options.all:
        raise UsageError(
            "--undo goes without --all: it takes back what was cleaned anew", remedy="leave one of them out"
        )
    query = parse_query(" ".join(options.query))
    jobs = load_settings().jobs if options.jobs is None else options.jobs
    title = "Taking the cleaning back" if options.undo else "Cleaning anew"
    with (
        open_library(options) as library,
        progress_towards(options.progress, title, lambda: library.count(query)) as progress,
    ):
        witness = _Teller(progress, as_json=options.progress == "json", diff=options.diff)
        if options.undo:
            done = Recleaning(take_back(library, query, dry_run=options.dry_run, witness=witness), 0)
        else:
            done = run(library, query, everything=options.all, dry_run=options.dry_run, jobs=jobs, witness=witness)
        witness.end(done)
    if options.progress == "auto":
        say(_summary(done, options))
    if done.report.failed:
        return PARTLY if done.report.read else FAILED
    return DONE


class _Teller:
    """Tells what changes in each article, and lets `progress` tell how far it is."""

    def __init__(self, progress: Progress, *, as_json: bool, diff: bool) -> None:
        self._progress = progress
        self._as_json = as_json
        self._diff = diff

    def page(self, report: Report) -> None:
        self._progress.page(report)

    def failure(self, address: str, reason: str) -> None:
        self._progress.failure(address, reason)

    def changed(self, article: Article, after: Article, what: Rewording) -> None:
        if self._as_json:
            self._emit(_document(article, after, what, diff=self._diff))
            return
        say(_line(article, what))
        if self._diff:
            for line in _diff(article, after, what):
                say(line)
        sys.stdout.flush()

    def end(self, done: Recleaning) -> None:
        """What the progress doesn't know."""
        if self._as_json:
            self._emit({"event": "left", "without_original": done.without_original})

    def _emit(self, event: dict[str, Any]) -> None:
        import msgspec

        emit_line(msgspec.json.encode(event))
        sys.stdout.flush()


def _line(article: Article, what: Rewording) -> str:
    """What changed in an article: in words for people, in columns (id, title, fields, blocks) in a pipe."""
    label = safe_text.line(article.label)
    if not on_terminal():
        return "\t".join((article.id, label, ",".join(what.fields), f"+{what.added} -{what.dropped}"))
    changes = [", ".join(what.fields)] if what.fields else []
    changes += [f"{what.added:,} blocks added"] if what.added else []
    changes += [f"{what.dropped:,} blocks dropped"] if what.dropped else []
    return f"{label}: {', '.join(changes) or 'order or links of the blocks'}"


def _diff(article: Article, after: Article, what: Rewording) -> list[str]:
    lines = []
    for name in what.fields:
        old, new = in_words(article, name), in_words(after, name)
        lines += [f"  - {name}: {old}"] if old else []
        lines += [f"  + {name}: {new}"] if new else []
    return lines + [
        f"  {sign} {block.kind}: {safe_text.line(block.text, safe_text.PARAGRAPH)}" for sign, block in what.blocks
    ]


def _document(article: Article, after: Article, what: Rewording, *, diff: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "event": "changed",
        "id": article.id,
        "title": article.title,
        "fields": list(what.fields),
        "added": what.added,
        "dropped": what.dropped,
    }
    if diff:
        document["was"] = {name: in_words(article, name) for name in what.fields}
        document["is"] = {name: in_words(after, name) for name in what.fields}
        document["blocks"] = [{"sign": sign, "kind": block.kind, "text": block.text} for sign, block in what.blocks]
    return document


def _summary(done: Recleaning, options: Namespace) -> str:
    report, without = done
    if not report.pages and not without:
        return "nothing was cleaned anew" if options.undo else "all is up to date"
    if options.undo:
        parts = [f"{report.revised:,} as before the cleaning again"]
    else:
        parts = [f"{report.revised:,} changed", f"{report.unchanged:,} as before"]
        if without:
            parts.append(f"{without:,} without a kept page, which stay as they are")
    if report.failed:
        parts.append(f"{len(report.failed):,} left as they are")
    if options.dry_run:
        return f"{', '.join(parts)}; this was a dry run, and nothing was kept"
    hint = "; `dateline reclean --undo` takes it back" if report.revised and not options.undo else ""
    return ", ".join(parts) + hint
