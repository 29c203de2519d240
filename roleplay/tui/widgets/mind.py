"""The open mind of a buyer, in words: what an author sees beside a call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from .words import words

if TYPE_CHECKING:
    from roleplay.domain.moves import TopicScore
    from roleplay.practice.gates import GateRow, NeedRow
    from roleplay.practice.open_mind import GaugeRow, OpenTurn, SegmentRow

Part = str | tuple[str, str]
BAR = 20
"""Cells of a gauge's bar."""
RUNG_MOST = 52
"""Characters of a rung that are shown: enough to know it by."""


def turn_page(turn: OpenTurn, changed: Iterable[str] = ()) -> Content:
    """What a turn did: what came out differently, the gauges, what was heard, why the answer."""
    parts: list[Part] = []
    for line in changed:
        parts += [("≠ came out differently  ", "bold $warning"), f"{line}\n"]
    if parts:
        parts.append("\n")
    for gauge in turn.gauges:
        parts += _gauge(gauge)
    if turn.turn == 1:
        parts.append(("\nNothing has been said yet.\n", "$quiet"))
    else:
        parts.append(("\nHeard\n", "bold $quiet"))
        if not turn.heard:
            parts.append("a pause\n")
        for segment in turn.heard:
            parts += _segment(segment)
        parts.append(("\nWhy this answer\n", "bold $quiet"))
        for reason in turn.reasons:
            parts += [(reason.step, "bold"), f"\n  {reason.line}\n"]
            if reason.words != turn.answer:
                parts.append((f"  “{reason.words}”\n", "$quiet"))
    if turn.ended:
        parts.append((f"\nThe call has ended: {turn.ended}.\n", "bold"))
    parts.append(("\nWhere it stands\n", "bold $quiet"))
    for need in turn.needs:
        said = sum(rung.said for rung in need.rungs)
        parts += _standing(need, f"{said} of {len(need.rungs)} rungs")
    for gate in (*turn.objections, *turn.commitments):
        parts += _standing(gate, "")
    return words(*parts)


def opens_page(turn: OpenTurn) -> Content:
    """What may still open: every ladder, objection and commitment, and what each waits for."""
    parts: list[Part] = []
    for need in turn.needs:
        parts += _need(need)
    for title, gates in (("Objections", turn.objections), ("Commitments", turn.commitments)):
        if gates:
            parts.append((f"{title}\n", "bold $quiet"))
        for gate in gates:
            parts += _gate(gate)
        parts.append("\n")
    return words(*parts)


def check_page(lines: tuple[str, ...] | None) -> Content:
    """What ``roleplay check`` says; None while it is at work."""
    if lines is None:
        return words(("Playing the file's tries…", "$quiet"))
    if not lines:
        return words("Nothing is wrong with the file, and every try lands where it should.")
    parts: list[Part] = []
    for line in lines:
        kind, _, rest = line.partition(": ")
        parts += [(f"{kind}: ", "bold $warning" if kind != "error" else "bold $error"), rest]
        parts.append("\n\n")
    return words(*parts)


def _gauge(gauge: GaugeRow) -> Iterator[Part]:
    filled = round(gauge.value * BAR / 100)
    yield f"{gauge.name:<9}{gauge.value:>3}  "
    yield ("━" * filled, "$primary")
    yield ("─" * (BAR - filled) + "  ", "$line")
    yield (f"was {gauge.before}\n" if gauge.value != gauge.before else "\n", "$quiet")
    for cause in gauge.causes:
        yield (f"{'':<9}{cause.by:>+3}  {cause.kind} “{_short(cause.quote)}”\n", "$quiet")


def _segment(segment: SegmentRow) -> Iterator[Part]:
    yield f"“{segment.quote}”\n"
    yield ("  " + segment.kind, "bold")
    yield " · ".join((f" {segment.confidence:.2f}", *segment.tags)) + "\n"
    for name, topics, style in (
        ("about", segment.topics, "bold"),
        ("near", segment.near, "$warning"),
        ("not heard", segment.further, "$quiet"),
    ):
        if topics:
            yield (f"  {name:<10}", "$quiet")
            yield (f"{_scores(topics)}\n", style)


def _need(need: NeedRow) -> Iterator[Part]:
    yield (f"{need.id}  ", "bold")
    yield f"{_state(need)}  "
    hints = f"hints {need.hints[0]} of {need.hints[1]}" if need.hints[1] else ""
    yield (f"{hints}\n", "$quiet")
    for rung in need.rungs:
        mark, style = ("✓", "$quiet") if rung.said else ("▸", "") if rung.next else ("·", "$quiet")
        becomes = f"{rung.becomes}: " if rung.becomes else ""
        yield (
            f"  {mark} {rung.number} {becomes}{_short(rung.says, RUNG_MOST - len(becomes))}\n",
            style,
        )
        yield from _waits(rung.waits, "      ")
    yield "\n"


def _gate(gate: GateRow) -> Iterator[Part]:
    yield (f"{gate.id}  ", "bold")
    yield f"{_state(gate)}  "
    yield (f"{gate.kind}\n", "$quiet")
    yield from _waits(gate.waits, "  ")


def _standing(row: NeedRow | GateRow, beside: str) -> Iterator[Part]:
    moved = row.state != row.before
    yield (f"{row.id:<24} ", "bold" if moved else "$quiet")
    yield (_state(row) + "  ", "bold" if moved else "")
    yield (f"{beside}\n", "$quiet")


def _waits(waits: Iterable[str], margin: str) -> Iterator[Part]:
    for place, wait in enumerate(waits):
        yield (f"{margin}{'waits for ' if not place else '      and '}", "$quiet")
        yield (f"{wait}\n", "$warning")


def _state(row: NeedRow | GateRow) -> str:
    return row.state if row.state == row.before else f"{row.state} (was {row.before})"


def _scores(topics: Iterable[TopicScore]) -> str:
    return ", ".join(f"{topic.id} {topic.score:.2f}" for topic in topics)


def _short(text: str, most: int = 46) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
