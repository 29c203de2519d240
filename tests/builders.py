"""Values for tests, in the fewest words that say what a test is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.ledger import (
    Change,
    CommitmentState,
    Ledger,
    NeedState,
    ObjectionState,
    What,
)
from roleplay.domain.moves import (
    BuyerSaid,
    Focus,
    Heard,
    Kind,
    Said,
    Segment,
    Span,
    Speaker,
    TopicScore,
)
from roleplay.domain.rubric import Check, Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import HeardCall, HeardTurn


def seg(quote: str, kind: str, **tags: Any) -> dict[str, Any]:
    """A segment of a seller's turn by its words; `seller` finds where they stand."""
    return {"quote": quote, "kind": kind, **tags}


def seller(
    text: str, *segments: dict[str, Any] | str, corrected: bool = False, **tags: Any
) -> HeardTurn:
    """A seller's turn: ``seller("Why?", "open_question", takes_up=True)``, or several `seg`."""
    found = []
    for item in segments:
        fields = {"quote": text, "kind": item, **tags} if isinstance(item, str) else dict(item)
        quote = fields.pop("quote")
        start = text.index(quote)
        if "topics" in fields:
            fields["topics"] = tuple({"id": name, "score": 1.0} for name in fields["topics"])
        if "focus" in fields:
            fields["focus"] = Focus(fields["focus"])
        fields.setdefault("confidence", 0.9)
        kind = Kind(fields.pop("kind"))
        found.append(Segment(kind=kind, start=start, end=start + len(quote), **fields))
    heard = Heard(segments=tuple(found), dominant=found[0].kind if found else Kind.OTHER)
    return HeardTurn(turn=1, speaker=Speaker.SELLER, text=text, heard=heard, corrected=corrected)


def buyer(
    text: str,
    *said: str,
    lines: tuple[str, ...] | None = None,
    parts: tuple[tuple[int, int], ...] = (),
) -> HeardTurn:
    """A buyer's turn: ``buyer("Nine million.", "number", lines=("reveal",))``."""
    heard = tuple(BuyerSaid(said=Said(item), start=0, end=len(text)) for item in said)
    return HeardTurn(turn=1, speaker=Speaker.BUYER, text=text, said=heard, lines=lines, parts=parts)


def call(*turns: HeardTurn | str, ending: str | None = None, **fields: Any) -> HeardCall:
    """A call: ``call("buyer: Yes?", "seller: Hello.")``, or turns of `seller` and `buyer`."""
    spoken = []
    for number, item in enumerate(turns, start=1):
        if isinstance(item, str):
            speaker, _, text = item.partition(": ")
            item = seller(text, "other") if speaker == "seller" and text else _plain(speaker, text)
        spoken.append(item.model_copy(update={"turn": number}))
    return HeardCall(
        turns=tuple(spoken),
        ending=Ending(ending) if ending else None,
        ended_by=EndedBy.SELLER if ending else None,
        **fields,
    )


def _plain(speaker: str, text: str) -> HeardTurn:
    return buyer(text) if speaker.rstrip(":") == "buyer" else seller(text)


_STATES = {"need": NeedState, "objection": ObjectionState, "commitment": CommitmentState}


def change(
    what: What, name: str, state: str, turn: int, earned_by: tuple[int, int, int] | None = None
) -> Change:
    """An entry of the ledger; ``earned_by`` is (turn, start, end) of the seller's words."""
    span = None
    if earned_by is not None:
        span = Span(turn=earned_by[0], start=earned_by[1], end=earned_by[2])
    return Change(what=what, id=name, state=_STATES[what](state), turn=turn, earned_by=span)


def ledger(
    *changes: Change,
    needs: tuple[str, ...] = ("leakage",),
    objections: tuple[str, ...] = ("rip-and-replace",),
    commitments: tuple[str, ...] = ("meet-claims",),
) -> Ledger:
    """A ledger with those entries."""
    return Ledger(needs=needs, objections=objections, commitments=commitments, changes=changes)


def scenario(**fields: Any) -> Scenario:
    """The smallest call about claims, with what ``fields`` put in its place."""
    return Scenario.model_validate({**_SCENARIO, **fields})


def need(name: str, kind: str = "unrecognised", **fields: Any) -> dict[str, Any]:
    """A need with its kind, and what ``fields`` add."""
    return {"id": name, "title": name, "kind": kind, **fields}


def objection(name: str, **fields: Any) -> dict[str, Any]:
    """A perceived objection that any pitch raises, with what ``fields`` put in its place."""
    plain = {"says": f"{name} says.", "behind": f"{name} behind.", "kind": "perceived"}
    return {"id": name, **plain, "raise_when": {"move": "pitch"}, **fields}


def commitment(name: str, **fields: Any) -> dict[str, Any]:
    """Something the buyer accepts whenever asked, with what ``fields`` put in its place."""
    lines = {side: f"{name} {side}." for side in ("accepts", "declines", "puts_off")}
    return {"id": name, "listen_for": name, **lines, "accept_when": {}, **fields}


def person(**fields: Any) -> dict[str, Any]:
    """The buyer of the smallest call, with what ``fields`` put in its place."""
    return {**_SCENARIO["buyer"], **fields}


def segment(
    kind: str,
    *topics: str,
    text: str = "",
    near: Sequence[str] = (),
    **tags: Any,
) -> tuple[str, Segment]:
    """Something a seller says, about those topics by name; `heard` puts it in its place."""
    words = text or f"Here is {kind} {' and '.join(topics) or 'of nothing'}."
    scored = {
        field: tuple(TopicScore(id=name, score=score) for name in names)
        for field, names, score in (("topics", topics, 0.9), ("near", near, 0.45))
    }
    fields = {"start": 0, "end": len(words), "confidence": 0.9, **scored, **tags}
    return words, Segment.model_validate({"kind": kind, **fields})


def heard(*said: tuple[str, Segment], dominant: str | None = None) -> tuple[str, Heard]:
    """A turn of those segments, one after the other: its text, and what was heard in it."""
    text, placed = "", []
    for words, each in said:
        start = len(text) + 1 if text else 0
        text = f"{text} {words}" if text else words
        placed.append(each.model_copy(update={"start": start, "end": len(text)}))
    kind = dominant or (placed[0].kind if placed else "other")
    return text, Heard(segments=tuple(placed), dominant=Kind(kind))


_SCENARIO: dict[str, Any] = {
    "id": "cfo-claims",
    "title": "The CFO who thinks claims are under control",
    "skills": "discovery",
    "stage": "discovery",
    "difficulty": 3,
    "minutes": 12,
    "rubric": "value-creation",
    "account": {"name": "Harbourline Insurance"},
    "brief": "They insure boats.",
    "goal": "A meeting with the head of claims.",
    "buyer": {
        "name": "Dana Whitfield",
        "role": "CFO",
        "manner": "direct",
        "opener": "I think claims are under control.",
        "start": {"trust": 35, "interest": 30, "patience": 60},
    },
    "needs": [need("leakage", "unrecognised")],
    "objections": [
        {
            "id": "rip-and-replace",
            "says": "No core replacement.",
            "kind": "perceived",
            "raise_when": {"move": "pitch"},
        }
    ],
    "commitments": [{"id": "meet-claims", "accept_when": {"trust": 50}, "accepts": "Thursday."}],
    "right_ending": "agreed_next_step",
}


def check(name: str = "it", **test: Any) -> Check:
    """A check with one test: ``check(count={"move": "pitch", "at_most": 1})``."""
    return Check.model_validate({"id": name, "says": "Is it so?", **test})


def rubric(*criteria: dict[str, Any]) -> Rubric:
    """A rubric of those criteria (see `criterion`)."""
    return Rubric.model_validate({"id": "tested", "title": "Tested", "criteria": list(criteria)})


def criterion(
    name: str,
    *checks: Check,
    three: tuple[str, ...] | None = None,
    five: tuple[str, ...] | None = None,
    weight: float = 1.0,
) -> dict[str, Any]:
    """A criterion; by default both 3 and 5 require all of its checks."""
    return {"id": name, "weight": weight, **route(*checks, three=three, five=five)}


def route(
    *checks: Check, three: tuple[str, ...] | None = None, five: tuple[str, ...] | None = None
) -> dict[str, Any]:
    """Checks and levels."""
    every = tuple(item.id for item in checks)
    three = every if three is None else three
    five = every if five is None else five
    return {
        "checks": [item.model_dump(by_alias=True) for item in checks],
        "levels": {
            1: {"anchor": "One.", "requires": ()},
            3: {"anchor": "Three.", "requires": three},
            5: {"anchor": "Five.", "requires": five},
        },
    }
