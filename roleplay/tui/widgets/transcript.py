"""The conversation, turn by turn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from roleplay.domain.text import clean

from ..keys import HasKeys
from .column import Column, Passage
from .words import words

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

SILENCE = "You let it sit."
"""Stands for a turn in which the seller said nothing."""
AS_SCRIPTED = "as scripted"
"""Stands beside a turn that has the author's words where a model might have spoken."""
STILL_SPEAKING = " …"
"""Stands beside a turn of which more is to come."""


@dataclass(frozen=True)
class TurnView:
    """What one side said, as it is shown."""

    number: int
    """From 1."""
    seller: bool
    speaker: str
    text: str
    note: str = ""
    """What is said about the turn under it, a line each; empty for nothing."""
    as_scripted: bool = False
    """In the author's words, where a model might have spoken."""
    still_speaking: bool = False
    """More of it is to come."""

    @dataclass
    class Again(Message):
        """This seller turn is to be taken again."""

        turn: int


class Transcript(HasKeys, Column, can_focus=True):
    """All turns of a call. The seller's stand further in, the buyer's beside a rule."""

    DEFAULT_CSS = """
    Transcript {
        & > .turn--seller { color: $foreground 85%; }
        & > .turn--rule { color: $primary; }
        & > .turn--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .turn--quote { background: $marked; text-style: bold underline; }
    }
    """
    COMPONENT_CLASSES = {"turn--seller", "turn--rule", "turn--chosen", "turn--quote"}
    BINDINGS = [
        Binding("down", "turn(1)", "Next turn", show=False),
        Binding("up", "turn(-1)", "Earlier turn", show=False),
        Binding("enter,t", "again", "Take two"),
    ]

    def __init__(self, *, id: str | None = None, can_again: bool = False) -> None:
        super().__init__(id=id)
        self.views: list[TurnView] = []
        """The turns that are shown, oldest first."""
        self.chosen: int | None = None
        """The seller turn that Enter would take again; None for none."""
        self.quoted: tuple[int, int, int] | None = None
        """The turn and the words in it that are marked: (turn, start, end)."""
        self._can_again = can_again
        self._made: dict[object, Passage] = {}

    async def show(
        self, turns: Sequence[Turn], buyer: str, notes: Mapping[int, str] | None = None
    ) -> None:
        """Make the picture that of ``turns``; ``notes`` stand under the turns they number."""
        self.show_turns(turns, buyer, notes or {})

    def show_turns(
        self,
        turns: Sequence[Turn],
        buyer: str,
        notes: Mapping[int, str],
        as_scripted: Collection[int] = (),
    ) -> None:
        """The same at once; ``as_scripted`` are turns where a model might have spoken."""
        self.views = [
            TurnView(
                turn.turn,
                turn.speaker == "seller",
                "You" if turn.speaker == "seller" else buyer,
                turn.text,
                notes.get(turn.turn, ""),
                turn.turn in as_scripted,
            )
            for turn in turns
        ]
        self.redraw()

    def expect(self, text: str) -> None:
        """Show what the seller has just said, before it is known to be kept."""
        self.views.append(TurnView(len(self.views) + 1, True, "You", text))
        self.redraw()
        self.to_end()

    def speak(self, turn: int, buyer: str, text: str) -> None:
        """Show what the buyer has said so far of a turn that is still coming."""
        view = TurnView(turn, False, buyer, text, still_speaking=True)
        follows = self._at_end or all(each.number < turn for each in self.views)
        self.views = [each for each in self.views if each.number < turn] + [view]
        self.redraw()
        if follows:
            self.to_end(now=True)

    def quote(self, turn: int, start: int, end: int) -> None:
        """Bring words into sight and mark them (code points, end exclusive)."""
        self.quoted = (turn, start, end)
        self.redraw()
        self.call_after_refresh(self._bring, turn)

    def choose(self, turn: int | None) -> None:
        """Make a seller turn the one that Enter takes again."""
        self.chosen = turn
        self.redraw()
        if turn is not None:
            self._bring(turn)
        self.refresh_bindings()

    def action_turn(self, by: int) -> None:
        """Go to another seller turn where turns can be chosen; else scroll."""
        numbers = [view.number for view in self.views if view.seller and self._can_again]
        if not numbers:
            self.scroll_relative(y=by, animate=False)
            return
        if self.chosen in numbers and self.has_focus:
            place = numbers.index(self.chosen) + by
        else:
            place = 0 if by > 0 else len(numbers) - 1
        self.focus()
        self.choose(numbers[max(0, min(len(numbers) - 1, place))])

    def action_again(self) -> None:
        """Ask for the chosen turn to be taken again."""
        if self.chosen is not None:
            self.post_message(TurnView.Again(self.chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A turn can be taken again once one is chosen."""
        return action != "again" or (self._can_again and self.chosen is not None)

    def on_click(self, event: events.Click) -> None:
        """A click chooses the seller's turn under it."""
        place = self.place_at(event.y - self.content_offset.y)
        if self._can_again and place is not None and self.views[place].seller:
            self.choose(self.views[place].number)

    def on_blur(self) -> None:
        """Nothing is chosen while the keys go elsewhere."""
        if self.chosen is not None:
            self.choose(None)

    def _bring(self, turn: int) -> None:
        for place, view in enumerate(self.views):
            if view.number == turn:
                self.bring(place)

    def passages(self, width: int) -> list[Passage]:
        """The turns; a turn that looks as it did is not made anew."""
        before, self._made = self._made, {}
        for view in self.views:
            quoted = self.quoted if self.quoted and self.quoted[0] == view.number else None
            looks = (view, view.number == self.chosen, quoted, width)
            self._made[looks] = before.get(looks) or self._passage(view, width)
        return list(self._made.values())

    def _passage(self, view: TurnView, width: int) -> Passage:
        further = 8 if width >= 60 else 4
        if view.seller:
            chosen = view.number == self.chosen
            return Passage(
                self._content(view),
                indent=further,
                style="turn--chosen" if chosen else "turn--seller",
                rule="turn--rule" if chosen else "",
            )
        short = further if width >= 60 else 0
        return Passage(self._content(view), short=short, rule="turn--rule")

    def _content(self, view: TurnView) -> Content:
        if view.seller and not view.text.strip():
            said = words((SILENCE, "italic"))
        else:
            # `clean` keeps every offset of a text that was cleaned before it was stored.
            said = Content(clean(view.text))
            if self.quoted is not None and self.quoted[0] == view.number:
                mark = self.get_visual_style("turn--quote", partial=True)
                said = said.stylize(mark, *self.quoted[1:])
            aside = f"{view.number} · {AS_SCRIPTED}" if view.as_scripted else str(view.number)
            aside += STILL_SPEAKING if view.still_speaking else ""
            said = words((f"{view.speaker}  ", "bold"), (f"{aside}\n", "$quiet")) + said
        if view.note:
            said += words((f"\n{view.note}", "$quiet"))
        return said
