"""Kills processes with SIGKILL while they save, and compares what they acked with what is there.

Run by its own command: ``python -m pytest tests/faults -n 0 -s``. ``ROLEPLAY_KILLS`` sets how
many. The processes are forked, so that a kill costs no start of an interpreter; a fork dies of
the signal as any process does, and the system takes its locks and descriptors from it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from roleplay.domain.history import NewCall
from roleplay.domain.model import Model
from roleplay.domain.moves import Heard
from roleplay.domain.problem import Broken
from roleplay.domain.transcript import HeardEvent, SaidEvent, Spoken, SpokenEvent
from roleplay.store import Store

KILLS = int(os.environ.get("ROLEPLAY_KILLS", "240"))
KILLS_A_FILE = 12
Ack = Callable[[str], object]


class Body(Model):
    """Stands for a scenario."""

    title: str


def now() -> datetime:
    return datetime.now(UTC)


def begin(store: Store, seller: str = "ann") -> str:
    digest = store.keep("scenario", Body(title="The CFO"))
    new = NewCall(
        seller=seller,
        scenario="cfo",
        variant="a",
        scenario_digest=digest,
        rubric="value",
        rubric_digest=digest,
        voice="scripted",
    )
    return store.begin_call(new)


def turns_of(store: Store, call: str) -> list[int]:
    return [e.turn for e in store.events(call) if isinstance(e, SaidEvent | SpokenEvent)]


def talk(store: Store, call: str, ack: Ack) -> None:
    """Drafts, says and is answered, from where the call stands, acking each when it is saved."""
    first = (max(turns_of(store, call), default=0) + 2) // 2 * 2
    for turn in range(first, first + 20_000, 2):
        store.save_draft(call, f"draft {turn}")
        ack(f"draft {call} {turn}")
        store.append(call, SaidEvent(turn=turn, text=f"said {turn} " + "x" * (turn * 37 % 3_000)))
        ack(f"turn {call} {turn}")
        store.append(
            call,
            HeardEvent(turn=turn, heard=Heard()),
            SpokenEvent(turn=turn + 1, spoken=Spoken(text=f"spoken {turn}"), voice="scripted"),
        )
        ack(f"turn {call} {turn + 1}")


def killed(after: float, *works: Callable[[Ack], None]) -> list[tuple[str, str, int]]:
    """Runs each of ``works`` in a process, kills them after so many seconds; gives what they acked.

    Acks are lines of a kind, a call and a number; one that was cut short does not count.
    """
    read, write = os.pipe()
    children = []
    for work in works:
        child = os.fork()
        if child == 0:
            try:
                work(lambda line: os.write(write, f"{line}\n".encode()))
            finally:
                os._exit(0)
        children.append(child)
    os.close(write)
    os.set_blocking(read, False)
    told = b""
    until = time.monotonic() + after
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.01))
        told += _available(read)
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    told += _available(read)
    os.close(read)
    acked = []
    for line in told.decode().splitlines():
        kind, call, number = line.split()
        acked.append((kind, call, int(number)))
    return acked


def _available(pipe: int) -> bytes:
    told = b""
    try:
        while part := os.read(pipe, 65_536):
            told += part
    except BlockingIOError:
        pass
    return told


def compare(path: Path, acked: list[tuple[str, str, int]]) -> tuple[int, int]:
    """How many acked turns are there, and how many were saved but not acked any more."""
    found = unacked = 0
    with Store(path, now) as store:
        assert store.check().intact
        for call in {call for _, call, _ in acked}:
            there = turns_of(store, call)
            assert len(there) == len(set(there)), f"a turn is there twice: {there}"
            told = [number for kind, of, number in acked if of == call and kind == "turn"]
            assert not set(told) - set(there), "turns were acked and are gone"
            found += len(told)
            unacked += sum(1 for turn in there if told and turn > max(told))
            kind, _, number = [one for one in acked if one[1] == call][-1]
            if kind == "draft" and number not in there:
                assert store.draft(call) == f"draft {number}"
            store.claim(call)
    return found, unacked


def test_nothing_saved_is_lost(tmp_path: Path) -> None:
    """A new file, a new call or one that is taken up again, in one window or two."""
    chance = Random(2026)
    found = unacked = begun = processes = 0
    path = tmp_path
    started = time.monotonic()

    takes_up = False

    def window(ack: Ack) -> None:
        with Store(path, now) as store:
            unfinished = store.unfinished("ann")
            call = unfinished[0].id if unfinished and takes_up else begin(store)
            talk(store, call, ack)

    def another_window(ack: Ack) -> None:
        with Store(path, now) as store:
            talk(store, begin(store, seller="bob"), ack)

    for kill in range(KILLS):
        if kill % KILLS_A_FILE == 0:
            path = tmp_path / str(kill) / "history.db"
        takes_up = chance.random() < 0.6
        works = (window, another_window) if kill % 3 == 0 else (window,)
        acked = killed(chance.uniform(0.0, 0.15), *works)
        counts = compare(path, acked)
        found, unacked = found + counts[0], unacked + counts[1]
        begun += bool(acked)
        processes += len(works)
    print(
        f"\n{processes} processes killed in {KILLS} rounds ({begun} of them while saving), "
        f"{found} acked turns, 0 lost, 0 twice, 0 files damaged; "
        f"{unacked} saved and not yet acked; {time.monotonic() - started:.0f} s"
    )
    # Enough was saved for the kills to have hit it, however busy the machine is.
    assert found > KILLS // 4
    assert begun > KILLS // 8


def test_two_windows_on_one_call_never_mix(tmp_path: Path) -> None:
    """Both take up the same call; one is told that it is open, and none is told what is not so."""
    path = tmp_path / "history.db"
    with Store(path, now) as store:
        call = begin(store)
    refused = 0

    def window(ack: Ack) -> None:
        with Store(path, now) as store:
            try:
                talk(store, call, ack)
            except Broken as error:
                if "open in another window" in str(error):
                    ack(f"refused {call} 0")

    for _ in range(KILLS // 12):
        acked = killed(0.15, window, window)
        refused += sum(1 for kind, _, _ in acked if kind == "refused")
        compare(path, [one for one in acked if one[0] != "refused"])
    print(f"\n{KILLS // 12} rounds of two windows on one call: {refused} told that it is open")
    assert refused > KILLS // 24


def test_forgetting_that_is_cut_short_is_finished(tmp_path: Path) -> None:
    """Either the call is whole, or it is gone and the next start erases what is left of it."""
    chance = Random(2027)
    rounds, gone, finished_later = KILLS // 6, 0, 0
    for kill in range(rounds):
        path = tmp_path / str(kill) / "history.db"
        with Store(path, now) as store:
            kept, doomed = begin(store), begin(store)
            for turn in range(2, 60, 2):
                store.append(kept, SaidEvent(turn=turn, text=f"kept {turn} " * 50))
                store.append(doomed, SaidEvent(turn=turn, text=f"canary {turn} " * 50))

        def forget(ack: Ack) -> None:
            with Store(path, now) as store:  # noqa: B023
                store.forget_call(doomed)  # noqa: B023
                ack(f"forgot {doomed} 0")  # noqa: B023

        acked = killed(chance.uniform(0.0, 0.05), forget)
        before = holds(path.parent, b"canary")
        with Store(path, now) as store:
            assert store.check().intact
            assert len(store.events(kept)) == 29
            left = [row.id for row in store.calls()]
            if doomed in left:
                assert not acked
                assert len(store.events(doomed)) == 29
            else:
                gone += 1
                finished_later += before
                assert not (acked and before)
                assert not holds(path.parent, b"canary")
    print(f"\n{rounds} kills while forgetting: {gone} forgotten, {finished_later} erased later")
    assert 0 < gone < rounds


def holds(folder: Path, word: bytes) -> bool:
    return any(word in file.read_bytes() for file in folder.rglob("*") if file.is_file())


SAVES = """
import os, sys
from pathlib import Path
from tests.faults.test_kills import begin, now, talk
from roleplay.store import Store
left = 60
def ack(line):
    global left
    left -= 1
    os.write(1, f"ACK {line}\\n".encode())
    if not left:
        os._exit(0)
with Store(Path(sys.argv[1]), now) as store:
    talk(store, begin(store), ack)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_what_is_acked_has_been_synced(tmp_path: Path) -> None:
    """Between two acks the log is always synced: what a loss of power could take was not acked."""
    trace = tmp_path / "trace"
    subprocess.run(
        [
            *("strace", "-f", "-y", "-e", "trace=fdatasync,fsync,write,pwrite64"),
            *("-o", str(trace), sys.executable, "-c", SAVES, str(tmp_path / "history.db")),
        ],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )
    acks, synced = 0, False
    for line in trace.read_text().splitlines():
        if re.search(r"f(data)?sync\(.*-wal>", line):
            synced = True
        elif re.search(r"pwrite64\(.*-wal>", line):
            synced = False
        elif '"ACK ' in line:
            acks += 1
            assert synced, f"acked before it was synced: {line}"
    print(f"\n{acks} acks, each after its sync")
    assert acks == 60
