"""Drills, made from a scenario's parts or from a moment of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from roleplay.domain.development import MomentRef
from roleplay.domain.drill import Drill, DrillKind, DrillLine, Must
from roleplay.domain.moves import ASKING, QUESTIONS, Focus, Kind, Said, Speaker
from roleplay.domain.rubric import Check, Count
from roleplay.domain.scenario import Scenario, Skill
from roleplay.domain.strategy import Offering
from roleplay.domain.transcript import Turn

from .drill_lines import EXPLORING, LINES, TOLD, Exchange

OTHERS = 2
"""Tries on lines of other buyers, between the first answer and the last."""
HARDEST = 3
SHORT = 16
"""Words of a summary that is still one."""

FOR_SKILL: dict[Skill, tuple[DrillKind, ...]] = {
    skill: tuple(kind for kind, told in TOLD.items() if told.skill is skill) for skill in Skill
}
"""The drills of each skill; none for one that has none."""

_SELLING = (Kind.PITCH, Kind.PROOF)
_DEEPER = (Focus.PROBLEM, Focus.IMPLICATION, Focus.PAYOFF)
_THEIRS = (Focus.SITUATION, *_DEEPER)
_ASK = tuple(sorted(ASKING))
_QUESTION = tuple(sorted(QUESTIONS))

_NO_SELLING = Must(says="Say nothing about what you sell", never=_SELLING)
_MUSTS: dict[DrillKind, tuple[tuple[Must, ...], ...]] = {
    DrillKind.FEATURE_QUESTION: (
        (Must(says="Ask about their business", kinds=_QUESTION, focus=_THEIRS), _NO_SELLING),
        (Must(says="Ask what goes wrong for them, or what comes of it", kinds=_QUESTION,
              focus=_DEEPER),),
        (Must(says="Ask one thing only", most_words=25),),
    ),
    DrillKind.TAKE_UP: (
        (Must(says="Ask on from what they just said", kinds=_QUESTION, takes_up=True),),
        (_NO_SELLING,),
        (Must(says="Ask what goes wrong there, or what comes of it", kinds=_QUESTION,
              focus=_DEEPER),),
    ),
    DrillKind.REFLECT: (
        (
            Must(says="Tell them what you heard", kinds=(Kind.REFLECTION,)),
            Must(says="Put it in your own words", own_words=True),
        ),
        (Must(says="Leave it at that: no question behind it", never=_QUESTION),),
        (Must(says=f"Keep it to {SHORT} words", most_words=SHORT),),
    ),
    DrillKind.SIZE_IT: (
        (Must(says="Ask for a number, or work one out with them", sizes=True),),
        (Must(says="Go on from what they just said", takes_up=True),),
        (Must(says="Use a figure they gave you", grounded=True),),
    ),
    DrillKind.MEET_CONCERN: (
        (
            Must(says="Find out what is behind it", kinds=_ASK),
            Must(
                says="Do not answer it yet, and give nothing away",
                never=(Kind.ANSWER_CONCERN, Kind.CONCEDE, *_SELLING),
            ),
        ),
        (Must(says="Use what they said", takes_up=True),),
    ),
    DrillKind.STEP_AWAY: (
        (
            Must(says="Say that it is not for them", kinds=(Kind.DISQUALIFY,)),
            Must(says="Ask for nothing and sell nothing", never=(Kind.ADVANCE, *_SELLING)),
        ),
        (Must(says="Give the reason in what they told you", takes_up=True),),
        (Must(says="Leave them with something useful", kinds=(Kind.ADVISE, Kind.INSIGHT)),),
    ),
    DrillKind.ADVANCE: (
        (
            Must(says="Ask for a next step", kinds=(Kind.ADVANCE,)),
            Must(says="Have them bring, send or open something", costs=True),
        ),
        (Must(says="Name a day", dated=True),),
        (_NO_SELLING,),
    ),
}  # fmt: skip
_MEET_ANSWERED = (
    # What is said of one's own offer to meet a concern is an answer and a pitch at once, and the
    # listener is seldom sure which; what tells it from a pitch is that it uses what they said.
    Must(
        says="Answer what is behind it",
        kinds=(Kind.ANSWER_CONCERN, *_SELLING),
        takes_up=True,
        sure_from=0.25,
    ),
    Must(says="Give nothing away", never=(Kind.CONCEDE,)),
)
_MEET_TASK = "You have found out what is behind it. Now answer that, honestly."


def ready_made(kind: DrillKind, step: int, rng: Random) -> Drill:
    """A drill on lines that ship with the product, in an order drawn anew."""
    some = list(LINES[kind])
    rng.shuffle(some)
    first = some.pop(0)
    return _made(kind.value, kind, step, _line(first, kind, step), some, given=first.given)


def from_scenario(
    kind: DrillKind, scenario: Scenario, step: int, rng: Random, offering: Offering | None = None
) -> Drill | None:
    """A drill that begins with a line of the scenario's buyer; None where it has none that fits.

    Nothing that has to be earned in the call is used: the opener, bait and facts, and concerns as
    they are first raised; of the offering, its advantages.
    """
    if kind is DrillKind.MEET_CONCERN and step < HARDEST:
        lines = [say for objection in scenario.objections for say in objection.says]
    elif kind in (DrillKind.TAKE_UP, DrillKind.REFLECT):
        hints = [hint for need in scenario.needs for hint in need.hints]
        lines = [scenario.buyer.opener, *hints, *(say for k in scenario.knows for say in k.say)]
    elif kind is DrillKind.FEATURE_QUESTION and offering is not None and offering.advantages:
        lines = [scenario.buyer.opener]
    else:
        return None
    if not lines:
        return None
    given = ""
    if kind is DrillKind.FEATURE_QUESTION and offering is not None:
        given = rng.choice(offering.advantages)
    first = DrillLine(turns=(_buyer(rng.choice(lines)),))
    name = f"{kind.value}:{scenario.id}"
    found = _made(name, kind, step, first, _others(kind, rng), given=given)
    return found.model_copy(update={"scenario": scenario.id})


def from_moment(
    kind: DrillKind,
    turns: Sequence[Turn],
    moment: MomentRef,
    step: int,
    rng: Random,
    given: str = "",
) -> Drill | None:
    """A drill that begins with what the buyer said just before a turn of the seller's own.

    Args:
        kind: what is practised there.
        turns: the call's.
        moment: where it was; its turn is the seller's, or the buyer's turn that was to be taken up.
        step: how hard.
        rng: draws the other buyers' lines.
        given: for a feature, the one to be turned into a question.

    Returns:
        None where the buyer had said nothing there, or no feature is given.
    """
    before = [turn for turn in turns if turn.turn <= moment.turn]
    while before and before[-1].speaker is Speaker.SELLER:
        before.pop()
    if not before or not before[-1].text.strip():
        return None
    if kind is DrillKind.FEATURE_QUESTION and not given:
        return None
    name = f"{kind.value}@{moment.call}:{moment.turn}"
    # A moment has been explored where the call went on to what lay behind it, or it has not.
    hard = min(step, HARDEST - 1) if kind is DrillKind.MEET_CONCERN else step
    first = DrillLine(turns=tuple(before))
    found = _made(name, kind, hard, first, _others(kind, rng), given=given)
    return found.model_copy(update={"source": moment})


def kind_for(skill: Skill, check: Check | None = None) -> DrillKind | None:
    """The drill that trains what a check asks for; where none fits, the skill's first.

    Args:
        skill: the one to work on.
        check: the rubric's check that was not met, if one is known.

    Returns:
        None for a skill without drills.
    """
    kinds = FOR_SKILL[skill]
    wanted = [kind for count in _counts(check) for kind in _trains(count) if kind in kinds]
    return next(iter([*wanted, *kinds]), None)


def _counts(check: Check | None) -> tuple[Count, ...]:
    found = (check.count, check.without_ledger) if check is not None else ()
    return tuple(count for count in found if count is not None)


def _trains(count: Count) -> tuple[DrillKind, ...]:
    """The drills that train what is counted, the nearest first."""
    if count.quantifies or Said.NUMBER in count.said:
        return (DrillKind.SIZE_IT,)
    if Kind.REFLECTION in count.move and not set(count.move) & QUESTIONS:
        return (DrillKind.REFLECT,)
    if count.before is Kind.PITCH or set(count.focus) & {Focus.IMPLICATION, Focus.PAYOFF}:
        return (DrillKind.FEATURE_QUESTION, DrillKind.TAKE_UP)
    return (DrillKind.TAKE_UP,) if count.builds_on else ()


def musts(kind: DrillKind, step: int) -> tuple[Must, ...]:
    """What an answer must do; a harder step asks for more at once."""
    if kind is DrillKind.MEET_CONCERN and step == HARDEST:
        return _MEET_ANSWERED
    return tuple(must for some in _MUSTS[kind][:step] for must in some)


def _made(
    name: str,
    kind: DrillKind,
    step: int,
    first: DrillLine,
    others: Sequence[Exchange],
    *,
    given: str = "",
) -> Drill:
    told = TOLD[kind]
    more = [_line(each, kind, step) for each in others[:OTHERS]]
    answered = kind is DrillKind.MEET_CONCERN and step == HARDEST
    return Drill(
        id=name,
        kind=kind,
        skill=told.skill,
        step=step,
        title=told.title,
        task=_MEET_TASK if answered else told.task,
        why=told.why,
        given=given,
        must=musts(kind, step),
        lines=(first, *more, first.model_copy(update={"again": True})),
    )


def _others(kind: DrillKind, rng: Random) -> list[Exchange]:
    return rng.sample(LINES[kind], OTHERS)


def _line(said: Exchange, kind: DrillKind, step: int) -> DrillLine:
    if kind is not DrillKind.MEET_CONCERN or step < HARDEST:
        return DrillLine(turns=(_buyer(said.buyer),), example=said.answer)
    turns = (
        _buyer(said.buyer),
        Turn(turn=2, speaker=Speaker.SELLER, text=EXPLORING),
        _buyer(said.behind, 3),
    )
    return DrillLine(turns=turns, example=said.settled)


def _buyer(text: str, turn: int = 1) -> Turn:
    return Turn(turn=turn, speaker=Speaker.BUYER, text=text)
