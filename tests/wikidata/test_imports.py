"""The network, retry and TOML libraries are loaded when somebody asks for an update, and at no other time."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import reader.wikidata

LATE = ("urllib3", "tenacity", "tomli_w", "rich", "ssl")


def test_importing_the_room_loads_no_network_library() -> None:
    modules = [module.name for module in pkgutil.iter_modules(reader.wikidata.__path__, "reader.wikidata.")]
    names = [*modules, "reader.cli.gazetteer", "reader.cli.gazetteer_update", "reader.cli.update_progress"]
    code = "import sys, importlib\nfor name in sys.argv[1:]: importlib.import_module(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True, check=True, timeout=60)
    assert sorted(set(LATE) & set(done.stdout.split())) == []
