"""A model words what the mind decided; code hears every sentence before the seller does."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from roleplay.domain.requests import Outcome
from roleplay.domain.scenario import Scenario
from roleplay.llm import Ask, ModelFailed, Stop

from .conveying import whole
from .directing import messages
from .faults import Fault
from .guarding import Guard, most_sentences
from .inventing import contradicted
from .sentences import Sentences
from .voice import Moment, Sentence, Worded

if TYPE_CHECKING:
    from roleplay.llm import Door

TRIES = 2
"""How often a model is asked for a turn whose first sentence cannot be said."""
TEMPERATURE = 0.7
GUARD = "guard"
"""What stopped a reply whose next sentence could not be said."""
TOKENS_AROUND = 400
"""Tokens of a reply beyond those of the author's own words."""

_NO_ANSWER = {
    Outcome.EMPTY: Fault.NOTHING,
    Outcome.REFUSED: Fault.NOTHING,
    Outcome.FILTERED: Fault.NOTHING,
    Outcome.TRUNCATED: Fault.TOO_MUCH,
}
"""Failures of the words and not of the endpoint: to ask again may help, and if not the author."""


@dataclass
class _Reply:
    """One try at a turn."""

    shown: list[str] = field(default_factory=list)
    fault: Fault | None = None
    cut_by: str = ""
    """What stopped it before its end; empty where nothing did."""

    @property
    def said(self) -> str:
        """What has been shown."""
        return " ".join(self.shown)


class ModelVoice:
    """A model that speaks for the buyer.

    A fault in the first sentence makes it try again; a second one leaves the turn to the author's
    words. A fault later on ends the reply there. What it leaves out of what was decided is added
    in the author's words, so that all that the ledger says was told has been told.

    Args:
        scenario: the call, as the variant that is played has it.
        door: opens the door to the model; asked for every turn, as settings may change.
        seed: for the model's choice of words, as far as an endpoint heeds it.
    """

    name = "model"

    def __init__(self, scenario: Scenario, door: Callable[[], Door], seed: int) -> None:
        self._scenario = scenario
        self._door = door
        self._seed = seed
        self._stop = Stop()

    def say(self, moment: Moment) -> Iterator[Sentence | Worded]:
        """The sentences that may be shown, and then the whole turn.

        Raises:
            ModelFailed: nothing was said, and the endpoint is why, or the person who stopped it.
        """
        self._stop = Stop()
        guard = Guard(self._scenario, moment)
        faults: list[Fault] = []
        for number in range(TRIES):
            reply = _Reply()
            wrong = faults[-1].says if faults else ""
            for text in self._replied(self._ask(moment, number, wrong), guard, moment, reply):
                yield Sentence(text)
            if reply.fault is not None:
                faults.append(reply.fault)
            if reply.shown:
                yield from self._finished(moment, reply, faults)
                return
        names = tuple(fault.value for fault in faults)
        yield Worded(moment.script.model_copy(update={"faults": names}), "scripted")

    def interrupt(self) -> None:
        """Stop speaking, from any thread; what has been said stands."""
        self._stop.set()

    def _finished(
        self, moment: Moment, reply: _Reply, faults: list[Fault]
    ) -> Iterator[Sentence | Worded]:
        names = tuple(fault.value for fault in faults)
        spoken = whole(self._scenario, moment, reply.said, cut=bool(reply.cut_by), faults=names)
        if reply.cut_by:
            where = {"cut_by": reply.cut_by, "cut_at": len(reply.said)}
            spoken = spoken.model_copy(update=where)
        added = spoken.text[len(reply.said) :].strip()
        if added:
            yield Sentence(added)
        yield Worded(spoken, self.name)

    def _replied(self, ask: Ask, guard: Guard, moment: Moment, reply: _Reply) -> Iterator[str]:
        """The sentences of one reply that may be shown."""
        try:
            for sentence in self._sentences(ask):
                text = guard.tidied(sentence)
                if not text:
                    continue
                refused = guard.refuses(text, reply.shown)
                if refused is not None or contradicted(text, moment.invented) is not None:
                    reply.fault = refused.fault if refused is not None else Fault.CONTRADICTS
                    reply.cut_by = GUARD if reply.shown else ""
                    return
                reply.shown.append(text)
                yield text
        except ModelFailed as failed:
            if not reply.shown and failed.outcome not in _NO_ANSWER:
                raise
            reply.fault = _NO_ANSWER.get(failed.outcome)
            reply.cut_by = failed.outcome.value
            return
        if not reply.shown:
            reply.fault = Fault.NOTHING

    def _sentences(self, ask: Ask) -> Iterator[str]:
        pieces = self._door().stream(ask, self._stop)
        found = Sentences()
        try:
            for piece in pieces:
                yield from found.feed(piece)
            yield from found.finish()
        finally:
            if isinstance(pieces, Generator):
                pieces.close()  # nobody listens any longer

    def _ask(self, moment: Moment, number: int, wrong: str) -> Ask:
        most = most_sentences(self._scenario, moment)
        words = len(moment.script.text.split())
        return Ask(
            role="buyer",
            messages=messages(self._scenario, moment, wrong),
            most_tokens=TOKENS_AROUND + 30 * most + 2 * words,
            temperature=TEMPERATURE,
            seed=self._seed * 10_000 + moment.turn * TRIES + number,
        )
