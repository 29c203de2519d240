"""What stands beside a call where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.calls import HeardLine, LiveCall

    from ..conversation import Picture


class Side(VerticalScroll, can_focus=False):
    """Who is on the line, how they seem, the clock, what was heard, the goal, and take one."""

    def compose(self) -> ComposeResult:
        """Empty until a call is there."""
        yield Words("", id="who")
        yield Words("", id="seems")
        yield Words("", id="clock")
        yield Words("", id="heard")
        yield Words("", id="goal")
        yield Words("", id="take-one")

    def introduce(self, live: LiveCall) -> None:
        """What stays the same for the whole call."""
        self.query_one("#who", Words).say(words((live.buyer_name, "bold"), f"\n{live.buyer_role}"))
        self.query_one("#goal", Words).say(
            words(("A good outcome\n", "$quiet"), live.scenario.goal)
        )
        if live.take_one:
            lines: list[str | tuple[str, str]] = [("The first time\n", "bold")]
            for turn in live.take_one[:2]:
                name = "You" if turn.speaker == "seller" else live.buyer_name
                lines += [(f"{name}: ", "$quiet"), f"{turn.text or 'nothing'}\n"]
            self.query_one("#take-one", Words).say(words(*lines))

    def show(self, picture: Picture) -> None:
        """What each turn changes."""
        self.query_one("#seems", Words).say(picture.mood)
        self.query_one("#clock", Words).say(
            words((picture.clock, "bold"), ("\nof spoken time; typing is free", "$quiet"))
        )
        self.query_one("#heard", Words).say(_heard(picture.heard))


def _heard(lines: tuple[HeardLine, ...]) -> str:
    if not lines:
        return ""
    heard = dict.fromkeys(
        line.kind_in_words + (f" about {line.topic_in_words}" if line.topic_in_words else "")
        for line in lines
    )
    return f"Heard: {', '.join(heard)}"
