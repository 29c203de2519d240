"""What a model was asked for a call, and what it cost; and for everybody's calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from roleplay.domain.requests import Cost, KeptRequest, Outcome

from .documents import SCHEMA
from .workspace import Workspace

_OUTCOMES = {
    Outcome.ANSWERED: "answered",
    Outcome.UNREACHABLE: "not reached",
    Outcome.UNAUTHORISED: "the key was refused",
    Outcome.NOT_FOUND: "no such address or model",
    Outcome.NOT_ACCEPTED: "the request was not taken",
    Outcome.TOO_LONG: "too long for the model",
    Outcome.RATE_LIMITED: "too many requests",
    Outcome.SERVER_ERROR: "an error over there",
    Outcome.NO_FIRST_TOKEN: "no first word in time",
    Outcome.STALLED: "it stopped talking",
    Outcome.OUT_OF_TIME: "out of time",
    Outcome.CUT_OFF: "the line was cut",
    Outcome.NOT_FINISHED: "not finished",
    Outcome.MALFORMED: "not in the form of such an endpoint",
    Outcome.EMPTY: "nothing was said",
    Outcome.REFUSED: "it declined",
    Outcome.FILTERED: "filtered over there",
    Outcome.TRUNCATED: "cut short",
    Outcome.BAD_SHAPE: "not in the form that was asked for",
    Outcome.STOPPED: "stopped",
    Outcome.OVER_BUDGET: "over the budget",
}


def outcome_in_words(outcome: Outcome) -> str:
    """How a request ended, in a few words."""
    return _OUTCOMES[outcome]


def tokens(costs: Iterable[Cost]) -> int:
    """Asked and answered, in all."""
    return sum(cost.tokens_in + cost.tokens_out for cost in costs)


def cost_of(workspace: Workspace, call_id: str) -> tuple[Cost, ...]:
    """What a call cost, by role and model.

    Raises:
        BadInput: no such call.
    """
    return workspace.store.cost_of(call_id)


def costs(workspace: Workspace) -> tuple[Cost, ...]:
    """What all that is kept cost, by rep, role and model."""
    return workspace.store.costs()


def requests(workspace: Workspace, call_id: str) -> tuple[KeptRequest, ...]:
    """What was asked for a call, oldest first.

    Raises:
        BadInput: no such call.
    """
    return workspace.store.requests(call_id)


def cost_lines(found: Sequence[Cost]) -> list[str]:
    """A line for each role and model, and one for all."""
    if not found:
        return ["No model was asked."]
    lines = [f"{cost.role}, {cost.model}: {_amounts((cost,))}" for cost in found]
    return lines if len(found) == 1 else [*lines, f"in all: {_amounts(found)}"]


def request_lines(kept: Iterable[KeptRequest]) -> list[str]:
    """A line for each request: when in the call, what for, how it ended."""
    lines = []
    for each in kept:
        request = each.request
        turn = f"{each.turn:>3} " if each.turn is not None else "    "
        counted = f"{_count(request.tokens_in)} in, {_count(request.tokens_out)} out"
        first = (
            "" if request.first_seconds is None else f", first word {request.first_seconds:.1f} s"
        )
        lines.append(
            f"{turn}{request.role}, {request.model}: {outcome_in_words(request.outcome)}, "
            f"{counted}, {request.seconds:.1f} s{first}"
        )
        if request.says:
            lines.append(f"      {request.says}")
    return lines


def costs_lines(found: Sequence[Cost]) -> list[str]:
    """For each rep the lines of `cost_lines`; what was for no call comes first."""
    if not found:
        return ["No model was asked."]
    lines = []
    for seller in dict.fromkeys(cost.seller for cost in found):
        theirs = [cost for cost in found if cost.seller == seller]
        lines.append("For no call" if seller is None else seller)
        lines += [f"  {line}" for line in cost_lines(theirs)]
    return lines


def cost_document(
    call_id: str, found: Sequence[Cost], kept: Iterable[KeptRequest]
) -> dict[str, Any]:
    """A call's cost, and each request without what was said."""
    return {
        "schema": SCHEMA,
        "call": call_id,
        "tokens": tokens(found),
        "costs": [_cost(cost) for cost in found],
        "requests": [request_document(each, text=False) for each in kept],
    }


def costs_document(found: Sequence[Cost]) -> dict[str, Any]:
    """Everybody's cost."""
    sellers = dict.fromkeys(cost.seller for cost in found)
    return {
        "schema": SCHEMA,
        "tokens": tokens(found),
        "sellers": [
            {
                "seller": seller,
                "tokens": tokens(cost for cost in found if cost.seller == seller),
                "costs": [_cost(cost) for cost in found if cost.seller == seller],
            }
            for seller in sellers
        ],
    }


def request_document(kept: KeptRequest, *, text: bool = True) -> dict[str, Any]:
    """A request as JSON; ``text``: with what came."""
    left_out = None if text else {"text", "says"}
    return {
        "turn": kept.turn,
        "at": kept.at.isoformat(),
        **kept.request.model_dump(mode="json", exclude=left_out),
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return cost.model_dump(mode="json", exclude={"seller"})


def _amounts(found: Sequence[Cost]) -> str:
    asked = sum(cost.requests for cost in found)
    failed = sum(cost.failed for cost in found)
    stopped = sum(cost.stopped for cost in found)
    uncounted = sum(cost.uncounted for cost in found)
    into = sum(cost.tokens_in for cost in found)
    out = sum(cost.tokens_out for cost in found)
    seconds = sum(cost.seconds for cost in found)
    words = "1 request" if asked == 1 else f"{asked:,} requests"
    apart = [f"{n} {how}" for n, how in ((failed, "failed"), (stopped, "stopped early")) if n]
    words += f" ({', '.join(apart)})" if apart else ""
    words += f", {into:,} tokens in, {out:,} out, {seconds:,.1f} s"
    return words + (f"; {uncounted} of them not counted by the endpoint" if uncounted else "")


def _count(number: int | None) -> str:
    return "not counted" if number is None else f"{number:,}"
