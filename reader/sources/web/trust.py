"""Whose signature on a server's certificate counts."""

from __future__ import annotations

import os
from pathlib import Path


def authorities() -> tuple[str, str]:
    """The file and the folder of certificate authorities, either may be empty: what SSL_CERT_FILE and SSL_CERT_DIR
    name, as in other programs, else Mozilla's list as certifi has it.
    """
    import certifi

    file, folder = os.environ.get("SSL_CERT_FILE", ""), os.environ.get("SSL_CERT_DIR", "")
    file = file if file and Path(file).is_file() else ""
    folder = folder if folder and not file and Path(folder).is_dir() else ""
    return (file, folder) if file or folder else (certifi.where(), "")
