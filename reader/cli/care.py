"""Commands that look after things: doctor, reindex, reannotate, config, themes, keys."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.cli.command import library_path
from reader.cli.output import DONE, FAILED, PARTLY, complain, emit_json, say, say_table
from reader.errors import DatelineError

if TYPE_CHECKING:
    from reader.library.library import Finding, Library


def doctor(options: Namespace) -> int:
    """`doctor`: what is well and what isn't; exit 1 when anything is wrong."""
    findings = [*_configuration(), *_gazetteer(), *_library(options)]
    if options.json:
        emit_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            where = f"{finding.where}: " if finding.where else ""
            remedy = f" ({finding.remedy})" if finding.remedy else ""
            say(f"{finding.level:8}{where}{finding.what}{remedy}")
    return FAILED if any(finding.level == "bad" for finding in findings) else DONE


def _configuration() -> Iterator[Finding]:
    from reader.config import config_folder, load_settings, theme_folders
    from reader.library.library import Finding
    from reader.tui.themes import load_theme, theme_names

    folders = theme_folders()
    try:
        settings = load_settings()
    except DatelineError as error:
        yield Finding("bad", error.what, error.where, error.remedy)
    else:
        yield Finding("good", "the settings can be understood", str(config_folder() / "config.toml"))
        if settings.theme not in theme_names(folders):
            yield Finding("bad", f"there is no theme {settings.theme}", "", "`dateline themes` lists them")
    for name in theme_names(folders):
        try:
            load_theme(name, folders)
        except DatelineError as error:
            yield Finding("bad", error.what, error.where or name, error.remedy)


def _gazetteer() -> Iterator[Finding]:
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.library.library import Finding

    gazetteer = load_gazetteer()
    known = f"{len(gazetteer.leaders):,} leaders and {len(gazetteer.countries):,} countries are known"
    yield Finding("good", known, "gazetteer")
    for notice in gazetteer.notices:
        yield Finding("warning", notice, "", "`dateline gazetteer check` tells more")


def _library(options: Namespace) -> Iterator[Finding]:
    from reader.library.library import Finding, Library

    try:
        with Library.open(library_path(options)) as library:
            if library.notice:
                yield Finding("warning", library.notice, str(library.path))
            yield from library.doctor()
            yield from _outdated(library)
            yield from _cleaned_before(library)
    except DatelineError as error:
        yield Finding("bad", error.what, error.where, error.remedy)


def _outdated(library: Library) -> Iterator[Finding]:
    from reader.entities.annotate import annotator
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.library.library import Finding

    if outdated := library.annotations.outdated(annotator(load_gazetteer())):
        what = "1 article was" if outdated == 1 else f"{outdated:,} articles were"
        told = f"{what} read with older rules or another gazetteer"
        yield Finding("warning", told, str(library.path), "run `dateline reannotate`")


def _cleaned_before(library: Library) -> Iterator[Finding]:
    from reader.cleaning.clean import CLEANER
    from reader.library.library import Finding

    outdated = library.versions.outdated(CLEANER)
    if count := outdated.with_original:
        what = "1 article was" if count == 1 else f"{count:,} articles were"
        yield Finding("warning", f"{what} cleaned with older rules", str(library.path), "run `dateline reclean`")
    if count := outdated.without:
        what = "1 article" if count == 1 else f"{count:,} articles"
        told = f"{what} cleaned with older rules stay so: their pages were not kept"
        yield Finding("good", told, str(library.path))


def reindex(options: Namespace) -> int:
    """`reindex`: the index is made anew from the articles and the journal."""
    from reader.library.library import Library

    with Library.open(library_path(options)) as library:
        library.reindex()
        say(f"{library.counters().articles:,} articles indexed")
        if library.notice:
            complain(library.notice)
    return DONE


def reannotate(options: Namespace) -> int:
    """`reannotate`: outdated articles are read anew by the rules and the gazetteer of now."""
    from reader.cli.making import progress_towards
    from reader.cli.read import open_library
    from reader.config import load_settings
    from reader.entities.annotate import annotator
    from reader.entities.gazetteer.gazetteer import load_gazetteer
    from reader.ingest.pipeline import Report
    from reader.ingest.reannotating import reannotate as run

    jobs = load_settings().jobs if options.jobs is None else options.jobs
    with open_library(options) as library:
        outdated = library.annotations.outdated(annotator(load_gazetteer()))
        with progress_towards(options.progress, "Finding who and where anew", lambda: outdated) as progress:
            report = run(library, jobs=jobs, progress=progress) if outdated else Report()
    if options.progress == "auto":
        say(f"{report.revised:,} changed, {report.unchanged:,} as before" if report.pages else "all is up to date")
    if report.failed:
        return PARTLY if report.read else FAILED
    return DONE


def config(options: Namespace) -> int:
    """`config`: the settings in force, or the places."""
    import msgspec

    from reader import config as places

    values: dict[str, Any]
    if options.what == "path":
        values = {
            "config": str(places.config_folder() / "config.toml"),
            "themes": str(places.config_folder() / "themes"),
            "gazetteer": str(places.user_gazetteer()),
            "library": str(library_path(options)),
            "sample": str(places.sample_library()),
        }
    else:
        values = msgspec.structs.asdict(places.load_settings())
    if options.json:
        emit_json(values)
        return DONE
    for name, value in values.items():
        shown = str(value) if options.what == "path" else msgspec.json.encode(value).decode()
        say(f"{name} = {shown}")
    return DONE


def themes(_: Namespace) -> int:
    """`themes`: every theme that can be chosen, the one in force marked."""
    from reader.config import load_settings, theme_folders
    from reader.tui.themes import load_theme, theme_names

    chosen = load_settings().theme
    folders = theme_folders()
    code = DONE
    rows = []
    for name in theme_names(folders):
        try:
            theme = load_theme(name, folders)
        except DatelineError as error:
            complain(str(error))
            code = FAILED
        else:
            rows.append(("*" if name == chosen else "", name, "dark" if theme.dark else "light"))
    say_table(rows, grow=1)
    return code


def keys(_: Namespace) -> int:
    """`keys`: the desk's keys as they are now, defaults and the user's own."""
    from reader.config import load_settings
    from reader.tui.actions import ACTIONS
    from reader.tui.keymap import Keymap

    keymap = Keymap(load_settings().keys)
    if keymap.problem:
        complain(keymap.problem)
    say_table(
        [(action.name, " ".join(keymap.keys[action.name]), action.group, action.description) for action in ACTIONS],
        grow=3,
    )
    return FAILED if keymap.problem else DONE
