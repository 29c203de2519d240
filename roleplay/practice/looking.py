"""A call looked at with all its variants: its tries played, and what an author should know of it.

Many calls are looked at side by side, in as many processes as there are cores.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt

from roleplay.domain.ledger import NeedState
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import EndedEvent, ledger_of
from roleplay.domain.tries import Expect
from roleplay.library import Remark
from roleplay.listening import Topics

from .advice import Study, advice
from .played import Played, play

SIDE_BY_SIDE_FROM = 8
"""Calls from which starting other processes (half a second) is made up for."""
_NEW_OBJECTS = 50_000
"""How many make Python look for garbage in another process: nearly all that is made there goes."""

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": ge,
    "<=": le,
    ">": gt,
    "<": lt,
    "==": eq,
    "": eq,
}


@dataclass(frozen=True)
class TryResult:
    """Where a scripted seller landed."""

    scenario: str
    variant: str
    name: str
    overall: float | None
    missed: tuple[str, ...]
    """What was expected and did not come, in words."""

    @property
    def ok(self) -> bool:
        """It landed where the author says."""
        return not self.missed


@dataclass(frozen=True)
class Subject:
    """A call to be looked at, and what it is played with."""

    scenario: Scenario
    rubric: Rubric
    strategy: Strategy | None


@dataclass(frozen=True)
class Looked:
    """What came of it."""

    tries: tuple[TryResult, ...]
    remarks: tuple[Remark, ...]


def look(subject: Subject) -> Looked:
    """Play every try of every variant, and say what an author should know."""
    written = subject.scenario
    own = {variant.id: variant.tries or {} for variant in written.variants}
    tries: list[TryResult] = []
    remarks: list[Remark] = []
    first: Study | None = None
    for variant, sellers in {"a": written.tries, **own}.items():
        call = written.variant(variant)
        # A variant that changes only how the buyer begins is listened to like the call as written.
        if first is not None and call.topics() == first.scenario.topics():
            topics = first.topics
        else:
            topics = Topics.of(call, first.topics if first is not None else None)
        played = {
            name: play(
                call,
                variant,
                each.seller,
                rubric=subject.rubric,
                strategy=subject.strategy,
                topics=topics,
            )
            for name, each in sellers.items()
        }
        tries += [
            TryResult(
                scenario=call.id,
                variant=variant,
                name=name,
                overall=each.scorecard.overall,
                missed=tuple(_missed(call, sellers[name].expect, each)),
            )
            for name, each in played.items()
        ]
        study = Study(
            variant, call, subject.rubric, subject.strategy, topics, played, first, written
        )
        remarks += advice(study)
        first = first or study
    return Looked(tuple(tries), tuple(remarks))


def look_at_all(subjects: Sequence[Subject], cores: int | None = None) -> Iterator[Looked]:
    """What `look` finds in each, in their order; ``cores`` None for all there are."""
    cores = cores or os.cpu_count() or 1
    if cores < 2 or len(subjects) < SIDE_BY_SIDE_FROM:
        yield from map(look, subjects)
        return
    pool = ProcessPoolExecutor(
        min(cores, len(subjects)),
        # Not forked: whoever asks may have threads.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_settle_in,
    )
    done = 0
    try:
        with _deaf_to_ctrl_c():
            found = pool.map(look, subjects)
        for looked in found:
            yield looked
            done += 1
    except BrokenProcessPool:
        # One was stopped from outside, or none could be started: the rest is looked at here.
        yield from map(look, subjects[done:])
    except BaseException:
        # The person has had enough, or something is broken: nothing goes on behind their back.
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started in here never hears Ctrl-C: it is for the process that was asked.

    That one hears it as soon as this is over.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle_in() -> None:
    """Where a process begins: deaf to Ctrl-C on every system, and not looking for garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def _missed(scenario: Scenario, expect: Expect, played: Played) -> Iterator[str]:
    overall = played.scorecard.overall
    if expect.overall is not None and not _within(overall, expect.overall):
        got = "not scorable" if overall is None else f"{overall:g}"
        yield f"overall {got}, expected {expect.overall.strip()}"
    ledger = ledger_of(scenario, played.events)
    for need, wanted in expect.needs.items():
        if not ledger.need(need).at_least(NeedState(wanted)):
            yield f"need {need} {ledger.need(need).value}, expected {wanted.value}"
    for objection, state in expect.objections.items():
        if ledger.objection(objection) is not state:
            got = ledger.objection(objection).value
            yield f"objection {objection} {got}, expected {state.value}"
    for commitment, agreed in expect.commitments.items():
        if ledger.commitment(commitment) is not agreed:
            got = ledger.commitment(commitment).value
            yield f"commitment {commitment} {got}, expected {agreed.value}"
    ended = next(e for e in played.events if isinstance(e, EndedEvent))
    if expect.ending is not None and ended.ending is not expect.ending:
        yield f"ending {ended.ending.value}, expected {expect.ending.value}"


def _within(overall: float | None, bound: str) -> bool:
    found = re.fullmatch(r"\s*(>=|<=|==|>|<)?\s*([\d.]+)\s*", bound)
    if overall is None or found is None:
        return False
    return _COMPARE[found[1] or ""](overall, float(found[2]))
