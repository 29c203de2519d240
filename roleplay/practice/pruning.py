"""A variant's call made whole: without what hangs on needs or facts that it does not have.

In a variant, a condition on what it is ``without`` never holds. A call of its own may not name it.
"""

from __future__ import annotations

from typing import Any

from roleplay.domain.conditions import Condition
from roleplay.domain.endings import Ending
from roleplay.domain.scenario import Scenario
from roleplay.domain.tries import Try


def pruned(call: Scenario) -> Scenario:
    """The call without reveals, objections, commitments, asks and tips that can never come up."""
    while (after := _once(call)) != call:
        call = after
    endings = {ending.value for ending in Ending} | {c.id for c in call.commitments}
    right = tuple(name for name in call.right_ending if name in endings)
    return call.model_copy(
        update={
            "right_ending": right or (Ending.SELLER_ENDED.value,),
            "tries": {name: _expecting(each, call) for name, each in call.tries.items()},
        }
    )


def _once(call: Scenario) -> Scenario:
    parts = (call.knows, call.needs, call.objections, call.commitments)
    known = frozenset(item.id for part in parts for item in part)
    asks = _kept(call.buyer.asks, "when", known)
    return call.model_copy(
        update={
            "buyer": call.buyer.model_copy(update={"asks": asks}),
            "needs": tuple(
                need.model_copy(update={"reveals": _ladder(need.reveals, known)})
                for need in call.needs
            ),
            "objections": _kept(call.objections, "raise_when", known),
            "commitments": _kept(call.commitments, "accept_when", known),
            "tips": _kept(call.tips, "when", known),
        }
    )


def _kept(items: tuple[Any, ...], field: str, known: frozenset[str]) -> tuple[Any, ...]:
    """The items whose condition can hold, each with the arms that can."""
    found = [(item, _possible(getattr(item, field), known)) for item in items]
    return tuple(item.model_copy(update={field: when}) for item, when in found if when is not None)


def _ladder(reveals: tuple[Any, ...], known: frozenset[str]) -> tuple[Any, ...]:
    """The rungs up to the first that cannot be said."""
    kept = _kept(reveals, "when", known)
    first = next((at for at, r in enumerate(reveals) if _possible(r.when, known) is None), None)
    return kept if first is None else kept[:first]


def _possible(when: Condition, known: frozenset[str]) -> Condition | None:
    """The condition without what is not there; None if it then can never hold."""
    changes: dict[str, Any] = {}
    for key in ("asked", "told", "quantifies"):
        names = getattr(when, key)
        changes[key] = tuple(name for name in names if name in known)
        if names and not changes[key]:
            return None
    if not known.issuperset(when.needs):
        return None
    arms = [_possible(arm, known) for arm in when.any]
    changes["any"] = tuple(arm for arm in arms if arm is not None)
    return None if when.any and not changes["any"] else when.model_copy(update=changes)


def _expecting(each: Try, call: Scenario) -> Try:
    """A try that expects nothing of what is not there."""
    changes = {}
    for part in ("needs", "objections", "commitments"):
        ids = {item.id for item in getattr(call, part)}
        wanted = getattr(each.expect, part)
        changes[part] = {name: state for name, state in wanted.items() if name in ids}
    return each.model_copy(update={"expect": each.expect.model_copy(update=changes)})
