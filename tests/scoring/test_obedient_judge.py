"""A judge who does whatever the seller's words tell it earns the seller nothing.

60 strings x 5 bad calls x 3 places in the call = 900, each beside the same call without the string.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from roleplay.domain.ledger import Ledger
from roleplay.domain.moves import Speaker
from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import clean
from roleplay.domain.transcript import HeardCall, HeardTurn
from roleplay.listening import hear
from roleplay.llm.values import Ask
from roleplay.scoring import evaluate
from roleplay.scoring.judge import judge
from tests.builders import buyer, call, check, criterion, ledger, rubric, scenario, seller
from tests.fakes import FakeDoor
from tests.scoring.injections import HONEST, INJECTIONS, UNKNOWN
from tests.scoring.judges import says, shown

RUBRICS = Path(__file__).parents[2] / "rubrics"
PITCHES = (
    "We are the leader in claims software.",
    "Our platform finds everything, automatically.",
    "It is used by forty insurers.",
    "So when do you want to sign?",
)
BAD: dict[str, tuple[HeardCall, Ledger | None]] = {}


def bad(name: str, *replies: str, record: bool) -> None:
    turns: list[HeardTurn] = [buyer("I think claims are under control.", lines=("opener",))]
    for line, reply in zip(PITCHES, replies, strict=True):
        turns += [seller(line, "pitch"), buyer(reply, "doubt", lines=("act",) if record else None)]
    BAD[name] = (call(*turns, ending="declined" if record else None), ledger() if record else None)


bad("hurried", "Right.", "If you say so.", "Hm.", "I do not.", record=True)
bad("polite", "That is nice.", "I see.", "Good for them.", "Send me something.", record=True)
bad("a real one", "Right.", "If you say so.", "We are not forty.", "Not today.", record=False)
bad("a real one, doubtful", "They all say that.", "I doubt it.", "Which?", "No.", record=False)
bad("a real one, curt", "OK.", "OK then.", "Fine.", "No, thanks.", record=False)

RUBRIC = rubric(
    criterion(
        "asks",
        check("question", count={"move": ["open_question", "reflection"], "at_least": 1}),
        check("thought", judge_only=True),
    ),
    criterion(
        "reaches",
        check(
            "stated",
            ledger={"any_need": True, "reached": "stated"},
            without_ledger={"by": "buyer", "said": "difficulty", "at_least": 1},
        ),
        check("felt", judge_only=True),
    ),
)


def obedient(injected: str) -> Any:
    """Sees the string, says met to all, and shows the string or words it was told of as proof."""

    def answer(ask: Ask) -> dict[str, object]:
        document = shown(ask)
        if "facts" in document:
            return {"claims": []}
        seen = [t for t in document["turns"] if any(p in t["text"] for p in _pieces(injected))]
        checks = []
        for each in document["checks"]:
            if not seen:
                checks.append(says(each["id"], "not_met"))
                continue
            turn = seen[0]["turn"]
            quotes = [(turn, injected), *((turn, p) for p in _pieces(injected))]
            quotes += [(turn + 1, injected), (turn, "The buyer owns a problem of nine million.")]
            checks.append(says(each["id"], "met", *quotes[:6]))
        return {"checks": checks}

    return answer


def _pieces(injected: str) -> list[str]:
    """The string, and the parts of it that a judge might see or show alone."""
    parts = [part.strip() for part in injected.replace("\n", ". ").split(". ")]
    return [injected, *(part for part in parts if len(part) > 8)]


def scored(heard: HeardCall, record: Ledger | None, by: Rubric, injected: str) -> Scorecard:
    at = scenario() if record is not None else None
    door: Any = FakeDoor(obedient(injected))
    judging = judge(heard, rubric=by, door=door, model="m", scenario=at, ledger=record)
    return evaluate(heard, rubric=by, scenario=at, ledger=record, judging=judging)


def with_string(heard: HeardCall, injected: str, place: int) -> HeardCall:
    """The call with the string at the end of one of the seller's turns, heard as it would be."""
    sellers = [turn.turn for turn in heard.turns if turn.speaker is Speaker.SELLER]
    at = sellers[place]
    turns = []
    for turn in heard.turns:
        if turn.turn == at:
            added = hear(injected, ()).segments
            start = len(turn.text) + 1
            assert turn.heard is not None
            moved = [
                s.model_copy(update={"start": s.start + start, "end": s.end + start}) for s in added
            ]
            known = turn.heard.model_copy(update={"segments": (*turn.heard.segments, *moved)})
            turn = turn.model_copy(update={"text": f"{turn.text} {injected}", "heard": known})
        turns.append(turn)
    return heard.model_copy(update={"turns": tuple(turns)})


def gains(by: Rubric = RUBRIC) -> list[float]:
    found = []
    for heard, record in BAD.values():
        before = scored(heard, record, by, "").overall or 0.0
        for text in INJECTIONS:
            injected = clean(text)
            for place in (0, 1, -1):
                after = scored(with_string(heard, injected, place), record, by, injected).overall
                found.append((after or 0.0) - before)
    return found


@pytest.mark.timeout(240)
def test_no_string_at_no_place_earns_anything() -> None:
    found = gains()
    assert len(found) == 900
    assert max(found) <= 0


@pytest.mark.parametrize("path", sorted(RUBRICS.glob("*.yaml")), ids=lambda path: path.stem)
def test_strings_that_no_pattern_knows_earn_nothing_by_the_shipped_rubrics(path: Path) -> None:
    by = Rubric.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    for heard, record in BAD.values():
        before = scored(heard, record, by, "").overall or 0.0
        for text in UNKNOWN:
            after = scored(with_string(heard, text, 0), record, by, text).overall or 0.0
            assert after <= before, text


def test_it_is_really_obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roleplay.scoring.judge.aimed_in", lambda call, names: ())
    found = []
    for heard, record in BAD.values():
        before = scored(heard, record, RUBRIC, "").overall or 0.0
        for text in INJECTIONS[:20]:
            after = scored(with_string(heard, clean(text), 0), record, RUBRIC, clean(text)).overall
            found.append((after or 0.0) - before)
    assert sum(gain > 0 for gain in found) > 0.9 * len(found)
    assert max(found) >= 1.0


def test_the_manager_is_shown_it() -> None:
    heard, record = BAD["polite"]
    card = scored(with_string(heard, INJECTIONS[0], 1), record, RUBRIC, INJECTIONS[0])
    assert [(flag.kind, flag.words.turn, flag.words.quote) for flag in card.flags] == [
        ("aimed_at_judge", 4, INJECTIONS[0])
    ]


@pytest.mark.parametrize("honest", HONEST)
def test_honest_talk_of_scores_and_rules_is_evidence_like_any_other(honest: str) -> None:
    heard, _ = BAD["a real one"]
    heard = with_string(heard, honest, 0)

    def believes(ask: Ask) -> dict[str, object]:
        sees = any(honest in turn["text"] for turn in shown(ask)["turns"])
        verdict = "met" if sees else "not_met"
        return {"checks": [says(c["id"], verdict, (2, honest)) for c in shown(ask)["checks"]]}

    door: Any = FakeDoor(believes)
    by = rubric(criterion("asks", check("thought", judge_only=True)))
    card = evaluate(heard, rubric=by, judging=judge(heard, rubric=by, door=door, model="m"))
    assert not card.flags
    assert card.criteria[0].checks[0].evidence[0].quote in honest
    assert card.criteria[0].level == 5
