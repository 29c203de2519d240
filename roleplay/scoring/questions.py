"""What a judge is asked about a call: the checks of each criterion, with all it takes to answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from roleplay.domain.moves import Speaker
from roleplay.domain.rubric import Check, Count, Criterion, Rubric
from roleplay.domain.scorecard import CheckResult, Verdict
from roleplay.domain.text import clean
from roleplay.domain.transcript import HeardTurn

from .aimed import Aimed, unaimed
from .checks import NO_WORDS
from .levels import Levels
from .reading import Reading

MOST_CHARACTERS = 24_000
"""Of the call's words in one request: some 6,000 tokens, half an hour of talk. A longer call is
asked about in parts."""
OVERLAP = 6
"""Turns that a part shares with the one before it, so that no exchange is cut in two."""

Results = Mapping[str, CheckResult]
Shown = dict[str, Any]
"""A turn as a judge sees it: ``{"turn": 3, "speaker": "seller", "text": ...}``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A check that a judge is asked about."""

    check: Check
    side: Speaker | None
    """Whose words may support it; None for either side's."""
    times: int
    """Separate quotes that a ``met`` needs; 0 when it asks that something does not happen."""
    only_if: str = ""
    """What must have happened for it to have an answer."""

    @property
    def absent(self) -> bool:
        """Whether it asks that something does not happen."""
        return self.times == 0


@dataclass(frozen=True, slots=True)
class Question:
    """The checks of a criterion, or of one of its routes, that are asked about together."""

    place: str
    """``criterion`` or ``criterion/route``."""
    criterion: Criterion
    levels: Levels
    asked: tuple[Asked, ...]


def questions(
    rubric: Rubric, reading: Reading, results: Mapping[str, Results]
) -> tuple[Question, ...]:
    """What there is to ask a judge about a call; a metric is measured and never asked for.

    Args:
        rubric: its criteria, and of the routes those that the scenario offers.
        reading: the call.
        results: what code answered, by criterion and check as `rate` reads them.
    """
    offered = None
    if reading.scenario is not None:
        offered = {need.kind for need in reading.scenario.needs}
    found: list[Question] = []
    for criterion in rubric.criteria:
        ways: list[tuple[str, tuple[Check, ...], Levels]] = []
        if criterion.checks:
            ways.append(("", criterion.checks, criterion.levels))
        for kind, route in criterion.routes.items():
            if offered is None or kind in offered:
                ways.append((f"{kind.value}/", route.checks, route.levels))
        for prefix, checks, levels in ways:
            asked = tuple(
                _asked(check)
                for check in checks
                if _can_be_asked(check, results[criterion.id][prefix + check.id], reading)
            )
            if asked:
                place = f"{criterion.id}/{prefix}".rstrip("/")
                found.append(Question(place, criterion, levels, asked))
    return tuple(found)


def _can_be_asked(check: Check, result: CheckResult, reading: Reading) -> bool:
    """Whether a judge could tell: not what is measured, or what this call has nothing of."""
    if check.metric is not None or (check.ending is not None and reading.scenario is not None):
        return False
    if reading.ledger is None or check.judge_only:
        # What came up in a practice call is on record; with no record it is for a judge to see.
        occasion = "" if check.if_ is None or reading.ledger is None else result.reason or ""
        return not occasion.startswith("No objection")
    return result.verdict is not Verdict.NOT_ASSESSABLE or result.reason == NO_WORDS


def _asked(check: Check) -> Asked:
    only_if = "the buyer voiced a doubt or an objection" if check.if_ is not None else ""
    if check.count is not None:
        times = 0 if check.count.at_most is not None else max(1, check.count.at_least or 0)
        return Asked(check, check.count.by, times, only_if)
    if check.ledger is not None:
        return Asked(check, Speaker.BUYER, check.ledger.at_least, only_if)
    return Asked(check, None, 1, only_if)


# --- the words of a request ---


@cache
def prompt(name: str) -> str:
    """A prompt's text, by the name of its file."""
    return resources.files(__package__).joinpath("prompts", name).read_text(encoding="utf-8")


@cache
def _words() -> dict[str, str]:
    """What each term of a test means."""
    lines = [line for line in prompt("words.txt").splitlines() if line and line[0] != "#"]
    return dict(line.split(": ", 1) for line in lines)


def parts_of(
    turns: Sequence[HeardTurn], aimed: Sequence[Aimed]
) -> tuple[list[dict[str, Any]], ...]:
    """The call as a judge sees it, whole or in parts that overlap.

    Words aimed at a judge are left out; only a single turn longer than all that fits makes a part
    too long.
    """
    shown: list[Shown] = [
        {"turn": turn.turn, "speaker": turn.speaker.value, "text": clean(unaimed(turn, aimed))}
        for turn in turns
        if turn.text.strip()
    ]
    parts: list[list[Shown]] = []
    begin = 0
    while begin < len(shown):
        end, size = begin + 1, len(shown[begin]["text"])
        while end < len(shown) and size + len(shown[end]["text"]) <= MOST_CHARACTERS:
            size += len(shown[end]["text"])
            end += 1
        parts.append(shown[begin:end])
        if end == len(shown):
            break
        begin = max(begin + 1, end - OVERLAP)
    return tuple(parts)


def document(question: Question, turns: Sequence[Shown], last: int) -> str:
    """The user message: one JSON document, the call first so that every request begins alike.

    Args:
        question: what is asked.
        turns: of the part that is asked about.
        last: number of the call's last turn.
    """
    terms = dict.fromkeys(term for asked in question.asked for term in _terms(asked.check))
    body = {
        "turns": turns,
        "part": f"turns {turns[0]['turn']} to {turns[-1]['turn']} of {last}",
        "words": {term: _words()[term] for term in terms if term in _words()},
        "criterion": {
            "title": clean(question.criterion.title or question.criterion.id),
            "levels": {str(n): clean(level.anchor) for n, level in question.levels.items()},
        },
        "checks": [_check(asked) for asked in question.asked],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _check(asked: Asked) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": asked.check.id, "asks": clean(asked.check.says)}
    test = _test(asked.check)
    if test:
        shown["test"] = test
    shown["quote"] = asked.side.value if asked.side is not None else "either"
    if asked.absent:
        shown["absent"] = True
    else:
        shown["times"] = asked.times
    if asked.only_if:
        shown["only_if"] = asked.only_if
    return shown


def _test(check: Check) -> dict[str, Any]:
    test = check.count or check.ledger
    if test is None:
        return {"ending": check.ending} if check.ending is not None else {}
    return test.model_dump(mode="json", exclude_defaults=True)


def _terms(check: Check) -> Iterator[str]:
    """Every word of its test that has a meaning of its own."""
    if check.ending is not None:
        yield check.ending
    test: Count | Any = check.count or check.ledger
    if test is None:
        return
    for name, value in test.model_dump(mode="json", exclude_defaults=True).items():
        yield name
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield item
