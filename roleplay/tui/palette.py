"""What the command palette finds beside commands: every call there is to practise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.content import Content
from textual.worker import Worker

from roleplay.domain.text import clean

from .closing import ClosesOnce
from .desk import Trouble
from .messages import Rehearse

if TYPE_CHECKING:
    from roleplay.practice.shelf import ScenarioCard
    from roleplay.practice.workspace import Workspace

    from .app import RoleplayApp

LEAST = 0.1
"""Score of a call that is found by more than the letters that are shown."""
OFFERED = 5
"""Calls that are shown before anything has been typed."""


QUERY_MOST = 100
"""Characters that can be searched for."""


class Palette(ClosesOnce, CommandPalette):
    """Textual's own, for somebody who types faster than it searches.

    It may be closed while it searches, or be told twice what to do.
    """

    def on_mount(self) -> None:
        """No longer a query than somebody would type."""
        self.query_one(CommandInput).max_length = QUERY_MOST

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are no pages of a list that has not been laid out yet."""
        paging = action == "command_list" and str(parameters[0]).startswith("page")
        return not paging or any(each.size.area for each in self.query(CommandList))

    def run_worker(self, *given: Any, **how: Any) -> Worker[Any]:
        """A search that ends after the palette has nothing left to show it in."""
        return super().run_worker(*given, **{**how, "exit_on_error": False})


class Calls(Provider):
    """Every call by its title, its buyer and their company. Read when the palette is opened."""

    _cards: tuple[ScenarioCard, ...] = ()

    async def startup(self) -> None:
        """Have the desk read the shelf; a history that cannot be read has no calls to offer."""
        try:
            self._cards = await self._roleplay.desk.do(_shelf)
        except Trouble:
            self._cards = ()

    async def discover(self) -> Hits:
        """The easiest ones not played yet."""
        for card in [card for card in self._cards if card.unplayed][:OFFERED]:
            open_it = partial(self._roleplay.show_briefing, card.id)
            # As `Content`: what an author wrote must not be read as markup.
            yield DiscoveryHit(Content(_text(card)), open_it, text=_text(card), help=_about(card))

    async def search(self, query: str) -> Hits:
        """The calls that the library would find; the mind of one's own ones by its name too."""
        from roleplay.practice.facets import found

        matcher = self.matcher(query)
        for card in found(self._cards, query):
            score, places = matcher.fuzzy_search.match(query, _text(card))
            shown = Content(_text(card))
            for place in places:
                shown = shown.stylize(matcher.match_style, place, place + 1)
            open_it = partial(self._roleplay.show_briefing, card.id)
            yield Hit(max(score, LEAST), shown, open_it, text=_text(card), help=_about(card))
        for card in self._cards:
            text = f"Author's view · {_text(card)}"
            score = matcher.match(text) if card.own else 0
            if score > 0:
                rehearse = partial(self._roleplay.show_author, Rehearse(card.id))
                yield Hit(score, Content(text), rehearse, text=text, help="Play it, mind open")

    @property
    def _roleplay(self) -> RoleplayApp:
        return cast("RoleplayApp", self.app)


def _text(card: ScenarioCard) -> str:
    return clean(f"{card.title} · {card.buyer} · {card.account}")


def _about(card: ScenarioCard) -> str:
    """Numbers and our own words only: Textual reads it as markup."""
    left = len(card.unplayed)
    variants = f"{left} of {len(card.variants)} variants not played" if left else "all played"
    return f"A call of {card.minutes} minutes, difficulty {card.difficulty} of 5, {variants}"


def _shelf(workspace: Workspace) -> tuple[ScenarioCard, ...]:
    from roleplay.practice.shelf import shelf

    return shelf(workspace)
