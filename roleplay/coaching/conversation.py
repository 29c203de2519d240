"""A short talk about one call, which may quote only that call: every quotation is verified."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from roleplay.domain.model import Model
from roleplay.domain.moves import Span
from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn
from roleplay.listening.figures import figures, same
from roleplay.listening.quoted import quoted

from .coach import as_turns
from .prompts import prompt

if TYPE_CHECKING:
    from roleplay.llm import Ask, Door, Stop

MOST_TURNS = 8
"""So many questions can be asked about a call."""
MOST_ASKED = 600
"""Characters of a question."""
ONLY_THIS_CALL = "I can only talk about this call: ask me about something that was said in it."
NOTHING_TO_SHOW = "I have nothing on that which this call's own words would bear out."

_MOST_TOKENS = 600
_SENTENCES = 6
_CHARACTERS = 500
_SHORTEST = 2
"""Words in quotation marks that are a quotation; a single one may stand out for other reasons."""
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_LEVEL = re.compile(r"\b(\d+(?:\.\d+)?)\s*(?:/|of|out of)\s*(\d+)\b|\b(?:level|score)\s+(\d)", re.I)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the coach's."""

    says: str
    quotes: tuple[Span, ...] = ()
    """Where the words that it quotes stand in the call: verified."""


@dataclass(frozen=True)
class Reply:
    """What the coach answers."""

    sentences: tuple[Sentence, ...]
    taken_out: int = 0
    """Sentences that were left out because the call does not bear them out."""

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(sentence.says for sentence in self.sentences)


@dataclass(frozen=True)
class Exchange:
    """A question about the call and its answer."""

    asked: str
    reply: Reply


@dataclass(frozen=True)
class Material:
    """What a talk may rest on."""

    turns: tuple[Turn, ...]
    briefing: tuple[str, ...]
    debrief: tuple[str, ...]
    """What the debrief shows, a line each; nothing that it keeps closed."""


class _Said(Model):
    """A sentence, as the model gives it."""

    says: str = Field(max_length=_CHARACTERS)
    turn: int | None = None
    quote: str | None = Field(default=None, max_length=_CHARACTERS)


class _Answer(Model):
    """The model's answer."""

    about_the_call: bool
    sentences: tuple[_Said, ...] = Field(max_length=_SENTENCES)


class Conversation:
    """A talk about a call, `MOST_TURNS` questions long at most."""

    def __init__(self, door: Door, material: Material, so_far: Sequence[Exchange] = ()) -> None:
        self._door = door
        self._material = material
        self.so_far = list(so_far)
        """What was asked and answered, oldest first."""

    @property
    def left(self) -> int:
        """Questions that can still be asked."""
        return max(0, MOST_TURNS - len(self.so_far))

    def ask(self, question: str, stop: Stop | None = None) -> Reply:
        """Ask something about the call.

        Raises:
            BadInput: nothing asked, too much, or no question is left.
            ModelFailed: the model did not answer; the question is not counted.
        """
        question = " ".join(clean(question).split())
        if not question:
            raise BadInput("ask something about the call, in a line")
        if len(question) > MOST_ASKED:
            raise BadInput(
                f"a question has at most {MOST_ASKED} characters, this one {len(question):,}"
            )
        if not self.left:
            raise BadInput(
                f"{MOST_TURNS} questions about a call are enough; take the moment again instead"
            )
        reply = self._answered(question, stop)
        self.so_far.append(Exchange(question, reply))
        return reply

    def _answered(self, question: str, stop: Stop | None) -> Reply:
        from roleplay.llm import ModelFailed

        answer = self._door.answer(self._ask(question, ()), _Answer, stop)
        if not answer.about_the_call:
            return Reply((Sentence(ONLY_THIS_CALL),))
        good, wrong = self._verified(answer)
        if wrong or not _rests_on_the_call(good):
            try:
                faults = wrong or ("no sentence rests on a turn of the call",)
                answer = self._door.answer(self._ask(question, faults), _Answer, stop)
            except ModelFailed:
                pass
            else:
                again, still_wrong = self._verified(answer)
                if _rests_on_the_call(again) or not good:
                    good, wrong = again, still_wrong
        if not _rests_on_the_call(good):
            return Reply((Sentence(NOTHING_TO_SHOW),), len(wrong) + len(good))
        return Reply(tuple(good), len(wrong))

    def _verified(self, answer: _Answer) -> tuple[list[Sentence], tuple[str, ...]]:
        good, wrong = [], []
        for each in answer.sentences:
            fault, quotes = self._checked(each)
            if fault:
                wrong.append(fault)
            else:
                good.append(Sentence(" ".join(clean(each.says).split()), quotes))
        return good, tuple(wrong)

    def _checked(self, said: _Said) -> tuple[str, tuple[Span, ...]]:
        """What is wrong with a sentence, and the places of what it quotes."""
        says = clean(said.says)
        quotes: list[Span] = []
        if said.quote:
            found = place_of(said.quote, self._material.turns, said.turn)
            if found is None:
                return f"not in turn {said.turn}: {said.quote[:80]}", ()
            quotes.append(found)
        for words in _QUOTED.findall(says):
            if len(words.split()) < _SHORTEST:
                continue
            found = place_of(words, self._material.turns, said.turn)
            if found is None and said.turn is not None:
                return f"not in turn {said.turn}: {words[:80]}", ()
            if found is None:
                return f"nobody said in the call: {words[:80]}", ()
            if found not in quotes:
                quotes.append(found)
        shown = {each for line in self._material.debrief for each in _LEVEL.findall(line)}
        for level in _LEVEL.finditer(says):
            if level.groups(default="") not in shown:
                return f"a level that the debrief does not hold: {level[0]}", ()
        given = [f for text in self._texts() for f in figures(text)]
        for figure in figures(says):
            small = figure.unit == "count" and figure.value <= len(self._material.turns)
            if not small and not any(same(figure, other) for other in given):
                return f"a number nobody gave: {says[figure.start : figure.end]}", ()
        return "", tuple(quotes)

    def _texts(self) -> list[str]:
        material = self._material
        return [*(turn.text for turn in material.turns), *material.briefing, *material.debrief]

    def _ask(self, question: str, faults: Sequence[str]) -> Ask:
        from roleplay.llm import Ask, Message

        material = self._material
        data = {
            "call": as_turns(material.turns),
            "briefing": [clean(line) for line in material.briefing],
            "debrief": [clean(line) for line in material.debrief],
        }
        now: dict[str, Any] = {"asked": question}
        if faults:
            now["faults"] = list(faults)
        messages = [
            Message("system", prompt("conversation")),
            Message("user", json.dumps(data, ensure_ascii=False)),
        ]
        for each in self.so_far:
            messages.append(Message("user", json.dumps({"asked": each.asked}, ensure_ascii=False)))
            messages.append(Message("assistant", _as_answered(each.reply)))
        messages.append(Message("user", json.dumps(now, ensure_ascii=False)))
        return Ask(role="coach", messages=tuple(messages), most_tokens=_MOST_TOKENS, seed=0)


def _as_answered(reply: Reply) -> str:
    """An answer in the shape in which the model gave it."""
    off = reply.text == ONLY_THIS_CALL
    said = [] if off else [{"says": each.says} for each in reply.sentences]
    return json.dumps({"about_the_call": not off, "sentences": said}, ensure_ascii=False)


def _rests_on_the_call(sentences: Sequence[Sentence]) -> bool:
    return any(sentence.quotes for sentence in sentences)


def place_of(quote: str, turns: Sequence[Turn], turn: int | None) -> Span | None:
    """Where a quotation stands in the call, word for word; None if nowhere.

    Args:
        quote: the words.
        turns: the call's.
        turn: the turn in which they must stand; None for any, the first one that has them.
    """
    for each in turns:
        if turn is not None and each.turn != turn:
            continue
        found = quoted(quote, each.text)
        if found is not None:
            return Span(turn=each.turn, start=found[0], end=found[1])
    return None
