from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from reader.article import Article, Block, Link
from reader.config import Settings, config_folder
from reader.library.library import Incoming, Library
from reader.tui.actions import NAMES

Open = Callable[..., AbstractAsyncContextManager[Any]]


async def test_every_action_of_the_table_has_exactly_one_that_does_it(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        assert set(reader.desk.desk.handlers) == NAMES


async def test_the_first_screen_shows_list_article_and_reasons(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        text = "\n".join(reader.screen)
        assert "Brasília reads the Caracas pact" in text
        assert reader.open_title == "Xi hosts Maduro and lifts ties with Venezuela"
        assert "shares China, Xi Jinping" in text
        assert reader.screen[-1].startswith(" 1/6 · 6 unread · 4 leaders · 3 countries")


async def test_looking_is_not_reading_and_opening_is(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        assert not reader.desktop.rows.selected.read
        await reader.press("enter")
        assert reader.desktop.rows.selected.read
        assert "5 unread" in reader.screen[-1]
        assert reader.desktop.arrangement.focus == "article"


async def test_the_article_follows_the_cursor_when_it_rests(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("j", "j")
        await reader.until(lambda: reader.open_title.startswith("Tankers"))
        assert not reader.desktop.rows.selected.read


async def test_the_list_is_moved_in_by_all_its_keys(
    tmp_path: Path,
    open_desk: Open,
    fill_library: Callable[[Path, Iterable[Article]], Path],
    many_articles: Callable[[int], Iterator[Article]],
) -> None:
    async with open_desk(fill_library(tmp_path / "many", many_articles(700)), size=(80, 24)) as reader:
        rows = reader.desktop.rows
        moved = []
        for keys in (
            ["j"],
            ["down"],
            ["k"],
            ["space"],
            ["b"],
            ["ctrl+d"],
            ["ctrl+u"],
            ["G"],
            ["g", "g"],
            ["end"],
            ["home"],
        ):
            await reader.press(*keys)
            moved.append(rows.cursor)
        assert moved == [1, 2, 1, 12, 1, 6, 1, 699, 0, 699, 0]
        await reader.press("G")
        assert any("Story 000699" in line for line in reader.screen)


async def test_a_far_row_is_fetched_when_the_list_is_dragged_there(
    tmp_path: Path,
    open_desk: Open,
    fill_library: Callable[[Path, Iterable[Article]], Path],
    many_articles: Callable[[int], Iterator[Article]],
) -> None:
    async with open_desk(fill_library(tmp_path / "many", many_articles(1_500)), size=(80, 24)) as reader:
        reader.desktop.rows.scroll_to(y=1_500, animate=False, immediate=True)
        await reader.until(lambda: any("Story 000750" in line for line in reader.screen))


async def test_the_cursor_keeps_rows_in_sight_around_it(
    tmp_path: Path,
    open_desk: Open,
    fill_library: Callable[[Path, Iterable[Article]], Path],
    many_articles: Callable[[int], Iterator[Article]],
) -> None:
    async with open_desk(fill_library(tmp_path / "many", many_articles(60)), size=(80, 24)) as reader:
        await reader.press(*"jjjjjjjjjj")
        shown = [line for line in reader.screen if "Story" in line]
        assert "Story 000012" in shown[-1]


async def test_back_leads_out_step_by_step_and_at_last_quits(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 24)) as reader:
        await reader.press("l", "c")
        assert reader.desktop.arrangement.focus == "coverage"
        await reader.press("q")
        assert reader.desktop.arrangement.focus == "article"
        await reader.press("escape")
        assert reader.desktop.arrangement.focus == "list"
        await reader.press("h")
        await reader.pilot.pause()
        assert not reader.desk.is_running or reader.desk._exit


async def test_panes_are_reached_by_number_and_by_tab(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        focus = []
        for key in ("2", "3", "1", "tab", "tab", "tab", "shift+tab"):
            await reader.press(key)
            focus.append(reader.desktop.arrangement.focus)
        assert focus == ["article", "coverage", "list", "article", "coverage", "list", "coverage"]


async def test_a_click_opens_an_article_and_gives_its_pane_the_keys(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.pilot.click("#list", offset=(10, 4))
        await reader.settle()
        assert reader.open_title.startswith("Brasília")
        assert reader.desktop.arrangement.focus == "article"
        await reader.pilot.click("#coverage", offset=(5, 18))
        await reader.settle()
        assert reader.desktop.arrangement.focus == "coverage"


async def test_the_row_under_the_mouse_is_lit(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.pilot.hover("#list", offset=(10, 6))
        await reader.settle()
        assert reader.desktop.rows._hovered == 2


async def test_the_next_unread_article_is_found_in_list_and_article(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("n")
        assert reader.desktop.rows.cursor == 1
        await reader.press("enter", "n")
        assert reader.open_title.startswith("Tankers")
        await reader.press("p")
        assert reader.open_title.startswith("Xi hosts")
        await reader.press("p")
        assert reader.status == "Nothing unread further up"


async def test_space_at_the_end_of_an_article_goes_on_to_the_next(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "G", "space")
        assert reader.open_title.startswith("Brasília")


async def test_the_place_in_an_article_is_kept_for_good(library: Path, open_desk: Open) -> None:
    async with open_desk(library, size=(80, 12)) as reader:
        await reader.press("enter", "j", "j", "j", "j", "j", "j")
        spot = reader.desktop.view.spot
        await reader.press("q", "j", "enter", "q", "k", "enter")
        assert reader.desktop.view.spot == spot
    async with open_desk(library, size=(80, 12)) as reader:
        await reader.press("enter")
        assert reader.desktop.view.spot == spot


async def test_lines_grow_and_shrink_at_the_same_place(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "-", "-", "-")
        assert reader.desktop.view.page.layout.width == 60
        await reader.press("+")
        assert reader.desktop.view.page.layout.width == 64
        assert reader.status == "Lines of at most 64 cells"


async def test_articles_that_another_program_adds_appear_without_moving_the_reader(
    library: Path, open_desk: Open, make_article: Callable[..., Article]
) -> None:
    async with open_desk(library) as reader:
        await reader.press("j", "j")
        with Library.open(library) as other:
            other.add([Incoming(make_article("new", "News of the hour", ["Text."], hours=0), None)])
        await reader.until(lambda: any("News of the hour" in line for line in reader.screen))
        assert reader.desktop.rows.selected.title.startswith("Tankers")


async def test_without_a_library_the_desk_says_how_to_get_one(tmp_path: Path, open_desk: Open) -> None:
    async with open_desk(tmp_path / "nowhere", size=(100, 24)) as reader:
        text = "\n".join(reader.screen)
        assert "dateline add PATH" in text
        assert "dateline sample" in text
        assert str(tmp_path) in text or "dateline add" in reader.screen[-1]
        await reader.press("j", "enter", "c", "e", "s", "U", "]", "C", "n", "o", "y", "u", "/")


async def test_a_folder_that_is_no_library_is_told_and_left_alone(tmp_path: Path, open_desk: Open) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"x")
    async with open_desk(tmp_path / "photos") as reader:
        assert "No library is open." in reader.screen[2]
        assert "photos" in reader.status
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.jpg"]


async def test_an_empty_library_says_so(
    tmp_path: Path, open_desk: Open, fill_library: Callable[[Path, Iterable[Article]], Path]
) -> None:
    async with open_desk(fill_library(tmp_path / "empty", []), size=(80, 24)) as reader:
        assert "  Your library is empty." in reader.screen
        await reader.press("j", "k", "enter", "G", "c")


async def test_what_the_command_line_knows_is_told_on_the_first_screen(library: Path, open_desk: Open) -> None:
    async with open_desk(library, problem="config.toml: measure is 7") as reader:
        assert "config.toml: measure is 7" in reader.screen[-1]


async def test_a_clash_of_keys_is_told_and_the_defaults_kept(library: Path, open_desk: Open) -> None:
    async with open_desk(library, settings=Settings(keys={"star": "m"})) as reader:
        assert "m is asked for by both star and read" in reader.screen[-1]
        await reader.press("s")
        assert reader.desktop.rows.selected.starred


async def test_the_users_keys_are_obeyed_and_shown(library: Path, open_desk: Open) -> None:
    async with open_desk(library, settings=Settings(keys={"search": "s", "star": "asterisk"})) as reader:
        assert "s search" in reader.screen[-1]
        await reader.press("asterisk")
        assert reader.desktop.rows.selected.starred


async def test_a_broken_theme_is_told_once_and_ours_is_used(library: Path, open_desk: Open) -> None:
    folder = config_folder() / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('[colors]\nbackground = "blurple"\n')
    async with open_desk(library, settings=Settings(theme="mine")) as reader:
        assert "mine.toml" in reader.status
        assert "is not a colour" in reader.status
        assert reader.desk.theme == "dateline-dark"


async def test_the_theme_is_changed_at_run_time(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        before = reader.desk.paints["leader"]
        await reader.press("ctrl+t")
        assert reader.desk.theme == "dateline-light"
        assert reader.desk.paints["leader"] != before


@pytest.mark.parametrize(("value", "colours"), [("1", False), ("", True)])
async def test_no_color_is_obeyed_when_it_is_not_empty(
    library: Path, open_desk: Open, monkeypatch: pytest.MonkeyPatch, value: str, colours: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    async with open_desk(library) as reader:
        strips = reader.desk.screen._compositor.render_strips()
        filters = reader.desk.get_line_filters()
        background = reader.desk.screen.background_colors[1]
        styles = []
        for strip in strips:
            segments = list(strip)
            for line_filter in filters:
                segments = line_filter.apply(segments, background)
            styles += [segment.style for segment in segments if segment.style]
        coloured = [
            s for s in styles if (s.color and not s.color.is_default) or (s.bgcolor and not s.bgcolor.is_default)
        ]
        assert bool(coloured) == colours


async def test_ctrl_c_tells_how_to_quit(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("ctrl+c")
        assert reader.status == "Q quits"


async def test_the_palette_knows_every_action_and_theme(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("ctrl+p")
        await reader.press(*"dateline-light")
        await reader.until(lambda: any("Theme: dateline-light" in line for line in reader.screen))
        await reader.press("enter")
        await reader.until(lambda: reader.desk.theme == "dateline-light")


async def test_what_a_page_says_is_never_taken_for_markup(
    tmp_path: Path,
    open_desk: Open,
    make_article: Callable[..., Article],
    fill_library: Callable[[Path, Iterable[Article]], Path],
) -> None:
    sly = "[red]Not[/red] [@click=app.exit]markup[/] $leader {x}"
    link = Block("paragraph", sly, (Link(0, len(sly), "https://x.example/[b]"),))
    articles = [make_article("a", sly, [sly, link, f"Xi {sly}"], source=sly), make_article("b", f"Xi {sly}", [sly])]
    async with open_desk(fill_library(tmp_path / "sly", articles), size=(200, 40)) as reader:
        text = "\n".join(reader.screen)
        assert text.count("[red]Not[/red] [@click=app.exit]markup[/] $leader {x}") >= 5
        await reader.press("enter", "u")
        assert any(sly in line for line in reader.screen)
        await reader.press("escape", "T")
        await reader.type("[b]tag[/b]")
        assert reader.status == "Tags: [b]tag[/b]"
        await reader.press("d")
        assert "[red]Not[/red]" in reader.screen[-1]
        await reader.press("x", "]", "enter")
        assert any("[red]Not[/red]" in line for line in reader.screen)


async def test_wide_and_joined_characters_leave_every_line_as_wide_as_the_screen(
    tmp_path: Path,
    open_desk: Open,
    make_article: Callable[..., Article],
    fill_library: Callable[[Path, Iterable[Article]], Path],
) -> None:
    wide = "習近平国家主席 👩‍👩‍👧 🇫🇷 é" * 6
    rows = [Block("table_row", f"{wide}\t{wide}"), Block("quote", wide), Block("code", wide)]
    articles = [make_article(str(n), f"{'x' * n}{wide}", [wide, *rows], source=wide) for n in range(8)]
    async with open_desk(fill_library(tmp_path / "wide", articles), size=(151, 40)) as reader:
        for keys in ([], ["enter"], ["C"]):
            await reader.press(*keys)
            strips = reader.desk.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {151}
            assert {cell_len(strip.text) for strip in strips} == {151}


async def test_a_very_long_article_is_decoded_aside_and_shown(
    tmp_path: Path,
    open_desk: Open,
    make_article: Callable[..., Article],
    fill_library: Callable[[Path, Iterable[Article]], Path],
) -> None:
    long = make_article("long", "Very long", ["word " * 499 + "end"] * 64)
    async with open_desk(fill_library(tmp_path / "long", [long]), size=(80, 24)) as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.open_title == "Very long")
        assert reader.desktop.arrangement.focus == "article"
        await reader.press("G")
        assert any(line.rstrip().endswith("end") for line in reader.screen)


async def test_searching_while_comparing_ends_the_comparison(library: Path, open_desk: Open) -> None:
    async with open_desk(library) as reader:
        await reader.press("enter", "C", "/")
        await reader.type("lula")
        assert reader.desktop.beside is None
        assert reader.desktop.view.page.shared == frozenset()
        assert reader.desktop.arrangement.focus == "list"


async def test_what_is_read_in_a_list_of_the_unread_stays_until_the_list_is_asked_for_again(
    library: Path, open_desk: Open
) -> None:
    async with open_desk(library) as reader:
        await reader.press("/")
        await reader.type("is:unread")
        await reader.press("enter", "q")
        assert not reader.desktop.session.library.refresh()
        assert reader.desktop.rows.count == 6
        assert reader.desktop.rows.selected.read
