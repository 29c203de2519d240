"""A conversation whose turns are heard as a test says: the mind without a listener."""

from __future__ import annotations

from typing import Any

from roleplay.domain.buyer import Decision, Line, State
from roleplay.domain.ledger import NeedState, ObjectionState
from roleplay.domain.moves import Heard, Segment, Speaker
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn
from roleplay.engine import mind
from tests.builders import commitment, heard, need, objection, person, scenario


class Talk:
    """A call with a buyer; ``fields`` put the buyer in a state to begin with."""

    def __init__(self, call: Scenario, opener_topic: str | None = None, **fields: Any) -> None:
        self.scenario = call
        begun = mind.begin(call, opener_topic).model_dump()
        put = {
            name: {**begun[name], **value} if isinstance(value, dict) else value
            for name, value in fields.items()
        }
        self.state = State.model_validate({**begun, **put})
        self.turns = [Turn(turn=1, speaker=Speaker.BUYER, text=call.buyer.opener)]
        self.last = Decision(lines=())

    def hear(self, *said: tuple[str, Segment], dominant: str | None = None) -> Decision:
        """The seller says that, and the buyer decides."""
        text, as_heard = heard(*said, dominant=dominant)
        return self._answer(text, as_heard)

    def pause(self) -> Decision:
        """The seller says nothing."""
        return self._answer("", Heard())

    def _answer(self, text: str, as_heard: Heard) -> Decision:
        number = len(self.turns) + 1
        self.turns.append(Turn(turn=number, speaker=Speaker.SELLER, text=text))
        self.state, self.last = mind.answer(self.scenario, self.state, as_heard, self.turns)
        words = " ".join(_words(line) for line in self.last.lines)
        self.turns.append(Turn(turn=number + 1, speaker=Speaker.BUYER, text=words))
        return self.last

    @property
    def felt(self) -> tuple[int, int, int]:
        """Trust, interest and patience."""
        return self.state.trust, self.state.interest, self.state.patience

    @property
    def said(self) -> list[str]:
        """The last answer: the author's words, or the name of the act (``again``, of no act's)."""
        return [_words(line) for line in self.last.lines]

    @property
    def need(self) -> NeedState:
        """The state of the need ``leakage``."""
        return self.state.needs["leakage"]

    @property
    def objection(self) -> ObjectionState:
        """The state of the objection ``rip-and-replace``."""
        return self.state.objections["rip-and-replace"]


def _words(line: Line) -> str:
    return line.say[0] if line.say else str(line.act or line.kind)


LADDER = [
    {"say": "Two percent is audited.", "when": {"asked": "leakage"}},
    {"say": "Four percent is overpaid.", "when": {"asked": "leakage"}, "becomes": "stated"},
    {"say": "That is nine million.", "when": {"quantifies": "leakage"}, "becomes": "quantified"},
]


def claims(**fields: Any) -> Scenario:
    """The call about claims: one of each thing, and no pitch raises anything unless told to."""
    plain: dict[str, Any] = {
        "buyer": person(),
        "knows": [{"id": "system", "listen_for": "which system", "say": "Guidewire."}],
        "needs": [need("leakage", listen_for="how do you audit", reveals=LADDER)],
        "objections": [
            objection(
                "rip-and-replace", listen_for="last replacement", raise_when={"told": "system"}
            )
        ],
        "commitments": [commitment("meet-claims", listen_for="meet your head of claims")],
    }
    return scenario(**{**plain, **fields})


RAISED: dict[str, Any] = {"objections": {"rip-and-replace": "raised"}}
EXPLORED: dict[str, Any] = {"objections": {"rip-and-replace": "explored"}}
STATED: dict[str, Any] = {"needs": {"leakage": "stated"}, "rungs": {"leakage": 2}}
"""A buyer who has said the first two rungs of `LADDER`."""
