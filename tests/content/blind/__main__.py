"""How sellers who had seen only the briefing come out, beside the authors' own tries.

``python -m tests.content.blind``
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from roleplay.domain.buyer import Line
from roleplay.domain.scenario import Act
from roleplay.domain.transcript import decisions_of
from roleplay.practice.played import Played, play
from roleplay.practice.workspace import Workspace
from roleplay.settings import read

HERE = Path(__file__).parent
LOST = {
    Act.UNCLEAR,
    Act.DEFLECTS,
    Act.UNKNOWN,
    Act.NARROWS,
    Act.UNMOVED,
    Act.STACKED,
}
"""Acts by which a buyer says that something did not reach them, or not as it was meant."""


NOT_UNDERSTOOD = {Act.UNCLEAR, Act.DEFLECTS}
"""Acts that issue 3 bounds: of sellers who saw only the briefing, at most 15% of turns end so."""
ASKED_BACK = {Act.NARROWS}


def answered_by(played: Played, acts: set[Act]) -> int:
    """How many of the seller's turns were answered by nothing but such an act."""
    decisions = [event.decision for event in decisions_of(played.events).values()]
    return sum(all(_is(line, acts) for line in each.lines) for each in decisions)


def _is(line: Line, acts: set[Act]) -> bool:
    """One of the acts; to say only that it was said already loses something too."""
    return line.act in acts or (line.kind == "again" and not line.say and Act.UNKNOWN in acts)


def main() -> None:
    """Print a line for each try, and what the readers' turns come to."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        workspace = Workspace(read({"ROLEPLAY_HOME": home}))
        library = workspace.library
        for name in library.scenario_ids():
            written = library.scenario(name)
            lines = {("author", k, "a"): list(t.seller) for k, t in written.tries.items()}
            for file in sorted(HERE.glob(f"*-{name}.*")):
                reader, rest = file.name.split("-", 1)
                variant = rest.removeprefix(name).removesuffix("txt").strip(".") or "a"
                said = file.read_text(encoding="utf-8").splitlines()
                lines["reader", reader, variant] = said
            for (by, who, variant), seller in lines.items():
                played = play(
                    written.variant(variant),
                    variant,
                    seller,
                    rubric=library.rubric(written.rubric),
                    strategy=library.strategy_of(name),
                )
                overall = played.scorecard.overall
                shown = "  - " if overall is None else f"{overall:4.2f}"
                turns = max(1, len(decisions_of(played.events)))
                lost = f"{answered_by(played, LOST) / turns:4.0%} of replies lost"
                print(f"{name:18} {variant} {by} {who:14} {shown}  {lost}")
                if by == "reader":
                    counts["turns"] += turns
                    counts["not understood"] += answered_by(played, NOT_UNDERSTOOD)
                    counts["asked back"] += answered_by(played, ASKED_BACK)
                    counts["lost"] += answered_by(played, LOST)
    turns = counts.pop("turns")
    print(f"\nOf the {turns} turns of the readers, answered by nothing else:")
    print(f"{counts['not understood'] / turns:6.1%} unclear or deflects")
    print(f"{counts['asked back'] / turns:6.1%} narrows")
    print(f"{counts['lost'] / turns:6.1%} any act by which something did not reach the buyer")


if __name__ == "__main__":
    main()
