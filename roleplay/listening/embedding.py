"""Topics by the embeddings of an endpoint, where one is set up, beside what words alone tell.

A conditional logit as in `weighing`: to the odds of each topic against none of them comes
``STEEP * (near - EVEN)``, where ``near`` is the cosine of what was said and the nearest of the
topic's lines. Whoever asks decides what stands where the endpoint fails: what words told.

The three figures were fitted with MiniLM's embeddings on the 154 lines of
tests/listening/data/fresh.jsonl. On 150 lines of the same calls that nothing was fitted on
(asked_two.jsonl), the right topic was named in 76.3% (77.2% by words alone), a wrong one in 2.6%
(5.3%), and of lines about nothing in the call 2.8% (5.6%) were taken up: it halves what is taken
wrongly, and finds no more.

Another model may place all texts nearer to each other. How near lines of different topics lie in
it, as a rule, is held against what MiniLM makes of such lines (`APART`), and what it calls near is
stretched by that: nothing is named because a model finds everything alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import mul
from typing import TYPE_CHECKING

from .weighing import SUREST

if TYPE_CHECKING:
    from roleplay.domain.scenario import Topic

Vector = tuple[float, ...]
"""A direction: of unit length, or nought where nothing is known."""
Embed = Callable[[Sequence[str]], Sequence[Vector]]
"""The vectors of texts, in their order, as `roleplay.llm.Door.embed` gives them."""

STEEP = 10.0
"""How much nearness counts, in log-odds from 0 to 1."""
EVEN = 0.55
"""Nearness at which it speaks neither for a topic nor against it."""
APART = 0.09
"""How near lines of different topics lie to each other in MiniLM: the median of two shipped
calls."""
LOOKED_AT = 40
"""So many lines of a call tell how near lines of different topics lie in a model."""
LEAST = 0.01
"""The likelihood that no topic is taken to be below, so that nearness can speak for it."""
AT_ONCE = 128
"""Texts that are sent to the endpoint together."""


def nearer(
    scores: Mapping[str, float],
    said: Vector,
    topics: Mapping[str, Sequence[Vector]],
    apart: float = APART,
) -> dict[str, float]:
    """The likelihood of each topic, 0 to `SUREST`, with nearness taken into account.

    Args:
        scores: every topic's likelihood by words alone, 0 to 1, together at most 1.
        said: where what was said lies.
        topics: where each topic's lines lie; one without lines, or unknown, is left as likely.
        apart: how near lines of different topics lie in the model, as a rule, -1 to below 1.
    """
    none = max(1.0 - sum(scores.values()), 1.0 - SUREST)
    stretch = (1.0 - APART) / (1.0 - max(apart, APART))
    odds = {
        name: max(score, LEAST)
        * math.exp(STEEP * (1.0 - stretch * (1.0 - _nearest(said, topics[name])) - EVEN))
        if topics.get(name)
        else score
        for name, score in scores.items()
    }
    whole = none + sum(odds.values())
    return {name: SUREST * each / whole for name, each in odds.items()}


def _nearest(said: Vector, lines: Sequence[Vector]) -> float:
    near: float = max(sum(map(mul, said, line)) for line in lines)
    return near


class Embedded:
    """A scenario's topics, their lines embedded once."""

    def __init__(self, topics: Iterable[Topic], embed: Embed) -> None:
        """``embed`` is asked for all lines at once; whatever it raises is raised."""
        named = [
            (topic.id, line)
            for topic in topics
            for line in (*topic.listen_for, topic.called)
            if line
        ]
        lines = list(dict.fromkeys(line for _, line in named))
        vectors: dict[str, Vector] = {}
        for start in range(0, len(lines), AT_ONCE):
            some = lines[start : start + AT_ONCE]
            vectors.update(zip(some, map(tuple, embed(some)), strict=True))
        self._dimensions = {len(vector) for vector in vectors.values()}
        self._topics: dict[str, list[Vector]] = {}
        for name, line in named:
            self._topics.setdefault(name, []).append(vectors[line])
        self._apart = apart_in([(name, vectors[line]) for name, line in named])

    def nearer(self, scores: Mapping[str, float], said: Vector) -> Mapping[str, float]:
        """`nearer` for what was said; as it was, where another model has placed it."""
        if {len(said)} != self._dimensions:
            return scores
        return nearer(scores, said, self._topics, self._apart)


def apart_in(lines: Sequence[tuple[str, Vector]]) -> float:
    """How near lines of different topics lie, as a rule: the median, -1 to below 1.

    Args:
        lines: each with its topic; of many, `LOOKED_AT` are looked at. Where they tell nothing it
            is `APART`.
    """
    some = lines[:: max(1, math.ceil(len(lines) / LOOKED_AT))]
    near = sorted(
        sum(map(mul, one, other))
        for place, (name, one) in enumerate(some)
        for topic, other in some[:place]
        if topic != name
    )
    return min(near[len(near) // 2], SUREST) if near else APART
