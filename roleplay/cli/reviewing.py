"""``review``: what deserves a human, and what one says of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import reviewing, reviews
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.workspace import Workspace

_KINDS = {"comment": "comment", "praise": "praise", "better": "better_line"}
_SAID = {"comment": "", "praise": "praise: ", "better_line": "could have been: "}


def review(workspace: Workspace, asked: argparse.Namespace) -> int:
    """List what waits; or say something of a call, and show it as it then stands."""
    if asked.call is None:
        return _list(workspace, json=asked.json)
    said = _done(workspace, asked)
    seen = reviewing.review(workspace, asked.call, blind=asked.blind)
    if asked.json:
        document = {"schema": SCHEMA, **asdict(seen), "said": said}
        document["turns"] = [turn.model_dump(mode="json") for turn in seen.turns]
        print(as_json(document))
        return 0
    for line in (said,) if said else _lines(seen):
        print(clean(line))
    return 0


def _list(workspace: Workspace, *, json: bool) -> int:
    found = reviews.queue(workspace)
    if json:
        print(as_json({"schema": SCHEMA, "calls": [asdict(line) for line in found]}))
        return 0
    if not found:
        print("Nothing waits for you.")
    for line in found:
        print(clean(f"{line.call[-8:]}  {line.when:16} {line.rep}: {line.title}"))
        print(clean(f"    {'; '.join(line.reasons)}"))
    return 0


def _done(workspace: Workspace, asked: argparse.Namespace) -> str:
    """What was done, in a line; empty where the call is only looked at."""
    call = asked.call
    for option, kind in _KINDS.items():
        if (text := getattr(asked, option)) is not None:
            reviewing.comment(workspace, call, text, kind=kind, turn=asked.turn, words=asked.words)
            return "Said."
    if asked.rate is not None:
        criterion, level = _rating(asked.rate)
        reviewing.rate(workspace, call, criterion, level, asked.because, blind=asked.blind)
        return f"Your {level} stands beside the app's level, with your name."
    if asked.reveal:
        reviewing.reveal(workspace, call)
        return "Your levels are seen now."
    if asked.reviewed:
        reviewing.mark_reviewed(workspace, call)
        return "Reviewed."
    if asked.second_look is not None:
        return reviews.second_look(workspace, call, *_check(asked.second_look))
    if asked.dispute is not None:
        if asked.turn is None:
            raise BadInput("say in which turn you said it: --turn N --words WORDS")
        check = _check(asked.dispute)
        second = reviews.dispute(workspace, call, *check, asked.turn, asked.words, asked.because)
        return f"{second} Sent to who coaches you."
    for name, upheld in ((asked.uphold, True), (asked.decline, False)):
        if name is not None:
            reviews.answer(workspace, call, name, upheld=upheld, text=asked.because)
            return "Answered."
    return ""


def _rating(written: str) -> tuple[str, int]:
    criterion, _, level = written.partition("=")
    if level not in ("1", "2", "3", "4", "5"):
        raise BadInput(f"{written!r} is not allowed here: such as understands-first=4, 1 to 5")
    return criterion, int(level)


def _check(written: str) -> tuple[str, str]:
    criterion, _, check = written.partition("/")
    if not check:
        raise BadInput(f"{written!r} is not allowed here: CRITERION/CHECK")
    return criterion, check


def _lines(seen: reviewing.Review) -> Iterator[str]:
    dots = " Names and numbers are left out." if seen.redacted else ""
    yield f"{seen.title}. {seen.rep}'s call.{dots}"
    beside: dict[int | None, list[str]] = {}
    for each in seen.comments:
        quoted = f"“{each.words}”: " if each.words else ""
        said = f"{each.author}: {quoted}{_SAID[each.kind]}{each.text}"
        beside.setdefault(each.turn, []).append(said)
    for turn in seen.turns:
        yield f"{turn.turn:>3} {turn.speaker.value}: {turn.text or '(a pause)'}"
        yield from (f"      > {said}" for said in beside.get(turn.turn, ()))
    yield from (f"  > {said}" for said in beside.get(None, ()))
    if seen.hidden:
        yield seen.hidden
    for criterion in seen.criteria:
        yield f"{criterion.title} ({criterion.id}): {criterion.counts or 'rate it'}"
        for check in criterion.app.checks if criterion.app is not None else ():
            yield f"  {check.verdict.replace('_', ' ')}: {check.says} ({check.id})"
            yield from (f"      {q.turn}: “{' '.join(q.words.split())}”" for q in check.quotes)
        for level in criterion.levels:
            how = "" if level.revealed else ", seen by you alone"
            why = f": {level.reason}" if level.reason else ""
            yield f"  {level.author} gave {level.level}{' blind' if level.blind else ''}{how}{why}"
    for dispute in seen.disputes:
        yield f"{dispute.author} disputes {dispute.check}: “{dispute.words}” {dispute.text}"
        yield f"  {dispute.second}"
        if dispute.answered_by is not None:
            answer = "upheld" if dispute.upheld else "declined"
            yield f"  {answer} by {dispute.answered_by}: {dispute.answer}"
    if seen.reviewed_by:
        yield f"Reviewed by {', '.join(seen.reviewed_by)}."
