"""The first picture needs Textual and a small file, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import asyncio, sys
from roleplay.settings import read
from roleplay.tui.app import RoleplayApp
from roleplay.tui.widgets.words import Words

async def never(work):
    await asyncio.Event().wait()

async def main():
    app = RoleplayApp(read())
    app.desk.do = never
    async with app.run_test() as pilot:
        await pilot.pause()
        print(*(str(words.visual) for words in app.screen.query(Words)), sep="|")
        heavy = ("pydantic", "sqlalchemy", "alembic", "yaml", "rapidfuzz", "openai", "plotext")
        print(*[name for name in heavy if name in sys.modules], "end")

asyncio.run(main())
"""
CALL = {
    "call": "c1",
    "title": "The CFO who thinks claims are under control",
    "scenario": "cfo",
    "variant": "a",
    "when": "yesterday 09:10",
    "kind": "first",
    "overall": None,
    "ending": "put_off",
    "words": "put off",
}
SNAPSHOT = {"seller": "sam", "next": None, "unfinished": [], "recent": [CALL], "problems": []}


def painted(home: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        env={"ROLEPLAY_HOME": str(home), "USER": "sam"},
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.splitlines()


def test_it_shows_what_the_last_session_left_and_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "home.json").write_text(json.dumps(SNAPSHOT), encoding="utf-8")
    lines = painted(tmp_path)
    assert "yesterday 09:10 · put off" in "\n".join(lines)
    assert lines[-1] == "end"


def test_a_snapshot_that_cannot_be_read_is_a_greeting(tmp_path: Path) -> None:
    (tmp_path / "home.json").write_text('{"seller": 3}', encoding="utf-8")
    lines = painted(tmp_path)
    assert "Practise a call before you have it" in "\n".join(lines)
    assert lines[-1] == "end"
