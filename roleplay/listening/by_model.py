"""A seller's turn heard by a model too, under the same codebook; code decides what counts.

The model's spans are verified in the turn; what it hears is weighed against what was heard offline
(`second`), and where they differ it is recorded. It is never waited for beyond its deadline.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from roleplay.domain.model import Model
from roleplay.domain.moves import Disagreement, Kind, Span, Speaker
from roleplay.domain.text import clean

from .hearing import Hearing
from .kinds import Judged, Told
from .prompts import codebook
from .quoted import quoted
from .scene import Part, Scene, parts_in, scene_of
from .second import RELIABILITY, by_length, topics_weighed, weighed
from .seller import together, told_of
from .topics import outright_and_near

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn
    from roleplay.llm import Ask, Door

    from .topics import Topics

__all__ = ["MOST_BEFORE", "hear_with"]

MOST_BEFORE = 8
"""So many turns before the one that is heard are shown."""
_CHARACTERS = 1_500
"""Of each of them."""
_MOST_TOKENS = 700
_MOST_PARTS = 20


class _Part(Model):
    """A segment, as the model gives it."""

    quote: str
    kind: Kind
    topics: tuple[str, ...] = ()


class _Answer(Model):
    """The model's answer."""

    segments: tuple[_Part, ...] = Field(max_length=_MOST_PARTS)
    dominant: Kind


class _Placed(NamedTuple):
    """A segment of the model's that stands in the turn."""

    start: int
    end: int
    part: _Part


def hear_with(
    door: Door,
    text: str,
    context: Sequence[Turn],
    topics: Topics | None,
    deadline: float,
    *,
    reliability: float = RELIABILITY,
    now: Callable[[], float] = time.monotonic,
) -> Hearing:
    """What a seller's turn does, by a model's ear beside the offline one.

    Never fails: without an answer in time, or one that stands in the turn, what was heard offline
    stands, and that is recorded as a disagreement without a model's kind.

    Args:
        door: to the model of the listener.
        text: the turn.
        context: the turns before it, oldest first.
        topics: those of the scenario; None for a call without one.
        deadline: seconds to wait for the model at most.
        reliability: how often the model is right, 0 to 1.
        now: a clock that never goes back, in seconds.
    """
    scene = scene_of(context, topics)
    parts = parts_in(text, scene)
    told = told_of(parts)
    offline = together(text, scene, parts, told)
    if not parts or all(segment.kind is Kind.OTHER for segment in offline.segments):
        # A pause, the buyer's own turn said back, another language: there is nothing to weigh.
        return Hearing(offline)
    turn = context[-1].turn + 1 if context else 1
    answer = _answer(door, _ask(text, context, topics), deadline, now)
    placed = _placed(answer, text) if answer is not None else []
    if answer is None or not placed:
        whole = Span(turn=turn, start=0, end=len(text))
        kept = offline.dominant
        late = Disagreement(span=whole, offline=kept, model=None, heard=kept)
        return Hearing(offline, (late,))
    judged = [
        weighed(each, _kinds_in(part, placed), reliability)
        for part, each in zip(parts, told.parts, strict=True)
    ]
    dominant = _dominant(told, judged, answer.dominant, reliability)
    parts = [_with_topics(part, placed, scene) for part in parts]
    heard = together(text, scene, parts, Told(judged, dominant))
    return Hearing(heard, _differences(turn, parts, told, judged, placed), ("model",))


def _answer(door: Door, ask: Ask, deadline: float, now: Callable[[], float]) -> _Answer | None:
    """The model's answer; None if it failed or came too late."""
    from roleplay.llm import ModelFailed, Stop

    stop = Stop()
    late = threading.Timer(max(0.0, deadline), stop.set)
    late.daemon = True
    began = now()
    late.start()
    try:
        answer = door.answer(ask, _Answer, stop)
    except ModelFailed:
        return None
    finally:
        late.cancel()
    return answer if now() - began <= deadline else None


def _ask(text: str, context: Sequence[Turn], topics: Topics | None) -> Ask:
    from roleplay.llm import Ask, Message

    data = {
        "before": [
            {
                "turn": turn.turn,
                "speaker": "seller" if turn.speaker is Speaker.SELLER else "buyer",
                "text": clean(turn.text)[-_CHARACTERS:],
            }
            for turn in context[-MOST_BEFORE:]
        ],
        "turn": text,
        "topics": [
            {"id": each.topic, "asked": each.line}
            for each in (topics.explain(text) if topics else ())
        ],
    }
    return Ask(
        role="listener",
        messages=(
            Message("system", codebook()),
            Message("user", json.dumps(data, ensure_ascii=False)),
        ),
        most_tokens=_MOST_TOKENS,
        seed=0,
    )


def _placed(answer: _Answer, text: str) -> list[_Placed]:
    """The model's segments that stand in the turn word for word, none over another."""
    found: list[_Placed] = []
    behind = 0
    for part in answer.segments:
        place = quoted(part.quote, text, behind)
        if place is not None:
            found.append(_Placed(*place, part))
            behind = place[1]
    return found


def _overlap(part: Part, other: _Placed) -> int:
    return max(0, min(part.end, other.end) - max(part.start, other.start))


def _kinds_in(part: Part, placed: Sequence[_Placed]) -> tuple[Kind, ...]:
    return by_length([(each.part.kind, _overlap(part, each)) for each in placed])


def _dominant(told: Told, judged: Sequence[Judged], model: Kind, reliability: float) -> Kind:
    """What the turn is for: as sure as the surest part that does it."""
    sure = max((e.confidence for e in told.parts if e.kind is told.dominant), default=0.5)
    kind = weighed(Judged(told.dominant, sure), (model,), reliability).kind
    if any(each.kind is kind for each in judged):
        return kind
    return max(judged, key=lambda each: each.confidence).kind


def _with_topics(part: Part, placed: Sequence[_Placed], scene: Scene) -> Part:
    """The part, about what both listeners make of its topics."""
    if scene.topics is None:
        return part
    here = [each for each in placed if _overlap(part, each)]
    if not here:
        return part
    named = {name for each in here for name in each.part.topics}
    ranked = scene.topics.ranked(part.text, 0.0, scene.spoken)
    outright, near = outright_and_near(topics_weighed(ranked, named))
    return part._replace(outright=outright, near=near)


def _differences(
    turn: int,
    parts: Sequence[Part],
    told: Told,
    judged: Sequence[Judged],
    placed: Sequence[_Placed],
) -> tuple[Disagreement, ...]:
    found = []
    for part, offline, kept in zip(parts, told.parts, judged, strict=True):
        kinds = _kinds_in(part, placed)
        if kinds and offline.kind not in kinds:
            span = Span(turn=turn, start=part.start, end=part.end)
            found.append(
                Disagreement(span=span, offline=offline.kind, model=kinds[0], heard=kept.kind)
            )
    return tuple(found)
