"""Which kind of move a segment is: all of them compete, and the best takes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.domain.moves import QUESTIONS, Kind

from . import questions
from .phrases import lexicon
from .proposals import names_a_day_to_come
from .replies import concerns, free_of_proposal, proposals
from .setting import Setting
from .words import FILLERS, FUNCTION_WORDS, word_set


class Judged(NamedTuple):
    """The kind that won, and by how much."""

    kind: Kind
    confidence: float
    scores: dict[Kind, float]


_GOING_ON = (Kind.PITCH, Kind.PROOF, Kind.INSIGHT, Kind.ADVISE, Kind.ANSWER_CONCERN)
_TELLING = (Kind.PITCH, Kind.PROOF, Kind.INSIGHT)
_IMPERATIVES = word_set(
    """
    start count measure check ask wait fix write put pick stop split move hire compare test begin
    map list sit visit ring call talk cut drop avoid focus
    """
)
"""Verbs that tell somebody to do something where they come first."""
_ADVISING = _IMPERATIVES | word_set("you should would first them better best")
_OURS = word_set("we our us ours")
_MINE = word_set("i me my mine myself")
_PLANS = word_set("will would shall am can could suggest propose want need")
"""Behind ``I`` or ``we``, these begin what the seller means to do."""
_YOURS = word_set("you your yours")


def judge(words: Sequence[str], marked: bool, setting: Setting) -> Judged:
    """The kind of a segment of lower-case ``words``; ``marked`` if a question mark ends it."""
    if not words:
        return Judged(Kind.OTHER, 0.2, {})
    if tuple(words[-3:]) == ("yes", "or", "no") and len(words) <= 5:
        # It asks again for what has just been asked.
        asks_again = setting.previous is Kind.ADVANCE
        return Judged(Kind.ADVANCE if asks_again else Kind.CLOSED_QUESTION, 0.9, {})
    first = next((i for i, word in enumerate(words) if word not in FILLERS), 0)
    cues = lexicon("kinds").scores(words, first)
    scores = {Kind(label): score for label, score in cues.items()}
    asked = questions.form(words, marked)
    content = [word for word in words if word not in FUNCTION_WORDS]
    _questions(scores, words, asked, setting)
    _reflection(scores, words, content, asked, setting)
    _statements(scores, words, first, content, asked, setting)
    concerns(scores, words, content, asked, setting)
    proposals(scores, words, asked, setting)
    _courtesies(scores, words, content, setting)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], list(Kind).index(item[0])))
    if not ranked or ranked[0][1] < 1.0:
        # What tells nothing by itself goes on with what was being told.
        if setting.previous in _GOING_ON and content and not asked.strength:
            return Judged(setting.previous, 0.4, scores)
        return Judged(Kind.OTHER, 0.3, scores)
    kind, best = ranked[0]
    margin = best - (ranked[1][1] if len(ranked) > 1 else 0.0)
    return Judged(kind, round(_sure(best, margin), 3), scores)


def _sure(best: float, margin: float) -> float:
    return min(0.97, 0.35 + 0.12 * min(best, 3.0) + 0.14 * min(margin, 2.0))


def _add(scores: dict[Kind, float], kind: Kind, amount: float) -> None:
    scores[kind] = scores.get(kind, 0.0) + amount


def _questions(
    scores: dict[Kind, float], words: Sequence[str], asked: questions.Form, setting: Setting
) -> None:
    if not asked.strength:
        return
    kind = Kind.OPEN_QUESTION if asked.is_open else Kind.CLOSED_QUESTION
    if asked.strength >= 2:
        _add(scores, kind, 1.0 + 1.2 * asked.strength)
        for other in (*_TELLING, Kind.ADVISE, Kind.ACKNOWLEDGE, Kind.ANSWER_CONCERN, Kind.OTHER):
            if other in scores:
                scores[other] *= 0.35
        for other in (Kind.ADVANCE, Kind.CONCEDE, Kind.DISQUALIFY, Kind.AGENDA, Kind.RAPPORT):
            if scores.get(other, 0) < 4.0:
                scores[other] = scores.get(other, 0.0) * 0.6
            else:
                scores[other] += 1.6
        if free_of_proposal(words):
            for other in (Kind.ADVANCE, Kind.CONCEDE, Kind.DISQUALIFY):
                scores[other] = scores.get(other, 0.0) * 0.3
        if (
            set(words) & {"suit", "okay", "sound", "works", "work"}
            and setting.previous is Kind.AGENDA
        ):
            _add(scores, Kind.AGENDA, 6.0)
    elif asked.by_mark_only:
        _add(scores, Kind.CLOSED_QUESTION, 1.2 * asked.strength if asked.strength > 1 else 0.0)
        if setting.previous is Kind.AGENDA and len(words) <= 6:
            _add(scores, Kind.AGENDA, 3.0)


def _reflection(
    scores: dict[Kind, float],
    words: Sequence[str],
    content: Sequence[str],
    asked: questions.Form,
    setting: Setting,
) -> None:
    cue = scores.get(Kind.REFLECTION, 0.0)
    if asked.strength >= 2 and cue < 4.0:
        scores[Kind.REFLECTION] = min(cue, 2.0) * 0.4
        return
    if asked.strength >= 2:
        _add(scores, Kind.REFLECTION, 2.0)
        return
    if (
        not setting.claims
        and len(content) <= 5
        and content
        and setting.echo >= 0.99
        and len(words) <= 8
    ):
        _add(scores, Kind.REFLECTION, 4.0)
    if scores.get(Kind.REFLECTION, 0.0) >= 3.0 and words[0] in ("you", "so"):
        scores[Kind.CONCEDE] = scores.get(Kind.CONCEDE, 0.0) * 0.3
    mirrored = setting.mirrors and len(content) <= 2 and len(words) <= 8
    mirrored = mirrored or (setting.repeats and len(words) <= 8 and not setting.claims)
    if mirrored or (not content and setting.has_figure and len(words) <= 12):
        _add(scores, Kind.REFLECTION, 4.0)
    weight = 3.2 if asked.by_mark_only else 2.4
    _add(scores, Kind.REFLECTION, weight * setting.echo + 0.9 * setting.echo_earlier)
    if set(words) & _YOURS and not set(words) & _OURS and cue:
        _add(scores, Kind.REFLECTION, 0.5)
    if set(words) & _OURS:
        scores[Kind.REFLECTION] *= 0.85 if cue >= 3.0 and set(words) & _YOURS else 0.55
    elif set(words) & _YOURS and setting.echo_earlier >= 0.5 and len(content) >= 2:
        _add(scores, Kind.REFLECTION, 2.0 * setting.echo_earlier)
    if setting.sells:
        scores[Kind.REFLECTION] *= 0.3
    said = [word for word in words if word not in FILLERS] or words
    if said[0] in ("i", "we") and said[1:2] and said[1] in _PLANS:
        scores[Kind.REFLECTION] *= 0.25  # "So I'll come back to you": their own plan
    speaks_of_self = words[0] in ("i", "we") or ("i" in words[:4] and "you" not in words[:4])
    if speaks_of_self and cue < 2.0:
        scores[Kind.REFLECTION] *= 0.4
    lecture = len(words) > 35 and setting.echo_earlier < 0.3
    if lecture or (len(words) > 18 and setting.echo_earlier < 0.12):
        scores[Kind.REFLECTION] *= 0.4
    if cue and not set(words) & _YOURS and setting.echo_earlier == 0.0:
        scores[Kind.REFLECTION] *= 0.6


def _statements(
    scores: dict[Kind, float],
    words: Sequence[str],
    first: int,
    content: Sequence[str],
    asked: questions.Form,
    setting: Setting,
) -> None:
    if asked.strength >= 2:
        return
    ours, yours = bool(set(words) & _OURS), bool(set(words) & _YOURS)
    if ours and asked.by_mark_only:
        scores[Kind.PITCH] = 0.5 * scores.get(Kind.PITCH, 0.0)
    elif ours and len(content) >= 2:
        _add(scores, Kind.PITCH, 0.8)
    elif not content and scores.get(Kind.PITCH, 0.0) < 2:
        scores[Kind.PITCH] = 0.0
    if setting.sells and scores.get(Kind.DISQUALIFY, 0.0) < 4:
        _add(scores, Kind.PITCH, 3.0)
        scores[Kind.INSIGHT] = scores.get(Kind.INSIGHT, 0.0) * 0.4
    if setting.claims and not setting.after_objection:
        _add(scores, Kind.PITCH, 1.8)
    advising = setting.asked_for is not Kind.ADVISE or set(words) & _ADVISING
    if setting.asked_for is not None and len(content) >= 2 and advising:
        _add(scores, setting.asked_for, 1.6)
    if words[first] in _IMPERATIVES and words[first + 1 : first + 2] not in ([], ["it"]):
        _add(scores, Kind.ADVISE, 2.2)
    if setting.has_figure and not yours and scores.get(Kind.PROOF, 0.0) >= 2:
        _add(scores, Kind.PROOF, 1.5)
    if setting.derived and yours:
        _add(scores, Kind.INSIGHT, 1.8)
    elif setting.derived:
        _add(scores, Kind.INSIGHT, 1.2)
    if setting.has_figure and scores.get(Kind.INSIGHT, 0) >= 2 and not ours:
        _add(scores, Kind.INSIGHT, 0.8)
    about_me = bool(set(words) & _MINE)
    unknown = not any(scores.get(kind, 0) >= 2 for kind in scores)
    if not (ours or about_me) and len(content) >= 4 and unknown:
        _add(scores, Kind.INSIGHT, 1.0 + (0.3 if yours else 0.0))
    if scores.get(Kind.PROOF, 0) >= 3 and scores.get(Kind.PITCH, 0):
        _add(scores, Kind.PROOF, 0.8)
    if _promises(set(words)):
        scores[Kind.DISQUALIFY] = scores.get(Kind.DISQUALIFY, 0.0) * 0.2
    if scores.get(Kind.DISQUALIFY, 0) >= 4 or scores.get(Kind.CONCEDE, 0) >= 4:
        strongest = Kind.DISQUALIFY if scores.get(Kind.DISQUALIFY, 0) >= 4 else Kind.CONCEDE
        _add(scores, strongest, 1.5)
    if scores.get(Kind.ADVANCE, 0) >= 4:
        _add(scores, Kind.ADVANCE, 1.2)
    dated = names_a_day_to_come(words)
    detail = setting.claims or setting.has_figure or setting.step or dated
    if setting.previous is Kind.ADVANCE and detail and setting.after_objection < 1 and not ours:
        _add(scores, Kind.ADVANCE, 4.5 if dated else 3.5)


def _promises(words: set[str]) -> bool:
    """True for a promise to step away, or why one asks: neither is stepping away."""
    reason = bool(words & {"ask", "asking"}) and bool(words & {"so", "because", "only"})
    reason = reason or ({"i", "not"} <= words and bool(words & {"something", "anything"}))
    return reason or {"if", "will"} <= words


def _courtesies(
    scores: dict[Kind, float], words: Sequence[str], content: Sequence[str], setting: Setting
) -> None:
    heard = scores.get(Kind.ACKNOWLEDGE, 0.0)
    if heard:
        if len(words) > 14 or len(content) > 5:
            scores[Kind.ACKNOWLEDGE] = heard * (0.55 if heard >= 3 else 0.25)
        elif heard < 3 and len(words) > 6:
            scores[Kind.ACKNOWLEDGE] = heard * 0.4
        elif len(words) <= 4:
            _add(scores, Kind.ACKNOWLEDGE, 1.5)
    if setting.introduces:
        _add(scores, Kind.RAPPORT, 5.0)
    if scores.get(Kind.RAPPORT, 0.0) in (1.0, 2.0) and len(content) > 5:
        scores[Kind.RAPPORT] *= 0.5
    if scores.get(Kind.OTHER, 0.0) and len(content) > 8:
        scores[Kind.OTHER] *= 0.5


_WEIGHT = {
    Kind.OPEN_QUESTION: 1.5,
    Kind.CLOSED_QUESTION: 1.4,
    Kind.ADVANCE: 1.7,
    Kind.DISQUALIFY: 1.8,
    Kind.CONCEDE: 1.6,
    Kind.ANSWER_CONCERN: 1.5,
    Kind.PITCH: 1.2,
    Kind.PROOF: 1.3,
    Kind.INSIGHT: 1.3,
    Kind.ADVISE: 1.2,
    Kind.AGENDA: 1.2,
    Kind.REFLECTION: 1.1,
    Kind.RAPPORT: 0.6,
    Kind.ACKNOWLEDGE: 0.4,
    Kind.OTHER: 0.2,
}
"""How much of a turn's purpose a kind takes beside others of the same length."""


_REASONS = frozenset(
    {Kind.PITCH, Kind.PROOF, Kind.INSIGHT, Kind.ANSWER_CONCERN, Kind.REFLECTION, Kind.OTHER}
)
"""What behind a stepping away says why."""


def dominant(parts: Sequence[tuple[Kind, int]]) -> Kind:
    """The kind that takes most of a turn's purpose, from (kind, number of words) in order.

    Words count by their square root, so that a long preamble does not outweigh what it leads to;
    what is asked last counts most of what is asked.
    """
    weights: dict[Kind, float] = {}
    said = [kind for kind, _ in parts]
    away = said.index(Kind.DISQUALIFY) if Kind.DISQUALIFY in said else len(parts)
    # "But sign anyway, seventy percent off": who goes on to bargain has not stepped away.
    taken_back = Kind.CONCEDE in said[away:]
    for place, (kind, length) in enumerate(parts):
        weight = _WEIGHT[kind] * (2.0 + min(length, 60) ** 0.5)
        if kind is Kind.DISQUALIFY and taken_back:
            weight *= 0.3
        elif place > away and not taken_back and kind in _REASONS:
            weight *= 0.35
        if place == len(parts) - 1 and kind in QUESTIONS:
            weight *= 1.25
        weights[kind] = max(weights.get(kind, 0.0), 0.0) + weight * (0.6 if kind in weights else 1)
    if not weights:
        return Kind.OTHER
    return max(weights, key=lambda kind: (weights[kind], -list(Kind).index(kind)))
