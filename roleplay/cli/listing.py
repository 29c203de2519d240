"""``history``: the calls that were had, what was said in them, the level over time."""

from __future__ import annotations

import argparse
from typing import Any

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import history as kept
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.trends import SkillTrend, trends
from roleplay.practice.workspace import Workspace


def history(workspace: Workspace, asked: argparse.Namespace) -> int:
    """List calls, newest first; with --search the turns that hold the words; or levels, or cost."""
    if asked.cost:
        return _cost(workspace, json=asked.json)
    if asked.levels:
        return _levels(trends(workspace), json=asked.json)
    wanted = _wanted(workspace, asked)
    rows = kept.look_through(workspace, wanted, limit=asked.limit).rows
    if asked.json:
        print(as_json({"schema": SCHEMA, "calls": [_document(row) for row in rows]}))
        return 0
    if not rows:
        print(_none(workspace, wanted))
    for row in rows:
        call = row.call
        overall = "    " if call.overall is None else f"{call.overall:4.2g}"
        mark = "" if call.kind == "first" else f" ({call.kind}, practice)"
        print(f"{call.call[-8:]}  {call.when:16} {overall}  {call.title}: {call.words}{mark}")
        if row.said is not None:
            print(f"    {row.said.turn} {row.said.who}: {row.said.words}")
    return 0


def _wanted(workspace: Workspace, asked: argparse.Namespace) -> kept.Wanted:
    skills = dict(kept.choices(workspace).skills)
    if asked.skill is not None and asked.skill not in skills:
        raise BadInput(f"no skill {asked.skill!r}; allowed: {', '.join(skills)}")
    return kept.Wanted(
        scenario=asked.scenario,
        skill=asked.skill,
        ending=asked.ending,
        kind=asked.kind,
        since=asked.since,
        until=asked.until,
        least=asked.least,
        most=asked.most,
        words=asked.search or "",
    )


def _none(workspace: Workspace, wanted: kept.Wanted) -> str:
    """Why there is nothing to list."""
    if wanted == kept.Wanted():
        return "No calls yet. `roleplay` starts the first one."
    if wanted.scenario is not None:
        workspace.library.scenario(wanted.scenario)
    if wanted == kept.Wanted(scenario=wanted.scenario):
        return "No calls of it yet."
    return "No call fits."


def _document(row: kept.HistoryRow) -> dict[str, Any]:
    call = row.call
    document: dict[str, Any] = {
        "call": call.call,
        "scenario": call.scenario,
        "variant": call.variant,
        "kind": call.kind,
        "ending": call.ending,
        "overall": call.overall,
    }
    if row.said is not None:
        document["said"] = {
            "turn": row.said.turn,
            "words": row.said.words,
            "places": [list(place) for place in row.said.places],
        }
    return document


def _cost(workspace: Workspace, *, json: bool) -> int:
    """What a model cost, for each rep."""
    from roleplay.practice import spending

    found = spending.costs(workspace)
    if json:
        print(as_json(spending.costs_document(found)))
        return 0
    for line in spending.costs_lines(found):
        print(clean(line))
    return 0


def _levels(skills: tuple[SkillTrend, ...], *, json: bool) -> int:
    if json:
        print(as_json({"schema": SCHEMA, "skills": [_skill(trend) for trend in skills]}))
        return 0
    if not skills:
        print("No level yet: it is made of first attempts that were finished and scored.")
    for trend in skills:
        print(f"{trend.title}, by {trend.unit}")
        for point in trend.points:
            calls = "1 call" if point.calls == 1 else f"{point.calls} calls"
            few = ", few" if point.few else ""
            print(f"  {point.since.isoformat()}  {point.level:.1f} of 5  {calls}{few}")
        if not trend.points:
            print("  no first attempt has a level on it yet")
        if trend.practice:
            calls = "1 call" if trend.practice == 1 else f"{trend.practice} calls"
            print(f"  {calls} of practice left out")
    return 0


def _skill(trend: SkillTrend) -> dict[str, Any]:
    return {
        "skill": trend.skill,
        "unit": trend.unit,
        "points": [
            {"since": point.since.isoformat(), "level": point.level, "calls": point.calls}
            for point in trend.points
        ],
        "practice": trend.practice,
    }
