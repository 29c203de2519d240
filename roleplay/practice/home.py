"""What a person sees first: one next thing with its reason, and where they left off.

Nothing heavy is imported before it is used: the app shows `snapshot` before pydantic is loaded.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roleplay.domain.history import CallRow as Kept
    from roleplay.domain.history import ScoreRow

    from .workspace import Workspace

Counted = TypeVar("Counted")

RECENT = 8
"""Calls shown on Home."""
MOST_A_WEEK = 100
"""Calls of a week that are counted."""


@dataclass(frozen=True)
class NextThing:
    """The one thing worth doing next."""

    title: str
    reason: str
    action: Literal["resume", "start", "retake", "variant"]
    scenario: str
    variant: str | None = None
    call: str | None = None
    turn: int | None = None
    minutes: int = 0
    """What it takes at most; 0 when that is not known."""
    piece: bool = False
    """It is a part of something longer, which can be left at any time and goes on there."""


@dataclass(frozen=True)
class Week:
    """What was practised this week, which begins on Monday."""

    days: int
    """Days on which a call was begun."""
    calls: int
    """Finished calls, take twos included."""
    minutes: int
    """Of spoken time in them, rounded; of a take two only what was said anew."""


@dataclass(frozen=True)
class SkillLine:
    """The skill that is being worked on: the lowest."""

    skill: str
    """In words."""
    level: float
    """1 to 5, over the last first attempts."""
    calls: int
    """First attempts behind it."""


@dataclass(frozen=True)
class CallRow:
    """A call of the history, in words."""

    call: str
    title: str
    scenario: str
    variant: str
    when: str
    """Such as ``today 14:05``."""
    kind: str
    """``first``, ``retake`` or ``fork``."""
    overall: float | None
    ending: str | None
    words: str
    """What came of it."""
    voice: str = "scripted"
    """Who spoke for the buyer as the call began: ``scripted`` or ``model``."""


@dataclass(frozen=True)
class HomeView:
    """What Home shows."""

    seller: str
    next: NextThing | None
    unfinished: tuple[CallRow, ...] = ()
    recent: tuple[CallRow, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with the content at hand, a line each."""
    week: Week | None = None
    """None when nothing was practised this week."""
    skill: SkillLine | None = None
    """None while no level counts."""
    lesson: str | None = None
    """The call that teaches the app, for somebody new; None for anybody else."""

    @property
    def is_new(self) -> bool:
        """Nobody has had a call here."""
        return not self.unfinished and not self.recent


def snapshot(path: Path) -> HomeView | None:
    """Home as it was last time; None when that is not known."""
    try:
        return _read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def home(workspace: Workspace, *, check: bool = True) -> HomeView:
    """Home as it is; its snapshot is rewritten.

    Without ``check`` the content is not read through: what was wrong with it last time is told.

    Raises:
        Broken: the history cannot be opened.
    """
    from roleplay.coaching.next_step import RECENT as RECENT_LEVELS

    from .next_thing import next_thing

    settings = workspace.settings
    if check:
        problems = tuple(str(p) for p in workspace.library.problems() if p.level == "error")
    else:
        last = snapshot(settings.snapshot)
        problems = last.problems if last else ()
    unfinished = workspace.store.unfinished(settings.seller)
    scores = workspace.store.recent_levels(settings.seller, RECENT_LEVELS)
    recent = [row for row in workspace.store.calls(seller=settings.seller, limit=2 * RECENT)]
    view = HomeView(
        seller=settings.seller,
        next=next_thing(workspace, scores),
        unfinished=tuple(as_row(workspace, row) for row in unfinished),
        recent=tuple(as_row(workspace, row) for row in recent if row.ending is not None)[:RECENT],
        problems=problems,
        week=_week(workspace),
        skill=_skill(scores),
        lesson=None if unfinished or recent else _lesson(workspace),
    )
    _write(settings.snapshot, view)
    return view


def _week(workspace: Workspace) -> Week | None:
    from roleplay.domain.transcript import spoken_seconds, turns_of

    now = workspace.now().astimezone()
    monday = (now - timedelta(days=now.weekday())).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    rows = [
        row
        for row in workspace.store.calls(seller=workspace.settings.seller, limit=MOST_A_WEEK)
        if row.ending is not None and row.started_at >= monday
    ]
    if not rows:
        return None
    minutes = 0.0
    for row in rows:
        if row.forked_from is None:
            minutes += row.minutes or 0.0
        else:
            anew = turns_of(workspace.store.events(row.id))
            minutes += spoken_seconds(sum(len(t.text.split()) for t in anew), len(anew)) / 60
    days = {row.started_at.astimezone().date() for row in rows}
    return Week(len(days), len(rows), round(minutes))


def _skill(scores: Sequence[ScoreRow]) -> SkillLine | None:
    from roleplay.coaching.next_step import SKILLS, weakest

    found = weakest(scores)
    return SkillLine(SKILLS[found.skill], round(found.level, 1), found.calls) if found else None


def _lesson(workspace: Workspace) -> str | None:
    from roleplay.domain.problem import BadInput

    for name in workspace.library.scenario_ids():
        try:
            if not workspace.library.scenario(name).counts:
                return name
        except BadInput:
            continue
    return None


def as_row(workspace: Workspace, kept: Kept) -> CallRow:
    """A kept call in words."""
    from .meanings import ending_in_words

    return CallRow(
        call=kept.id,
        title=title_of(workspace, kept),
        scenario=kept.scenario,
        variant=kept.variant,
        when=when_in_words(kept.started_at, workspace.now()),
        kind=kept.attempt.value,
        overall=kept.overall,
        ending=kept.ending.value if kept.ending else None,
        words=ending_in_words(kept.ending, kept.ended_by),
        voice=kept.voice,
    )


def title_of(workspace: Workspace, kept: Kept) -> str:
    """The title of the scenario as it was played."""
    titles = workspace.titles
    if kept.scenario_digest not in titles:
        from roleplay.domain.scenario import Scenario

        scenario = workspace.store.document(kept.scenario_digest, Scenario)
        titles[kept.scenario_digest] = scenario.title
    return titles[kept.scenario_digest]


def when_in_words(at: datetime, now: datetime) -> str:
    """``today 14:05``, ``yesterday 09:10``, ``Tue 14:05`` within a week, else ``3 Nov 2026``."""
    at, now = at.astimezone(), now.astimezone()
    days = (now.date() - at.date()).days
    clock = f"{at:%H:%M}"
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"yesterday {clock}"
    if 1 < days < 7:
        return f"{at:%a} {clock}"
    return f"{at.day} {at:%b %Y}"


def _read(document: dict[str, Any]) -> HomeView:
    following = document["next"]
    return HomeView(
        seller=_as(str, document["seller"]),
        next=_next_thing(following) if following is not None else None,
        unfinished=tuple(_row(row) for row in document["unfinished"]),
        recent=tuple(_row(row) for row in document["recent"]),
        problems=tuple(_as(str, line) for line in document["problems"]),
        week=_counted(Week, document.get("week"), int),
        skill=_counted(SkillLine, document.get("skill"), (int, float)),
        lesson=_as((str, type(None)), document.get("lesson")),
    )


def _counted(form: type[Counted], fields: Any, counts: type | tuple[type, ...]) -> Counted | None:
    if fields is None:
        return None
    for name, value in fields.items():
        _as(str if name == "skill" else counts, value)
    return form(**fields)


def _next_thing(fields: dict[str, Any]) -> NextThing:
    _as(int, fields["minutes"])
    _as(bool, fields.get("piece", False))
    _as((int, type(None)), fields["turn"])
    for name in ("variant", "call"):
        _as((str, type(None)), fields[name])
    for name in ("title", "reason", "action", "scenario"):
        _as(str, fields[name])
    return NextThing(**fields)


def _row(fields: dict[str, Any]) -> CallRow:
    _as((int, float, type(None)), fields["overall"])
    _as((str, type(None)), fields["ending"])
    for name in ("call", "title", "scenario", "variant", "when", "kind", "words"):
        _as(str, fields[name])
    _as(str, fields.get("voice", ""))
    return CallRow(**fields)


def _as(form: type | tuple[type, ...], value: Any) -> Any:
    """``value``, if it is of that form: a file may hold anything.

    Raises:
        TypeError: it is not.
    """
    if not isinstance(value, form):
        raise TypeError(f"{value!r} is no {form}")
    return value


def _write(path: Path, view: HomeView) -> None:
    """Rewrite the snapshot in one step; a full disk only costs the head start of the next day."""
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(view), file, ensure_ascii=False)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
