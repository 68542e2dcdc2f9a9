"""A small library of invented articles, a desk on it with a stopped clock, and what its screen says."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from textual.events import Key
from textual.pilot import Pilot

from reader.article import STANDFIRST, TITLE, Article, Block, EntityKind, Link, Mention
from reader.config import Settings
from reader.library.library import Incoming, Library
from reader.library.originals import Original
from reader.tui.app import Desk
from reader.tui.desktop import Desktop
from reader.tui.programs import Programs

DEFAULTS = Settings()
NOW = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)


class Named(NamedTuple):
    """Somebody or somewhere, and how the stories write it."""

    entity: str
    kind: EntityKind
    name: str
    country: str | None
    role: str | None
    words: str
    discovered: bool = False


NAMED = (
    Named("xi-jinping", "leader", "Xi Jinping", "CN", "President of China", r"Xi Jinping|Xi\b"),
    Named("nicolas-maduro", "leader", "Nicolás Maduro", "VE", "President of Venezuela", r"Nicolás Maduro|Maduro"),
    Named("luiz-inacio-lula-da-silva", "leader", "Luiz Inácio Lula da Silva", "BR", "President of Brazil", r"Lula"),
    Named("minister-okafor", "leader", "Minister Okafor", None, "Minister", r"Minister Okafor", discovered=True),
    Named("CN", "country", "China", "CN", None, r"China|Chinese|Beijing"),
    Named("VE", "country", "Venezuela", "VE", None, r"Venezuela|Venezuelan|Caracas"),
    Named("BR", "country", "Brazil", "BR", None, r"Brazilian|Brazil|Brasília"),
    Named("un", "organisation", "United Nations", None, None, r"United Nations"),
)


def mentions(number: int, text: str) -> Iterator[Mention]:
    """Whom a text names."""
    taken: list[tuple[int, int]] = []
    for named in NAMED:
        for match in re.finditer(rf"\b(?:{named.words})", text):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            yield Mention(
                number, *match.span(), named.entity, named.kind, "name", named.name, named.country, named.role,
                named.discovered,
            )  # fmt: skip


def article(
    id_: str,
    title: str | None,
    blocks: Iterable[Block | str],
    *,
    hours: float = 1,
    source: str = "The Meridian",
    standfirst: str = "",
) -> Article:
    """An article that came out some hours before NOW."""
    body = tuple(Block("paragraph", block) if isinstance(block, str) else block for block in blocks)
    texts = [(TITLE, title or ""), (STANDFIRST, standfirst), *((n, block.text) for n, block in enumerate(body))]
    return Article(
        id=id_,
        fetched=NOW,
        url=f"https://news.example/{id_}",
        title=title,
        standfirst=standfirst or None,
        source=source,
        published=NOW - timedelta(hours=hours),
        language="en",
        blocks=body,
        mentions=tuple(sorted((m for n, text in texts for m in mentions(n, text)), key=lambda m: (m.block, m.start))),
    )


def stories() -> list[Article]:
    """Six articles on three subjects, the first with every kind of block."""
    opening = "Xi Jinping received Nicolás Maduro in Beijing on Thursday and called Venezuela an all-weather partner."
    link = "the full communiqué"
    linked = f"Both governments published {link} on Thursday evening."
    return [
        article(
            "a1-caracas-pact",
            "Xi hosts Maduro and lifts ties with Venezuela",
            [
                f"{opening} The two signed agreements on oil, mining and a joint space programme.",
                Block("heading", "What was signed", level=2),
                Block("list_item", "A loan of four billion dollars, paid back in crude", level=1),
                Block("list_item", "A lunar research station, with Chinese training for Venezuelan engineers", level=1),
                Block("list_item", "A working group on debt", level=2),
                Block("quote", "We have found a friend who does not ask us to kneel, Maduro said."),
                Block(
                    "paragraph",
                    linked,
                    (Link(linked.index(link), linked.index(link) + len(link), "https://gov.example/c"),),
                ),
                Block("table_row", "Year\tTrade\tShare of oil"),
                Block("table_row", "2022\t3,100\t61%"),
                Block("table_row", "2023\t4,050\t64%"),
                Block("caption", "Honour guard on the square. Photo: M. Arias"),
                Block("code", "barrels = 4e9 / 71.5"),
                "Minister Okafor, who led the talks on debt, said that the United Nations would be told first.",
            ],
            hours=2,
            standfirst="China becomes the largest creditor of Caracas, and says it asks for nothing in return.",
        ),
        article(
            "a2-brasilia-reads",
            "Brasília reads the Caracas pact with unease",
            [
                "Lula said that Brazil had not been told of the agreement between China and Venezuela.",
                "Aides to Lula fear that Maduro now has less reason to talk about the border.",
            ],
            hours=5,
            source="Plateau Post",
        ),
        article(
            "a3-oil-tankers",
            "Tankers bound for China crowd the port of José",
            [
                "Four tankers waited off Venezuela on Friday, all of them bound for China.",
                "Traders said the loan that Xi Jinping granted to Maduro is being repaid already.",
            ],
            hours=26,
            source="Harbour Daily",
        ),
        article(
            "a4-flood",
            "Flood relief reaches the south of Brazil",
            [
                "The United Nations flew forty tonnes of water filters to Brazil.",
                "Lula visited two shelters and promised new houses before winter.",
            ],
            hours=50,
            source="Plateau Post",
        ),
        article(
            "a5-no-names",
            "A quiet year for the world's lighthouses",
            ["Keepers report fewer storms and more visitors than in any year since the records began."],
            hours=24 * 30,
            source="Harbour Daily",
        ),
        article(
            "a6-untitled",
            None,
            ["Prices of maize fell for the third month in a row."],
            hours=24 * 400,
            source="Agri Wire",
        ),
    ]


PAGE = """<!DOCTYPE html><html><head><title>Xi hosts Maduro | The Meridian</title><style>p{color:red}</style></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/world">World</a><li><a href="/mail">Letters</a></ul></nav>
<h1>Xi hosts Maduro and lifts ties with Venezuela</h1><script>track("a < b")</script>
<img src="x" alt="The two at table">
<p>Xi Jinping received Nicol&aacute;s Maduro in Beijing on Thursday and called Venezuela an all-weather partner.
<table><tr><td>Year<td>Trade</tr><tr><td>2022</td><td>3,100</td></tr></table>
{more}<footer>Subscribe to our letter. \x1b]0;gotcha\x07 &#27;[31m Imprint</footer></body></html>"""
"""The page that the first story was made from, as it could have come."""


def fill(folder: Path, articles: Iterable[Article], originals: Mapping[str, bytes] | None = None) -> Path:
    """A library with these articles, and the pages of some by their ids."""
    pages = {name: Original("html", page) for name, page in (originals or {}).items()}
    with Library.open(folder, create=True) as library:
        library.add([Incoming(one, pages.get(one.id)) for one in articles])
    return folder


def many(count: int) -> Iterator[Article]:
    """That many short articles, newest first, an hour apart."""
    for number in range(count):
        names = ("Lula", "Maduro", "Xi Jinping")
        yield article(
            f"m{number:06}",
            f"Story {number:06}: {names[number % 3]} speaks",
            [f"{names[number % 3]} spoke for the {number}th time."],
            hours=1 + number,
        )


LISTED = [
    {"address": "https://post.example/feed", "title": "Plateau Post", "tags": ["world", "daily"], "articles": 1_204,
     "checked": "2025-03-14T11:00:00+00:00", "succeeded": "2025-03-14T11:00:00+00:00"},
    {"address": "https://quiet.example/atom.xml", "hidden": True},
    {"address": "https://slow.example/feed", "title": "Slow \x1b[31mNews\x07", "tags": ["world"], "failures": 3,
     "problem": "timed out", "succeeded": "2025-03-12T11:00:00+00:00", "due": "2025-03-14T14:00:00+00:00",
     "articles": 1},
    {"address": "https://old.example/rss", "title": "The Old Gazette", "gone": True,
     "problem": "is gone for good, says the server (410)"},
]  # fmt: skip
"""Feeds as `dateline feed list --json` tells of them."""


class Reader:
    """A person at the desk: presses keys and looks at the screen, and waits for nothing but what they wait for."""

    def __init__(self, desk: Desk, pilot: Pilot[None]) -> None:
        self.desk = desk
        self.pilot = pilot

    @property
    def desktop(self) -> Desktop:
        """What the desk shows and has open."""
        return self.desk.desk.workings.desktop

    @property
    def status(self) -> str:
        """The message in the status line."""
        return self.desk.desk.status.message

    @property
    def screen(self) -> list[str]:
        """The lines of the topmost screen."""
        return [strip.text.rstrip() for strip in self.desk.screen._compositor.render_strips()]

    @property
    def open_title(self) -> str:
        """The title of the open article."""
        article = self.desktop.view.article
        return article.title or "" if article else ""

    async def settle(self) -> None:
        """Until nothing is under way."""
        for _ in range(3):
            await self.pilot._wait_for_screen()
            await self.desk.workers.wait_for_complete()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the one before has done its work."""
        for key in keys:
            self._send(NAMES.get(key, key))
            await self.settle()

    def _send(self, key: str) -> None:
        """What the terminal's driver does with a key; `Pilot.press` would wait longer for it than anybody types."""
        assert self.desk._driver is not None
        character = SIGNS.get(key, key if len(key) == 1 else None)
        self.desk._driver.send_message(Key(key, character))

    async def type(self, text: str) -> None:
        """Type a text and press enter."""
        for char in text:
            self._send(NAMES.get(char, char))
        await self.settle()
        await self.press("enter")

    async def until(self, condition: Callable[[], object], *, looks: int = 500) -> None:
        """Wait until something is so; `looks` more often for what another process does."""
        for _ in range(looks):
            if condition():
                return
            await self.pilot.pause(0.01)
        pytest.fail("what was waited for did not come\n" + "\n".join(self.screen))


NAMES = {
    "]": "right_square_bracket", "[": "left_square_bracket", "}": "right_curly_bracket", "{": "left_curly_bracket",
    "/": "slash", "?": "question_mark", "+": "plus", "-": "minus", " ": "space", ":": "colon",
    "(": "left_parenthesis", "*": "asterisk",
}  # fmt: skip


SIGNS = {name: char for char, name in NAMES.items()}


class OpenDesk(Protocol):
    """Opens a desk on a library."""

    def __call__(
        self,
        library: Path,
        *,
        size: tuple[int, int] = (150, 24),
        settings: Settings = ...,
        problem: str = "",
        reannotate: Sequence[str] = (),
        original: Sequence[str] = (),
        fetch: Sequence[str] = (),
        feed: Sequence[str] = (),
        no_fetching: str = "",
    ) -> AbstractAsyncContextManager[Reader]: ...


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader's own settings, state and time zone stay out of it."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("NO_COLOR", raising=False)
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture(scope="session")
def _stories_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    more = "".join(f"<p>Another story of the day, number {number}." for number in range(40))
    page = PAGE.replace("{more}", more).encode()
    return fill(tmp_path_factory.mktemp("stories") / "library", stories(), {stories()[0].id: page})


@pytest.fixture
def library(_stories_library: Path, tmp_path: Path) -> Path:
    """The folder of a library with the stories, for this test alone."""
    return Path(shutil.copytree(_stories_library, tmp_path / "library"))


@pytest.fixture
def fill_library() -> Callable[[Path, Iterable[Article]], Path]:
    """Makes a library of articles."""
    return fill


@pytest.fixture
def many_articles() -> Callable[[int], Iterator[Article]]:
    """Makes that many articles."""
    return many


@pytest.fixture
def make_article() -> Callable[..., Article]:
    """Makes an article of blocks, with its mentions found."""
    return article


@pytest.fixture
def story() -> Article:
    """The story with every kind of block."""
    return stories()[0]


@pytest.fixture
def feed_list() -> list[str]:
    """A command that lists four feeds, of which one fails and one is gone."""
    return [sys.executable, "-c", f"print({json.dumps(LISTED)!r})"]


@pytest.fixture
def open_desk(tmp_path: Path) -> OpenDesk:
    """Opens a desk at noon, 14 March 2025."""

    @asynccontextmanager
    async def opened(
        library: Path,
        *,
        size: tuple[int, int] = (150, 24),
        settings: Settings = DEFAULTS,
        problem: str = "",
        reannotate: Sequence[str] = (),
        original: Sequence[str] = (),
        fetch: Sequence[str] = (),
        feed: Sequence[str] = (),
        no_fetching: str = "",
    ) -> AsyncIterator[Reader]:
        desk = Desk(
            library,
            settings,
            problem=problem,
            clock=lambda: NOW,
            spots=tmp_path / "spots.json",
            programs=Programs(reannotate, original, fetch, feed, no_fetching),
        )
        async with desk.run_test(size=size) as pilot:
            reader = Reader(desk, pilot)
            await reader.settle()
            yield reader

    return opened
