"""Whether a reply says what was decided, and where; what it leaves out is added as written.

The ledger holds what the buyer decided to tell. So that it was also told, every number and name
of the author's line must stand in the reply, and most of what the line is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.buyer import Line
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import Spoken
from roleplay.listening.figures import same
from roleplay.listening.likeness import among, telling
from roleplay.listening.segmenting import sentences
from roleplay.listening.words import all_but_grammar, content, tokens, word_set

from .faults import Fault, shows
from .guarding import known_at, must_be_said
from .inventing import MOST, invented
from .nearness import nearness
from .unsaid import is_small, names_of, numbers, words_of
from .voice import Moment

TOLD = 0.5
"""Share of a line's own words, weighed by how much they tell, that must be in the reply..."""
NEAR = 0.5
"""... or how near the two must be in meaning (cosine), neither denying what the other says..."""
NEAR_ENOUGH = {"puts_off": 0.4, "hint": 0.25}
"""... and for lines that hold no fact..."""
DETAILS = 2
"""... and where so many names and numbers of the line are all there..."""
NEAR_WITH_DETAILS = 0.25
"""... less will do."""
_SHORT = 4
"""Words below which a sentence is not added on its own."""
_REFUSING = frozenset({Act.DECLINES, Act.PUTS_OFF, Act.HANG_UP})
_NO = word_set(
    "not no never nothing cannot can't won't don't isn't yet later refuse decline rather"
)
_BYE = word_set("bye goodbye thanks thank call talk speak luck day go off done")

Place = tuple[int, int]


def whole(
    scenario: Scenario, moment: Moment, said: str, *, cut: bool, faults: Sequence[str] = ()
) -> Spoken:
    """A model's turn: its words, behind them what they left out, and where each line stands.

    Args:
        scenario: the call.
        moment: what was to be said.
        said: the sentences that were shown, one blank between two.
        cut: the reply was stopped before its end.
        faults: names of what was wrong with sentences that were not shown.
    """
    text = said
    places: list[Place] = []
    written = [moment.script.text[start:end] for start, end in moment.script.parts]
    runs = _shared_out(written, sentences(said), said)
    for line, words, run in zip(moment.decision.lines, written, runs, strict=True):
        place = run if run and conveys(line, words, said[slice(*run)]) else None
        place = place or _place(line, words, said)
        if place is None and must_be_said(line):
            added = _left_out(words, said)
            begin = len(text) + 1 if text else 0
            text = f"{text} {added}" if text else added
            place = (begin, len(text))
        # Words in the spirit of an act may share none with it: they stand where nothing else does.
        places.append(place or run or (0, len(said)))
    made_up = invented(said, known_at(scenario, moment))
    return Spoken(
        text=text,
        parts=tuple(places),
        used=moment.script.used,
        cut=cut,
        invented=made_up[: max(0, MOST - len(moment.invented))],
        faults=tuple(faults),
    )


def _shared_out(written: Sequence[str], parts: Sequence[Place], said: str) -> list[Place | None]:
    """Which sentences in a row are which line's: as like it as they can be, and in its order.

    A line may get none. Each sentence goes to one line.
    """
    best: list[tuple[float, list[list[Place]]]] = [(0.0, [[]])]
    for _ in written[1:]:
        best.append((0.0, [*best[-1][1], []]))
    for part in parts:
        text = said[slice(*part)]
        longer: list[tuple[float, list[list[Place]]]] = []
        for last, (score, runs) in enumerate(best):
            here = score + share(text, written[last])
            with_it = here, [*runs[:-1], [*runs[-1], part]]
            before = longer[-1] if longer else None
            if before is not None and before[0] > here:
                with_it = before[0], [*before[1], []]
            longer.append(with_it)
        best = longer
    runs = best[-1][1] if best else []
    return [(run[0][0], run[-1][1]) if run else None for run in runs]


def _place(line: Line, written: str, said: str) -> Place | None:
    """Where the reply says a line: the fewest sentences in a row that do; None if none do."""
    parts = sentences(said)
    for length in range(1, len(parts) + 1):
        for first in range(len(parts) - length + 1):
            start, end = parts[first][0], parts[first + length - 1][1]
            if conveys(line, written, said[start:end]):
                return start, end
    return None


def conveys(line: Line, written: str, text: str) -> bool:
    """True if a text says what the author's line says, with its numbers and names."""
    if not _holds_all(written, text):
        return False
    near, alike = nearness(written, text), _negates(written) == _negates(text)
    near_enough = near >= NEAR_ENOUGH.get(line.kind, NEAR)
    likely = share(written, text) >= TOLD or (near_enough and alike)
    if len(names_of(written)) + sum(not is_small(each) for each in numbers(written)) >= DETAILS:
        likely = likely or (near >= NEAR_WITH_DETAILS and alike)
    if line.kind == "ask":
        return likely or ("?" in text and near >= NEAR_WITH_DETAILS)
    if line.kind == "act" and must_be_said(line):
        words = set(words_of(text))
        if line.act is Act.NARROWS:
            return all(share(name, text) >= TOLD for name in line.names)
        if line.act in _REFUSING:
            return likely or bool(words & _NO or any(word.endswith("n't") for word in words))
        if line.act is Act.GOODBYE:
            return likely or bool(words & _BYE)
        return (
            likely
            or shows(Fault.GIVES_IN, text) is not None
            or shows(Fault.CONFIRMS, text) is not None
        )
    if not alike and line.kind in ("declines", "puts_off", "accepts"):
        return False
    return likely


def share(written: str, text: str) -> float:
    """How much of a line's own words a text holds, 0 to 1, each weighed by how much it tells."""
    stems = tuple(dict.fromkeys(content(written) or all_but_grammar(written)))
    if not stems:
        return 1.0
    others = frozenset((*content(text), *all_but_grammar(text)))
    total = sum(map(telling, stems))
    return sum(telling(stem) * among(stem, others) for stem in stems) / total


def _holds_all(written: str, text: str) -> bool:
    """True if every name of a line and every number that counts stand in a text."""
    said = set(words_of(text))
    if not all(name in said for name in names_of(written)):
        return False
    given, bare = numbers(text), f" {' '.join(words_of(text))} "
    return all(
        any(same(figure, other) for other in given)
        # "At ten past three" is a time, "ten past three" are two numbers.
        or f" {' '.join(words_of(written[figure.start : figure.end]))} " in bare
        for figure in numbers(written)
        if not is_small(figure)
    )


def _left_out(written: str, said: str) -> str:
    """What of a line a reply has not said: the whole line, or the sentences that are missing."""
    if not said:
        return written
    parts = [written[a:b] for a, b in sentences(written)]
    missing = [part for part in parts if not _is_in(part, said)]
    if not missing or any(len(part.split()) < _SHORT for part in missing):
        return written
    return " ".join(missing)


def _is_in(part: str, said: str) -> bool:
    return _holds_all(part, said) and share(part, said) >= TOLD


def _negates(text: str) -> bool:
    return any(token.word in ("not", "no", "never", "nothing", "nobody") for token in tokens(text))
