"""Calls that are kept: listed, played back, worked out again, written out, forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from roleplay.domain.moves import Speaker
from roleplay.engine.replay import Difference, verify

from .calls import LiveCall, reopen
from .debriefs import CriterionView, Quote, debrief, scorecard_of
from .documents import call_document
from .home import CallRow, as_row
from .workspace import Workspace


@dataclass(frozen=True)
class Replayed:
    """A kept call, worked out again."""

    call: str
    difference: Difference | None
    """None when everything comes out as it was."""


def history(
    workspace: Workspace,
    limit: int = 50,
    before: str | None = None,
    scenario: str | None = None,
) -> tuple[CallRow, ...]:
    """This seller's calls, newest first; ``before`` is the last call of the page before."""
    rows = workspace.store.calls(
        limit=limit, before=before, seller=workspace.settings.seller, scenario=scenario
    )
    return tuple(as_row(workspace, row) for row in rows)


def show(workspace: Workspace, call_id: str) -> LiveCall:
    """A kept call as it stands.

    Raises:
        BadInput: no such call, or the id names several.
    """
    return reopen(workspace, call_id)


def verified(workspace: Workspace, call_id: str | None = None) -> Iterator[Replayed]:
    """A call, or every finished one, worked out again with today's listener and mind."""
    if call_id is not None:
        ids = [call_id]
    else:
        seller = workspace.settings.seller
        rows = workspace.store.calls(seller=seller, limit=1_000_000)
        ids = [row.id for row in rows if row.ending is not None]
    for each in ids:
        live = reopen(workspace, each)
        yield Replayed(live.id or each, verify(live.scenario, live.events))


def document(workspace: Workspace, call_id: str) -> dict[str, Any]:
    """A kept call with its score, as the shell's contract has it."""
    live = reopen(workspace, call_id)
    card = scorecard_of(workspace, live) if live.ended else None
    return call_document(live.id, live.scenario, live.events, card)


def markdown(workspace: Workspace, call_id: str) -> str:
    """A kept call with its debrief, as Markdown."""
    live = reopen(workspace, call_id)
    lines = [f"# {live.title}", "", f"With {live.buyer_name}, {live.buyer_role}.", ""]
    for turn in live.turns:
        who = "You" if turn.speaker is Speaker.SELLER else live.buyer_name
        lines += [f"**{turn.turn}. {who}:** {_plain(turn.text or '(a pause)')}", ""]
    if live.ended and live.id is not None:
        lines += _debrief_lines(workspace, live.id)
    return "\n".join(lines).rstrip() + "\n"


def forget(workspace: Workspace, call_id: str | None) -> tuple[str, ...]:
    """Delete one call, or with None all of this seller's, for good.

    Returns:
        The ids of the calls that are gone: forks of a forgotten call go with it.

    Raises:
        BadInput: no such call.
        Broken: one of them is open in another window.
    """
    if call_id is None:
        gone = workspace.store.forget_all(workspace.settings.seller)
    else:
        gone = workspace.store.forget_call(call_id)
    workspace.settings.snapshot.unlink(missing_ok=True)
    return gone


def _debrief_lines(workspace: Workspace, call_id: str) -> list[str]:
    found = debrief(workspace, call_id)
    lines = [f"Ended: {found.ending_words}.", "", "## What the buyer would tell a colleague", ""]
    lines += [f"> {_plain(found.buyer_says)}", ""]
    if not found.scorable:
        return [*lines, f"Not scorable: {_plain(found.reason or '')}", ""]
    if found.moment is not None:
        lines += ["## One moment to take again", "", _plain(found.moment.why), ""]
        lines += [f"> {found.moment.turn}. {_plain(found.moment.seller_words)}", ""]
    if found.keep is not None:
        lines += ["## One thing to keep", "", *_quoted(found.keep), _plain(found.keep.why), ""]
    lines += ["## Criteria", ""]
    for criterion in found.criteria:
        lines += _criterion_lines(criterion)
    overall = "unscored" if found.overall is None else f"{found.overall:g} of 5"
    return [*lines, f"Overall: {overall}, {found.coverage:.0%} of the weight scored.", ""]


def _criterion_lines(criterion: CriterionView) -> list[str]:
    reason = f" ({_plain(criterion.reason)})" if criterion.reason else ""
    lines = [f"### {_plain(criterion.title)}: {criterion.words}{reason}", ""]
    for check in criterion.checks:
        why = f" ({_plain(check.reason)})" if check.reason else ""
        lines += [f"- {check.verdict.replace('_', ' ')}: {_plain(check.says)}{why}"]
        lines += [f"  > {quote.turn}. {_plain(quote.words)}" for quote in check.quotes]
    return [*lines, ""]


def _quoted(quote: Quote) -> list[str]:
    return [f"> {quote.turn}. {_plain(quote.words)}", ""]


def _plain(text: str) -> str:
    """Text that Markdown takes for nothing but text, on one line."""
    marked = "".join(f"\\{c}" if c in "\\`*_{}[]<>#|" else c for c in text)
    return " ".join(marked.split())
