"""What a seller could know: the briefing, the strategy, what was said; never what stayed hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.coaching.known import Known
from roleplay.domain.moves import Speaker
from roleplay.domain.transcript import Turn
from roleplay.library import Library
from roleplay.listening import Topics, hear

ROOT = Path(__file__).parents[2] / "scenarios"
CALLS = sorted(path.stem for path in (ROOT / "northmere").glob("*.yaml") if path.stem != "strategy")


@pytest.mark.parametrize("name", CALLS)
def test_authors_ways_of_asking_are_known_and_what_buyers_reveal_is_not(name: str) -> None:
    """Of ways of asking at most one in twenty is refused; of what buyers say one in five passes.

    What passes holds no fact: ``Nobody. It's our own ruler.``
    """
    library = Library([ROOT])
    scenario = library.scenario(name)
    topics = Topics.of(scenario)
    opener = (Turn(turn=1, speaker=Speaker.BUYER, text=scenario.buyer.opener),)
    known = Known(scenario, library.strategy_of(name), opener)

    def beyond(line: str) -> bool:
        return bool(known.beyond(line, hear(line, opener, topics)))

    asked = [f"{line[0].upper()}{line[1:].rstrip('?.')}?" for n in scenario.needs
             for line in n.listen_for]  # fmt: skip
    told = [line for n in scenario.needs for rung in n.reveals for line in rung.say]
    assert sum(map(beyond, asked)) <= 0.05 * len(asked)
    assert sum(map(beyond, told)) >= 0.8 * len(told)
