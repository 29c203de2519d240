"""The shell: the commands that only tell, and those that work through much at once."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .opening import command, environment
from .scoring import hundred_transcripts
from .table import Row, median

TELLING = 1.5
HUNDRED_CALLS_S = 3.0


def measure(scratch: Path, rounds: int) -> Iterator[Row]:
    """``--version`` and ``--help`` against importing click; then the long commands."""
    around = environment(scratch / "shell")
    for option in ("--version", "--help"):
        yield _telling(option, around, rounds)
    files, turns = hundred_transcripts(scratch)
    score = [command("roleplay"), "score", *files, "--json"]
    took = median([_hundred(score, around) for _ in range(max(1, rounds // 3))])
    yield Row("roleplay score, 100 files", took, "s", HUNDRED_CALLS_S, f"{turns} turns in all")
    check = _run([command("roleplay"), "check", "--json"], around, allowed=(0, 1))
    tries = len(json.loads(check.output)["tries"])
    yield Row("roleplay check, all that ships", check.seconds, "s", None, f"{tries} tries")


class _Done:
    """A command that has ended."""

    def __init__(self, program: Sequence[str], around: Mapping[str, str]) -> None:
        begun = time.perf_counter()
        done = subprocess.run(program, env=dict(around), capture_output=True, check=False)
        self.seconds = time.perf_counter() - begun
        self.status = done.returncode
        self.output = done.stdout
        self.complaint = done.stderr.decode("utf-8", "replace")[-300:]


def _run(
    program: Sequence[str], around: Mapping[str, str], allowed: tuple[int, ...] = (0,)
) -> _Done:
    done = _Done(program, around)
    if done.status not in allowed:
        raise RuntimeError(f"{' '.join(program[:3])} ended with {done.status}: {done.complaint}")
    return done


def _telling(option: str, around: Mapping[str, str], rounds: int) -> Row:
    name = f"roleplay {option}"
    if importlib.util.find_spec("click") is None:
        return Row(name, None, "x", TELLING, "needs click, which comes with [dev]")
    ours, theirs = [], []
    for _ in range(rounds + 1):
        ours.append(_run([command("roleplay"), option], around).seconds)
        theirs.append(_run([sys.executable, "-c", "import click"], around).seconds)
    note = f"{median(ours[1:]) * 1000:.0f} ms; import click {median(theirs[1:]) * 1000:.0f} ms"
    pairs = zip(ours[1:], theirs[1:], strict=True)
    return Row(name, median([mine / click for mine, click in pairs]), "x", TELLING, note)


def _hundred(score: Sequence[str], around: Mapping[str, str]) -> float:
    done = _run(score, around)
    scored = [r for r in json.loads(done.output)["results"] if r["scorecard"] is not None]
    if len(scored) != 100:
        raise RuntimeError(f"{len(scored)} of 100 calls were scored")
    return done.seconds
