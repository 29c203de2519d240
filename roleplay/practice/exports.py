"""Calls written out: as a document for programs, as Markdown for people."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from roleplay.domain.moves import Speaker
from roleplay.domain.problem import Broken

from .calls import reopen
from .debriefs import CriterionView, debrief, scorecard_of
from .documents import call_document
from .notes import notes_to_self
from .quoting import Quote
from .spending import request_document
from .workspace import Workspace


def document(workspace: Workspace, call_id: str) -> dict[str, Any]:
    """A kept call with its score, as the shell's contract has it.

    The seller's notes to self stand in it as ``[{"turn", "text"}]`` where there are any, and what
    a model was asked for the call under ``requests``.
    """
    live = reopen(workspace, call_id)
    card = scorecard_of(workspace, live) if live.ended else None
    written = call_document(live.id, live.scenario, live.events, card)
    notes = notes_to_self(workspace, live.id) if live.id else {}
    if notes:
        written["notes"] = [{"turn": turn, "text": text} for turn, text in notes.items()]
    kept = workspace.store.requests(live.id) if live.id else ()
    if kept:
        written["requests"] = [request_document(each) for each in kept]
    return written


def markdown(workspace: Workspace, call_id: str) -> str:
    """A kept call with its debrief, as Markdown."""
    live = reopen(workspace, call_id)
    notes = notes_to_self(workspace, live.id) if live.id else {}
    lines = [f"# {live.title}", "", f"With {live.buyer_name}, {live.buyer_role}.", ""]
    for turn in live.turns:
        who = "You" if turn.speaker is Speaker.SELLER else live.buyer_name
        lines += [f"**{turn.turn}. {who}:** {_plain(turn.text or '(a pause)')}", ""]
        if turn.turn in notes:
            lines += [f"*Note to self: {_plain(notes[turn.turn])}*", ""]
    if live.ended and live.id is not None:
        lines += _debrief_lines(workspace, live.id)
    return "\n".join(lines).rstrip() + "\n"


def export(workspace: Workspace, call_id: str) -> Path:
    """Write a kept call as Markdown into the data folder; a file written before is replaced.

    Raises:
        BadInput: no such call.
        Broken: the file cannot be written.
    """
    text = markdown(workspace, call_id)
    row = workspace.store.call(call_id)
    name = re.sub(r"[^a-z0-9]+", "-", row.scenario.lower()).strip("-") or "call"
    path = workspace.settings.home / "exports" / f"{name}-{row.short}.md"
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Broken(f"{path}: cannot be written ({error.strerror})") from error
    return path


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
