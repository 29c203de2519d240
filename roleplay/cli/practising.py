"""``practice`` and ``retry``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import calls
from roleplay.practice.documents import as_json, call_document
from roleplay.practice.workspace import Workspace

from .showing import scorecard_lines, turn_line

MAX_BYTES = 4_000_000
"""Bytes a file of seller's lines may have."""


def practice(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Have a call: in the app, line by line, or from a file."""
    if asked.buyer == "model":
        raise BadInput("no model is set up; use --buyer scripted, which needs none")
    if asked.seller is None and not asked.plain:
        if not sys.stdin.isatty():
            raise BadInput("the app needs a terminal; use --seller FILE, --seller - or --plain")
        from roleplay.tui.app import run

        # Asked for here, so that a wrong name is one line in the shell and no screen.
        workspace.library.scenario(asked.scenario)
        workspace.close()
        return run(workspace.settings, scenario=asked.scenario, variant=asked.variant)
    lines = seller_lines(asked.seller) if asked.seller is not None else None
    live = calls.start(
        workspace,
        asked.scenario,
        asked.variant or ("a" if lines is not None else None),
        seed=asked.seed if asked.seed is not None else 0,
        save=not asked.no_save,
    )
    if lines is None:
        return _by_hand(live, asked)
    return _play(live, lines, asked)


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
        BadInput: it cannot be read, or is no text.
    """
    if file == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        try:
            with Path(file).open("rb") as source:
                data = source.read(MAX_BYTES + 1)
        except OSError as error:
            raise BadInput(f"{file}: cannot be read ({error.strerror or error})") from error
    if len(data) > MAX_BYTES:
        raise BadInput(f"{file}: more than {MAX_BYTES:,} bytes; expected one seller turn a line")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(f"{file}:{line}: not UTF-8 text") from error
    if "\0" in text:
        raise BadInput(f"{file}: not a text file; expected one seller turn a line")
    lines = clean(text).split("\n")
    return lines[:-1] if lines and not lines[-1].strip() else lines


def _play(live: calls.LiveCall, lines: list[str], asked: argparse.Namespace) -> int:
    said = 0
    for number, line in enumerate(lines, start=1):
        if live.ended:
            break
        try:
            live.say(line)
        except BadInput as error:
            raise BadInput(f"{asked.seller}:{number}: {error}") from error
        said += 1
    live.end()
    scorecard = live.score()
    if asked.json:
        document = call_document(
            live.id, live.scenario, live.events, scorecard, unused_lines=len(lines) - said
        )
        print(as_json(document))
        return 0
    for turn in live.turns:
        print(turn_line(turn, live.buyer_name))
    print()
    for line in scorecard_lines(scorecard, live):
        print(line)
    return 0


def _by_hand(live: calls.LiveCall, asked: argparse.Namespace) -> int:
    """Line by line: for screen readers, slow links and pipes."""
    print(f"{live.title}. On the line: {live.buyer_name}, {live.buyer_role}.")
    print("One turn a line; an empty line is a pause; end with Ctrl+D.")
    for turn in live.turns:
        print(turn_line(turn, live.buyer_name))
    while not live.ended:
        try:
            said = input("> " if sys.stdin.isatty() else "")
        except EOFError:
            break
        try:
            print(turn_line(live.say(said), live.buyer_name), flush=True)
        except BadInput as error:
            print(f"roleplay: {error}", file=sys.stderr)
    live.end()
    scorecard = live.score()
    if asked.json:
        print(as_json(call_document(live.id, live.scenario, live.events, scorecard)))
        return 0
    print()
    for line in scorecard_lines(scorecard, live):
        print(line)
    return 0
