"""Texts under one another, drawn line by line: what is out of sight costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import RenderOptions

RULE = "▌"
"""Stands at the left of a passage that has a rule."""


class Passage(NamedTuple):
    """One text of a column."""

    text: Content
    indent: int = 0
    """Cells left free before it."""
    short: int = 0
    """Cells left free after it."""
    style: str = ""
    """A component class of the column for the text; empty for the column's own style."""
    rule: str = ""
    """A component class for a rule before it; empty for none."""
    gap: int = 1
    """Empty lines after it."""
    mark: str = ""
    """Stands before its first line, the others further in; empty for none."""

    def same(self, other: Passage | None) -> bool:
        """Whether both look the same."""
        if other is None or self is other:
            return other is not None
        return self[1:] == other[1:] and self.text.is_same(other.text)


@dataclass
class _Laid:
    """A passage as lines."""

    passage: Passage
    lines: list[Strip]
    start: int
    """The place of its first line in the column, which each line carries for the mouse."""

    def at(self, start: int) -> _Laid:
        """The same, beginning at another line."""
        if start == self.start:
            return self
        lines = [line.apply_offsets(0, start + n) for n, line in enumerate(self.lines)]
        return _Laid(self.passage, lines, start)


class Column(ScrollView):
    """Shows passages. Whoever reads the end goes on reading it when more comes."""

    DEFAULT_CSS = """
    Column {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $line;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $quiet;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """
    MOST_CELLS = 84
    """A line is no longer than that: longer ones are hard to read."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid: list[_Laid] = []
        self._lines: list[Strip] = []
        self._laid_width = 0
        self._own = Style()
        self._at_end = False

    def passages(self, width: int) -> Sequence[Passage]:
        """What is shown in that many cells; what shows something has its own."""
        return ()

    def redraw(self) -> None:
        """Show what there is to show now."""
        self._lay_out()

    @property
    def text(self) -> str:
        """All that is written in it."""
        return "\n".join(laid.passage.text.plain for laid in self._laid)

    def to_end(self, *, now: bool = False) -> None:
        """The last line in sight, and those that are added later too.

        ``now``: with the next picture, and not with the one after it.
        """
        self._at_end = True
        self._follow(now=now)

    def lines_of(self, place: int) -> tuple[int, int]:
        """The first line of a passage, and the first after it."""
        laid = self._laid[place]
        return laid.start, laid.start + len(laid.lines)

    def place_at(self, y: int) -> int | None:
        """Which passage stands at a line of the widget."""
        line = y + self.scroll_offset.y
        for place in range(len(self._laid)):
            start, end = self.lines_of(place)
            if start <= line < end:
                return place
        return None

    def bring(self, place: int) -> None:
        """Scroll so that a passage is in sight, in the middle if it was not."""
        if place >= len(self._laid):
            return
        start, end = self.lines_of(place)
        height = self.container_size.height
        top = self.scroll_offset.y
        if top <= start and end <= top + height:
            return
        self.scroll_to(y=max(0, start - max(0, height - (end - start)) // 2), animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of it."""
        line = self.scroll_offset.y + y
        if not 0 <= line < len(self._lines):
            return Strip.blank(self._room, self._own)
        strip = self._lines[line]
        selected = self.text_selection
        if selected is not None and (span := selected.get_span(line)) is not None:
            strip = self._selected(strip, *span).apply_offsets(0, line)
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What was marked with the mouse."""
        return selection.extract("\n".join(strip.text.rstrip() for strip in self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is marked."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Other colours: everything is drawn anew."""
        super().notify_style_update()
        if self.is_attached and self._laid:
            self._laid_width = 0
            self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Who scrolls away from the end stays there."""
        super().watch_scroll_y(old_value, new_value)
        self._at_end = self._at_end and new_value >= self.max_scroll_y

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        at_end = self._at_end
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        self._at_end = at_end
        if self._room != self._laid_width:
            self._lay_out()
        self._follow()
        return changed

    @property
    def _room(self) -> int:
        """Cells of a line, the scroll bar's place left free."""
        return self.size.width - self.scrollbar_gutter.width

    def _follow(self, *, now: bool = False) -> None:
        if self._at_end:
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=now)
            self._at_end = True

    def _lay_out(self) -> None:
        """Make lines of the passages; those that look the same keep theirs."""
        width = self._room
        if not self.is_attached or width <= 0:
            return
        before = self._laid if width == self._laid_width else []
        self._laid_width = width
        self._own = self.rich_style
        passages = self.passages(width)
        self._laid, start = [], 0
        for passage, old in zip_longest(passages, before[: len(passages)]):
            same = old is not None and passage.same(old.passage)
            laid = old if same else _Laid(passage, self._drawn(passage, width), -1)
            self._laid.append(laid.at(start))
            start += len(laid.lines)
        self._lines = [strip for laid in self._laid for strip in laid.lines]
        at_end = self._at_end
        self.virtual_size = Size(width, len(self._lines))
        self._at_end = at_end
        self._follow()
        self.refresh()

    def _drawn(self, passage: Passage, width: int) -> list[Strip]:
        style = self.get_visual_style(passage.style) if passage.style else self.visual_style
        before = passage.indent + (2 if passage.rule else 0) + len(passage.mark)
        room = min(self.MOST_CELLS, width - before - passage.short)
        options = RenderOptions(self._get_style, self.styles.get_rules())
        strips = passage.text.render_strips(max(1, room), None, style, options)
        own = self._own
        start = [Segment(" " * passage.indent, own)] if passage.indent else []
        if passage.rule:
            start += [Segment(RULE, self.get_component_rich_style(passage.rule)), Segment(" ", own)]
        marks = [Segment(passage.mark, own), Segment(" " * len(passage.mark), own)]
        if passage.mark:
            strips = [
                Strip([marks[0 if place == 0 else 1], *strip]) for place, strip in enumerate(strips)
            ]
        drawn = [Strip([*start, *strip]).extend_cell_length(width, own) for strip in strips]
        return drawn + [Strip.blank(width, own)] * passage.gap

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        stop = strip.cell_length if end == -1 else min(end, strip.cell_length)
        style = self.screen.get_component_rich_style("screen--selection")
        return Strip.join(
            [
                strip.crop(0, start),
                strip.crop(start, stop).apply_style(style),
                strip.crop(stop, strip.cell_length),
            ]
        )
