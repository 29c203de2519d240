"""Kinds that turn on what went before: the answer to an objection, and the step offered."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.moves import Kind

from . import questions
from .proposals import asks_for_a_day, lends, names_a_day_to_come, proposes
from .segmenting import AUXILIARIES, WH
from .setting import Setting
from .words import word_runs, word_set

_TELLING = (Kind.PITCH, Kind.PROOF, Kind.INSIGHT)
_OURS = word_set("we our us ours")


def _add(scores: dict[Kind, float], kind: Kind, amount: float) -> None:
    scores[kind] = scores.get(kind, 0.0) + amount


def _says_back(words: Sequence[str], setting: Setting) -> bool:
    """True for what is mostly the buyer's own words, about them and not about us."""
    of_us = set(words) & (_OURS | {"i"})
    return setting.echo_earlier >= 0.6 and not of_us and not setting.claims


_STEPS = word_set("""
    i we you a an half twenty thirty next this monday tuesday wednesday thursday friday tomorrow
    if having doing meeting starting
    """)
"""What stands behind ``what about`` where it proposes."""


def free_of_proposal(words: Sequence[str]) -> bool:
    """True for questions about what is or was: ``how``, ``what did``, ``do you already``."""
    core = questions.stripped(words)
    if not core:
        return False
    if core[0] not in WH | AUXILIARIES:
        # "About the fines, what do they take off?": what is asked comes later.
        asked = next((i for i in range(1, len(core) - 1) if core[i] in WH), 0)
        if set(core[asked + 1 : asked + 2]) & AUXILIARIES:
            core = core[asked:]
    if core[0] in ("why", "who", "which", "where"):
        return True
    if core[0] == "how":
        return len(core) > 1 and core[1] not in ("about", "would", "does", "soon")
    if core[0] == "what":
        return (
            len(core) > 1
            and core[1] not in ("if", "next")
            and not (core[1] == "about" and set(core[2:3]) & _STEPS)
            and not set(core) & {"next", "sign", "ahead", "ready"}
        )
    return core[0] in ("did", "have", "has", "was", "were", "do", "does") and "time" not in core


def _aside(words: Sequence[str]) -> bool:
    """True for what tells nothing of us or of what is sold: ``my wife asks more``."""
    said = set(words)
    return (len(words) <= 5 and not said & (_OURS | _WHAT_IS_SOLD)) or bool(
        said & _MINE and not said & (_OURS | _WHAT_IS_SOLD | {"will", "would", "can"})
    )


_INFERRING = word_set("sounds seems sound seem looks feels")
_MINE = word_set("i me my mine")
_WHAT_IS_SOLD = word_set("it nothing nobody not never no only")


_OWNS_UP = word_runs("""
    our fault | our mistake | our own fault | our own mistake | my fault | my mistake | is on us |
    was on us | one is on us | we got that wrong | we got it wrong | i got that wrong |
    i got it wrong | we did not look | we had not looked | we did not check | we had not checked |
    we should have | we let you down | we let them down | not going to dress it up |
    will not dress it up | we promised too much | we should not have
    """)
_NOT_OURS = frozenset({"not", "never", "hardly"})
_OWNING_UP = tuple(f" {' '.join(run)} " for run in _OWNS_UP)


def owns_up(words: Sequence[str]) -> bool:
    """True for ``that was our mistake``: a fault taken upon oneself."""
    said = f" {' '.join(words)} "
    if not any(run in said for run in _OWNING_UP):
        return False
    for run in _OWNS_UP:
        for i in range(len(words) - len(run) + 1):
            if tuple(words[i : i + len(run)]) == run and not set(words[i - 1 : i]) & _NOT_OURS:
                return True
    return False


_LIMITS = tuple(
    f" {' '.join(run)} "
    for run in word_runs("""
        not something we can | we can not do anything about | i would be lying |
        we can not help with | we can not promise | i can not promise | we can not change that |
        we can not fix that | nothing we can do about
        """)
)


def _honest_limit(words: Sequence[str]) -> bool:
    """True for what one cannot do, said plainly: no pitch, whatever else is in it."""
    said = f" {' '.join(words)} "
    return any(run in said for run in _LIMITS)


def concerns(
    scores: dict[Kind, float],
    words: Sequence[str],
    content: Sequence[str],
    asked: questions.Form,
    setting: Setting,
) -> None:
    """A statement that replies to what the buyer objected to is an answer before it is a pitch."""
    supposed = tuple((questions.stripped(words) or words)[:2]) in _SUPPOSING - {("let", "us")}
    if setting.after_objection and supposed and (setting.meets or not proposes(words)):
        _add(scores, Kind.ANSWER_CONCERN, 8.0 if setting.meets else 5.0)
        return
    if _honest_limit(words) and not asked.strength and scores.get(Kind.DISQUALIFY, 0.0) < 4:
        scores[Kind.PITCH] = 0.0
        _add(scores, Kind.ANSWER_CONCERN, 5.0)
        return
    plain = len(content) < 2 and not setting.claims and scores.get(Kind.ANSWER_CONCERN, 0.0) < 3
    inferred = scores.get(Kind.REFLECTION, 0.0) >= 1.5 and bool(_INFERRING & set(words[:3]))
    inferred = inferred and not set(words) & _OURS
    if asked.strength >= 2 or asked.by_mark_only or inferred or plain:
        if scores.get(Kind.ANSWER_CONCERN):
            scores[Kind.ANSWER_CONCERN] *= 0.3
        return
    cue = scores.get(Kind.ANSWER_CONCERN, 0.0)
    if scores.get(Kind.DISQUALIFY, 0.0) >= 4:
        scores[Kind.ANSWER_CONCERN] = cue * 0.3
    elif setting.meets and setting.after_objection:
        _add(scores, Kind.ANSWER_CONCERN, 4.5)
    elif setting.after_objection and setting.claims:
        _add(scores, Kind.ANSWER_CONCERN, 3.0 * setting.after_objection + 1.0)
    elif setting.after_objection and _says_back(words, setting):
        scores[Kind.ANSWER_CONCERN] = cue * 0.3
    elif setting.previous is Kind.ANSWER_CONCERN and set(words) & _OURS:
        _add(scores, Kind.ANSWER_CONCERN, 3.0)
    elif setting.after_objection:
        told = max((scores.get(kind, 0.0) for kind in _TELLING), default=0.0)
        related = min(1.0, setting.echo * 2)
        if max(scores.get(Kind.ADVANCE, 0.0), scores.get(Kind.REFLECTION, 0.0)) >= 2.0:
            told *= 0.5
            related = 0.0
        if not cue and not related and scores.get(Kind.PITCH, 0.0) >= 2.0:
            told *= 0.4
        comment = not cue and not told and ((len(content) < 4 and not related) or _aside(words))
        strength = (0.3 if comment else 1.5) + 0.55 * told + 0.8 * bool(cue) + 0.6 * related
        _add(scores, Kind.ANSWER_CONCERN, setting.after_objection * strength)
    else:
        scores[Kind.ANSWER_CONCERN] = cue * 0.45
        if cue >= 2:
            _add(scores, Kind.PITCH, 1.6)


def proposals(
    scores: dict[Kind, float], words: Sequence[str], asked: questions.Form, setting: Setting
) -> None:
    """What offers a step or asks for one is an advance, also where it is put as a question."""
    core = questions.stripped(words) or words
    if setting.step and _trades(words):
        # What is given in return for a step asks for the step.
        scores[Kind.CONCEDE] = scores.get(Kind.CONCEDE, 0.0) * 0.3
        _add(scores, Kind.ADVANCE, 5.0)
        return
    bare = asked.by_mark_only and setting.echo < 0.5 and not set(words) & AUXILIARIES
    dated = asks_for_a_day(words) or lends(words) or (bare and names_a_day_to_come(words))
    offered = dated or proposes(words) or (setting.step and core[0] in _ASKING_LEAVE)
    if tuple(core[:2]) == ("what", "if") and "not" in core[2:5]:
        # "What if you did not ...?" supposes something and asks for nothing to be done.
        scores[Kind.ADVANCE] = 0.0
        return
    if not offered or scores.get(Kind.AGENDA, 0.0) >= 4.0:
        return
    if setting.meets and setting.after_objection >= 0.75 and tuple(core[:2]) in _SUPPOSING:
        return
    if asked.strength >= 2 and free_of_proposal(words) and "make" not in words and not dated:
        return
    if asked.strength >= 2:
        _add(scores, Kind.ADVANCE, 6.0)
        return
    if scores.get(Kind.REFLECTION, 0.0) >= 4.0 and not setting.step:
        return
    if setting.meets and setting.after_objection and not setting.step and not dated:
        return
    _add(scores, Kind.ADVANCE, 3.5 if setting.step or dated else 2.0)
    for other in (Kind.PITCH, Kind.ANSWER_CONCERN, Kind.ADVISE):
        scores[other] = min(scores.get(other, 0.0), 3.0)


_IN_RETURN = word_runs(
    "if you | in return | in exchange | as long as you | provided you | against a"
)


def _trades(words: Sequence[str]) -> bool:
    """True for ``six percent off if you sign for two years``."""
    gives = {"off", "discount", "percent", "split", "waive", "free", "include", "take"} & set(words)
    said = f" {' '.join(words)} "
    return bool(gives) and any(f" {' '.join(run)} " in said for run in _IN_RETURN)


_ASKING_LEAVE = word_set("would could can shall will should may")
_SUPPOSING = frozenset({("what", "if"), ("how", "about"), ("suppose", "we"), ("let", "us")})
"""How an answer to an objection is put as a question."""
