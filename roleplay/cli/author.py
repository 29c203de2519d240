"""``author``: a call played with the buyer's mind open, in the app or line by line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice.authors import Rehearsal, RehearsalView
from roleplay.practice.gates import GateRow, NeedRow
from roleplay.practice.open_mind import OpenTurn, SegmentRow
from roleplay.practice.workspace import Workspace

from .opening import has_terminal

COMMANDS = {
    "/if WORDS": "what would be heard and decided; nothing is said",
    "/back": "take the last turn back",
    "/again": "say it once more",
    "/to TURN": "go on from that turn of yours",
    "/turn TURN": "tell that turn once more, whole",
    "/mind": "all that is on the buyer's mind now",
    "/variant ID": "the same words against another variant",
    "/seed N": "the same words, other wordings",
    "/try NAME": "play one of the file's tries",
    "/save NAME": "what was said, as a try for the file",
    "/check": "what `roleplay check` says of the file",
    "/help": "this list",
}
"""What can be typed in place of words, and what it does."""


def author(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Play a call with the mind open."""
    rehearsal = Rehearsal(workspace, asked.target, asked.variant, asked.seed or 0)
    if asked.plain:
        _Plain(rehearsal).run()
        return 0
    if not has_terminal():
        raise BadInput("the app needs a terminal; use --plain")
    from roleplay.tui.app import run
    from roleplay.tui.messages import Rehearse

    workspace.close()
    return run(workspace.settings, rehearse=Rehearse(asked.target, asked.variant, asked.seed or 0))


class _Plain:
    """Line by line: for screen readers, slow links and pipes."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self._rehearsal = rehearsal
        self._does: dict[str, Callable[[str], Iterable[str]]] = {
            "/if": self._what_if,
            "/back": lambda _: self._after(rehearsal.back()),
            "/again": lambda _: self._after(rehearsal.again()),
            "/to": lambda words: self._after(rehearsal.go_back_to(_number(words))),
            "/turn": self._turn,
            "/mind": lambda _: mind_lines(rehearsal.view().turns[-1]),
            "/variant": lambda words: self._anew(rehearsal.choose(words or None)),
            "/seed": lambda words: self._anew(rehearsal.choose(seed=_number(words))),
            "/try": lambda words: self._anew(rehearsal.play_try(words)),
            "/save": self._save,
            "/check": lambda _: rehearsal.check() or ("nothing is wrong with it",),
            "/help": lambda _: (f"{name:<14}{does}" for name, does in COMMANDS.items()),
        }

    def run(self) -> None:
        """Until the lines run out; what cannot be done is told, and the next line read."""
        view = self._rehearsal.view()
        _say(
            f"{view.title}. On the line: {view.buyer}, {view.role}.",
            f"{view.file}, variant {view.variant} of {', '.join(view.variants)}.",
            "One turn a line; an empty line is a pause; /help lists the rest; end with Ctrl+D.",
            *turn_lines(view.turns[0]),
            *mind_lines(view.turns[0]),
        )
        for line in _typed():
            try:
                saved = self._rehearsal.reload()
                if saved is not None:
                    _say(*self._anew(saved))
                _say(*self._answer(line.strip()))
            except BadInput as error:
                print(f"roleplay: {clean(str(error))}", file=sys.stderr, flush=True)

    def _answer(self, line: str) -> Iterable[str]:
        if not line.startswith("/"):
            return self._after(self._rehearsal.say(line))
        name, _, words = line.partition(" ")
        if name not in self._does:
            raise BadInput(f"{name[:40]!r} does nothing here; allowed: {', '.join(self._does)}")
        return self._does[name](words.strip())

    def _after(self, view: RehearsalView) -> Iterator[str]:
        yield from _last(view.turns)
        if view.undone:
            yield f"  {view.undone} taken back; /again says the next of them"

    def _anew(self, view: RehearsalView) -> Iterator[str]:
        """After everything was played again."""
        for problem in view.broken:
            yield f"not played: {problem}"
        if view.broken:
            return
        yield f"Played again: variant {view.variant}, seed {view.seed}."
        for turn, told in view.changed:
            yield from (f"  turn {turn} came out differently: {line}" for line in told)
        if view.unsaid:
            yield f"  the call ended before {view.unsaid} of your turns"
        yield from turn_lines(view.turns[-1])
        yield from mind_lines(view.turns[-1])

    def _turn(self, words: str) -> Iterable[str]:
        wanted = _number(words)
        turns = {turn.turn: turn for turn in self._rehearsal.view().turns}
        if wanted not in turns:
            allowed = ", ".join(str(number) for number in turns)
            raise BadInput(f"turn {wanted} is not one of yours; allowed: {allowed}")
        return (*turn_lines(turns[wanted]), *mind_lines(turns[wanted]))

    def _what_if(self, words: str) -> Iterable[str]:
        would = self._rehearsal.what_if(words)
        return ("What if:", *_last((*self._rehearsal.view().turns, would)))

    def _save(self, name: str) -> Iterable[str]:
        saved = self._rehearsal.save_try(name)
        where = f"written to {saved.file}" if saved.file else "it could not be written to a file"
        return (*saved.text.splitlines(), f"Goes under tries: in the file; {where}")


def turn_lines(turn: OpenTurn) -> Iterator[str]:
    """What was said, heard and answered, why, and what it did; a fact a line."""
    if turn.turn > 1:
        yield f"{turn.turn:>3} You: {turn.said or '(a pause)'}"
        for segment in turn.heard:
            yield f"    heard: {_segment(segment)}"
    yield f"{turn.turn + (turn.turn > 1):>3} Buyer: {turn.answer}"
    for reason in turn.reasons:
        yield f"    why: {reason.step}: {reason.line}"
    for gauge in turn.gauges:
        causes = "; ".join(f"{c.by:+} {c.kind} “{c.quote}”" for c in gauge.causes)
        moved = f" (was {gauge.before}: {causes})" if causes else ""
        yield f"    {gauge.name} {gauge.value}{moved}"
    if turn.ended:
        yield f"    the call has ended: {turn.ended}"


def mind_lines(turn: OpenTurn, before: OpenTurn | None = None) -> Iterator[str]:
    """Every need, objection and commitment after a turn; with ``before`` only what moved since."""
    known = set(_mind(before)) if before is not None else set()
    for line in _mind(turn):
        if line not in known:
            yield f"    {line}"


def _last(turns: Sequence[OpenTurn]) -> Iterator[str]:
    yield from turn_lines(turns[-1])
    yield from mind_lines(turns[-1], turns[-2] if len(turns) > 1 else None)


def _mind(turn: OpenTurn) -> Iterator[str]:
    for need in turn.needs:
        said = sum(rung.said for rung in need.rungs)
        hints = f", {need.hints[0]} of {need.hints[1]} hints" if need.hints[1] else ""
        following = next((rung for rung in need.rungs if rung.next), None)
        waits = _waits(following.waits) if following is not None else "; all is told"
        yield f"need {need.id}: {_state(need)}, {said} of {len(need.rungs)} rungs{hints}{waits}"
    for what, gates in (("objection", turn.objections), ("commitment", turn.commitments)):
        for gate in gates:
            yield f"{what} {gate.id}: {_state(gate)}{_waits(gate.waits)}"


def _segment(segment: SegmentRow) -> str:
    told = [f"{segment.kind} {segment.confidence:.2f}", *segment.tags]
    for name, topics in (
        ("about", segment.topics),
        ("near", segment.near),
        ("not heard", segment.further),
    ):
        if topics:
            told.append(f"{name} {', '.join(f'{t.id} {t.score:.2f}' for t in topics)}")
    return f"“{segment.quote}” as {', '.join(told)}"


def _state(row: NeedRow | GateRow) -> str:
    return row.state if row.state == row.before else f"{row.state} (was {row.before})"


def _waits(waits: Iterable[str]) -> str:
    told = "; ".join(waits)
    return f"; next waits for {told}" if told else ""


def _number(words: str) -> int:
    if not words.isdecimal() or len(words) > 9:
        raise BadInput(f"{words[:40]!r} is not allowed here: a whole number from 0")
    return int(words)


def _typed() -> Iterator[str]:
    while True:
        try:
            if sys.stdin.isatty():
                print("> ", end="", flush=True)
            yield input()
        except EOFError:
            return


def _say(*lines: str) -> None:
    for line in lines:
        print(clean(line))
    sys.stdout.flush()
