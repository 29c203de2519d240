"""``roleplay check`` of a hundred calls with all their tries, and of one of them changed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from roleplay.practice.checking import Checker
from roleplay.practice.workspace import Workspace
from roleplay.settings import Settings

from .opening import command, environment
from .table import Row

ROOT = Path(__file__).parents[2]
HUNDRED = 100
HUNDRED_S = 20.0
CALLS = ("sceptical-cfo", "nightmare-rollout", "easy-yes")


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """A hundred copies under other ids and with other people in them, from cold; then one anew."""
    packs = _hundred(scratch / "hundred")
    around = environment(scratch / "checking")
    begun = time.perf_counter()
    done = subprocess.run(
        [command("roleplay"), "check", str(packs), "--json"],
        env=around,
        capture_output=True,
        check=False,
    )
    took = time.perf_counter() - begun
    tries = len(json.loads(done.stdout)["tries"])
    yield Row("roleplay check, 100 calls", took, "s", HUNDRED_S, f"{tries} tries")
    yield _changed(scratch, packs / "pack-0")


def _changed(scratch: Path, pack: Path) -> Row:
    places = (ROOT / "scenarios",), (ROOT / "rubrics",)
    with Workspace(Settings(scratch / "home", "sam", *places)) as workspace:
        checker = Checker(workspace, [pack])
        checker.check()
        file = next(path for path in pack.glob("*.yaml") if path.name != "strategy.yaml")
        file.write_text(file.read_text(encoding="utf-8").replace("minutes: 20", "minutes: 19"))
        begun = time.perf_counter()
        report = checker.check()
        took = time.perf_counter() - begun
    note = f"{len(report.played)} of {len(CALLS)} calls looked at again"
    return Row("roleplay check --watch, one call changed", took, "s", None, note)


def _hundred(folder: Path) -> Path:
    for number in range(HUNDRED):
        name = CALLS[number % len(CALLS)]
        pack = folder / f"pack-{number // len(CALLS)}"
        if not pack.is_dir():
            pack.mkdir(parents=True)
            shutil.copy(ROOT / "scenarios" / "northmere" / "strategy.yaml", pack)
        text = (ROOT / "scenarios" / "northmere" / f"{name}.yaml").read_text(encoding="utf-8")
        text = re.sub(r"^id: .*$", f"id: {name}-{number}", text, count=1, flags=re.M)
        # Nobody remembers what was heard in another's words.
        text = re.sub(r"^(  name: \S+).*$", rf"\1 Number{number}", text, count=1, flags=re.M)
        (pack / f"{name}-{number}.yaml").write_text(text, encoding="utf-8")
    return folder
