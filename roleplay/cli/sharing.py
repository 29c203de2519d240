"""``share`` and ``assign``."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import assignments
from roleplay.practice import sharing as shared
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.workspace import Workspace


def share(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Share a call, or no longer; without one list what others share."""
    receivers = _names(asked.receivers)
    if asked.call is None:
        return _list_shared(workspace, receivers, json=asked.json)
    if asked.ask:
        lines = shared.preview(workspace, asked.call, receivers, redact=asked.redact)
        if asked.json:
            print(as_json({"schema": SCHEMA, "call": asked.call, "would": list(lines)}))
        else:
            print(clean("\n".join(lines)))
        return 0
    if asked.stop:
        done = shared.unshare(workspace, asked.call, receivers)
    else:
        done = shared.share(workspace, asked.call, receivers, redact=asked.redact)
    if asked.json:
        print(as_json({"schema": SCHEMA, **asdict(done)}))
        return 0
    seen = f"is shared with {', '.join(done.with_whom)}" if done.with_whom else "is yours alone"
    dots = ", names and numbers left out as far as they can be told" if done.redacted else ""
    print(clean(f"“{done.title}” ({done.call[-8:]}) {seen}{dots}."))
    return 0


def _list_shared(workspace: Workspace, reps: tuple[str, ...], *, json: bool) -> int:
    found = [row for rep in reps or (None,) for row in shared.shared_with_me(workspace, rep)]
    if json:
        print(as_json({"schema": SCHEMA, "calls": [asdict(row) for row in found]}))
        return 0
    if not found:
        print("Nobody shares a call with you yet.")
    for row in found:
        overall = "    " if row.overall is None else f"{row.overall:4.2g}"
        print(clean(f"{row.call[-8:]}  {row.when:16} {overall}  {row.rep}: {row.title}"))
    return 0


def assign(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Ask people to practise; without a scenario list what was asked."""
    found: tuple[assignments.AssignmentLine, ...]
    if asked.scenarios:
        if asked.to is None or asked.why is None:
            raise BadInput("say whom you ask and why: --to NAMES --why TEXT")
        found = (
            assignments.assign(
                workspace,
                asked.scenarios,
                _names(asked.to),
                asked.why,
                due=asked.due,
                attempts=asked.attempts,
                done=asked.done,
                shares=asked.shares,
            ),
        )
    elif asked.hand_in is not None:
        found = (assignments.hand_in(workspace, asked.hand_in),)
    elif asked.withdraw is not None:
        assignments.withdraw(workspace, asked.withdraw)
        found = assignments.assignments(workspace)
    else:
        found = assignments.assignments(workspace)
    if asked.json:
        document = {"schema": SCHEMA, "assignments": [_document(each) for each in found]}
        print(as_json(document))
        return 0
    if not found:
        print("Nothing is assigned.")
    for each in found:
        _tell(each)
    return 0


def _tell(each: assignments.AssignmentLine) -> None:
    whom = f"{each.by} asks you" if each.mine else f"to {', '.join(each.people)}"
    due = f", due {each.due.isoformat()}" if each.due is not None else ""
    lines = [
        f"{each.id[-8:]}  {each.state}{due}  {whom}: {each.why}",
        *(f"    {'+' if i.is_done else '-'} {i.title} ({i.attempts} had)" for i in each.items),
        f"    Done by {each.done}. {each.will_share}",
    ]
    if each.handed_in:
        lines.append(f"    Handed in: {', '.join(call[-8:] for call in each.handed_in)}")
    print(clean("\n".join(lines)))


def _document(each: assignments.AssignmentLine) -> dict[str, Any]:
    return asdict(each) | {"due": each.due.isoformat() if each.due is not None else None}


def _names(written: str | None) -> tuple[str, ...]:
    return tuple(name for part in (written or "").split(",") if (name := part.strip()))
