from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from textual.geometry import Offset
from textual.selection import Selection

from reader.article import Article
from reader.tui.card import CardScreen
from reader.tui.choices import ChoiceScreen

Open = Callable[..., AbstractAsyncContextManager[Any]]


async def test_coverage_says_why_and_marks_what_is_shared(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter")
        assert reader.desktop.view.page.shared == frozenset()
        await reader.press("c")
        selected = reader.desktop.coverage.selected
        assert selected.title.startswith("Tankers")
        assert reader.desktop.view.page.shared == {"CN", "VE", "xi-jinping", "nicolas-maduro"}
        await reader.press("j")
        assert reader.desktop.view.page.shared != {"CN", "VE", "xi-jinping", "nicolas-maduro"}
        await reader.press("q")
        assert reader.desktop.view.page.shared == frozenset()


async def test_related_articles_are_walked_to_and_back(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "c", "enter")
        assert reader.open_title.startswith("Tankers")
        await reader.press("c", "enter")
        third = reader.open_title
        assert third != ""
        await reader.press("backspace")
        assert reader.open_title.startswith("Tankers")
        await reader.press("backspace")
        assert reader.open_title.startswith("Xi hosts")
        await reader.press("backspace")
        assert reader.status == "There is no article to walk back to"


async def test_looking_through_the_list_is_not_walking(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("j")
        await reader.until(lambda: reader.open_title.startswith("Brasília"))
        await reader.press("enter", "backspace")
        assert reader.status == "There is no article to walk back to"


async def test_an_article_without_relatives_says_so(
    tmp_path: Path, story: Article, open_desk: Open, fill_library: Callable[[Path, Iterable[Article]], Path]
) -> None:
    async with open_desk(fill_library(tmp_path / "one", [story])) as reader:
        await reader.press("enter", "c")
        assert any("Nothing in the library" in line for line in reader.screen)
        await reader.press("C")
        assert reader.status == "There is no related article to compare with"


async def test_comparing_marks_what_both_name_in_both(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "C")
        both = {"CN", "VE", "xi-jinping", "nicolas-maduro"}
        assert reader.desktop.view.page.shared == both
        assert reader.desktop.beside.page.shared == both
        assert reader.desktop.arrangement.focus == "beside"
        await reader.press("tab", "tab", "1")
        assert reader.desktop.arrangement.focus == "article"
        await reader.press("C")
        assert reader.desktop.beside is None
        assert reader.desktop.view.page.shared == frozenset()
        await reader.press("C", "q")
        assert reader.desktop.beside is None


async def test_the_article_beside_can_become_the_open_one(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "C", "enter")
        assert reader.open_title.startswith("Tankers")
        assert reader.desktop.beside is None
        await reader.press("backspace")
        assert reader.open_title.startswith("Xi hosts")


async def test_a_narrow_screen_compares_one_at_a_time(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24)) as reader:
        await reader.press("enter", "C")
        assert any("Tankers bound" in line for line in reader.screen)
        await reader.press("shift+tab")
        assert any("Xi hosts Maduro" in line for line in reader.screen)


async def test_mentions_are_stepped_through_and_told(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("]")
        assert reader.status == "Xi Jinping · leader · President of China  (1 of 14)"
        assert reader.desktop.arrangement.focus == "article"
        await reader.press("]", "[")
        assert reader.status.startswith("Xi Jinping")
        await reader.press("}")
        assert reader.status.startswith("Xi Jinping")
        assert "(1 of" not in reader.status
        await reader.press("}")
        assert reader.status == "No other mention that way"
        await reader.press("q")
        assert reader.desktop.view.page.current is None


async def test_a_mention_far_down_is_scrolled_to(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 12)) as reader:
        await reader.press("enter", *["]"] * 14)
        assert "United Nations" in reader.status
        assert any("United Nations" in line for line in reader.screen[:-1])


async def test_an_article_that_names_nobody_says_so(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("j", "j", "j", "j", "enter", "]")
        assert reader.status == "No leader, country or organisation is named in this article"


async def test_a_card_tells_office_library_and_latest_articles(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("]", "enter")
        await reader.until(lambda: any("In the library 2 articles" in line for line in reader.screen))
        assert isinstance(reader.desk.screen, CardScreen)
        text = "\n".join(reader.screen)
        assert "President of China" in text
        assert "Office on the article's date, 14 Mar 2025" in text
        await reader.press("j", "enter")
        assert reader.open_title.startswith("Tankers")


async def test_the_card_of_a_discovered_leader_says_that_the_gazetteer_lacks_them(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library) as reader:
        mention = next(m for m in reader.desktop.view.article.mentions if m.discovered)
        reader.desk.desk.workings.people.card_of(mention)
        await reader.settle()
        assert any("Not in the gazetteer: the page gives them this title" in line for line in reader.screen)
        assert any("│  Minister  " in line for line in reader.screen)


async def test_from_a_card_the_list_is_narrowed_to_its_entity(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("]", "enter", "c")
        assert reader.desktop.query.text == "leader:xi-jinping"
        assert reader.desktop.rows.count == 2
        await reader.press("escape")
        assert reader.desktop.rows.count == 6


async def test_a_click_on_a_name_opens_its_card_and_on_a_link_the_browser(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        row, column = next(
            (y, line.index("Nicolás Maduro in")) for y, line in enumerate(reader.screen) if "Nicolás Maduro in" in line
        )
        await reader.pilot.click(offset=(column + 3, row))
        await reader.settle()
        assert isinstance(reader.desk.screen, CardScreen)
        assert reader.desk.screen.request.entity == "nicolas-maduro"
        await reader.press("escape")
        opened: list[str] = []
        reader.desk.desk.workings.people.browse = opened.append
        row, column = next(
            (y, line.index("the full com")) for y, line in enumerate(reader.screen) if "the full com" in line
        )
        await reader.pilot.click(offset=(column + 3, row))
        await reader.settle()
        assert opened == ["https://gov.example/c"]


async def test_entities_of_the_list_and_of_the_article(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("e")
        assert isinstance(reader.desk.screen, ChoiceScreen)
        assert any("3  Venezuela" in line for line in reader.screen)
        assert any("Luiz Inácio Lula da Silva" in line for line in reader.screen)
        await reader.press("q", "enter", "e")
        assert not any("Lula" in line for line in reader.screen)
        await reader.press("enter")
        assert isinstance(reader.desk.screen, CardScreen)


async def test_links_are_listed_with_the_page_itself_first(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        opened: list[str] = []
        reader.desk.desk.workings.people.browse = opened.append
        await reader.press("enter", "u", "j", "enter")
        assert opened == ["https://gov.example/c"]


async def test_selected_text_is_copied_in_paragraphs_and_not_in_lines(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        view = reader.desktop.view
        first = next(n for n, part in enumerate(view.page.layout.parts) if part.text.startswith("Xi Jinping received"))
        reader.desk.screen.selections = {view: Selection(Offset(0, first), Offset(4, first + 1))}
        await reader.press("2", "y")
        text = view.page.layout.parts[first].text
        assert reader.desk.clipboard == f"{text}\n\nWhat"
        assert reader.status == "Copied the selected text"


async def test_without_a_selection_title_and_address_are_copied(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("y")
        assert reader.desk.clipboard == (
            "Xi hosts Maduro and lifts ties with Venezuela\nhttps://news.example/a1-caracas-pact"
        )


async def test_text_is_selected_with_the_mouse(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        row, column = next((y, line.index("received")) for y, line in enumerate(reader.screen) if "received" in line)
        await reader.pilot.mouse_down(offset=(column, row))
        await reader.pilot.hover(offset=(column + 8, row))
        await reader.pilot.mouse_up(offset=(column + 8, row))
        await reader.settle()
        assert "received" in (reader.desk.screen.get_selected_text() or "")
