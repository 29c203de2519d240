"""What the library can be narrowed down by, each turned on and off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ..keys import HasKeys
from .words import words

if TYPE_CHECKING:
    from roleplay.practice.facets import Facet


class FacetList(HasKeys, OptionList):
    """One line a facet, under the names of their groups; Enter, Space or a click turns it."""

    BINDINGS = [Binding("enter,space", "select", "On or off")]

    @dataclass
    class Turned(Message):
        """A facet was turned on or off."""

        group: str
        value: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._facets: dict[str, Facet] = {}

    def show(self, facets: Sequence[Facet]) -> None:
        """Show them as they stand; the marked line stays marked."""
        marked = self.highlighted
        self._facets = {f"{facet.group}:{facet.value}": facet for facet in facets}
        options: list[Option] = []
        group = ""
        for name, facet in self._facets.items():
            if facet.group != group:
                group = facet.group
                options.append(Option(words((facet.title, "bold $quiet")), disabled=True))
            mark = "●" if facet.on else "○"
            style = "bold" if facet.on else "" if facet.count else "$quiet"
            line = words((f"{mark} {facet.words}  ", style), (f"{facet.count}", "$quiet"))
            options.append(Option(line, id=name))
        self.set_options(options)
        if options:
            self.highlighted = min(marked if marked is not None else 1, len(options) - 1)

    @on(OptionList.OptionSelected)
    def selected(self, message: OptionList.OptionSelected) -> None:
        """Say which was turned."""
        message.stop()
        facet = self._facets.get(message.option_id or "")
        if facet is not None:
            self.post_message(self.Turned(facet.group, facet.value))
