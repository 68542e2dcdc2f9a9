"""Where the reader stopped in each article, kept for good in a small file of its own."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

from reader.tui.page import TOP, Spot

SPOTS_KEPT: Final = 2_000


def spots_file() -> Path:
    """`$XDG_STATE_HOME/dateline/spots.json`."""
    return Path(PlatformDirs("dateline", appauthor=False).user_state_dir) / "spots.json"


class Spots:
    """A spot for each article that was left anywhere but at its top; the longest unvisited are dropped first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spots: OrderedDict[str, Spot] | None = None
        self._changed = False

    def get(self, article: str) -> Spot:
        """Where the article was left; its top where that is not known."""
        return self._known().get(article, TOP)

    def put(self, article: str, spot: Spot) -> None:
        """Remember where the article was left."""
        known = self._known()
        if known.get(article, TOP) == spot:
            return
        known.pop(article, None)
        if spot != TOP:
            known[article] = spot
        while len(known) > SPOTS_KEPT:
            known.popitem(last=False)
        self._changed = True

    def save(self) -> None:
        """Write the file if anything changed. That it cannot be written loses places in articles, nothing else."""
        if not self._changed:
            return
        import msgspec

        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(self._spots))
            fresh.replace(self._path)
            self._changed = False

    def _known(self) -> OrderedDict[str, Spot]:
        """The spots, read from the file when first asked for; none where there is no file, or not such a one."""
        if self._spots is None:
            import msgspec

            self._spots = OrderedDict()
            with suppress(OSError, msgspec.DecodeError):
                self._spots.update(msgspec.json.decode(self._path.read_bytes(), type=dict[str, tuple[int, int]]))
        return self._spots
