"""Take every picture: `make screenshots`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Final

import resvg_py

from screenshots.shots import SHOTS
from screenshots.taking import build_sample, take

FONT: Final = "DejaVu Sans Mono"
"""Has every character the desk draws; on Debian in the package fonts-dejavu-core."""


def png(svg: str) -> bytes:
    """The picture in pixels, as large as it is drawn, with a font that this machine has."""
    return resvg_py.svg_to_bytes(svg_string=svg.replace("Fira Code", FONT), monospace_family=FONT, zoom=1.0)


def main() -> int:
    """Write an SVG and a PNG a shot; fails when a screen lacks the words it is pictured for."""
    with tempfile.TemporaryDirectory(prefix="dateline-shots-") as name:
        home = Path(name)
        library = build_sample(home)
        for shot in SHOTS:
            picture = asyncio.run(take(shot, library, home / f"{shot.name}.spots"))
            if lacking := [words for words in shot.shows if words not in picture.text]:
                print(f"{shot.name}: {', '.join(lacking)} is not on the screen:\n{picture.text}", file=sys.stderr)
                return 1
            shot.svg.write_text(picture.svg, "utf-8")
            shot.png.write_bytes(png(picture.svg))
            print(f"{shot.png.name}, {shot.svg.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
