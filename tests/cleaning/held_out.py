"""How well pages written for these tests come out of cleaning; `python -m tests.cleaning.held_out` shows every page.

A page is `pages/NAME.html` (or `.txt`, as copied from a browser) with its right answer `pages/NAME.json` beside it.
They are wholly invented, in the shapes in which news sites serve them; nothing of a real outlet is in them.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from reader.article import BlockKind
from reader.cleaning.clean import clean_html, clean_text
from reader.cleaning.cleaned import Cleaned
from reader.errors import DatelineError

PAGES = Path(__file__).parent / "pages"
SHINGLE = 4
ZERO = 0.1
"""A page with less recall than this is lost."""

REFUSAL_WORDS = {
    "paywall": r"\bpay|subscri",
    "consent": r"consent|cookie",
    "javascript": r"script",
    "login": r"log ?in|sign ?in|account",
    "bot": r"\bro?bot|human|captcha|check",
    "error": r"not found|\berror|404|missing|gone",
    "empty": r"nothing|empty|no text|no article|script",
    "index": r"index|list|overview|front page|teaser|headlines",
}
"""What an error that names the kind of page it refused has to speak of."""

# Han and kana are written without spaces: each character is a word of its own.
_CJK = r"\u3005\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")


class Gold(msgspec.Struct, forbid_unknown_fields=True):
    """The right answer for one page; of a page that is no article, only its address, language and kind.

    `free` strings may stand in the body or not; `not_in_body` strings may only stand in captions.
    """

    url: str
    language: str
    refused: str | None = None
    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = []
    agencies: list[str] = []
    date: str | None = None
    time: str | None = None
    updated: str | None = None
    section: str | None = None
    tags: list[str] = []
    blocks: list[tuple[BlockKind, str]] = []
    not_in_body: list[str] = []
    free: list[str] = []


class Page(msgspec.Struct):
    """A page of the set as it came out: `cleaned`, or the words of its refusal."""

    name: str
    gold: Gold
    cleaned: Cleaned | None
    refusal: str = ""


class Score(msgspec.Struct):
    """One page's figures: `hits` and `wanted` count what could be right, by field or kind of block."""

    name: str
    precision: float
    recall: float
    leaks: list[str]
    repeats: list[str]
    hits: Counter[str]
    wanted: Counter[str]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over shingles."""
        return harmonic(self.precision, self.recall)


class Totals(msgspec.Struct):
    """The figures of a set of pages."""

    f1: float
    leaks: int
    leaking_pages: int
    repeats: int
    zero: list[str]
    hits: Counter[str]
    wanted: Counter[str]

    def share(self, field: str) -> float:
        """How much of what is wanted of a field or kind of block was right, 0 to 1."""
        return self.hits[field] / self.wanted[field]


def harmonic(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def words(text: str | None) -> list[str]:
    """A text's words, in lower case and compatibility form."""
    return _WORD.findall(unicodedata.normalize("NFKC", text or "").lower())


def shingles(texts: Iterable[str]) -> Counter[tuple[str, ...]]:
    """The runs of four words of some texts read on end."""
    run = [word for text in texts for word in words(text)]
    return Counter(tuple(run[i : i + SHINGLE]) for i in range(max(1, len(run) - SHINGLE + 1))) if run else Counter()


def read_page(source: Path) -> Page:
    """The page at `source`, cleaned."""
    gold = msgspec.json.decode(source.with_suffix(".json").read_bytes(), type=Gold)
    try:
        if source.suffix == ".txt":
            cleaned = clean_text(source.read_text("utf-8"), url=gold.url)
        else:
            cleaned = clean_html(source.read_bytes(), url=gold.url)
    except DatelineError as error:
        return Page(source.stem, gold, None, f"{error.what} {error.remedy}")
    return Page(source.stem, gold, cleaned)


def read_pages(suffix: str) -> list[Page]:
    """All pages whose source is a file ending in `suffix`, in order of their names."""
    return [read_page(source) for source in sorted(PAGES.glob(f"*{suffix}"))]


def score(page: Page) -> Score:
    """One page's figures; a page wrongly refused has a recall of nothing."""
    gold, cleaned = page.gold, page.cleaned
    said = [(block.kind, block.text) for block in cleaned.blocks] if cleaned else []
    free = [" ".join(words(text)) for text in [*gold.free, gold.standfirst or ""]]
    body = [text for kind, text in said if kind != "caption"]
    counted = [text for text in body if not any(" ".join(words(text)) in text_free for text_free in free)]
    right = [text for kind, text in gold.blocks if kind != "caption"]
    mine, wanted = shingles(counted), shingles(right)
    common = sum((mine & wanted).values())
    result = Score(
        page.name,
        precision=common / sum(mine.values()) if mine else 0.0,
        recall=common / sum(wanted.values()) if wanted else 0.0,
        leaks=leaks(gold, body),
        repeats=repeats(gold, body),
        hits=Counter(),
        wanted=Counter(),
    )
    for field, good in [*block_marks(gold, said), *field_marks(gold, cleaned)]:
        result.wanted[field] += 1
        result.hits[field] += good
    return result


def leaks(gold: Gold, body: list[str]) -> list[str]:
    """The strings of furniture that stand in the body, and the blocks that are but a tag, an author or the section.

    Strings are compared by words, or as a whole line where they have none.
    """
    lines = [line.strip() for text in body for line in text.split("\n")]
    spoken = [f" {' '.join(words(line))} " for line in [*body, *lines]]
    labels = {f" {' '.join(words(label))} " for label in [*gold.tags, *gold.authors, gold.section or ""]} - {"  "}
    return [
        text
        for text in gold.not_in_body
        if (any(f" {' '.join(words(text))} " in line for line in spoken) if words(text) else text in lines)
    ] + [text for text, said in zip(body, spoken, strict=False) if said in labels]


def repeats(gold: Gold, body: list[str]) -> list[str]:
    """Blocks that say the title or the standfirst again, or a block of the article more often than the article does."""
    heads = {" ".join(words(text)) for text in (gold.title, gold.standfirst) if text}
    allowed = Counter(" ".join(words(text)) for kind, text in gold.blocks if kind != "caption")
    found = Counter(" ".join(words(text)) for text in body)
    return [text for text, times in found.items() if text in heads or 0 < allowed[text] < times]


def block_marks(gold: Gold, said: list[tuple[BlockKind, str]]) -> Iterator[tuple[str, bool]]:
    """For each block of the right answer its kind, and whether a block of that kind says the same words."""
    mine = [(kind, " ".join(words(text))) for kind, text in said]
    left = Counter(mine)
    for kind, text in gold.blocks:
        plain = " ".join(words(text))
        if kind == "caption":
            yield kind, any(other == kind and (plain in said_ or (said_ and said_ in plain)) for other, said_ in mine)
            continue
        yield kind, left[kind, plain] > 0
        left[kind, plain] -= 1


def field_marks(gold: Gold, cleaned: Cleaned | None) -> Iterator[tuple[str, bool]]:
    """For each field that the page states, its name and whether it is right."""
    said = cleaned or Cleaned()
    yield "title", words(said.title) == words(gold.title)
    yield "authors", {tuple(words(name)) for name in said.byline} == {tuple(words(name)) for name in gold.authors}
    yield "language", (said.language or "")[:2] == gold.language
    if gold.standfirst:
        yield "standfirst", words(said.standfirst) == words(gold.standfirst)
    if gold.date:
        yield "date", same_day(said.published, gold)
    if gold.time:
        yield "time", same_instant(said.published, gold.time)
    if gold.updated and gold.updated != gold.time:
        yield "updated", same_instant(said.updated, gold.updated)
    if gold.section:
        yield "section", words(said.section) == words(gold.section)
    if gold.tags:
        yield "tags", {tuple(words(tag)) for tag in said.tags} == {tuple(words(tag)) for tag in gold.tags}
    if gold.agencies:
        yield "agencies", set(gold.agencies) <= set(said.agencies)


def same_instant(said: datetime | None, wanted: str) -> bool:
    """Whether a time is the one that a page states with its zone."""
    return said is not None and said.tzinfo is not None and said == datetime.fromisoformat(wanted)


def same_day(said: datetime | None, gold: Gold) -> bool:
    """Whether a time is of the article's day, by its own clock or as the very instant that the page states."""
    if said is None:
        return False
    return str(said.date()) == gold.date or bool(gold.time and same_instant(said, gold.time))


def totals(scores: list[Score]) -> Totals:
    """The figures of a set: F1 of the mean precision and the mean recall, as extraction benchmarks give it."""
    precision = sum(s.precision for s in scores) / len(scores)
    recall = sum(s.recall for s in scores) / len(scores)
    return Totals(
        f1=harmonic(precision, recall),
        leaks=sum(len(s.leaks) for s in scores),
        leaking_pages=sum(bool(s.leaks) for s in scores),
        repeats=sum(len(s.repeats) for s in scores),
        zero=[s.name for s in scores if s.recall < ZERO],
        hits=sum((s.hits for s in scores), Counter()),
        wanted=sum((s.wanted for s in scores), Counter()),
    )


def refusal_is_named(page: Page) -> bool:
    """Whether a refused page's error says what kind of page it is."""
    return bool(page.gold.refused and re.search(REFUSAL_WORDS[page.gold.refused], page.refusal, re.IGNORECASE))


def table(scores: list[Score]) -> str:
    """A line for each page: its figures, the fields that are wrong, and under it what leaked or came twice."""
    lines = [f"{'page':26} {'F1':>5} {'P':>5} {'R':>5} leaks twice  wrong"]
    for s in scores:
        wrong = " ".join(f"{k}:{s.hits[k]}/{n}" if n > 1 else k for k, n in s.wanted.items() if s.hits[k] < n)
        figures = f"{s.f1:5.3f} {s.precision:5.3f} {s.recall:5.3f} {len(s.leaks):5} {len(s.repeats):5}"
        lines.append(f"{s.name:26} {figures}  {wrong}")
        lines += [f"    leaks: {text}" for text in s.leaks]
        lines += [f"    twice: {text[:100]}" for text in s.repeats]
    t = totals(scores)
    fields = " ".join(f"{k} {t.hits[k]}/{n}" for k, n in t.wanted.items())
    lines.append(f"all: F1 {t.f1:.4f}, {t.leaks} leaks on {t.leaking_pages} pages, {t.repeats} twice, zero {t.zero}")
    return "\n".join([*lines, f"right: {fields}"])


def main() -> None:
    """Show every page's figures."""
    for suffix in (".html", ".txt"):
        pages = read_pages(suffix)
        sys.stdout.write(table([score(page) for page in pages if not page.gold.refused]) + "\n")
        for page in pages:
            if page.gold.refused:
                outcome = page.refusal or f"taken for an article: {page.cleaned and page.cleaned.title}"
                sys.stdout.write(f"{page.name:26} {'named' if refusal_is_named(page) else '-':6} {outcome}\n")
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
