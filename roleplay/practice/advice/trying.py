"""What the tries show: whether they go different ways, and which levels nobody can reach."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.domain.endings import Ending
from roleplay.domain.ledger import CommitmentState, NeedState, ObjectionState
from roleplay.domain.moves import Said
from roleplay.domain.rubric import AnchorLevel, Check, Criterion, LedgerTest, Level
from roleplay.domain.transcript import ledger_of
from roleplay.domain.tries import Try
from roleplay.library import Remark
from roleplay.listening import hear_buyer

from .study import Study
from .wording import lines_of

TRIES_TO_COMPARE = 2
"""Tries from which they can all be found to go one way."""
_LOSES = ("<", "<=")


def one_way(study: Study) -> Iterator[Remark]:
    """Tries that all come to the same, or of which none is meant to fail."""
    tries = study.scenario.tries
    if len(tries) < TRIES_TO_COMPARE:
        return
    paths = {
        tuple(
            (change.what, change.id, change.state)
            for change in ledger_of(study.scenario, played.events).changes
        )
        for played in study.played.values()
    }
    if len(paths) == 1 and paths != {()}:
        message = (
            f"all {len(tries)} tries bring the buyer the same way, step by step: write one that"
            " goes another way, and one that must fail"
        )
        yield study.remark(("tries",), "one-way", message)
    elif not any(_must_fail(each) for each in tries.values()):
        message = (
            "no try has to fail: write one who only pitches or only parrots, and expect"
            ' overall: "<=2.5"'
        )
        yield study.remark(("tries",), "nobody-fails", message)


def _must_fail(each: Try) -> bool:
    expect = each.expect
    if expect.overall is not None and expect.overall.strip().startswith(_LOSES):
        return True
    lost = expect.ending in (Ending.HUNG_UP, Ending.DECLINED, Ending.PUT_OFF)
    return lost or CommitmentState.DECLINED in expect.commitments.values()


# Levels


def unreachable_levels(study: Study) -> Iterator[Remark]:
    """Criteria of which no try reaches the top, and of which nothing in this call could."""
    for criterion in study.rubric.criteria:
        if _best_of_tries(study, criterion.id) == 5:
            continue
        why = _shut(study, criterion)
        if why is not None:
            title = criterion.title or criterion.id
            level, check, lacking = why
            message = (
                f'"{title}" of {study.rubric.id} cannot reach level {level} in this call: {check}'
                f" wants {lacking}"
            )
            yield study.remark(("rubric",), "unreachable-level", message)


def _best_of_tries(study: Study, criterion: str) -> int:
    levels = [
        score.level or 0
        for played in study.played.values()
        for score in played.scorecard.criteria
        if score.id == criterion
    ]
    return max(levels, default=0)


def _shut(study: Study, criterion: Criterion) -> tuple[int, str, str] | None:
    """The lowest level that cannot be reached, by which check, and what that lacks."""
    if not criterion.routes:
        return _shut_way(study, criterion.checks, criterion.levels)
    offered = {need.kind for need in study.scenario.needs}
    ways = [
        _shut_way(study, route.checks, route.levels)
        for kind, route in criterion.routes.items()
        if kind in offered
    ]
    shut = [way for way in ways if way is not None]
    return max(shut) if ways and len(shut) == len(ways) else None


def _shut_way(
    study: Study, checks: tuple[Check, ...], levels: dict[AnchorLevel, Level]
) -> tuple[int, str, str] | None:
    by_id = {check.id: check for check in checks}
    anchors: tuple[AnchorLevel, ...] = (3, 5)
    for number in anchors:
        for name in levels[number].requires:
            lacking = _lacking(study, by_id[name])
            if lacking is not None:
                return number, name, lacking
    return None


def _lacking(study: Study, check: Check) -> str | None:
    """What of a check nothing in the call can give; None if it can be met, or is left out."""
    if check.if_ is not None and check.if_.objection and not study.scenario.objections:
        return None
    if check.ledger is not None:
        return _lacking_in_ledger(study, check.ledger)
    count = check.count
    if count is not None and count.at_least and count.said:
        able = [line for _, line in lines_of(study.scenario) if _says(line, count.said)]
        if len(able) < count.at_least:
            wanted = " or ".join(said.value for said in count.said)
            return (
                f"{count.at_least} times a {wanted} of the buyer's, and {len(able)} lines say one"
            )
    if check.ending == "right" and not _right_ending(study):
        return "a right ending, and none can be had"
    return None


def _says(line: str, wanted: tuple[Said, ...]) -> bool:
    return any(said.said in wanted for said in hear_buyer(line, ()))


def _right_ending(study: Study) -> bool:
    reach = study.granted
    known = {commitment.id for commitment in study.scenario.commitments}
    return any(
        bool(reach.accepted)
        if name == Ending.AGREED_NEXT_STEP
        else name in reach.accepted
        if name in known
        else True
        for name in study.scenario.right_ending
    )


def _lacking_in_ledger(study: Study, test: LedgerTest) -> str | None:
    reach, call = study.granted, study.scenario
    wanted = " or ".join(state.value for state in test.reached)
    if test.commitment is not None:
        names = [c.id for c in call.commitments if test.commitment in ("any", c.id)]
        if CommitmentState.ACCEPTED not in test.reached:
            return None
        able = [name for name in names if name in reach.accepted]
        what = "commitments" if test.at_least > 1 else "a commitment"
    elif test.objection is not None:
        names = [o.id for o in call.objections if test.objection in ("any", o.id)]
        if ObjectionState.LATENT in test.reached:
            return None
        able = [name for name in names if name in reach.raised]
        what = "objections" if test.at_least > 1 else "an objection"
    else:
        names = [
            need.id
            for need in call.needs
            if (test.need in (None, need.id)) and (test.kind in (None, need.kind))
        ]
        able = [name for name in names if _gets(reach.needs[name], test)]
        what = f"{test.kind.value if test.kind else 'a'} need".replace("_", " ")
    # Of what a call does not have at all, a check says itself that it cannot be assessed.
    if len(names) < test.at_least or len(able) >= test.at_least:
        return None
    return f"{what} {wanted}, and none here comes so far"


def _gets(reached: NeedState, test: LedgerTest) -> bool:
    return any(isinstance(state, NeedState) and reached.at_least(state) for state in test.reached)
