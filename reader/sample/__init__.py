"""The bundled sample: pages of invented outlets about real public events, read through the same pipeline as any other.

The pages are apart from the code that reads them: nothing here knows how they are cleaned or what they are about.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from reader.errors import DatelineError

SAMPLE_VERSION: Final = "1"
"""Changes whenever a page does, so that a sample library built from older pages is built anew."""


class SampleMissingError(DatelineError):
    """The installation has no folder of sample pages."""


def sample_pages() -> Path:
    """The folder of sample pages (HTML and raw page text), to be read and not written.

    Raises SampleMissingError where the package is not unpacked on disk or the folder was left out.
    """
    pages = files(__name__) / "pages"
    if not isinstance(pages, Path) or not pages.is_dir():
        raise SampleMissingError("the sample pages are missing", str(pages), "install dateline again, unpacked")
    return pages
