"""Annotation: time against a plain `str.translate` pass over the same text, length, and what a fresh process pays."""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, interleaved, ratio

ROUNDS: Final = 41
LOADS: Final = 7
ARTICLE_BYTES: Final = 5 << 10
SHORT_BYTES, LONG_BYTES = 10 << 10, 5_000_000
WORDS: Final = 500
"""Words of each article of the corpus."""
MANY_LEADERS: Final = 2_000
"""Leaders that an update and a user's own file add to the package's, for loading and memory."""
LONGEST_SAMPLE: Final = "lanternmeridian-who-met-whom-guide-to-summits.html"
DAY: Final = date(2025, 11, 6)
_LOAD = """
from time import perf_counter
from reader.entities.gazetteer.gazetteer import load_gazetteer
begun = perf_counter()
load_gazetteer().matcher
print(perf_counter() - begun)
"""
_RESIDENT = """
from pathlib import Path
print(next(line.split()[1] for line in Path("/proc/self/status").open() if line.startswith("VmRSS")))
"""
_ANNOTATE = f"""
import sys
from pathlib import Path
from reader.entities.annotate import annotate_text
for text in Path(sys.argv[1]).read_text("utf-8").split("\\0"):
    annotate_text(text)
{_RESIDENT}"""
_ACCENTS: Final = {
    point: base
    for point in range(0xC0, 0x250)
    if (base := unicodedata.normalize("NFD", chr(point))[0]) != chr(point) and base.isascii()
}


def figures() -> Iterator[Figure]:
    """Milliseconds, ratios and MiB of annotating the sample."""
    articles = _articles()
    dense = articles[LONGEST_SAMPLE][:ARTICLE_BYTES]
    corpus = list(_in_lengths(list(articles.values()), WORDS))
    found = len(_annotated([dense]))
    warm = statistics.median(_times(lambda: _annotated([dense]), ROUNDS)) * 1e3
    yield Figure("annotate a 5 KB article, warm", warm, 5.0, f"{found} mentions", "ms")
    yield ratio("annotate 5 KB ÷ one str.translate pass", 15, *_against_translate([dense] * 8))
    ours, theirs = interleaved(*_against_translate(corpus))
    each, times = ours / len(corpus) * 1e3, ours / theirs
    detail = f"{1e3 / each:.0f} articles/s a core, {times:.0f}× str.translate"
    yield Figure(f"annotate an article of {WORDS} words", each, 5.0, detail, "ms")
    yield _longer("annotate 5 MB ÷ 10 KB, per letter", "\n\n".join(corpus))
    yield _longer("the same, one line of titles and names", "President Putin met King and Prime Minister Ali, ")
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        yield from _fresh(Path(folder), corpus)


def _articles() -> dict[str, str]:
    from reader.cleaning.clean import clean_html
    from reader.sample import sample_pages

    pages = sorted(sample_pages().glob("*.html"))
    return {page.name: "\n\n".join(block.text for block in clean_html(page.read_bytes()).blocks) for page in pages}


def _in_lengths(texts: list[str], words: int) -> Iterator[str]:
    """The paragraphs of all texts, as many together as make that many words."""
    paragraphs = iter("\n\n".join(texts).split("\n\n"))
    while True:
        count, taken = 0, []
        for paragraph in paragraphs:
            taken.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                break
        else:
            return
        yield "\n\n".join(taken)


def _annotated(texts: list[str]) -> list[object]:
    from reader.entities.annotate import annotate_text

    return [one for text in texts for one in annotate_text(text, date=DAY)]


def _against_translate(texts: list[str]) -> tuple[Callable[[], float], Callable[[], float]]:
    """Seconds to annotate the texts, and to fold their accents with the table that the standard library offers."""
    return (
        lambda: min(_times(lambda: _annotated(texts), 1)),
        lambda: min(_times(lambda: [text.translate(_ACCENTS) for text in texts], 1)),
    )


def _times(act: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of each round, after one that doesn't count where there are several."""
    times = []
    for _ in range(rounds + (rounds > 1)):
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return times[rounds > 1 :]


def _longer(name: str, phrase: str) -> Figure:
    """How much more a letter costs in a text of 5 MB than in one of 10 KB; the long one is annotated once."""
    short, long = ((phrase * (size // len(phrase) + 1))[:size] for size in (SHORT_BYTES, LONG_BYTES))
    brief = statistics.median(_times(lambda: _annotated([short]), LOADS)) / SHORT_BYTES
    (whole,) = _times(lambda: _annotated([long]), 1)
    return Figure(name, whole / LONG_BYTES / brief, 2.0, f"{whole:.1f} s for 5 MB")


def _fresh(folder: Path, corpus: list[str]) -> Iterator[Figure]:
    """Load time and memory of fresh processes, with the package's leaders and with a user's many more."""
    texts = folder / "corpus"
    texts.write_text("\0".join(corpus), "utf-8")
    bare = _printed(_RESIDENT, {})
    for note, leaders in (("", 0), (f", {MANY_LEADERS:,} more leaders", MANY_LEADERS)):
        home = {f"XDG_{name}_HOME": str(folder / f"{name}{leaders}") for name in ("CONFIG", "DATA", "CACHE")}
        if leaders:
            own = folder / f"CONFIG{leaders}" / "dateline" / "gazetteer.toml"
            own.parent.mkdir(parents=True)
            own.write_text("\n".join(itertools.islice(_leaders(), leaders)), "utf-8")
        loads = [_printed(_LOAD, home) * 1e3 for _ in range(LOADS + 1)][1:]
        detail = f"best {min(loads):.0f} ms"
        yield Figure(f"load gazetteer{note}", statistics.median(loads), 100.0, detail, "ms")
        taken = (_printed(_ANNOTATE, home, str(texts)) - bare) / 1024
        yield Figure(f"memory to annotate{note}", taken, 60.0, f"over {bare / 1024:.0f} MiB of bare Python", "MiB")


def _printed(script: str, env: Mapping[str, str], *arguments: str) -> float:
    """The number that a fresh interpreter prints, its bytecode kept as an installed program has it."""
    command = [sys.executable, "-c", script, *arguments]
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    return float(
        subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | env | kept).stdout
    )


def _leaders() -> Iterator[str]:
    """Tables of a gazetteer for people who never were, each with an alias and two offices."""
    sounds = [first + last for first in "bdfgklmnprstvz" for last in ("a", "e", "i", "o", "u", "an", "ek", "ir", "os")]
    for one, two, three in itertools.product(sounds, repeat=3):
        given, family = f"{one}{two}".title(), f"{two}{three}{one}".title()
        offices = '{title="Foreign Minister", since="2001-03", until="2007-05"}, {title="Speaker", since="2008"}'
        yield (
            f'[[leader]]\nid = "{given.lower()}-{family.lower()}"\nname = "{given} {family}"\ncountry = "FR"\n'
            f'aliases = ["{given[0]}. {family}"]\noffices = [{offices}]\n'
        )
