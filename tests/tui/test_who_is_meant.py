"""Who and where in the desk: highlighted or not, with their office, why they are marked, and mended where wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.style import Style

from reader.article import Article, Block
from reader.entities.annotate import annotate_article
from reader.library.library import Library
from reader.tui.choices import ChoiceScreen
from reader.tui.picking import PickScreen
from reader.tui.why import WhyScreen

Open = Callable[..., AbstractAsyncContextManager[Any]]
Fill = Callable[[Path, Iterable[Article]], Path]

FEW = ["]"] * 2
"""Keys that lead to the second mention of the first story: Nicolás Maduro in its title."""


def marked(reader: Any) -> list[str]:
    """The words that are marked in the open article, in reading order."""
    view = reader.desktop.view
    return [view.page.layout.parts[place.part].text[place.start : place.end] for place in view.page.places]


def meant(reader: Any, words: str) -> set[str]:
    """Whom or where the words are marked as."""
    return {
        place.mention.entity
        for place, text in zip(reader.desktop.view.page.places, marked(reader), strict=True)
        if text == words
    }


@pytest.fixture
def spain(tmp_path: Path, make_article: Callable[..., Article], fill_library: Fill) -> Path:
    """A library of one article as the annotator of now reads it."""
    text = "Spain and Prime Minister Pedro Sanchez agreed with the European Union. Mr Sanchez then flew home."
    return fill_library(tmp_path / "spain", [annotate_article(make_article("s1-day", "A day out", [text]))])


def reason_style(reader: Any, name: str) -> Style:
    """How a name is painted among the reasons of the first related article."""
    segments = reader.desktop.coverage.row_line(0, 2, Style.null(), 80)
    style: Style = next(segment.style for segment in segments if segment.text == name)
    return style


# Organisations


async def test_organisations_are_hidden_everywhere_by_one_key_and_shown_by_it_again(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter")
        assert "United Nations" in marked(reader)
        await reader.press("O")
        assert "no longer highlighted" in reader.status
        assert "United Nations" not in marked(reader)
        await reader.press("]")
        assert reader.status.endswith("(1 of 13)")
        await reader.press("e")
        assert not any("United Nations" in line for line in reader.screen[2:-2] if "│" in line and "1  " in line)
        await reader.press("escape", "O")
        assert "United Nations" in marked(reader)


async def test_organisations_stay_hidden_after_a_restart(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("O")
    async with open_desk(library) as reader:
        await reader.press("enter")
        assert "United Nations" not in marked(reader)
        await reader.press("q", "e")
        assert not any("United Nations" in line for line in reader.screen)
        await reader.press("escape", "O")
    async with open_desk(library) as reader:
        assert reader.desktop.remembered.organisations


async def test_hidden_organisations_are_not_what_two_articles_share(
    tmp_path: Path, open_desk: Open, make_article: Callable[..., Article], fill_library: Fill
) -> None:
    texts = ["The United Nations met in Brazil over water.", "The United Nations met in Brazil over water again."]
    articles = [make_article(f"n{n}-water", f"Water talks {n}", [text], hours=n + 1) for n, text in enumerate(texts)]
    async with open_desk(fill_library(tmp_path / "two", articles)) as reader:
        await reader.press("O", "enter", "C")
        assert reader.desktop.view.page.shared == {"BR"}
        assert reason_style(reader, "United Nations") == reader.desk.paints["muted"]
        await reader.press("O")
        assert reader.desktop.view.page.shared == {"BR", "un"}
        assert reason_style(reader, "United Nations") == reader.desk.paints["organisation name"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"organisations": 3}'])
async def test_a_broken_file_of_what_is_remembered_is_as_good_as_none(
    library: Path, open_desk: Open, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "desk.json").write_bytes(content)
    async with open_desk(library) as reader:
        await reader.press("enter")
        assert "United Nations" in marked(reader)


# Office on the date


async def test_an_office_is_told_as_of_the_articles_date_and_what_came_of_it(
    tmp_path: Path, open_desk: Open, make_article: Callable[..., Article], fill_library: Fill
) -> None:
    text = "President Nicolas Sarkozy spoke in Paris."
    old = annotate_article(make_article("o1-paris", "Paris", [text], hours=24 * 365 * 14))
    async with open_desk(fill_library(tmp_path / "old", [old])) as reader:
        await reader.press("]")
        while "Sarkozy" not in reader.status:
            await reader.press("]")
        assert "Nicolas Sarkozy · leader · then President of France; since May 2012 out of office" in reader.status
        await reader.press("enter")
        lines = [line for line in reader.screen if "then President of France; since May 2012 out of office" in line]
        assert lines
        assert any("Office on the article's date, 18 Mar 2011" in line for line in reader.screen)


async def test_pointing_at_a_mention_says_who_it_is_and_pointing_away_says_it_no_longer(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library, size=(80, 24)) as reader:
        await reader.press("enter")
        row, column = next((y, line.index("Maduro")) for y, line in enumerate(reader.screen) if "Maduro" in line)
        await reader.pilot.hover(offset=(column + 2, row))
        await reader.settle()
        assert "Nicolás Maduro · leader · President of Venezuela" in reader.screen[-1]
        await reader.pilot.hover(offset=(1, 1))
        await reader.settle()
        assert "1/6" in reader.screen[-1]


async def test_a_discovered_leader_is_said_to_be_in_no_gazetteer(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press(*["]"] * 13)
        assert reader.status.startswith("Minister Okafor · leader · Minister · not in the gazetteer")


# Why


async def test_why_tells_the_rule_in_a_sentence_and_where_the_data_lies(spain: Path, open_desk: Open) -> None:
    async with open_desk(spain, size=(80, 24)) as reader:
        await reader.press("enter", "]", "i")
        assert isinstance(reader.desk.screen, WhyScreen)
        text = "\n".join(reader.screen)
        assert "“Spain”" in text
        assert "Spain · country" in text
        assert "Rule  country-name" in text
        assert "Data  countries.toml:" in text
        await reader.press("i")
        assert not isinstance(reader.desk.screen, WhyScreen)


async def test_why_is_asked_from_a_card_too(spain: Path, open_desk: Open) -> None:
    async with open_desk(spain) as reader:
        await reader.press("enter", "]", "]", "enter")
        assert any("─ Leader ─" in line for line in reader.screen)
        await reader.press("i")
        assert any("─ Why is this marked ─" in line for line in reader.screen)
        assert any("leaders/" in line and ".toml:" in line for line in reader.screen)


async def test_why_without_a_mention_says_how_to_choose_one(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "i")
        assert reader.status == "Choose a mention with ] first, to see why it is marked"


async def test_a_mark_of_older_rules_is_said_to_be_one(
    tmp_path: Path, open_desk: Open, make_article: Callable[..., Article], fill_library: Fill
) -> None:
    article = make_article("w1-fish", "Fish", ["Minister Okafor, a fried squid, is sold on every corner."])
    article = msgspec.structs.replace(
        article, mentions=(msgspec.structs.replace(article.mentions[0], start=18, end=30),)
    )
    async with open_desk(fill_library(tmp_path / "fish", [article])) as reader:
        await reader.press("enter", "]", "i")
        assert any("by now the rules mark nothing here" in line for line in reader.screen)


# Mending


async def test_a_mention_that_is_none_is_unmarked_in_this_article_at_once_and_undone_also_after_a_restart(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library, size=(80, 24)) as reader:
        await reader.press("enter", *FEW, "M")
        assert isinstance(reader.desk.screen, ChoiceScreen)
        assert any("Not Nicolás Maduro: never in this article" in line for line in reader.screen)
        before = marked(reader)
        await reader.press("enter")
        assert reader.status == "“Maduro” is not Nicolás Maduro, in this article; U takes it back"
        assert "Maduro" not in marked(reader)
        assert "Nicolás Maduro" in marked(reader)
    async with open_desk(library) as reader:
        await reader.press("enter")
        assert "Maduro" not in marked(reader)
        await reader.press("U")
        assert reader.status.startswith("Undone: the correction of Maduro")
        assert marked(reader) == before


async def test_the_cursor_and_the_place_stay_where_they_are_when_an_article_is_mended(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library, size=(80, 12)) as reader:
        await reader.press("enter", *["]"] * 12, "M")
        top = reader.desktop.view.scroll_y
        mention = reader.desktop.view.mention
        await reader.press(*"jjj", "enter")
        await reader.type("guyana")
        assert reader.desktop.view.scroll_y == top > 0
        assert reader.desktop.view.mention.block == mention.block
        assert reader.desktop.view.mention.entity == "GY"


async def test_a_mention_that_is_somebody_else_is_found_by_typing_and_kept_for_the_whole_outlet(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library) as reader:
        await reader.press("j", "enter", "]", "]", "]")
        assert reader.status.startswith("Luiz Inácio Lula da Silva")
        await reader.press("M", "j", "j", "j", "j", "enter")
        assert isinstance(reader.desk.screen, PickScreen)
        assert any("Whom or where does “Lula” mean?" in line for line in reader.screen)
        await reader.press(*"jair bols")
        assert any("Jair Bolsonaro" in line for line in reader.screen)
        await reader.press("enter")
        assert (
            reader.status
            == "“Lula” means Jair Bolsonaro, not Luiz Inácio Lula da Silva, in Plateau Post; U takes it back"
        )
        assert meant(reader, "Lula") == {"jair-bolsonaro"}
        assert "Jair Bolsonaro" in reader.desktop.rows.selected.leaders
        await reader.press("]", "[")
        assert reader.status.startswith(
            "Jair Bolsonaro · leader · former President of Brazil (2019-2022) · as you said  (3 of"
        )
        await reader.press("q", "j", "j", "enter")
        assert meant(reader, "Lula") == {"jair-bolsonaro"}


async def test_a_name_that_nobody_has_is_not_taken(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "]", "M", "j", "j", "j", "enter", *"zyxwv", "enter")
        assert isinstance(reader.desk.screen, PickScreen)
        assert any("Nobody and nowhere of this name is known" in line for line in reader.screen)
        await reader.press("escape")
        assert reader.desktop.session.library.corrections() == []


async def test_leaders_whom_only_the_library_knows_can_be_meant(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "]", "M", "j", "j", "j", "enter", *"okafor")
        assert any("Minister Okafor" in line and "not in the gazetteer" in line for line in reader.screen)
        await reader.press("enter")
        assert reader.desktop.view.mention.entity == "minister-okafor"


async def test_selected_words_are_marked_for_good(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter")
        row, column = next((y, line.index(" oil") + 1) for y, line in enumerate(reader.screen) if " oil" in line)
        await reader.pilot.mouse_down(offset=(column, row))
        await reader.pilot.hover(offset=(column + 2, row))
        await reader.pilot.mouse_up(offset=(column + 2, row))
        await reader.press("M")
        assert any("Mend “oil”" in line for line in reader.screen)
        assert not any("never" in line for line in reader.screen)
        await reader.press("enter")
        await reader.type("opec")
        assert "“oil” means" in reader.status
        assert len([words for words in marked(reader) if words == "oil"]) > 0


async def test_all_mentions_of_an_entity_are_mended_from_its_card(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("e", "enter", "M")
        assert any("Mend China" in line for line in reader.screen)
        assert any("Not China: never anywhere" in line for line in reader.screen)
        assert not any("in this article" in line for line in reader.screen)
        await reader.press("enter")
        assert reader.status == "Every mention of China is not marked, anywhere; U takes it back"
        await reader.press("enter")
        assert not {"China", "Beijing", "Chinese"} & set(marked(reader))


async def test_corrections_are_listed_newest_first_and_taken_back(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("g", "m")
        assert reader.status == "Nothing is corrected; M on a mention mends it"
        await reader.press("enter", *FEW, "M", "enter", "]", "M", "j", "j", "enter", "g", "m")
        lines = [line for line in reader.screen if " is not " in line]
        assert "“Venezuela” is not Venezuela, anywhere" in lines[0]
        assert "“Maduro” is not Nicolás Maduro, in “Xi hosts Maduro and lifts" in lines[1]
        await reader.press("j", "enter")
        assert reader.status.startswith("No longer: “Maduro” is not Nicolás Maduro, in “Xi hosts")
        assert "Maduro" in marked(reader)
        assert [one.surface for one in reader.desktop.session.library.corrections()] == ["Venezuela"]


async def test_why_says_what_the_user_said_and_when(spain: Path, open_desk: Open) -> None:
    async with open_desk(spain) as reader:
        await reader.press("enter", "]", "M", "j", "j", "j", "enter")
        await reader.type("portugal")
        await reader.press("i")
        text = "\n".join(reader.screen)
        assert "Portugal · country · as you said" in text
        assert "You said on " in text
        assert "“Spain” means Portugal, not Spain, in this article" in text, text
        assert "The rules by themselves mean Spain." in text


async def test_nothing_is_mended_in_a_library_that_can_only_be_read(library: Path, open_desk: Open) -> None:
    folder = library.parent / "read-only"
    shutil.copytree(library, folder)
    async with open_desk(folder) as reader:
        reader.desktop.session.library._session.writable = False
        await reader.press("enter", "]", "M")
        assert reader.status == "This library can only be read: nothing can be corrected in it"


async def test_words_of_a_page_are_drawn_as_they_stand_in_panel_and_dialog(
    tmp_path: Path, open_desk: Open, fill_library: Fill, make_article: Callable[..., Article]
) -> None:
    article = make_article("h1-markup", "[bold]Brazil[/]", [Block("paragraph", "The [red]United Nations[/red] met.")])
    async with open_desk(fill_library(tmp_path / "hostile", [article]), size=(80, 24)) as reader:
        await reader.press("enter", "]", "i")
        assert any("“Brazil”" in line for line in reader.screen)
        await reader.press("escape", "M", "enter", "g", "m")
        assert any("“Brazil” is not Brazil, in “[bold]Brazil[/]”" in line for line in reader.screen)
    with Library.open(tmp_path / "hostile") as opened:
        assert [one.subject for one in opened.corrections()] == ["h1-markup"]
