"""Calls to learn from, and what readers said that each turn does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from roleplay.domain.moves import Focus, Kind, Said, Speaker
from roleplay.domain.transcript import Turn

READERS = ("first", "second")
"""The folders of the labels: two readers, neither of whom wrote the calls or saw the other's."""
WRITER = "writer"
"""Who labelled the calls of ``more``: who wrote them. They are learnt from, never tested on."""
_HELD_OUT_EVERY = 5

_KINDS = {
    "rap": Kind.RAPPORT, "age": Kind.AGENDA, "oq": Kind.OPEN_QUESTION, "cq": Kind.CLOSED_QUESTION,
    "ref": Kind.REFLECTION, "ack": Kind.ACKNOWLEDGE, "ins": Kind.INSIGHT, "pit": Kind.PITCH,
    "pro": Kind.PROOF, "ans": Kind.ANSWER_CONCERN, "adv": Kind.ADVISE, "nxt": Kind.ADVANCE,
    "con": Kind.CONCEDE, "dis": Kind.DISQUALIFY, "oth": Kind.OTHER,
}  # fmt: skip
_FOCUSES = {
    "s": Focus.SITUATION, "p": Focus.PROBLEM, "i": Focus.IMPLICATION, "v": Focus.PAYOFF,
    "b": Focus.PROCESS, "o": Focus.OTHER,
}  # fmt: skip
_SAID = {
    "dif": Said.DIFFICULTY, "cau": Said.CAUSE, "seq": Said.CONSEQUENCE, "num": Said.NUMBER,
    "dou": Said.DOUBT, "acc": Said.ACCEPTANCE, "put": Said.PUT_OFF, "com": Said.COMMITMENT,
    "obj": Said.OBJECTION, "neg": Said.REFUSAL,
}  # fmt: skip
BUYERS = tuple(str(said) for said in _SAID.values())
"""What a buyer's turn may be said to be."""
_LINE = re.compile(r"([BS])(?:\[([^\]]*)\])?: (.*)")
_MOVE = re.compile(rf"({'|'.join(_KINDS)})(?::([spivbo]))?(#?)(\+?)(\*?)")


class Move(NamedTuple):
    """What a reader said that a part of a seller's turn does."""

    kind: Kind
    focus: Focus | None
    quantifies: bool
    takes_up: bool
    dominant: bool


class Labelled(NamedTuple):
    """One side's turn with what was said before it, and what each reader heard in it."""

    call: Call
    place: int
    """Its number in the call, from 1."""
    text: str
    moves: dict[str, tuple[Move, ...]]
    """For a seller's turn, by reader: in the order they are made."""
    said: dict[str, frozenset[str]]
    """For a buyer's turn, by reader: some of `BUYERS`."""

    @property
    def context(self) -> list[Turn]:
        """The turns before it."""
        return self.call.turns[: self.place - 1]


class Call:
    """A call that somebody wrote to be learnt from."""

    def __init__(self, name: str, about: dict[str, str], lines: list[tuple[Speaker, str]]) -> None:
        self.name = name
        self.register = about.get("register", "clean")
        """``typed``, ``clean`` or ``transcribed``."""
        self.quality = about.get("quality", "middling")
        """How well the writer meant the seller to sell: ``good``, ``middling``, ``weak``."""
        self.trade = about.get("industry", "")
        self.scenario = about.get("scenario", "").partition(" ")[0]
        """For a call with a shipped buyer, whose."""
        self.lines = lines
        self.moves: dict[int, dict[str, tuple[Move, ...]]] = {}
        self.said: dict[int, dict[str, frozenset[str]]] = {}
        self.by_writer = False
        """Labelled by the one who wrote it."""
        self.counts = float(about.get("counts", 1.0))
        """What it counts beside others when it is learnt from."""

    @cached_property
    def turns(self) -> list[Turn]:
        """The whole call."""
        return [
            Turn(turn=place, speaker=speaker, text=text)
            for place, (speaker, text) in enumerate(self.lines, start=1)
        ]

    @property
    def held_out(self) -> bool:
        """True for a call that is kept for tests: every fifth of each writer's."""
        number = int(self.name.rpartition("-")[2])
        return not self.by_writer and number % _HELD_OUT_EVERY == 0

    def sellers(self) -> Iterator[Labelled]:
        """The seller's turns that somebody labelled, in order."""
        for place, moves in sorted(self.moves.items()):
            yield Labelled(self, place, self.lines[place - 1][1], moves, {})

    def buyers(self) -> Iterator[Labelled]:
        """The buyer's turns that somebody labelled, in order."""
        for place, said in sorted(self.said.items()):
            yield Labelled(self, place, self.lines[place - 1][1], {}, said)

    def without_marks(self) -> Call:
        """The same call as speech-to-text would write it: no punctuation, no capitals."""
        bare = Call(
            self.name,
            {
                "register": "transcribed",
                "quality": self.quality,
                "industry": self.trade,
                "scenario": self.scenario,
                "counts": str(self.counts),
            },
            [(speaker, bare_text(text)) for speaker, text in self.lines],
        )
        bare.moves, bare.said, bare.by_writer = self.moves, self.said, self.by_writer
        return bare


def bare_text(text: str) -> str:
    """A text without punctuation and capitals; marks within words and numbers stay."""
    kept = re.sub(r"(?<!\w)[^\w\s£$€]|[^\w\s£$€%'’.,-]|[.,'’-](?!\w)", " ", text.lower())
    return " ".join(kept.split())


def calls(folder: Path) -> list[Call]:
    """The calls of ``folder/calls/*.txt`` with the labels of ``folder/labels/READER/*.txt``.

    And those of ``folder/more/*.txt``, whose lines carry their labels: ``S[ack cq:p*]: words``.

    Raises:
        ValueError: A line of a file is not of the form; file and line are named.
    """
    found: dict[str, Call] = {}
    for written in ("calls", "more"):
        for path in sorted((folder / written).glob("*.txt")):
            for call in _read(path):
                found[call.name] = call
    for reader in READERS:
        for path in sorted((folder / "labels" / reader).glob("*.txt")):
            _label(path, reader, found)
    return list(found.values())


def _read(path: Path) -> Iterator[Call]:
    call: Call | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        said = _LINE.fullmatch(line)
        if line.startswith("= "):
            if call is not None:
                yield call
            name, *about = (part.strip() for part in line[2:].split("|"))
            pairs = (part.partition(":") for part in about)
            call = Call(name, {key.strip(): value.strip() for key, _, value in pairs}, [])
        elif said is not None and call is not None:
            side, labels, text = said.groups()
            call.lines.append((Speaker.SELLER if side == "S" else Speaker.BUYER, text))
            if labels is not None:
                call.by_writer = True
                _add(call, len(call.lines), WRITER, [side, *labels.split()], f"{path}:{number}")
        elif line.strip():
            raise ValueError(f"{path}:{number}: a line is `= NAME | ...`, `B: words` or `S: words`")
    if call is not None:
        yield call


def _label(path: Path, reader: str, found: dict[str, Call]) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        name, *rest = line.split() or [""]
        if not rest:
            continue
        call = found.get(name)
        if call is None or not rest[0].isdigit() or not 1 <= int(rest[0]) <= len(call.lines):
            raise ValueError(f"{path}:{number}: there is no turn {' '.join(line.split()[:2])}")
        _add(call, int(rest[0]), reader, rest[1:], f"{path}:{number}")


def _add(call: Call, place: int, reader: str, labels: list[str], where: str) -> None:
    """Adds what a reader said of a turn: ``S`` and its moves, or ``B`` and its tags."""
    side, *named = labels
    if side == "S":
        moves = tuple(_move(word, where) for word in named)
        if sum(move.dominant for move in moves) != 1:
            raise ValueError(f"{where}: one move of a turn has a star, and no more than one")
        call.moves.setdefault(place, {})[reader] = moves
        return
    tags = [] if named == ["-"] else [tag for tag in ",".join(named).split(",") if tag]
    if not set(tags) <= set(_SAID):
        raise ValueError(f"{where}: a buyer's tags are {', '.join(_SAID)}")
    call.said.setdefault(place, {})[reader] = frozenset(str(_SAID[tag]) for tag in tags)


def _move(word: str, where: str) -> Move:
    match = _MOVE.fullmatch(word)
    if match is None:
        raise ValueError(f"{where}: {word} is no move; a move is CODE:FOCUS#+*")
    code, focus, quantifies, takes_up, dominant = match.groups()
    return Move(
        kind=_KINDS[code],
        focus=_FOCUSES.get(focus or ""),
        quantifies=bool(quantifies),
        takes_up=bool(takes_up),
        dominant=bool(dominant),
    )
