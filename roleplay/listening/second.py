"""Two listeners weighed against each other: the surer one counts.

What was heard offline comes with a confidence c; the other listener is right with a stated
reliability r. On the log-odds scale they add where they agree and are set against each other where
they do not: ``L = log(c / (1 - c)) ± log(r / (1 - r))``. Where ``L`` is below nought the other one
counts; the confidence of what counts is ``1 / (1 + exp(-|L|))``.

That takes the two for independent and a wrong answer for always the same one: of fifteen kinds two
listeners that err rarely choose the same wrong one, so agreement is worth more than this grants
(Bordley, 1982, A multiplicative formula for aggregating probability assessments). What it comes to
on labelled calls is measured by ``python -m tests.listening.report.by_model``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

from roleplay.domain.moves import Kind, TopicScore

from .kinds import Judged

RELIABILITY = 0.7
"""How often a model names the kind that a reader names, 0 to 1, where it was not measured. A model
that is right half the time or more helps at it; one that is right less often does harm."""
NAMED_WHEN_MEANT = 0.8
"""How often a model names a topic that is meant."""
NAMED_WHEN_NOT = 0.02
"""How often it names one that is not."""
_SUREST = 0.99
_LEAST = 0.01


def weighed(offline: Judged, other: Collection[Kind], reliability: float = RELIABILITY) -> Judged:
    """What a part of a turn does, by both listeners.

    Args:
        offline: as it was heard offline.
        other: what the other one heard in the same words, the longest first; none for nothing.
        reliability: of the other one, 0 to 1.
    """
    if not other:
        return offline
    agree = offline.kind in other
    odds = _logit(offline.confidence) + (1 if agree else -1) * _logit(reliability)
    kind = offline.kind if agree or odds >= 0 else next(iter(other))
    if agree:
        # Agreement never makes what was heard less sure.
        return Judged(kind, max(offline.confidence, round(_share(odds), 3)))
    return Judged(kind, round(_share(abs(odds)), 3))


def topics_weighed(ranked: Iterable[TopicScore], named: Collection[str]) -> tuple[TopicScore, ...]:
    """Topics with what the other listener named taken into account, best first.

    Args:
        ranked: every topic with its likelihood offline.
        named: those that the other one named.
    """
    found = []
    for topic in ranked:
        meant, not_meant = NAMED_WHEN_MEANT, NAMED_WHEN_NOT
        if topic.id not in named:
            meant, not_meant = 1 - meant, 1 - not_meant
        odds = _logit(topic.score) + math.log(meant / not_meant)
        found.append(TopicScore(id=topic.id, score=round(_share(odds), 3)))
    return tuple(sorted(found, key=lambda topic: -topic.score))


def by_length(overlaps: Sequence[tuple[Kind, int]]) -> tuple[Kind, ...]:
    """Kinds by how many characters of a part each takes, the most first, those of none left out."""
    lengths: dict[Kind, int] = {}
    for kind, length in overlaps:
        if length > 0:
            lengths[kind] = lengths.get(kind, 0) + length
    return tuple(sorted(lengths, key=lambda kind: -lengths[kind]))


def _logit(likely: float) -> float:
    likely = min(_SUREST, max(_LEAST, likely))
    return math.log(likely / (1 - likely))


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
