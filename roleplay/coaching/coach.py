"""What could have been said instead: two lines by a model, each proved by code or left out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from roleplay.domain.model import Model
from roleplay.domain.moves import Kind, Speaker
from roleplay.domain.requests import Outcome
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn

from .fitting import Place, faults, why_fault
from .prompts import prompt

if TYPE_CHECKING:
    from roleplay.llm import Ask, Door, Stop

WANTED = 2
"""So many lines are suggested at most."""
_OWN_LINES = 6
"""So many of the seller's own turns show how they talk."""
_TURNS_SHOWN = 16
"""The turns before the moment that are shown."""
_MOST_TOKENS = 500
_USUAL_AT_LEAST = 12
_WORDS_AT_MOST = 60
_TIMES_THE_USUAL = 2
_CHARACTERS = 600

NOTHING_SHOWN = (
    "Nothing of what they needed came to light in this call, so there is nothing yet to tie a line "
    "to. Take the moment again and ask."
)
ONE_HELD = "Only one line held up; a second one did not."
NONE_HELD = "No line held up, so none is shown. Ask again for others."


@dataclass(frozen=True)
class ShownNeed:
    """A need that the debrief shows already: the buyer said something of it."""

    id: str
    called: str
    """As the debrief has it: its title once it was stated, else the buyer's words for it."""
    words: str
    """What the buyer said of it."""


@dataclass(frozen=True)
class Suggested:
    """A line that could have been said: a suggestion, nothing that is scored."""

    line: str
    why: str
    """What in the buyer's words it goes after, in a sentence."""
    need: str
    """Id of the need that it opens the way to."""
    need_called: str


@dataclass(frozen=True)
class Suggestions:
    """What could have been said at one turn."""

    turn: int
    lines: tuple[Suggested, ...]
    """At most `WANTED`, fewer where no more could be proved."""
    note: str = ""
    """Why there are fewer; empty if there are not."""
    left_out: tuple[str, ...] = ()
    """What was wrong with each line that was left out, in words."""


class _Line(Model):
    """One line, as the model gives it."""

    line: str = Field(max_length=_CHARACTERS)
    need: str
    why: str = Field(max_length=_CHARACTERS)


class _Lines(Model):
    """The model's answer."""

    lines: tuple[_Line, ...] = Field(max_length=4)


def alternatives(
    door: Door,
    place: Place,
    needs: Sequence[ShownNeed],
    *,
    wrong: str,
    briefing: Sequence[str],
    offering: Sequence[str],
    stop: Stop | None = None,
) -> Suggestions:
    """Two lines the seller could have said at a moment, each tied to a need the debrief shows.

    A line that does not hold is asked for once again with its fault named, then left out.

    Args:
        door: to the model of the coach.
        place: the moment, and what a line said there must do.
        needs: those the debrief shows; one at least.
        wrong: what happened there, in a sentence.
        briefing: what the seller knew before the call, a line each.
        offering: what they know of what they sell, a line each.
        stop: stops it.

    Raises:
        ModelFailed: the model did not answer the first time, or it was stopped.
    """
    from roleplay.llm import ModelFailed

    by_name = dict(zip(_names(needs), needs, strict=True))
    good: list[Suggested] = []
    left: list[dict[str, str]] = []
    for attempt in range(2):
        ask = _ask(place, needs, wrong, briefing, offering, left)
        try:
            answer = door.answer(ask, _Lines, stop)
        except ModelFailed as failed:
            if attempt and failed.outcome is not Outcome.STOPPED:
                break
            raise
        for offered in answer.lines:
            line = " ".join(clean(offered.line).split())
            need = by_name.get(offered.need)
            if need is None:
                fault = f"tied to a need that is not in `needs`: {offered.need[:40]}"
            else:
                fault = faults(line, place, need.id, [each.line for each in good])
            if fault:
                left.append({"line": line, "fault": fault})
            elif need is not None and len(good) < WANTED:
                good.append(_suggested(line, offered.why, need, place))
        if len(good) == WANTED:
            break
    note = "" if len(good) == WANTED else (ONE_HELD if good else NONE_HELD)
    return Suggestions(place.turn, tuple(good), note, tuple(each["fault"] for each in left))


def _names(needs: Sequence[ShownNeed]) -> list[str]:
    """What the needs are called before the model: an author's id may say what was only hinted."""
    return [f"need-{number}" for number, _ in enumerate(needs, start=1)]


def _suggested(line: str, why: str, need: ShownNeed, place: Place) -> Suggested:
    why = " ".join(clean(why).split())
    if why_fault(why, place):
        why = f"It opens the way to what they later said: “{need.words}”"
    return Suggested(line, why, need.id, need.called)


def usual_words(turns: Sequence[Turn]) -> int:
    """How long a suggestion may be, in words: twice the seller's usual turn, at most 60."""
    lengths = [len(t.text.split()) for t in turns if t.speaker is Speaker.SELLER and t.text]
    usual = max(_USUAL_AT_LEAST, round(median(lengths)) if lengths else 0)
    return min(_WORDS_AT_MOST, _TIMES_THE_USUAL * usual)


def _ask(
    place: Place,
    needs: Sequence[ShownNeed],
    wrong: str,
    briefing: Sequence[str],
    offering: Sequence[str],
    left: Sequence[Mapping[str, str]],
) -> Ask:
    from roleplay.llm import Ask, Message

    own = [t.text for t in place.turns if t.speaker is Speaker.SELLER and t.text]
    data = {
        "their_lines": [clean(text)[:_CHARACTERS] for text in own[:_OWN_LINES]],
        "call_so_far": as_turns(place.before[-_TURNS_SHOWN:]),
        "they_said": clean(place.said)[:_CHARACTERS],
        "what_was_wrong": wrong,
        "briefing": [clean(line) for line in briefing],
        "offering": [clean(line) for line in offering],
        "needs": [
            {"id": name, "buyer_words": clean(need.words)}
            for name, need in zip(_names(needs), needs, strict=True)
        ],
        "aim": place.aim.says,
        "kinds": {kind.value: MOVES[kind] for kind in sorted(place.aim.kinds)},
        "most_words": place.most_words,
        "faults": list(left),
    }
    return Ask(
        role="coach",
        messages=(
            Message("system", prompt("alternatives")),
            Message("user", json.dumps(data, ensure_ascii=False)),
        ),
        most_tokens=_MOST_TOKENS,
        # The first time the likeliest lines; where they did not hold, others.
        temperature=0.7 if left else 0.0,
        seed=0,
    )


def as_turns(turns: Sequence[Turn]) -> list[dict[str, int | str]]:
    """A conversation as a model is shown it: turn, speaker, text."""
    return [
        {"turn": turn.turn, "speaker": _name(turn.speaker), "text": clean(turn.text)}
        for turn in turns
    ]


def _name(speaker: Speaker) -> Literal["seller", "buyer"]:
    return "seller" if speaker is Speaker.SELLER else "buyer"


MOVES: Mapping[Kind, str] = {
    Kind.OPEN_QUESTION: "a question that invites a free answer",
    Kind.CLOSED_QUESTION: "a question that wants yes, no, a choice or one short fact",
    Kind.REFLECTION: "says back or sums up what the buyer said, or infers what it means",
    Kind.INSIGHT: "tells the buyer something about their own business they had not said",
    Kind.ANSWER_CONCERN: "a reply with substance to the concern the buyer raised",
}
"""The moves that a line may be asked to make."""
