"""Everything the desk can be told to do, once: the keys, the palette and the help are made from this table."""

from __future__ import annotations

from typing import Final, NamedTuple


class Action(NamedTuple):
    """One thing to do. `keys` are the defaults, separated by spaces; a sequence is written `g-g`."""

    name: str
    keys: str
    group: str
    description: str


MOVE: Final = "Move"
READ: Final = "Read"
WHO: Final = "Who and where"
FIND: Final = "Find"
MARK: Final = "Mark"
FEEDS: Final = "Feeds"
DESK: Final = "Desk"

ACTIONS: Final = (
    Action("down", "j down", MOVE, "Down a row or a line"),
    Action("up", "k up", MOVE, "Up a row or a line"),
    Action("page_down", "space pagedown", MOVE, "Down a page; at the end of an article, the next unread one"),
    Action("page_up", "b pageup", MOVE, "Up a page"),
    Action("half_down", "ctrl+d", MOVE, "Down half a page"),
    Action("half_up", "ctrl+u", MOVE, "Up half a page"),
    Action("top", "g-g home", MOVE, "To the top"),
    Action("bottom", "G end", MOVE, "To the end"),
    Action("next_pane", "tab", MOVE, "The next pane"),
    Action("previous_pane", "shift+tab", MOVE, "The pane before"),
    Action("pane_1", "1", MOVE, "The list"),
    Action("pane_2", "2", MOVE, "The article"),
    Action("pane_3", "3", MOVE, "The related coverage, or the article beside"),
    Action("open", "enter l right", READ, "Open what is selected; on a mention, its card"),
    Action("back", "q h left escape", READ, "Back; in the list, quit"),
    Action("walk_back", "backspace", READ, "Walk back to the article read before"),
    Action("next", "n", READ, "The next unread article; while finding, the next hit"),
    Action("previous", "p", READ, "The unread article before; while finding, the hit before"),
    Action("wider", "+ =", READ, "Longer lines"),
    Action("narrower", "-", READ, "Shorter lines"),
    Action("original", "v", READ, "The page as it was kept, or the article again"),
    Action("browser", "o", READ, "Open the page in the browser"),
    Action("links", "u", READ, "The links of the article"),
    Action("copy", "y", READ, "Copy the selected text, or title and address"),
    Action("next_mention", "]", WHO, "The next leader, country or organisation in the text"),
    Action("previous_mention", "[", WHO, "The mention before"),
    Action("next_same", "}", WHO, "The next mention of the same one"),
    Action("previous_same", "{", WHO, "The mention of the same one before"),
    Action("coverage", "c", WHO, "Related coverage, each with its reasons"),
    Action("compare", "C", WHO, "Open the related article beside this one, shared names marked in both"),
    Action("entities", "e", WHO, "Everybody and everywhere in this list, or in this article"),
    Action("organisations", "O", WHO, "Highlight organisations, or no longer"),
    Action("why", "i", WHO, "Why the mention under the cursor is marked"),
    Action("mend", "M", WHO, "Mend the mention under the cursor, or mark the selected words"),
    Action("corrections", "g-m", WHO, "Corrections: what you mended, to take back"),
    Action("search", "/", FIND, "Search and filter the library"),
    Action("find", "ctrl+f", FIND, "Find in the article"),
    Action("star", "s", MARK, "Star, or take the star off"),
    Action("read", "m", MARK, "Mark read or unread"),
    Action("read_all", "A", MARK, "Mark the whole list read (asks)"),
    Action("tags", "T", MARK, "Change the tags"),
    Action("delete", "d", MARK, "Delete the article (asks; U brings it back)"),
    Action("undo", "U", MARK, "Undo the last mark or correction, also after a restart"),
    Action("refresh", "r", FEEDS, "Fetch the feed of this article"),
    Action("refresh_all", "R", FEEDS, "Fetch all feeds"),
    Action("feeds", "g-f", FEEDS, "Your feeds: how they are, their articles, add, remove, tag"),
    Action("add_feed", "a", FEEDS, "Subscribe to a feed, or to a site by its address"),
    Action("edit_feeds", "E", FEEDS, "Edit feeds.toml in your editor"),
    Action("help", "?", DESK, "Keys and what they do"),
    Action("palette", "ctrl+p", DESK, "Every command by name"),
    Action("stop", "X", DESK, "Stop what is done in the background: fetching, re-annotating"),
    Action("theme", "ctrl+t", DESK, "The next theme"),
    Action("quit", "Q", DESK, "Quit"),
)

NAMES: Final = frozenset(action.name for action in ACTIONS)

HINTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "list": (
        ("help", "help"),
        ("search", "search"),
        ("open", "open"),
        ("coverage", "coverage"),
        ("entities", "entities"),
    ),
    "article": (
        ("help", "help"),
        ("next_mention", "names"),
        ("coverage", "coverage"),
        ("compare", "compare"),
        ("back", "back"),
        ("why", "why"),
        ("mend", "mend"),
    ),
    "beside": (
        ("help", "help"),
        ("next_mention", "names"),
        ("next_pane", "other pane"),
        ("open", "open"),
        ("back", "close"),
        ("why", "why"),
        ("mend", "mend"),
    ),
    "coverage": (
        ("help", "help"),
        ("open", "open"),
        ("compare", "compare"),
        ("walk_back", "walk back"),
        ("back", "back"),
    ),
}
"""The most useful actions of each pane, with a word for the status line."""
