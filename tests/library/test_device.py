"""The name of this device in the journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.library.device import device_name


def test_a_device_keeps_its_name_and_gets_a_new_one_on_another_machine(tmp_path: Path) -> None:
    file = tmp_path / "device.json"
    name = device_name(file)
    assert device_name(file) == name
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({**kept, "machine": "another"}))
    moved = device_name(file)
    assert moved != name
    assert device_name(file) == moved


@pytest.mark.parametrize("content", ["", "{", '{"name": "../x", "machine": "m"}', "[]"])
def test_a_damaged_device_file_is_made_anew(tmp_path: Path, content: str) -> None:
    file = tmp_path / "device.json"
    file.write_text(content)
    name = device_name(file)
    assert name.isalnum()
    assert device_name(file) == name
