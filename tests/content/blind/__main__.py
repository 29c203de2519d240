"""How sellers who had seen only the briefing come out, beside the authors' own tries.

``python -m tests.content.blind``
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from roleplay.domain.scenario import Act
from roleplay.domain.transcript import decisions_of
from roleplay.practice.played import Played, play
from roleplay.practice.workspace import Workspace
from roleplay.settings import read

HERE = Path(__file__).parent
LOST = {Act.UNCLEAR, Act.DEFLECTS, Act.UNKNOWN, Act.NARROWS, Act.UNMOVED, Act.STACKED}
"""Acts by which a buyer says that something did not reach them, or not as it was meant."""


def lost_share(played: Played) -> float:
    """The share of the seller's turns that were answered by nothing but such an act."""
    decisions = [event.decision for event in decisions_of(played.events).values()]
    lost = sum(all(line.act in LOST for line in each.lines) for each in decisions)
    return lost / max(1, len(decisions))


def main() -> None:
    """Print a line for each try."""
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
                lost = f"{lost_share(played):4.0%} of replies lost"
                print(f"{name:18} {variant} {by} {who:14} {shown}  {lost}")


if __name__ == "__main__":
    main()
