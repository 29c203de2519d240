"""The guide, followed to the letter in an empty folder: its files written, its commands run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "guide").glob("*.md"))
_FENCE = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """One thing the guide has the reader do or see."""

    where: str
    language: str
    about: str
    """The file it belongs into; empty for what is run or shown."""
    text: str


def blocks() -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in _FENCE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Block(f"{page.name}:{line}", found[1], found[2] or "", found[3])


def put(old: str, new: str) -> str:
    """A file with its top-level parts replaced by those given, and new ones at its end."""
    parts = re.split(r"^(?=[a-z_]+:)", old, flags=re.M)
    for part in re.split(r"^(?=[a-z_]+:)", new, flags=re.M):
        key = part.partition(":")[0]
        place = next((n for n, p in enumerate(parts) if p.startswith(f"{key}:")), None)
        if not part.strip():
            continue
        if place is None:
            parts.append(part)
        else:
            parts[place] = part
    return "".join(parts)


def shown(wanted: str, output: str) -> str | None:
    """The first line of ``wanted`` that is not in the output, in order; None if all are."""
    rest = output
    for line in wanted.splitlines():
        _, found, rest = rest.partition(line.strip())
        if not found:
            return line
    return None


@pytest.mark.timeout(180)
def test_the_guide_can_be_followed_to_the_letter(tmp_path):
    assert len(PAGES) == 3
    around = {
        **os.environ,
        "ROLEPLAY_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    here = tmp_path / "empty"
    here.mkdir()
    output = ""
    ran = 0
    for block in blocks():
        file = here / block.about
        if block.language == "yaml" and file.exists():
            file.write_text(put(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
        elif block.about == "not-run":
            assert block.text.startswith("roleplay ")
        elif block.about:
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            done = subprocess.run(
                block.text, shell=True, cwd=here, env=around, capture_output=True, text=True
            )
            output, ran = done.stdout, ran + 1
            assert done.returncode == 0, f"{block.where}: {done.stdout}{done.stderr}"
        else:
            missing = shown(block.text, output)
            assert missing is None, f"{block.where}: {missing!r} is not in\n{output}"
    assert ran >= 8


def test_a_block_replaces_what_it_names_and_adds_the_rest():
    assert put("a: 1\nb:\n  c: 2\n", "b: 3\nd: 4\n") == "a: 1\nb: 3\nd: 4\n"
    assert shown("x\nz", "x y z") is None
    assert shown("z\nx", "x y z") == "x"
