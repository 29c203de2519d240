"""Which kind of move a segment is: all of them compete, and the best takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from roleplay.domain.moves import Focus, Kind

from . import features, questions
from .linear import model, shares
from .phrases import lexicon
from .proposals import names_a_day_to_come
from .purposes import KINDS, Likely, dominant
from .replies import concerns, free_of_proposal, proposals
from .setting import Setting
from .words import FILLERS, FUNCTION_WORDS, tokens, word_set


class Judged(NamedTuple):
    """What a part of a turn does."""

    kind: Kind
    confidence: float
    """How likely it is that kind, 0 to 1."""


class Told(NamedTuple):
    """What the parts of a turn do, and what the turn is for."""

    parts: list[Judged]
    dominant: Kind


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


def told(parts: Sequence[tuple[Sequence[str], bool, Setting]]) -> Told:
    """What each part does, in the light of those before it, and what they do together.

    A part is its lower-case words, whether a question mark ends them, and what they are said into.
    What the turn is for, one of the parts does: where none seemed to, the likeliest does, as surely
    as the turn is for that.
    """
    heard: list[Likely] = []
    before: Kind | None = None
    for words, marked, setting in parts:
        part = _likely(words, marked, setting._replace(previous=before))
        before = max(part.chances, key=part.chances.__getitem__)
        heard.append(part)
    if not heard:
        return Told([], Kind.OTHER)
    judged = [_likeliest(part.chances) for part in heard]
    if not any(part.speaks_for for part in heard):
        return Told(judged, max(judged, key=lambda each: each.confidence).kind)
    purpose, surely = dominant(heard)
    places = [place for place, each in enumerate(judged) if each.kind is purpose]
    place = max(places or range(len(heard)), key=lambda at: heard[at].chances.get(purpose, 0.0))
    judged[place] = Judged(purpose, round(surely, 3))
    return Told(judged, purpose)


def _likeliest(chances: Mapping[Kind, float]) -> Judged:
    kind = max(chances, key=chances.__getitem__)
    return Judged(kind, round(chances[kind], 3))


def _likely(words: Sequence[str], marked: bool, setting: Setting) -> Likely:
    learnt = model("kinds")
    if not any(f"u {word}" in learnt for word in map(features.classed, words)):
        return Likely({Kind.OTHER: _UNKNOWN}, len(words))
    if tuple(words[-3:]) == ("yes", "or", "no") and len(words) <= _AGAIN:
        # It asks again for what has just been asked.
        asks_again = setting.previous is Kind.ADVANCE
        return Likely({Kind.ADVANCE if asks_again else Kind.CLOSED_QUESTION: 0.9}, len(words))
    scores = learnt.scores(shown(words, marked, setting))
    does, *speaks_for = (scores[at : at + len(KINDS)] for at in range(0, len(scores), len(KINDS)))
    return Likely(dict(zip(KINDS, shares(does), strict=True)), len(words), speaks_for)


_UNKNOWN = 0.2
"""How surely words do nothing of which none was ever heard."""
_AGAIN = 5
"""So many words at most ask again for what has just been asked."""


def shown(words: Sequence[str], marked: bool, setting: Setting) -> list[str]:
    """What a segment shows of its kind, the rules' opinion included."""
    asked = questions.form(words, marked)
    return features.kind(words, marked, asked, _ruled(words, asked, setting), setting)


def ruled(words: Sequence[str], marked: bool, setting: Setting) -> dict[Kind, float]:
    """How much the rules score for each kind; from 1.0 on it is more than chance."""
    return _ruled(words, questions.form(words, marked), setting)


def _ruled(words: Sequence[str], asked: questions.Form, setting: Setting) -> dict[Kind, float]:
    first = next((i for i, word in enumerate(words) if word not in FILLERS), 0)
    cues = lexicon("kinds").scores(words, first)
    scores = {Kind(label): score for label, score in cues.items()}
    content = [word for word in words if word not in FUNCTION_WORDS]
    _questions(scores, words, asked, setting)
    _reflection(scores, words, content, asked, setting)
    _statements(scores, words, first, content, asked, setting)
    concerns(scores, words, content, asked, setting)
    proposals(scores, words, asked, setting)
    _courtesies(scores, words, content, setting)
    return scores


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


def after(words: Sequence[str], setting: Setting, difficulty: bool) -> list[str]:
    """What a question shows of what it is after; ``difficulty``: the buyer has just told one."""
    return features.focus(words, questions.focus(words, difficulty), setting, difficulty)


def focus(words: Sequence[str], setting: Setting, difficulty: bool) -> Focus:
    """What a question is after; plain words for what follows or what it is worth decide it."""
    learnt = model("focuses")
    scores = learnt.scores(after(words, setting, difficulty))
    heard = Focus(learnt.labels[max(range(len(scores)), key=scores.__getitem__)])
    plain = questions.focus(words, difficulty)
    return plain if plain in _PLAIN and heard in (Focus.SITUATION, Focus.OTHER) else heard


_PLAIN = (Focus.IMPLICATION, Focus.PAYOFF)


@lru_cache(maxsize=512)
def by_rule(text: str) -> Kind | None:
    """What the rules take words for, whatever they are said into; None where there are none."""
    words = [token.word for token in tokens(text)]
    if not words:
        return None
    scores = ruled(words, text.rstrip("\"'”’)] ").endswith("?"), Setting())
    return max(scores, key=scores.__getitem__, default=None)
