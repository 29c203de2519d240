"""A sample history: six weeks of somebody who does not exist, to be looked at and thrown away.

The calls are real ones: the sellers that ship with the calls, played by the same engine as any
other. They are kept in a data folder of their own and never meet the person's history.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from roleplay.coaching.moments import the_moment
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.scenario import Scenario
from roleplay.settings import Settings

from . import calls
from .live import LiveCall
from .workspace import Workspace, utc_now

DAYS = 42
"""How far back the history goes."""
PATH = "weak weak middling weak middling weak middling strong middling strong"
"""How she meets one buyer after another, by the names of the scenarios' own tries."""
BETTER = {"weak": "middling", "middling": "strong", "strong": "strong"}
"""How she plays the same call once more."""
TAKE_TWO, RETAKEN = (1, 6), (2, 5)
"""After which of them she takes a moment again, and which call she has once more."""
LOOKS = timedelta(seconds=19)
"""How much time passes between two things in a call."""


@dataclass(frozen=True)
class Step:
    """A call she has."""

    scenario: str
    variant: str
    seller: str
    """The name of the try that is played."""
    at: datetime
    take_two: bool = False
    """Afterwards she takes the moment that decided it again, as the strong seller."""


class _Then:
    """The clock of the sample: set to when a call begins, and moving while it lasts."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += LOOKS
        return self.at


class _Cancelled(Exception):
    """Nobody wants it any longer."""


def make(
    settings: Settings,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
    now: Callable[[], datetime] = utc_now,
) -> bool:
    """Make the sample history, unless it is there already.

    It appears in one step when all of it is there: what was cancelled or killed leaves nothing
    that could be taken for one.

    Args:
        settings: the person's own.
        progress: told how many calls are made, and of how many.
        cancelled: asked before each thing that is said.
        now: the clock.

    Returns:
        False if it was cancelled.

    Raises:
        BadInput: no call with tries is at hand to make it of.
        Broken: it cannot be written.
    """
    if settings.sample.is_dir():
        return True
    part = settings.sample.with_name("sample.part")
    shutil.rmtree(part, ignore_errors=True)
    then = _Then(now())
    try:
        with Workspace(replace(settings.for_sample(), home=part), then) as workspace:
            steps = plan(workspace, now())
            for place, step in enumerate(steps):
                progress(place, len(steps))
                _play(workspace, step, then, cancelled)
            progress(len(steps), len(steps))
        part.rename(settings.sample)
    except _Cancelled:
        return False
    except OSError as error:
        raise Broken(f"{part}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return True


def throw_away(settings: Settings) -> None:
    """Delete the sample history; the person's own is elsewhere.

    Raises:
        Broken: it cannot be deleted.
    """
    sample: Path = settings.sample
    try:
        if sample.is_dir():
            shutil.rmtree(sample)
    except OSError as error:
        raise Broken(f"{sample}: cannot be deleted ({error.strerror})") from error


def plan(workspace: Workspace, now: datetime) -> tuple[Step, ...]:
    """The calls she has had, oldest first, on working days up to yesterday.

    Raises:
        BadInput: no call with tries is at hand.
    """
    buyers = list(_buyers(workspace))[: len(PATH.split())]
    if not buyers:
        raise BadInput("there are no shipped calls at hand to make a sample history of")
    steps: list[Step] = []
    for place, ((scenario, variant), seller) in enumerate(zip(buyers, PATH.split(), strict=False)):
        at = _day(now, place, len(buyers))
        steps.append(Step(scenario, variant, seller, at, take_two=place in TAKE_TWO))
        if place in RETAKEN:
            # The same call once more, on the next working day.
            again = at + timedelta(days=3 if at.weekday() == 4 else 1, minutes=-45)
            steps.append(Step(scenario, variant, BETTER[seller], again))
    return tuple(sorted(steps, key=lambda step: step.at))


def _buyers(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Shipped calls with tries, each buyer before any other variant, the easier ones first."""
    scenarios = []
    for name in workspace.library.scenario_ids():
        try:
            scenario = workspace.library.scenario(name)
        except BadInput:
            continue
        if scenario.counts and {"weak", "middling", "strong"} <= set(scenario.tries):
            scenarios.append(scenario)
    scenarios.sort(key=lambda each: (each.difficulty, each.id))
    longest = max((len(each.variant_ids()) for each in scenarios), default=0)
    for place in range(longest):
        for scenario in scenarios:
            if place < len(scenario.variant_ids()):
                yield scenario.id, scenario.variant_ids()[place]


def _day(now: datetime, place: int, of: int) -> datetime:
    """When the call at that place begins: mornings and afternoons, never at a weekend."""
    back = DAYS - round(place * (DAYS - 1) / max(1, of - 1))
    day = (now - timedelta(days=back)).astimezone()
    day -= timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=(9, 13, 16, 8)[place % 4], minute=(5, 40, 20, 50)[place % 4], second=0)


def _play(workspace: Workspace, step: Step, then: _Then, cancelled: Callable[[], bool]) -> None:
    then.at = step.at
    written = workspace.library.scenario(step.scenario)
    sellers = _sellers(written, step.variant)
    live = calls.start(workspace, step.scenario, step.variant)
    _talk(live, sellers[step.seller], cancelled)
    if not step.take_two or live.id is None:
        return
    moment = the_moment(live.scenario, live.events)
    if moment is not None:
        then.at += timedelta(minutes=4)
        again = calls.fork(workspace, live.id, moment.turn)
        before = sum(turn.speaker == "seller" for turn in again.turns)
        _talk(again, sellers["strong"][before : before + 4] or sellers["strong"][-2:], cancelled)


def _sellers(written: Scenario, variant: str) -> dict[str, tuple[str, ...]]:
    own = next((each.tries for each in written.variants if each.id == variant), None)
    return {name: each.seller for name, each in {**written.tries, **(own or {})}.items()}


def _talk(live: LiveCall, lines: Sequence[str], cancelled: Callable[[], bool]) -> None:
    for line in lines:
        if cancelled():
            raise _Cancelled
        if live.ended:
            break
        live.say(line)
    live.end()
    live.score()
