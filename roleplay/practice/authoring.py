"""Starting files for authors."""

from __future__ import annotations

from pathlib import Path

from roleplay.library import new_pack, new_rubric, new_scenario


def new(form: str, name: str, folder: Path) -> Path:
    """Write a commented pack, scenario or rubric that passes ``check``.

    Raises:
        BadInput: the name is no id, or something is there already.
    """
    make = {"pack": new_pack, "scenario": new_scenario, "rubric": new_rubric}
    return make[form](name, folder)
