"""What deserves a human: the queue of shared calls, and disputes with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from pydantic import ValidationError

from roleplay.domain.history import CallRow
from roleplay.domain.moves import PLAIN_FROM
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.review import NewDispute
from roleplay.domain.scorecard import DISAGREE, CheckResult, Scorecard, Verdict
from roleplay.domain.text import clean

from .calls import reopen
from .home import title_of, when_in_words
from .people import me, names
from .reviewing import last_card, opened, place_of
from .scores import score_call
from .verdicts import VERDICTS
from .who_may import Doing
from .whose import look
from .workspace import Workspace

FAR = 1.0
"""Levels between a call's overall and what is usual for its rep, from which it is told."""
USUAL_FROM = 3
"""Other shared calls that are needed to say what is usual."""
USUAL_OF = 8
"""The usual is the mean of so many other shared calls, the newest."""
_ORDER = ("disputed", "disagree", "far", "unsure", "unreviewed")
"""What comes first in the queue."""


@dataclass(frozen=True)
class QueueLine:
    """A call that waits for somebody who coaches its rep."""

    call: str
    rep: str
    """Their name."""
    title: str
    when: str
    reasons: tuple[str, ...]
    """Why it deserves a human, in words, the weightiest first."""
    codes: tuple[str, ...]
    """The same for programs: disputed, disagree, far, unsure, unreviewed."""


def queue(workspace: Workspace, limit: int = 20) -> tuple[QueueLine, ...]:
    """The calls of those whom one coaches that deserve a human, the most pressing first."""
    who = me(workspace)
    if not who.coaches:
        return ()
    called, now = names(workspace), workspace.now()
    found = []
    for row in workspace.store.to_review():
        if row.seller not in who.coaches:
            continue
        told = dict(_reasons(workspace, row, who.person))
        codes = tuple(code for code in _ORDER if code in told)
        found.append(
            QueueLine(
                call=row.id,
                rep=called.get(row.seller, row.seller),
                title=title_of(workspace, row),
                when=when_in_words(row.started_at, now),
                reasons=tuple(told[code] for code in codes),
                codes=codes,
            )
        )
    found.sort(key=lambda line: _ORDER.index(line.codes[0]) if line.codes else len(_ORDER))
    return tuple(line for line in found if line.codes)[:limit]


def second_look(workspace: Workspace, call_id: str, criterion: str, check: str) -> str:
    """What a second judging says of one check, in a line: a model where one judges, else the app.

    Raises:
        BadInput: no such call or check, or it is another's.
    """
    row = look(workspace, call_id, Doing.DISPUTE)
    first = _check_of(_card(workspace, row), criterion, check)
    second, who = _judged_again(workspace, row, criterion, check)
    before, after = VERDICTS[first.verdict], VERDICTS[second.verdict]
    reason = f" ({second.reason})" if second.reason else ""
    same = "the same" if first.verdict is second.verdict else f"“{before}” before"
    return f"Judged again by {who}: {after}{reason}, {same}."


def dispute(
    workspace: Workspace,
    call_id: str,
    criterion: str,
    check: str,
    turn: int,
    words: str,
    text: str,
) -> str:
    """Dispute one check of one's own shared call; what a second judging says goes with it.

    Args:
        workspace: where it is kept.
        call_id: which call.
        criterion: the criterion's id.
        check: the check's id.
        turn: the turn in which the words stand that speak for the rep.
        words: those words as they stand there.
        text: what is held against the check.

    Returns:
        What the second judging said.

    Raises:
        BadInput: no such call, check or words, it is not shared, or it is disputed already.
    """
    row = look(workspace, call_id, Doing.DISPUTE)
    start, end = place_of(opened(workspace, row.id)[2], turn, words)
    if start == end:
        raise BadInput("quote the words that speak for you")
    second = second_look(workspace, row.id, criterion, check)
    try:
        new = NewDispute(
            criterion=criterion, check=check, turn=turn, start=start, end=end, text=clean(text)
        )
    except ValidationError as error:
        raise BadInput(f"say what is wrong: {error.errors()[0]['msg']}") from None
    workspace.store.dispute(row.id, new, second)
    return second


def answer(workspace: Workspace, call_id: str, check: str, *, upheld: bool, text: str) -> None:
    """Answer the open dispute of a check; where it is upheld, give the level that follows.

    Raises:
        BadInput: no such call or open dispute, no words, or they do not coach the rep.
    """
    row = look(workspace, call_id, Doing.RATE)
    words = clean(text).strip()
    if not words:
        raise BadInput("a dispute is answered in words")
    waiting = [d for d in workspace.store.disputes(row.id) if d.answered_by is None]
    found = next((d for d in waiting if check in (d.check, d.id)), None)
    if found is None:
        known = ", ".join(d.check for d in waiting) or "none is open"
        raise BadInput(f"no open dispute of {check!r}; open: {known}")
    workspace.store.answer(row.id, found.id, upheld=upheld, text=words)


def _reasons(workspace: Workspace, row: CallRow, reviewer: str) -> Iterator[tuple[str, str]]:
    """Why a call deserves a human: a code and a line each."""
    waiting = [d for d in workspace.store.disputes(row.id) if d.answered_by is None]
    if waiting:
        checks = ", ".join(each.check for each in waiting)
        yield "disputed", f"disputed: {checks}"
    if any(each.author == reviewer for each in workspace.store.reviewed(row.id)):
        return
    kept = workspace.store.scorecards(row.id)
    differ = sum(c.flag == DISAGREE for card in kept[-2:] for c in _checks(card.scorecard))
    if differ:
        yield "disagree", f"checks and judge disagree on {differ}"
    card = last_card(kept)
    unsure = [
        check
        for check in (_checks(card) if card else ())
        if check.verdict is Verdict.MET
        and check.evidence
        and all(e.confidence < PLAIN_FROM and not e.corrected for e in check.evidence)
    ]
    if unsure:
        yield "unsure", f"not heard surely: {', '.join(check.id for check in unsure)}"
    others = [
        other.overall
        for other in workspace.store.shared_calls(row.seller, USUAL_OF + 1)
        if other.id != row.id and other.overall is not None
    ]
    if row.overall is not None and len(others) >= USUAL_FROM:
        usual = mean(others[:USUAL_OF])
        if abs(row.overall - usual) >= FAR:
            side = "above" if row.overall > usual else "below"
            # Without the number: whoever rates the call blind has not seen the app's.
            yield "far", f"scored far {side} this rep's usual"
    yield (
        "unreviewed",
        "nobody has looked at it yet"
        if not workspace.store.reviewed(row.id)
        else "you have not looked at it yet",
    )


def _checks(card: Scorecard) -> Iterator[CheckResult]:
    for criterion in card.criteria:
        yield from criterion.checks


def _card(workspace: Workspace, row: CallRow) -> Scorecard:
    card = last_card(workspace.store.scorecards(row.id))
    if card is None:
        raise BadInput("the call is not scored; there is nothing to dispute")
    return card


def _check_of(card: Scorecard, criterion: str, check: str) -> CheckResult:
    by_id = {each.id: each for each in card.criteria}
    if criterion not in by_id:
        raise BadInput(f"no criterion {criterion!r}; allowed: {', '.join(by_id)}")
    found = next((each for each in by_id[criterion].checks if each.id == check), None)
    if found is None:
        known: Sequence[str] = [each.id for each in by_id[criterion].checks]
        raise BadInput(f"no check {check!r} in {criterion}; allowed: {', '.join(known)}")
    return found


def _judged_again(
    workspace: Workspace, row: CallRow, criterion: str, check: str
) -> tuple[CheckResult, str]:
    """The check judged anew, and by whom; what a model has judged already stands."""
    for kept in reversed(workspace.store.scorecards(row.id)):
        judged_by = kept.scorecard.judge
        if judged_by is not None and kept.scorecard.rubric == row.rubric:
            return _check_of(kept.scorecard, criterion, check), judged_by.model
    if workspace.settings.model.models.get("judge"):
        from .judging import judge_call

        try:
            judged = judge_call(workspace, row.id)
            model = judged.scorecard.judge.model if judged.scorecard.judge else "a model"
            return _check_of(judged.scorecard, criterion, check), model
        except Broken:
            # The model is away: the app's own second look is better than none.
            pass
    live = reopen(workspace, row.id)
    try:
        strategy = workspace.library.strategy_of(live.scenario.id)
    except BadInput:
        strategy = None
    card = score_call(live.scenario, strategy, live.rubric, live.events)
    return _check_of(card, criterion, check), "the app as it is today"
