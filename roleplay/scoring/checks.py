"""Each question of a rubric, answered from the call: met, not met or not assessable.

A check that is met because something happened shows the words in which it happened. Words that
cannot be shown count for nothing: a check that only they would meet is not assessable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from roleplay.domain.endings import Ending
from roleplay.domain.ledger import Change, CommitmentState, Ledger, NeedState, What
from roleplay.domain.moves import SURE_FROM, Kind, Speaker
from roleplay.domain.rubric import Check, Count, LedgerTest, MetricName, MetricTest, Occasion
from roleplay.domain.scorecard import CheckResult, Evidence, Verdict

from .metrics import Measured, unmeasured
from .reading import Did, Reading

Shown = tuple[Evidence, ...]
"""The words of one thing that happened; empty when they cannot be shown."""

NO_LEDGER = "What the buyer came to is on record in practice calls only."
NO_WORDS = "The words that it would rest on cannot be shown."


def assess(check: Check, reading: Reading, measured: Mapping[MetricName, Measured]) -> CheckResult:
    """The answer to one check of a rubric."""
    if check.if_ is not None:
        missing = _no_occasion(check.if_, reading)
        if missing is not None:
            return _unknown(check, missing)
    if check.count is not None:
        return _count(check, check.count, reading)
    if check.ledger is not None:
        if reading.ledger is not None:
            return _ledger(check, check.ledger, reading, reading.ledger)
        if check.without_ledger is not None:
            return _count(check, check.without_ledger, reading)
        return _unknown(check, NO_LEDGER)
    if check.metric is not None:
        return _metric(check, check.metric, reading, measured)
    if check.ending is not None:
        if reading.scenario is None and check.without_ledger is not None:
            return _count(check, check.without_ledger, reading)
        return _ending(check, reading)
    return _unknown(check, "Only a judge can tell, and none took part.")


def _unknown(check: Check, reason: str, value: float | None = None) -> CheckResult:
    return CheckResult(id=check.id, verdict=Verdict.NOT_ASSESSABLE, value=value, reason=reason)


def _met(check: Check, value: float | None, evidence: Sequence[Evidence] = ()) -> CheckResult:
    return CheckResult(
        id=check.id, verdict=Verdict.MET, value=value, evidence=tuple(dict.fromkeys(evidence))
    )


def _not_met(
    check: Check, value: float | None, reason: str, evidence: Sequence[Evidence] = ()
) -> CheckResult:
    return CheckResult(
        id=check.id,
        verdict=Verdict.NOT_MET,
        value=value,
        reason=reason,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _no_occasion(occasion: Occasion, reading: Reading) -> str | None:
    """Why the check has nothing to look at, if it has not."""
    if occasion.objection is None:
        return None
    if reading.ledger is None:
        return None if reading.doubted() else "The buyer voiced no doubt."
    came = any(
        reading.ledger.first("objection", name, occasion.objection)
        for name in reading.ledger.objections
    )
    return None if came else f"No objection was {occasion.objection.value}."


def _bounded(check: Check, least: int, happened: Sequence[Shown]) -> CheckResult:
    """The answer when at least that many things must have happened."""
    shown = [words for words in happened if words]
    if len(shown) >= least:
        return _met(check, len(shown), [item for words in shown for item in words])
    if len(happened) >= least:
        return _unknown(check, NO_WORDS, len(happened))
    return _not_met(
        check,
        len(happened),
        f"{len(happened)} of at least {least}",
        [item for words in shown for item in words],
    )


# --- counts ---


def _count(check: Check, count: Count, reading: Reading) -> CheckResult:
    if count.topic and reading.scenario is None:
        return _unknown(check, "Topics are known in practice calls only.")
    if count.by is Speaker.BUYER:
        # The same words count once, whatever all they amount to.
        last = reading.last_said(count.in_last) if count.in_last is not None else None
        told = {
            (turn.turn, item.start, item.end): _shown(reading.cite_said(turn, item))
            for turn, item in reading.said
            if (not count.said or item.said in count.said)
            and _earlier(reading, count.before, (turn.turn, 0))
            and (last is None or turn.turn in last)
        }
        happened = list(told.values())
    else:
        happened = _done([did for did in reading.did if _fits(did, count, reading)], count, reading)
    if count.at_least is not None:
        return _bounded(check, count.at_least, happened)
    most = count.at_most or 0
    if len(happened) <= most:
        return _met(check, len(happened))
    words = [item for shown in happened for item in shown]
    if not words:
        return _unknown(check, NO_WORDS, len(happened))
    return _not_met(check, len(happened), f"{len(happened)} of at most {most}", words)


def _done(fitting: Sequence[Did], count: Count, reading: Reading) -> list[Shown]:
    """Each thing done; where the buyer's reply is counted, all that one reply answers is one."""
    if not (count.met_with or count.not_met_with):
        return [_shown(reading.cite_did(did)) for did in fitting]
    by_reply: dict[int, Shown] = {}
    for did in fitting:
        reply = did.reply[0].turn if did.reply else 0
        by_reply[reply] = by_reply.get(reply, ()) + _shown(reading.cite_did(did))
    return list(by_reply.values())


def _shown(evidence: Evidence | None) -> Shown:
    return () if evidence is None else (evidence,)


def _earlier(reading: Reading, kind: Kind | None, at: tuple[int, int]) -> bool:
    """Whether that place comes before the seller's first of a kind; so if there is none."""
    if kind is None:
        return True
    first = reading.first(kind)
    return first is None or at < first


def _fits(did: Did, count: Count, reading: Reading) -> bool:
    segment = did.segment
    return (
        segment.confidence >= SURE_FROM
        and (not count.move or segment.kind in count.move)
        and (not count.topic or any(topic.id in count.topic for topic in segment.topics))
        and (count.quantifies is None or segment.quantifies == count.quantifies)
        and (not count.focus or segment.focus in count.focus)
        and (count.builds_on is None or segment.takes_up)
        and (count.answered is None or did.answered == count.answered)
        and (not count.met_with or did.met_with(count.met_with))
        and not (count.not_met_with and did.met_with(count.not_met_with))
        and (not count.replies_to or did.replies_to(count.replies_to))
        and _earlier(reading, count.before, did.at)
    )


# --- the ledger ---


def _ledger(check: Check, test: LedgerTest, reading: Reading, ledger: Ledger) -> CheckResult:
    what, names, lacking = _subjects(test, reading, ledger)
    if lacking is not None:
        return _unknown(check, lacking)
    if len(names) < test.at_least:
        return _unknown(check, f"This call has only {len(names)} of the {test.at_least} asked for.")
    reached = [_reached(test, what, name, reading, ledger) for name in names]
    changes = [change for change in reached if change is not None]
    result = _bounded(check, test.at_least, [reading.cite_change(c) or () for c in changes])
    if result.verdict is not Verdict.NOT_MET:
        return result
    wanted = " or ".join(state.value for state in test.reached)
    before = f" before the first {_plain(test.before)}" if test.before else ""
    got = f"{result.value:.0f} of at least {test.at_least} {wanted}{before}"
    return result.model_copy(
        update={"reason": f"{got}; furthest: {_furthest(what, names, ledger)}"}
    )


def _subjects(
    test: LedgerTest, reading: Reading, ledger: Ledger
) -> tuple[What, tuple[str, ...], str | None]:
    """What the test looks at, and why it cannot if this call has none of it."""
    if test.kind is not None:
        if reading.scenario is None:
            return "need", (), "Kinds of need are known only with the scenario."
        kinds = {need.id: need.kind for need in reading.scenario.needs}
        names = tuple(name for name in ledger.needs if kinds.get(name) is test.kind)
        return "need", names, None if names else f"This call has no {_plain(test.kind)} need."
    what: What = "need"
    known, wanted = ledger.needs, test.need
    if test.objection is not None:
        what, known, wanted = "objection", ledger.objections, test.objection
    elif test.commitment is not None:
        what, known, wanted = "commitment", ledger.commitments, test.commitment
    names = known if wanted in (None, "any") else tuple(n for n in known if n == wanted)
    if names:
        return what, names, None
    named = f"{what} {wanted}" if wanted not in (None, "any") else what
    return what, (), f"This call has no {named}."


def _reached(
    test: LedgerTest, what: What, name: str, reading: Reading, ledger: Ledger
) -> Change | None:
    """The entry by which it first came to one of the states, if it counts."""
    entries = (ledger.first(what, name, state) for state in test.reached)
    found = [change for change in entries if change is not None]
    if what == "need" and NeedState.QUANTIFIED in test.reached and _agreed_unsized(name, ledger):
        found = []
    if not found:
        return None
    if what == "commitment" and not any(
        ledger.commitment(name).at_least(state) for state in test.reached
    ):
        return None
    earliest = min(found, key=lambda change: change.turn)
    return earliest if _earlier(reading, test.before, (earliest.turn, 0)) else None


def _agreed_unsized(name: str, ledger: Ledger) -> bool:
    """Whether the need became the buyer's own by agreeing to a step, without a number."""
    states = [c.state for c in ledger.changes if c.what == "need" and c.id == name]
    owned = ledger.first("need", name, NeedState.OWNED)
    agreed = {c.turn for c in ledger.changes if c.state is CommitmentState.ACCEPTED}
    return owned is not None and owned.turn in agreed and NeedState.QUANTIFIED not in states


def _furthest(what: What, names: Sequence[str], ledger: Ledger) -> str:
    if what == "need":
        return max((ledger.need(name) for name in names), key=lambda state: state.rank).value
    if what == "objection":
        return max((ledger.objection(name) for name in names), key=lambda state: state.rank).value
    return max((ledger.commitment(name) for name in names), key=lambda state: state.rank).value


def _plain(name: str) -> str:
    return str(name).replace("_", " ")


# --- metrics ---


def _metric(
    check: Check, test: MetricTest, reading: Reading, measured: Mapping[MetricName, Measured]
) -> CheckResult:
    found = measured.get(test.name)
    if found is None:
        return _unknown(check, unmeasured(test.name))
    value = found.metric.value
    if test.at_least is not None:
        if value >= test.at_least:
            return _met(check, value)
        return _not_met(check, value, f"{value:g} of at least {test.at_least:g}")
    most = test.at_most or 0.0
    if value <= most:
        return _met(check, value)
    words = [reading.cite(span.turn, span.start, span.end) for span in found.words]
    return _not_met(
        check, value, f"{value:g} of at most {most:g}", [item for item in words if item]
    )


# --- the ending ---


def _ending(check: Check, reading: Reading) -> CheckResult:
    call, scenario = reading.call, reading.scenario
    if scenario is None or call.ending is None:
        return _unknown(check, "Which ending is right is known in practice calls only.")
    accepted = reading.ledger.accepted() if reading.ledger is not None else ()
    right = call.ending.value in scenario.right_ending or (
        bool(accepted) and all(name in scenario.right_ending for name in accepted)
    )
    words = next((shown for shown in _decided(reading, accepted) if shown), ())
    if not words:
        return _unknown(check, NO_WORDS)
    if right:
        return _met(check, None, words)
    reason = f"The call ended {_plain(call.ending.value)}"
    if accepted:
        reason += f" with {', '.join(accepted)} agreed"
    allowed = " or ".join(_plain(name) for name in scenario.right_ending)
    return _not_met(check, None, f"{reason}; right was {allowed}.", words)


def _decided(reading: Reading, accepted: Sequence[str]) -> Iterator[Shown]:
    """The words in which the ending was decided, the most telling first."""
    if reading.call.ending is Ending.DISQUALIFIED:
        yield _stepping_away(reading)
    if reading.ledger is not None and accepted:
        yield _first_accepted(reading, reading.ledger, accepted)
    for turn in reversed(reading.call.turns):
        yield _shown(reading.cite_turn(turn))


def _first_accepted(reading: Reading, ledger: Ledger, accepted: Sequence[str]) -> Shown:
    for name in accepted:
        change = ledger.first("commitment", name, CommitmentState.ACCEPTED)
        shown = reading.cite_change(change) if change is not None else None
        if shown:
            return shown
    return ()


def _stepping_away(reading: Reading) -> Shown:
    for did in reversed(reading.did):
        heard = did.turn.heard
        if did.segment.kind is Kind.DISQUALIFY and heard and heard.dominant is Kind.DISQUALIFY:
            return _shown(reading.cite_did(did))
    return ()
