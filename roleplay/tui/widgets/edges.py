"""The first and the last line of every screen. Each is one widget: a screen opens with both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.events import Leave, MouseDown, MouseMove
from textual.reactive import reactive

from .words import Words, words

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.screen import Screen

GAP = 2
"""Cells between the parts of the first line."""
ASIDE_MOST = 0.6
"""What stands aside takes at most that share of the line."""
ALWAYS = ("escape", "f1")
"""Keys that are shown however short the line is: the way back, and to the list of all keys."""
FIRST_TO_GO = ("app.quit", "call.note", "call.side")
"""Actions whose keys go first where room is short, in this order; F1 lists them all the same."""


class Bar(Words):
    """The first line: whose it is and where one is, and at the right something aside."""

    def __init__(self, where: str) -> None:
        super().__init__(classes="bar")
        self._brand = ""
        self._where, self._aside = Content(where), Content()

    def brand(self, brand: str) -> None:
        """Whose this is."""
        self._brand = brand
        self.refresh()

    def headline(self, where: str, aside: str) -> None:
        """Where one is, and what is to be known besides."""
        self._where, self._aside = words(where), words((aside, "$quiet"))
        self.refresh()

    @property
    def text(self) -> str:
        """All that it says, whatever the room."""
        return " ".join((self._brand, self._where.plain, self._aside.plain))

    @property
    def visual(self) -> Content:
        """The line as wide as there is room; what does not fit ends in an ellipsis."""
        room = self.content_size.width
        aside = self._aside.truncate(int(room * ASIDE_MOST), ellipsis=True)
        left = Content.assemble((self._brand + " " * GAP, "$primary bold"), self._where)
        left_room = room - aside.cell_length - GAP * bool(aside)
        return Content.assemble(
            left.truncate(max(0, left_room), ellipsis=True, pad=True),
            " " * (room - aside.cell_length - left_room),
            aside,
        )


class _Key(NamedTuple):
    """A key that is shown."""

    key: str
    content: Content
    action: str
    """The action's id, whatever key it has been given."""
    start: int = 0
    """Its first cell."""

    @property
    def end(self) -> int:
        """The first cell after it."""
        return self.start + self.content.cell_length


class Keys(Words):
    """The last line: the keys that do something now, each to be clicked too."""

    ALLOW_SELECT = False
    over: reactive[int] = reactive(-1)
    """The cell that the mouse is over; -1 for none."""

    def __init__(self) -> None:
        super().__init__(classes="keys")
        self._keys: list[_Key] = []

    def on_mount(self) -> None:
        """Show other keys as soon as others do something."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    @property
    def visual(self) -> Content:
        """The line."""
        return Content.assemble(
            *(
                key.content.stylize("$foreground on $panel")
                if key.start <= self.over < key.end
                else key.content
                for key in self._keys
            )
        )

    def on_mouse_move(self, event: MouseMove) -> None:
        """Mark the key below the mouse."""
        self.over = event.x - self.gutter.left

    def on_leave(self, event: Leave) -> None:
        """Mark none."""
        self.over = -1

    def on_mouse_down(self, event: MouseDown) -> None:
        """Do what the key does."""
        at = event.x - self.gutter.left
        for key in self._keys:
            if key.start <= at < key.end:
                self.app.simulate_key(key.key)

    def on_resize(self) -> None:
        """Show more keys, or fewer."""
        self.call_after_refresh(self._read)

    def _changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self.call_after_refresh(self._read)

    def _read(self) -> None:
        """Take the keys that are shown, one for each action."""
        if not self.is_attached:
            return
        found: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show:
                found.setdefault(active.binding.action, active)
        keys = []
        for active in found.values():
            binding = active.binding
            dim = "" if active.enabled else " dim"
            content = words(
                (f"{self.app.get_key_display(binding)} ", f"$footer-key-foreground bold{dim}"),
                (f"{binding.description}  ", f"$footer-description-foreground{dim}"),
            )
            keys.append(_Key(binding.key, content, binding.id or ""))
        # The gap after the last one may run out of the line.
        keys = _fitting(keys, self.content_size.width + GAP)
        if keys != self._keys:
            self._keys = keys
            self.refresh()


def _fitting(keys: list[_Key], room: int) -> list[_Key]:
    """Those that there is room for, each at its place; the last ones go first."""
    kept = list(keys)
    may_go = [key for key in keys if key.key not in ALWAYS]
    order = {action: place for place, action in enumerate(reversed(FIRST_TO_GO))}
    may_go.sort(key=lambda key: order.get(key.action, -1))
    while may_go and sum(key.content.cell_length for key in kept) > room:
        kept.remove(may_go.pop())
    placed, start = [], 0
    for key in kept:
        placed.append(key._replace(start=start))
        start = placed[-1].end
    return placed
