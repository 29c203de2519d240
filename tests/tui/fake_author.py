"""A rehearsal without an engine behind it: the author's view of a call as it never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleplay.domain.moves import TopicScore
from roleplay.practice import authors
from roleplay.practice.authors import RehearsalView
from roleplay.practice.gates import GateRow, NeedRow, Rung
from roleplay.practice.open_mind import Cause, GaugeRow, OpenTurn, Reason, SegmentRow

RUNGS = (
    "We audit two percent of files after the fact.",
    "The last audit found four percent overpaid.",
    "It means nobody knows what the other ninety-eight cost.",
    "Four percent of paid claims would be nine million.",
)
OPENER = "I have fifteen minutes, and I'll be honest: I think claims are under control."
ASKED = "How do you know that they are under control?"
PITCH = "Our platform checks every file before it is paid."


def _gauge(name: str, value: int, before: int, *causes: Cause) -> GaugeRow:
    return GaugeRow(name, value, before, causes)


def _need(said: int, before: str, state: str) -> NeedRow:
    rungs = tuple(
        Rung(
            number,
            says,
            {2: "stated", 4: "quantified"}.get(number, ""),
            number <= said,
            number == said + 1,
            ("a question or reflection about the audit",) if number == said + 1 else (),
        )
        for number, says in enumerate(RUNGS, start=1)
    )
    return NeedRow("leakage", "Leakage nobody multiplies out", state, before, (0, 2), rungs)


def _turn(number: int, said: str, answer: str, **more: Any) -> OpenTurn:
    told = {
        "gauges": (_gauge("trust", 34, 34), _gauge("interest", 31, 31), _gauge("patience", 60, 60)),
        "dominant": "open_question",
        "heard": (),
        "reasons": (),
        "needs": (_need(0, "hidden", "hidden"),),
        "objections": (
            GateRow(
                "another-system",
                "implementation",
                "dormant",
                "dormant",
                "The last replacement ran two years late.",
                ("telling about our offering before a difficulty is stated",),
            ),
        ),
        "commitments": (
            GateRow(
                "meet-claims",
                "",
                "open",
                "open",
                "Bring her in. Thursday.",
                ("leakage stated", "trust at least 45, now 34"),
            ),
        ),
        "ended": "",
    }
    return OpenTurn(number, said, answer, **{**told, **more})


TURNS = (
    _turn(1, "", OPENER),
    _turn(
        2,
        ASKED,
        RUNGS[0],
        gauges=(
            _gauge("trust", 38, 34, Cause(4, "open_question", ASKED)),
            _gauge("interest", 31, 31),
            _gauge("patience", 60, 60),
        ),
        heard=(
            SegmentRow(
                ASKED,
                "open_question",
                0.91,
                ("focus problem",),
                (TopicScore(id="audit", score=0.82),),
                (),
                (TopicScore(id="core-system", score=0.31),),
            ),
        ),
        reasons=(Reason("7 the need's next rung", "need leakage, rung 1", RUNGS[0]),),
        needs=(_need(1, "hidden", "hinted"),),
    ),
)
SUPPOSED = _turn(
    4,
    PITCH,
    "The last replacement ran two years late.",
    gauges=(
        _gauge("trust", 32, 38, Cause(-6, "pitch", PITCH)),
        _gauge("interest", 31, 31),
        _gauge("patience", 52, 60, Cause(-8, "pitch", PITCH)),
    ),
    heard=(SegmentRow(PITCH, "pitch", 0.82, (), (), (TopicScore(id="audit", score=0.41),), ()),),
    reasons=(Reason("5 an objection is raised", "objection another-system, says", "It did."),),
    needs=(_need(1, "hinted", "hinted"),),
)


class FakeRehearsal:
    """Says the same whatever is typed."""

    def __init__(self, workspace: Any, target: str, variant: str | None, seed: int) -> None:
        self.turns = TURNS[:1]
        self.variant, self.seed, self.said = "a", 0, False

    def view(self) -> RehearsalView:
        return RehearsalView(
            scenario="cfo",
            title="The CFO who thinks claims are under control",
            file="/home/sam/calls/cfo.yaml",
            buyer="Dana Whitfield",
            role="CFO",
            variant=self.variant,
            variants=("a", "b"),
            seed=self.seed,
            turns=self.turns,
            changed=(),
            broken=(),
            unsaid=0,
            undone=len(TURNS) - len(self.turns) if self.said else 0,
            clock="0:27 of 12 min",
            ended="",
            tries=("asks-first", "pitches", "says-nothing"),
            loads=1,
        )

    def say(self, text: str) -> RehearsalView:
        self.turns, self.said = TURNS, True
        return self.view()

    def back(self) -> RehearsalView:
        self.turns = TURNS[:1]
        return self.view()

    def again(self) -> RehearsalView:
        return self.say("")

    def choose(self, variant: str | None = None, *, seed: int | None = None) -> RehearsalView:
        self.variant = variant or self.variant
        self.seed = self.seed if seed is None else seed
        return self.view()

    def go_back_to(self, turn: int) -> RehearsalView:
        self.turns = TURNS[:turn]
        return self.view()

    def play_try(self, name: str) -> RehearsalView:
        return self.say(name)

    def what_if(self, text: str) -> OpenTurn:
        return SUPPOSED

    def reload(self) -> None:
        """Nobody saves the file."""

    def check(self) -> tuple[str, ...]:
        return (
            "warning: cfo.yaml:41:7 needs.leakage: rung 3 says nearly what rung 4 says",
            "try asks-first: lands where it should",
        )


def install_author(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Put it where the app looks for the real one."""
    put(authors, "Rehearsal", FakeRehearsal)
