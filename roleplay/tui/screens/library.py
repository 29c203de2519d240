"""Library: every call there is, narrowed down by what it is and found by typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from ..messages import Rehearse
from ..page import Page
from ..widgets.cards import card_line, card_side
from ..widgets.facet_list import FacetList
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.facets import Choice
    from roleplay.practice.shelf import ScenarioCard
    from roleplay.practice.workspace import Workspace

QUERY_MOST = 80
"""Characters a search may have."""
ROOMY_COLUMNS = 116
"""From here on the filters stand beside the cards all the time."""


class Cards(OptionList, can_focus=False):
    """The calls; the search line keeps the focus while one of them is marked."""


class LibraryScreen(Page):
    """Type to search, turn filters on and off; Enter opens the briefing."""

    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#search"
    BINDINGS = [
        Binding("enter", "open", "Briefing", priority=True),
        Binding("f2", "filters", "Filters"),
        Binding("f3", "sort", "Sort"),
        Binding("f4", "variant", "Variant"),
        Binding("f5", "author", "Author's view", show=False),
        Binding("down", "move(1)", "Further down", show=False),
        Binding("up", "move(-1)", "Further up", show=False),
        Binding("pagedown", "move(4)", "A page down", show=False),
        Binding("pageup", "move(-4)", "A page up", show=False),
        Binding("escape", "leave", "Back"),
    ]
    NAME = "Library"

    @dataclass
    class Read(Message):
        """The calls that there are."""

        cards: tuple[ScenarioCard, ...]

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[ScenarioCard, ...] | None = None
        """None until they have been read."""
        self._cards: tuple[ScenarioCard, ...] = ()
        """Those that are shown."""
        self._chosen: Choice = frozenset()
        self._sort = "easiest"
        self._whole = False
        """The cards say all there is to say: nothing stands beside them."""
        self._picked: dict[str, str] = {}
        """Variants that were picked, by scenario; else the next one is played."""

    def body(self) -> ComposeResult:
        """The filters, the search line over the cards, the marked card's briefing."""
        self.set_class(self.app.size.width >= ROOMY_COLUMNS, "-roomy")
        with Horizontal(id="room"):
            yield FacetList(id="filters")
            with Vertical(id="shelf"):
                yield Input(
                    placeholder="Type to search: a buyer, an account, a skill",
                    id="search",
                    max_length=QUERY_MOST,
                )
                yield Words("", id="chosen")
                yield Cards(id="cards", markup=False)
                yield Words("", id="none")
            with VerticalScroll(id="side", can_focus=False):
                yield Words("", id="about")

    def on_screen_resume(self) -> None:
        """Read it again when coming back; not on the way to what lies below it."""
        if self.app.screen is self:
            self.ask(_shelf, self.Read)

    @on(Read)
    def read(self, message: Read) -> None:
        """Show what there is."""
        if message.cards != self._all:
            self._all = message.cards
            self._draw()

    @on(Input.Changed, "#search")
    def typed(self, message: Input.Changed) -> None:
        """Search by what stands there now."""
        self._draw()

    @on(FacetList.Turned)
    def turned(self, message: FacetList.Turned) -> None:
        """Narrow down by what was turned on, or no longer."""
        message.stop()
        self._chosen ^= {(message.group, message.value)}
        self._draw()

    @on(OptionList.OptionHighlighted, "#cards")
    def marked(self, message: OptionList.OptionHighlighted) -> None:
        """Show the marked call beside the list."""
        message.stop()
        card = self._marked
        if card is not None:
            from roleplay.practice.facets import FITS

            about = card_side(card, self._picked.get(card.id), FITS[card.fit])
            self.query_one("#about", Words).say(about)
            self.query_one("#side").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#cards")
    def clicked(self, message: OptionList.OptionSelected) -> None:
        """A click opens the briefing."""
        message.stop()
        self.action_open()

    def on_resize(self) -> None:
        """A card says more where nothing stands beside it."""
        self.set_class(self.size.width >= ROOMY_COLUMNS, "-roomy")
        self.call_after_refresh(self._fit_cards)

    def action_open(self) -> None:
        """The briefing of the marked call."""
        card = self._marked
        if card is not None:
            self.roleplay.show_briefing(card.id, self._picked.get(card.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something; among the filters Enter turns the marked one."""
        match action:
            case "open":
                return self._marked is not None and not self.query_one(FacetList).has_focus
            case "variant":
                return self._marked is not None and len(self._marked.variants) > 1
            case "author":
                return self._marked is not None
            case "sort" | "move":
                return len(self._cards) > 1
        return True

    def action_filters(self) -> None:
        """To the filters, or back from them."""
        if self.query_one(FacetList).has_focus:
            self.remove_class("-filtering")
            self.set_focus(self.query_one("#search"))
        else:
            self.add_class("-filtering")
            self.set_focus(self.query_one(FacetList))

    def action_sort(self) -> None:
        """The next order."""
        from roleplay.practice.facets import SORTS

        orders = list(SORTS)
        self._sort = orders[(orders.index(self._sort) + 1) % len(orders)]
        self._draw()

    def action_variant(self) -> None:
        """Pick the next variant of the marked call; after the last, none."""
        card = self._marked
        if card is None:
            return
        names = [*card.variants, None]
        following = names[(names.index(self._picked.get(card.id)) + 1) % len(names)]
        if following is None:
            del self._picked[card.id]
        else:
            self._picked[card.id] = following
        self._draw(card.id)

    def action_author(self) -> None:
        """The mind of the marked call's buyer, if the call is the user's own."""
        card = self._marked
        if card is None:
            return
        if card.own:
            self.roleplay.show_author(Rehearse(card.id, self._picked.get(card.id)))
        else:
            why = "It shows what the buyer hides: it is for calls of your own."
            self.notify(why, title="Author's view", markup=False)

    def action_move(self, by: int) -> None:
        """Mark another card."""
        cards = self.query_one(Cards)
        if self._cards:
            place = (cards.highlighted or 0) + by
            cards.highlighted = max(0, min(len(self._cards) - 1, place))

    def action_leave(self) -> None:
        """Leave the filters, empty the search line, turn the filters off; then go back."""
        search = self.query_one("#search", Input)
        if self.query_one(FacetList).has_focus:
            self.action_filters()
        elif search.value:
            search.value = ""
        elif self._chosen:
            self._chosen = frozenset()
            self._draw()
        else:
            self.dismiss()

    @property
    def _marked(self) -> ScenarioCard | None:
        place = self.query_one(Cards).highlighted
        return self._cards[place] if place is not None and place < len(self._cards) else None

    def _draw(self, stay: str | None = None) -> None:
        """Show what fits; ``stay`` is the call that stays marked."""
        if self._all is None:
            return
        from roleplay.practice.facets import FITS, SORTS, chosen_in_words, facets, narrowed

        query = self.query_one("#search", Input).value
        stay = stay or (self._marked.id if self._marked is not None else None)
        self._cards = narrowed(self._all, self._chosen, query, self._sort)
        cards = self.query_one(Cards)
        whole = self._whole = not self.has_class("-wide")
        cards.set_options(
            Option(card_line(card, self._picked.get(card.id), FITS[card.fit], whole=whole))
            for card in self._cards
        )
        ids = [card.id for card in self._cards]
        if ids:
            cards.highlighted = ids.index(stay) if stay in ids and not query else 0
        self.set_class(not ids, "-nothing")
        self.refresh_bindings()
        self.query_one(FacetList).show(facets(self._all, self._chosen, query))
        narrowed_by = chosen_in_words(self._chosen)
        told = (narrowed_by, SORTS[self._sort][0])
        self.query_one("#chosen", Words).say(" · ".join(part for part in told if part))
        self.query_one("#none", Words).say(_nothing(query, narrowed_by))
        self.headline(self.NAME, _how_many(len(ids), len(self._all)))
        if not ids:
            self.query_one("#about", Words).say("")

    def _fit_cards(self) -> None:
        if self._whole is self.has_class("-wide"):
            self._draw()


def _shelf(workspace: Workspace) -> tuple[ScenarioCard, ...]:
    import rapidfuzz.fuzz  # noqa: F401  # here, so that the first key typed need not wait for it

    from roleplay.practice.shelf import shelf

    return shelf(workspace)


def _nothing(query: str, narrowed_by: str) -> str:
    if query and narrowed_by:
        return f"Nothing fits “{query}” among {narrowed_by}. Esc empties the search line first."
    if query:
        return f"Nothing fits “{query}”. Fewer letters find more; Esc empties the line."
    if narrowed_by:
        return f"No call is {narrowed_by}. Esc turns the filters off."
    return "There are no calls here yet. `roleplay new pack NAME` starts one of your own."


def _how_many(shown: int, there: int) -> str:
    calls = "1 call" if there == 1 else f"{there} calls"
    return calls if shown == there else f"{shown} of {calls}"
