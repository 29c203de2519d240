"""Calls played in bulk by a simulated seller, to find buyers who fold or stonewall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import quantiles
from typing import Any

from roleplay.domain.ledger import CommitmentState, NeedState
from roleplay.domain.moves import Speaker
from roleplay.domain.problem import BadInput
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import SpokenEvent, Turn, decisions_of, ledger_of
from roleplay.engine.sellers.model import ModelSeller
from roleplay.engine.sellers.written import Written
from roleplay.listening import Topics

from .calls import start, variant_of
from .documents import SCHEMA
from .live import LiveCall
from .voices import MODEL, SCRIPTED
from .workspace import Workspace

MODEL_SELLER = "model"
"""A seller whom the configured model plays, knowing the briefing and no more."""
LOST = {Act.UNCLEAR: "not understood", Act.DEFLECTS: "not understood", Act.NARROWS: "asked back"}
"""Acts by which a buyer says that a turn did not reach them, and what that is called."""
SAME_FROM = 95.0
"""Likeness (0-100, rapidfuzz ratio) from which a reply is one that was given before."""
MOST_TURNS = 40
"""Seller turns after which a simulated call is ended."""


@dataclass(frozen=True)
class Simulated:
    """One call that a simulated seller had."""

    variant: str
    seed: int
    ending: str
    overall: float | None
    """1.0 to 5.0; None where nothing could be scored."""
    needs: dict[str, NeedState]
    commitments: dict[str, CommitmentState]
    turns: int
    """The buyer's, the opener left out."""
    faults: Counter[str]
    """What a person would not have said, or not have had to say, by kind."""


@dataclass
class Simulation:
    """What came of all of them; calls are added as they are played."""

    scenario: str
    seller: str
    buyer: str
    calls: list[Simulated] = field(default_factory=list)

    @property
    def endings(self) -> Counter[str]:
        """How many calls ended in which way."""
        return Counter(call.ending for call in self.calls)

    @property
    def needs(self) -> dict[str, Counter[str]]:
        """For each need, in how many calls it came to which state."""
        found: dict[str, Counter[str]] = {}
        for call in self.calls:
            for name, state in call.needs.items():
                found.setdefault(name, Counter())[state.value] += 1
        return found

    @property
    def spread(self) -> tuple[float, float, float, float, float] | None:
        """Lowest, lower quartile, median, upper quartile and highest overall; None without any."""
        scores = sorted(call.overall for call in self.calls if call.overall is not None)
        if not scores:
            return None
        if len(scores) == 1:
            return (scores[0],) * 5
        low, middle, high = quantiles(scores, n=4, method="inclusive")
        return scores[0], round(low, 2), round(middle, 2), round(high, 2), scores[-1]

    @property
    def faults(self) -> dict[str, float]:
        """Faults per 100 of the buyer's turns, by kind."""
        turns = sum(call.turns for call in self.calls)
        total: Counter[str] = Counter()
        for call in self.calls:
            total += call.faults
        return {kind: round(100 * count / turns, 1) for kind, count in sorted(total.items())}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an author should look at."""
        return tuple(_remarks(self))

    def document(self) -> dict[str, Any]:
        """As the shell prints it with ``--json``."""
        return {
            "schema": SCHEMA,
            "scenario": self.scenario,
            "seller": self.seller,
            "buyer": self.buyer,
            "calls": [
                {
                    "variant": call.variant,
                    "seed": call.seed,
                    "ending": call.ending,
                    "overall": call.overall,
                    "needs": dict(call.needs),
                    "commitments": dict(call.commitments),
                    "turns": call.turns,
                    "faults": dict(sorted(call.faults.items())),
                }
                for call in self.calls
            ],
            "endings": dict(sorted(self.endings.items())),
            "needs": {name: dict(sorted(states.items())) for name, states in self.needs.items()},
            "overall": list(self.spread) if self.spread else None,
            "faults_per_100_turns": self.faults,
            "remarks": list(self.remarks),
        }


def simulate(
    workspace: Workspace,
    scenario_id: str,
    seller: str = "strong",
    *,
    lines: Sequence[str] | None = None,
    calls: int = 10,
    variant: str | None = None,
    buyer: str = SCRIPTED,
    seed: int = 0,
) -> Iterator[Simulation]:
    """Play that many calls, none of them kept; the report so far comes after each.

    Args:
        workspace: whose packs are played.
        scenario_id: which scenario.
        seller: the name of one of its tries, said otherwise each time (see
            `engine.sellers.written`), or ``model``.
        lines: the seller's turns, one each, in place of a try.
        calls: how many, 1 or more; over the variants in turn.
        variant: only this one.
        buyer: who speaks for the buyer, ``scripted`` or ``model``.
        seed: the first call's; each further call has the next one.

    Raises:
        BadInput: no such scenario, variant or try, or no model is set up.
        ModelFailed: the model did not answer.
    """
    written = variant_of(workspace, scenario_id, variant)
    variants = (variant,) if variant else written.variant_ids()
    report = Simulation(scenario=scenario_id, seller=seller, buyer=buyer)
    for place in range(calls):
        chosen = variants[place % len(variants)]
        live = start(workspace, scenario_id, chosen, seed + place, save=False, buyer=buyer)
        said = _seller(workspace, live, seller, lines, Random(f"{seed + place}:seller"))
        while not live.ended and len(live.turns) < 2 * MOST_TURNS:
            line = said(live.turns)
            if line is None:
                break
            live.say(line)
        live.end()
        report.calls.append(_of(live))
        yield report


def _seller(
    workspace: Workspace,
    live: LiveCall,
    name: str,
    lines: Sequence[str] | None,
    random: Random,
) -> Callable[[Sequence[Turn]], str | None]:
    if lines is None and name == MODEL_SELLER:
        door = workspace.door()
        if door is None or not door.has("seller"):
            raise BadInput(
                "no model is set up to play the seller; `roleplay doctor --model` says what is"
            )
        return ModelSeller(live.scenario, door).next
    if lines is None:
        lines = _try(live.scenario, live.variant, name)
    topics = Topics.of(live.scenario)
    return Written(live.scenario, lines, topics, random).next


def _try(scenario: Scenario, variant: str, name: str) -> Sequence[str]:
    found = scenario.tries.get(name)
    if found is None:
        allowed = ", ".join((*scenario.tries, MODEL_SELLER)) or MODEL_SELLER
        raise BadInput(
            f"{scenario.id}, variant {variant}, has no try {name!r}; allowed: {allowed},"
            " or a file of lines"
        )
    return found.seller


def _of(live: LiveCall) -> Simulated:
    ledger = ledger_of(live.scenario, live.events)
    assert live.ending is not None
    return Simulated(
        variant=live.variant,
        seed=live.seed,
        ending=live.ending.value,
        overall=live.score().overall,
        needs={name: ledger.need(name) for name in ledger.needs},
        commitments={name: ledger.commitment(name) for name in ledger.commitments},
        turns=sum(turn.speaker is Speaker.BUYER for turn in live.turns) - 1,
        faults=_faults(live),
    )


def _faults(live: LiveCall) -> Counter[str]:
    """What went wrong in the buyer's replies, by kind."""
    from rapidfuzz.fuzz import ratio

    faults: Counter[str] = Counter()
    decisions = decisions_of(live.events)
    said: list[str] = []
    for event in live.events:
        if not isinstance(event, SpokenEvent) or event.turn - 1 not in decisions:
            continue
        lines = decisions[event.turn - 1].decision.lines
        lost = [LOST[line.act] for line in lines if line.act in LOST]
        if len(lost) == len(lines):
            faults[lost[0]] += 1
        # A default line may come twice, and so may what the buyer owns that they said before.
        told = all(line.kind not in ("again", "repeats", "act") for line in lines)
        if told and any(ratio(event.spoken.text, before) >= SAME_FROM for before in said):
            faults["said before"] += 1
        said.append(event.spoken.text)
        if event.spoken.cut:
            faults["cut short"] += 1
        if live.call.voice.name == MODEL and event.voice != MODEL:
            faults["the author's line in place of the model's"] += 1
    return faults


def _remarks(report: Simulation) -> Iterator[str]:
    """Buyers who fold, stonewall, or leave one thing unsaid whoever asks."""
    count = len(report.calls)
    if not count:
        return
    opened = [
        call
        for call in report.calls
        if any(state.at_least(NeedState.STATED) for state in call.needs.values())
    ]
    folded = [
        call
        for call in report.calls
        if CommitmentState.ACCEPTED in call.commitments.values() and call not in opened
    ]
    if folded and report.calls[0].needs:
        yield (
            f"In {len(folded)} of {count} calls the buyer agreed to something although no need"
            " had been stated: do they fold?"
        )
    if report.seller == "strong":
        if not opened and report.calls[0].needs:
            yield f"In none of {count} calls did the buyer state a need: do they stonewall?"
        for name, states in report.needs.items():
            shut = states[NeedState.HIDDEN.value] + states[NeedState.HINTED.value]
            if opened and shut == count:
                yield f"Nobody got {name} stated: does its author's strong try ask for it?"
    spread = report.spread
    if report.seller == "weak" and spread is not None and spread[2] >= 3.0:
        yield f"The weak seller's median is {spread[2]:.1f}: a weak seller should not pass."
