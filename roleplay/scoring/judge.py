"""A model reads a call and answers what the rubric asks; code holds every quote against the call.

One request for each criterion, or each of its routes that the scenario offers, and one about what
the seller says it takes. A model gives no number: levels are computed from the answers by
`evaluate`, as they are without a judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from roleplay.domain.ledger import Ledger
from roleplay.domain.requests import Outcome
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.scorecard import JudgedCheck, JudgeNotes, Verdict
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import HeardCall
from roleplay.llm.values import Ask, Message, ModelFailed

from .aimed import Aimed, aimed_in
from .evaluate import answers_of, unscorable_because
from .judging import Claimed, Judging
from .metrics import measure
from .questions import Question, document, parts_of, prompt, questions
from .reading import Reading
from .truth import Compared, claimed, claims_document, facts_of
from .verifying import (
    Answers,
    CheckAnswer,
    Tally,
    Verifier,
    not_for_everything,
    over_parts,
    over_repeats,
    verified,
)

if TYPE_CHECKING:
    from roleplay.llm import Door, Stop

TOKENS_FOR_A_CHECK = 320
"""Of an answer: four quotes for it, some against it, a sentence."""
MOST_TOKENS = 2_000
TEMPERATURE = 0.6
"""When a question is asked more than once: how far the answers differ is what is looked for. A
single time it is 0."""

Shape = TypeVar("Shape", Answers, Compared)

Progress = Callable[[int, int], None]
"""Called with how many requests are done, of how many."""


def judge(
    call: HeardCall,
    *,
    rubric: Rubric,
    door: Door,
    model: str,
    scenario: Scenario | None = None,
    strategy: Strategy | None = None,
    ledger: Ledger | None = None,
    repeats: int = 1,
    at_once: int = 4,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Judging:
    """What a judge answers about a call, for `evaluate` of the same call and rubric.

    A call that cannot be scored is not shown to it. What it fails to answer is without an answer,
    with the reason; the rest stands. The same answers always make the same value.

    Args:
        call: the call as it was heard.
        rubric: what it is asked by.
        door: to the model.
        model: its name, as it is written into the scorecard.
        scenario: as for `evaluate`.
        strategy: as for `evaluate`; the seller's claims are held against its facts.
        ledger: as for `evaluate`.
        repeats: how often each question is asked: odd, 1 or more.
        at_once: requests under way at the same time.
        stop: stops all of it.
        progress: told after each request.

    Raises:
        ModelFailed: somebody stopped it.
    """
    if repeats < 1 or repeats % 2 == 0:
        raise ValueError(f"repeats: {repeats}, allowed: 1, 3, 5 and so on")
    reading = Reading(call, scenario, strategy, ledger)
    aimed = aimed_in(call, _names(scenario))
    if unscorable_because(reading, aimed) is not None:
        return Judging(JudgeNotes(model=model, prompt_digest=_digest(())), aimed=aimed)
    measured = measure(reading)
    results = {c.id: answers_of(c, reading, measured, aimed) for c in rubric.criteria}
    asked = questions(rubric, reading, results)
    facts = facts_of(scenario, strategy)
    asks = _asks_about(asked, call, aimed, repeats)
    fact_asks = _asks_of_claims(facts, reading, aimed)
    of = len(asks) + len(fact_asks)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, of)

    answers = _gathered(door.answer_each(asks, Answers, at_once=at_once, stop=stop), tell, 0)
    compared = _gathered(
        door.answer_each(fact_asks, Compared, at_once=at_once, stop=stop), tell, len(asks)
    )

    tally = Tally()
    verifier = Verifier(reading, aimed)
    unscored: dict[str, str] = {}
    judged: dict[str, JudgedCheck] = {}
    each = len(answers) // len(asked) if asked else 0
    for place, question in enumerate(asked):
        mine = answers[place * each : (place + 1) * each]
        parts = each // repeats
        runs = [mine[first : first + parts] for first in range(0, each, parts)]
        _take(question, runs, verifier, tally, judged, unscored)
    times = {f"{q.place}/{each.check.id}": each.times for q in asked for each in q.asked}
    judged = not_for_everything(judged, times, reading, tally)
    claims: list[Claimed] = []
    for found in compared:
        if isinstance(found, ModelFailed):
            unscored["claims"] = _why(found)
        else:
            claims += claimed(found, facts, verifier, tally)
    return Judging(
        notes=JudgeNotes(
            model=model,
            prompt_digest=_digest([*asks, *fact_asks]),
            repeats=repeats,
            quotes=tally.offered,
            verified=tally.verified,
            dropped=dict(sorted(tally.dropped.items())),
            unscored=unscored,
        ),
        answers=judged,
        aimed=aimed,
        claims=_once(claims),
        asked=of,
        failed=sum(isinstance(each, ModelFailed) for each in (*answers, *compared)),
    )


def _asks_about(
    asked: Sequence[Question], call: HeardCall, aimed: Sequence[Aimed], repeats: int
) -> list[Ask]:
    """Every question as often as it is repeated, and each time about every part of the call."""
    parts = parts_of(call.turns, aimed)
    last = max(turn.turn for turn in call.turns)
    return [
        _ask(document(question, part, last), len(question.asked), repeat, repeats)
        for question in asked
        for repeat in range(repeats)
        for part in parts
    ]


def _asks_of_claims(facts: Sequence[str], reading: Reading, aimed: Sequence[Aimed]) -> list[Ask]:
    """About what the seller says it takes; nothing where no fact is known."""
    if not facts:
        return []
    return [
        Ask(
            role="judge",
            messages=(_system("claims.md"), Message("user", claims_document(facts, part))),
            most_tokens=MOST_TOKENS,
        )
        for part in parts_of(reading.seller, aimed)
    ]


def _gathered(
    coming: Iterable[tuple[int, Shape | ModelFailed]], tell: Callable[[int], None], before: int
) -> list[Shape | ModelFailed]:
    """The answers in the order of what was asked, in whatever order they come.

    Raises:
        ModelFailed: somebody stopped it.
    """
    answers: dict[int, Shape | ModelFailed] = {}
    for number, answer in coming:
        if isinstance(answer, ModelFailed) and answer.outcome is Outcome.STOPPED:
            raise answer
        answers[number] = answer
        tell(before + len(answers))
    return [answers[number] for number in sorted(answers)]


def _names(scenario: Scenario | None) -> tuple[str, ...]:
    """What the buyer may be called before their words."""
    if scenario is None:
        return ()
    name = scenario.buyer.name
    return tuple(dict.fromkeys((name, name.split()[0])))


def _system(name: str) -> Message:
    return Message("system", prompt(name))


def _ask(body: str, checks: int, repeat: int, repeats: int) -> Ask:
    return Ask(
        role="judge",
        messages=(_system("judge.md"), Message("user", body)),
        most_tokens=min(MOST_TOKENS, 100 + TOKENS_FOR_A_CHECK * checks),
        temperature=TEMPERATURE if repeats > 1 else 0.0,
        seed=repeat + 1 if repeats > 1 else 0,
    )


def _take(
    question: Question,
    runs: Sequence[Sequence[Answers | ModelFailed]],
    verifier: Verifier,
    tally: Tally,
    judged: dict[str, JudgedCheck],
    unscored: dict[str, str],
) -> None:
    """Enter what was answered to a question, or why nothing was."""
    whole: list[list[Mapping[str, CheckAnswer]]] = []
    for run in runs:
        heard = [answer for answer in run if isinstance(answer, Answers)]
        if len(heard) == len(run):
            whole.append([{check.id: check for check in answer.checks} for answer in heard])
    if not whole:
        failed = next(a for run in runs for a in run if isinstance(a, ModelFailed))
        unscored[question.place] = _why(failed)
        return
    for asked in question.asked:
        repeated = []
        for run_parts in whole:
            found = []
            for by_id in run_parts:
                answer = by_id.get(asked.check.id)
                found.append(
                    JudgedCheck(verdict=Verdict.NOT_ASSESSABLE, says="The judge left it out.")
                    if answer is None
                    else verified(answer, asked, verifier, tally)
                )
            repeated.append(over_parts(asked, found))
        judged[f"{question.place}/{asked.check.id}"] = over_repeats(repeated)


def _why(failed: ModelFailed) -> str:
    return f"The judge gave no answer: {failed}"


def _once(claims: Sequence[Claimed]) -> tuple[Claimed, ...]:
    """Each claim once, though parts of a long call overlap; the worse of two findings stays."""
    kept: dict[tuple[int, int, int], Claimed] = {}
    for claim in sorted(claims, key=lambda claim: claim.contradicts):
        kept[claim.words.turn, claim.words.start, claim.words.end] = claim
    return tuple(kept[place] for place in sorted(kept))


def _digest(asks: Sequence[Ask]) -> str:
    """SHA-256 (64 hex digits) of all that was asked, in its order."""
    return hashlib.sha256("".join(ask.digest for ask in asks).encode()).hexdigest()
