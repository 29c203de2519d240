"""``show``, ``replay``, ``export`` and ``forget``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.text import clean
from roleplay.practice import exports
from roleplay.practice import history as kept
from roleplay.practice.debriefs import scorecard_of
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.meanings import ending_in_words
from roleplay.practice.notes import notes_to_self
from roleplay.practice.workspace import Workspace

from .showing import card_lines, turn_line


def show(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Show a call and its score, or two takes of it side by side, or what it cost."""
    if getattr(asked, "against", None) is not None:
        from .takes import show_takes

        return show_takes(workspace, asked.call, asked.against, json=asked.json)
    if getattr(asked, "cost", False):
        return _cost(workspace, asked.call, json=asked.json)
    if asked.json:
        print(as_json(exports.document(workspace, asked.call)))
        return 0
    live = kept.show(workspace, asked.call)
    print(f"{live.title}. {live.buyer_name}, {live.buyer_role}. Variant {live.variant}.")
    notes = notes_to_self(workspace, live.id) if live.id else {}
    for turn in live.turns:
        print(turn_line(turn, live.buyer_name))
        if turn.turn in notes:
            print(f"     note to self: {clean(notes[turn.turn])}")
    if not live.ended:
        print("Not finished. `roleplay` goes on with it.")
    else:
        print(f"Ended: {ending_in_words(live.ending, live.ended_by)}.")
        for line in card_lines(scorecard_of(workspace, live), live.rubric):
            print(line)
    return 0


def _cost(workspace: Workspace, call: str, *, json: bool) -> int:
    """What a model was asked for the call, and what that cost."""
    from roleplay.practice import spending

    found = spending.cost_of(workspace, call)
    kept = spending.requests(workspace, call)
    if json:
        row = workspace.store.call(call)
        print(as_json(spending.cost_document(row.id, found, kept)))
        return 0
    for line in (*spending.request_lines(kept), *spending.cost_lines(found)):
        print(clean(line))
    return 0


def replay(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Play a call back; with --verify work it out anew, 1 if anything comes out differently."""
    if not asked.verify:
        if asked.call is None:
            raise BadInput("say which call to play back, or --verify for all of them")
        return show(workspace, asked)
    results = []
    for each in kept.verified(workspace, asked.call):
        found = each.difference
        results.append(
            {
                "call": each.call,
                "same": found is None,
                "turn": found.turn if found else None,
                "what": found.what if found else None,
                **({"helped": list(each.helped)} if each.helped else {}),
            }
        )
        if not asked.json:
            words = f"turn {found.turn}: {found.what} is different today" if found else "identical"
            print(f"{each.call[-8:]}  {words}{_helped(each.helped)}")
    if asked.json:
        print(as_json({"schema": SCHEMA, "calls": results}))
    elif not results:
        print("No finished calls to replay.")
    return 0 if all(result["same"] for result in results) else 1


def _helped(turns: Sequence[int]) -> str:
    """Which turns are as they were kept: a model was asked what was meant in them."""
    if not turns:
        return ""
    named = f"turn{'s' if len(turns) > 1 else ''} {', '.join(map(str, turns))}"
    return f"; {named} heard with a model's help, as kept"


def export(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Write a call with its score, to the screen or to a file that is not there yet."""
    if asked.format == "json":
        text = as_json(exports.document(workspace, asked.call)) + "\n"
    else:
        text = exports.markdown(workspace, asked.call)
    if asked.output is None:
        sys.stdout.write(text)
        return 0
    try:
        descriptor = os.open(asked.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadInput(f"{asked.output} is there already; name another file") from error
    except OSError as error:
        raise Broken(f"{asked.output}: cannot be written ({error.strerror})") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        asked.output.unlink(missing_ok=True)
        raise Broken(f"{asked.output}: cannot be written ({error.strerror})") from error
    print(f"{asked.output} written")
    return 0


def forget(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Delete a call, or everything, for good."""
    if (asked.call is None) == (not asked.everything):
        raise BadInput("say which call to forget, or --everything")
    gone = kept.forget(workspace, None if asked.everything else asked.call)
    print(f"Forgotten: {len(gone)} {'call' if len(gone) == 1 else 'calls'}")
    return 0
