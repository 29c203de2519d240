"""What the shell prints as JSON: the contract's documents, schema ``roleplay/1``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import CheckResult, CriterionScore, Scorecard
from roleplay.domain.transcript import (
    EndedEvent,
    Event,
    HeardEvent,
    Started,
    ledger_of,
    turns_of,
)

if TYPE_CHECKING:
    from .takes import Takes

SCHEMA = "roleplay/1"
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""What JSON lets stand and a terminal should not be given; the rest JSON escapes itself."""


def as_json(document: dict[str, Any]) -> str:
    """One document, keys in the contract's order, numbers as they are, UTF-8 text unescaped.

    What could drive a terminal or hide in the text is escaped: a document may be looked at.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def call_document(
    call_id: str | None,
    scenario: Scenario,
    events: Sequence[Event],
    scorecard: Scorecard | None,
    *,
    unused_lines: int = 0,
) -> dict[str, Any]:
    """A practice call and its score."""
    started = next(event for event in events if isinstance(event, Started))
    ended = next((event for event in events if isinstance(event, EndedEvent)), None)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "call": call_id,
        "scenario": started.scenario,
        "variant": started.variant,
        "seed": started.seed,
        "turns": _turns(events),
        "ledger": ledger_of(scenario, events).as_states(),
        "ending": ended.ending.value if ended else None,
        "ended_by": ended.ended_by.value if ended else None,
        "unused_lines": unused_lines,
        "scorecard": scorecard_document(scorecard) if scorecard is not None else None,
    }
    if started.forked_from is not None:
        document["forked_from"] = {"call": started.forked_from[0], "turn": started.forked_from[1]}
    return document


def _turns(events: Sequence[Event]) -> list[dict[str, Any]]:
    """The turns; beside a seller's one stands what had a say in hearing it, where anything had."""
    heard = {event.turn: event for event in events if isinstance(event, HeardEvent)}
    written = []
    for turn in turns_of(events):
        each = turn.model_dump(mode="json", exclude_none=True)
        event = heard.get(turn.turn)
        if event is not None and event.helped_by:
            each["helped_by"] = list(event.helped_by)
        if event is not None and event.disagreements:
            each["disagreements"] = [
                {
                    "quote": turn.text[one.span.start : one.span.end],
                    "offline": one.offline.value,
                    "model": one.model.value if one.model else None,
                    "heard": one.heard.value,
                }
                for one in event.disagreements
            ]
        written.append(each)
    return written


def takes_document(takes: Takes) -> dict[str, Any]:
    """Two takes of a call, side by side: the fields of `Takes` by their names."""
    return {"schema": SCHEMA, **asdict(takes)}


def scorecard_document(scorecard: Scorecard) -> dict[str, Any]:
    """A scorecard."""
    return {
        "rubric": scorecard.rubric,
        "scorable": scorecard.scorable,
        "reason": scorecard.reason,
        "overall": scorecard.overall,
        "overall_range": _pair(scorecard.overall_range),
        "coverage": scorecard.coverage,
        "capped_by": scorecard.capped_by,
        "criteria": [_criterion(criterion) for criterion in scorecard.criteria],
        "metrics": {
            name: {"value": metric.value, "reading": metric.reading}
            for name, metric in scorecard.metrics.items()
        },
        "digests": scorecard.digests.model_dump(mode="json"),
        **_judge(scorecard),
    }


def _judge(scorecard: Scorecard) -> dict[str, Any]:
    """How a judge took part; nothing for a scorecard of code alone."""
    if scorecard.judge is None:
        return {}
    return {
        "judge": scorecard.judge.model_dump(mode="json"),
        "flags": [flag.model_dump(mode="json", exclude_defaults=True) for flag in scorecard.flags],
    }


def _criterion(criterion: CriterionScore) -> dict[str, Any]:
    document: dict[str, Any] = {"id": criterion.id, "level": criterion.level}
    if criterion.range is not None:
        document["range"] = _pair(criterion.range)
    if criterion.reason is not None:
        document["reason"] = criterion.reason
    if criterion.route is not None:
        document["route"] = criterion.route
    if criterion.not_offered:
        document["not_offered"] = list(criterion.not_offered)
    document["checks"] = [_check(check) for check in criterion.checks]
    return document


def _check(check: CheckResult) -> dict[str, Any]:
    document: dict[str, Any] = {"id": check.id, "verdict": check.verdict.value}
    if check.value is not None:
        document["value"] = check.value
    if check.reason is not None:
        document["reason"] = check.reason
    document["evidence"] = [
        evidence.model_dump(mode="json", exclude_defaults=True) for evidence in check.evidence
    ]
    if check.judged is not None:
        document["judged"] = check.judged.model_dump(mode="json", exclude_defaults=True)
    if check.flag is not None:
        document["flag"] = check.flag
    return document


def _pair(pair: tuple[float, float] | None) -> list[float] | None:
    return list(pair) if pair is not None else None
