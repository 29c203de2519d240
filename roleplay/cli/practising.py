"""``practice`` and ``retry``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from math import ceil
from typing import TextIO

from roleplay.domain.history import SHORT_ID
from roleplay.domain.moves import Speaker
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.text import MAX_TURN, clean
from roleplay.domain.transcript import Turn
from roleplay.practice import calls
from roleplay.practice.assignments import before_call
from roleplay.practice.documents import as_json, call_document
from roleplay.practice.reading import text_of
from roleplay.practice.shelf import Briefing, briefing
from roleplay.practice.tips import tip
from roleplay.practice.voices import MODEL, SCRIPTED, check_voice
from roleplay.practice.workspace import Workspace

from .opening import has_terminal
from .showing import briefing_lines, scorecard_lines, turn_line

MAX_BYTES = 4_000_000
"""Bytes a file of seller's lines may have."""
_KEPT = "What was said is kept (call {id}): Home goes on with it."
_GO_ON_SCRIPTED = "/scripted"
"""Typed when a model has failed: the scripted buyer answers instead."""


def practice(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Have a call: in the app, line by line, or from a file."""
    check_voice(workspace, asked.buyer)
    if asked.seller is None and not asked.plain:
        return _in_the_app(workspace, asked)
    lines = seller_lines(asked.seller) if asked.seller is not None else None
    if lines is None:
        workspace.on_wait = lambda wait: print(
            f"roleplay: {wait.says} Try {wait.next_try} in {ceil(wait.seconds)} s.", file=sys.stderr
        )
    for line in () if asked.no_save else before_call(workspace, asked.scenario):
        print(clean(line), file=sys.stderr if asked.json else sys.stdout)
    live = calls.start(
        workspace,
        asked.scenario,
        asked.variant or ("a" if lines is not None else None),
        seed=asked.seed if asked.seed is not None else 0,
        save=not asked.no_save,
        buyer=asked.buyer,
    )
    if lines is None:
        return _by_hand(live, asked, briefing(workspace, asked.scenario))
    return _play(live, lines, asked)


def _in_the_app(workspace: Workspace, asked: argparse.Namespace) -> int:
    # Asked for here, so that a wrong name is one line in the shell and no screen.
    calls.variant_of(workspace, asked.scenario, asked.variant)
    without = {
        "--json": asked.json,
        "--no-save": asked.no_save,
        "--seed": asked.seed is not None,
    }
    for option, given in without.items():
        if given:
            raise BadInput(f"{option} goes with --seller FILE, --seller - or --plain")
    if not has_terminal():
        raise BadInput("the app needs a terminal; use --seller FILE, --seller - or --plain")
    from roleplay.tui.app import run

    workspace.close()
    buyer = MODEL if asked.buyer == MODEL else None
    return run(workspace.settings, scenario=asked.scenario, variant=asked.variant, buyer=buyer)


def retry(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Redo a seller turn of a kept call, and go on from there."""
    lines = seller_lines(asked.seller) if asked.seller is not None else None
    live = calls.fork(workspace, asked.call, asked.at, save=not asked.no_save)
    if lines is None:
        return _by_hand(live, asked)
    return _play(live, lines, asked)


def seller_lines(file: str) -> list[str]:
    """A file's lines, one turn each.

    Raises:
        BadInput: it cannot be read, is no text, or a line is too long for a turn.
    """
    text = text_of(file, most=MAX_BYTES, wanted="one seller turn a line")
    lines = clean(text).split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_TURN:
            raise BadInput(
                f"{file}:{number}: a turn has at most {MAX_TURN:,} characters,"
                f" this one {len(line):,}"
            )
    return lines[:-1] if lines and not lines[-1].strip() else lines


def _play(live: calls.LiveCall, lines: list[str], asked: argparse.Namespace) -> int:
    said = 0
    talk = None if asked.json else sys.stdout
    _show(live.turns, live, talk)
    for line in lines:
        if live.ended:
            break
        if talk is not None:
            said_turn = Turn(turn=len(live.turns) + 1, speaker=Speaker.SELLER, text=line.strip())
            _show((said_turn,), live, talk)
        try:
            _answer(live, line, talk)
        except Broken as error:
            if live.failed and live.id is not None:
                raise Broken(f"{error} {_KEPT.format(id=live.id[-SHORT_ID:])}") from error
            raise
        said += 1
    live.end()
    scorecard = live.score()
    if asked.json:
        document = call_document(
            live.id, live.scenario, live.events, scorecard, unused_lines=len(lines) - said
        )
        print(as_json(document))
        return 0
    print()
    for line in scorecard_lines(scorecard, live):
        print(line)
    return 0


def _by_hand(
    live: calls.LiveCall, asked: argparse.Namespace, before: Briefing | None = None
) -> int:
    """Line by line: for screen readers, slow links and pipes.

    With ``--json`` the document has standard output to itself. ``before`` is what a seller may
    know before the call; None where it is taken up again.
    """
    talk = sys.stderr if asked.json else sys.stdout
    for line in briefing_lines(before) if before is not None else ():
        print(line, file=talk)
    print(f"{live.title}. On the line: {live.buyer_name}, {live.buyer_role}.", file=talk)
    print("One turn a line; an empty line is a pause; end with Ctrl+D.", file=talk)
    _show(live.turns, live, talk)
    _coach(live, talk)
    while not live.ended:
        try:
            if sys.stdin.isatty():
                print("> ", end="", file=talk, flush=True)
            said = input()
        except EOFError:
            break
        try:
            if live.failed and said.strip() == _GO_ON_SCRIPTED:
                live.use_voice(SCRIPTED)
                said = ""
            _answer(live, said, talk)
            _coach(live, talk)
        except BadInput as error:
            print(f"roleplay: {error}", file=sys.stderr)
        except Broken as error:
            if not live.failed:
                raise
            print(f"roleplay: {error}", file=sys.stderr)
            print(
                f"What you said is kept. Enter asks again; {_GO_ON_SCRIPTED} goes on with the "
                "scripted buyer.",
                file=sys.stderr,
            )
    live.end()
    scorecard = live.score()
    if asked.json:
        print(as_json(call_document(live.id, live.scenario, live.events, scorecard)))
        return 0
    print()
    for line in scorecard_lines(scorecard, live):
        print(line)
    return 0


def _show(turns: Sequence[Turn], live: calls.LiveCall, talk: TextIO | None) -> None:
    """A line for each turn; nothing where nobody looks."""
    if talk is not None:
        for turn in turns:
            print(turn_line(turn, live.buyer_name), file=talk, flush=True)


def _answer(live: calls.LiveCall, said: str, talk: TextIO | None) -> None:
    """Say a turn and show the answer, sentence by sentence where it comes so."""
    if talk is None:
        live.say(said)
        return
    shown = ""

    def more(turn: int, text: str) -> None:
        nonlocal shown
        first = Turn(turn=turn, speaker=Speaker.BUYER, text=text)
        new = text[len(shown) :] if shown else turn_line(first, live.buyer_name)
        print(new, end="", file=talk, flush=True)
        shown = text

    live.on_sentence = more
    turn = live.say(said)
    if shown:
        print(turn.text[len(shown) :], file=talk, flush=True)
    else:
        _show((turn,), live, talk)


def _coach(live: calls.LiveCall, talk: TextIO) -> None:
    """What a coach says beside a call that teaches, on a line of its own."""
    said = tip(live, plain=True)
    if said:
        print(f"    (Coach: {said})", file=talk, flush=True)
