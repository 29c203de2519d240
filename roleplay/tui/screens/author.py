"""Author's view: a call played with the buyer's mind open, while its file is being written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, OptionList

from roleplay.domain.text import MAX_TURN

from ..desk import Trouble
from ..messages import Rehearse
from ..page import Page
from ..widgets.rehearsal import PAGES, Mind, Turns
from ..widgets.words import Words

if TYPE_CHECKING:
    from roleplay.practice.authors import Rehearsal, RehearsalView
    from roleplay.practice.new_tries import SavedTry
    from roleplay.practice.open_mind import OpenTurn
    from roleplay.practice.workspace import Workspace

    from ..app import RoleplayApp

LOOK_SECONDS = 0.7
"""How often to look whether the file has been saved."""
SEEDS = 10
"""Choices of wordings that are gone through one after another."""


class AuthorScreen(Page):
    """Play the seller, and see what the buyer heard, decided and waits for.

    The rehearsal belongs to the desk; here is only its view.
    """

    CSS_PATH = "author.tcss"
    AUTO_FOCUS = "#line"
    BINDINGS = [
        Binding("ctrl+t", "what_if", "What if", priority=True),
        Binding("ctrl+z", "do('back')", "Undo", priority=True),
        Binding("ctrl+y", "do('again')", "Say again", show=False, priority=True),
        Binding("f2", "page", "Mind"),
        Binding("f3", "do('variant')", "Variant"),
        Binding("f4", "do('seed')", "Other wordings", show=False),
        Binding("f5", "play_try", "Try"),
        Binding("ctrl+s", "save_try", "Save as try", show=False, priority=True),
        Binding("up", "look('turns',-1)", "Look at an earlier turn", show=False),
        Binding("down", "look('turns',1)", "Look at a later turn", show=False),
        Binding(
            "ctrl+g",
            "do('from_here')",
            "Go on from the turn looked at",
            show=False,
            priority=True,
        ),
        Binding("pageup", "look('mind',-1)", "Mind: back", show=False),
        Binding("pagedown", "look('mind',1)", "Mind: further", show=False),
        Binding("escape", "leave", "Back"),
    ]
    NAME = "Author's view"

    @dataclass
    class Played(Message):
        """The call stands like this now; no view if nothing is new."""

        view: RehearsalView | None
        note: str = ""
        rehearsal: Rehearsal | None = None
        """When it has just been opened."""

    @dataclass
    class Supposed(Message):
        """What would come of some words."""

        turn: OpenTurn

    @dataclass
    class Checked(Message):
        """What check says."""

        lines: tuple[str, ...]

    def __init__(self, rehearse: Rehearse) -> None:
        super().__init__()
        self._wanted = rehearse
        self._rehearsal: Rehearsal | None = None
        self._view: RehearsalView | None = None
        self._supposed: OpenTurn | None = None
        """What would come of the words that stand there, while that is shown."""
        self._looking = False
        """The desk is looking at the file."""

    def body(self) -> ComposeResult:
        """The conversation with the mind beside it, over the line to type on."""
        with Horizontal(id="room"):
            yield Turns(id="turns")
            yield Mind(id="mind")
        yield Words("", id="note")
        yield Input(
            placeholder="Say something; Enter on nothing is a pause", id="line", max_length=MAX_TURN
        )

    def on_mount(self) -> None:
        """Read the file, and look again and again whether it was saved."""
        self.add_class("-talk")
        self.headline(self.NAME, "reading the file")
        self._look_at_file()
        self.set_interval(LOOK_SECONDS, self._look_at_file)

    @on(Played)
    def played(self, message: Played) -> None:
        """Show how it stands."""
        self._looking = False
        self._rehearsal = message.rehearsal or self._rehearsal
        view = message.view
        if view is None:
            return
        self._view, self._supposed = view, None
        where = f"{view.scenario}, variant {view.variant}"
        self.headline(self.NAME, f"{'broken save · ' if view.broken else ''}{where} · {view.clock}")
        _note(self, "\n".join(view.broken[:3]) or message.note, broken=bool(view.broken))
        self.query_one(Turns).show(view)
        self._show_mind()
        mind = self.query_one(Mind)
        if mind.page == "check":
            mind.turn_to("check")

    @on(Supposed)
    def supposed(self, message: Supposed) -> None:
        """Show what would come of it; nothing was said."""
        self._supposed = message.turn
        self.remove_class("-talk")
        self.query_one(Mind).turn_to("turn")
        self._show_mind()

    @on(Checked)
    def checked(self, message: Checked) -> None:
        """Show what check says."""
        self.query_one(Mind).check(message.lines)

    @on(Mind.CheckWanted)
    def check(self) -> None:
        """Have the file checked, its tries played."""
        if self._rehearsal is not None:
            self.query_one(Mind).check(None)
            self.ask(partial(_check, self._rehearsal), self.Checked)

    async def tell(self, trouble: Trouble) -> None:
        """Say what could not be done; a file that cannot be read yet is looked at again."""
        self._looking = False
        _note(self, str(trouble), broken=self._view is None)
        if self._view is None:
            self.headline(self.NAME, "waits for the file to be mended")

    @on(Input.Submitted, "#line")
    def say(self, message: Input.Submitted) -> None:
        """Say what was typed; nothing is a pause."""
        message.stop()
        if self._rehearsal is not None:
            message.input.value = ""
            self.ask(partial(_said, self._rehearsal, message.value), self.Played)

    def action_what_if(self) -> None:
        """What would come of the words that stand there."""
        if self._rehearsal is not None:
            text = self.query_one("#line", Input).value
            self.ask(partial(_what_if, self._rehearsal, text), self.Supposed)

    def action_do(self, what: str) -> None:
        """Play on from elsewhere, or against another buyer."""
        rehearsal, view, looked_at = self._rehearsal, self._view, self.query_one(Turns).looked_at
        if rehearsal is None or view is None:
            return
        place = view.variants.index(view.variant) + 1
        variant, seed = view.variants[place % len(view.variants)], (view.seed + 1) % SEEDS
        turn = looked_at.turn if looked_at is not None else 1
        does: dict[str, tuple[Callable[[], RehearsalView], str]] = {
            "back": (rehearsal.back, f"Taken back. {_key(self.roleplay, 'again')} says it again."),
            "again": (rehearsal.again, ""),
            "variant": (partial(rehearsal.choose, variant), f"The same words, variant {variant}."),
            "seed": (partial(rehearsal.choose, seed=seed), f"Other wordings: seed {seed}."),
            "from_here": (partial(rehearsal.go_back_to, turn), f"Going on from turn {turn}."),
        }
        do, note = does[what]
        self.ask(lambda _: do(), partial(self.Played, note=note))

    @on(OptionList.OptionHighlighted, "#turns")
    def look(self, message: OptionList.OptionHighlighted) -> None:
        """Show the mind after the turn that is marked."""
        message.stop()
        self._show_mind()

    def action_look(self, at: str, by: int) -> None:
        """Look at another turn, or read on in the mind."""
        if at == "mind":
            self.query_one(Mind).read_on(by)
        else:
            self._supposed = None
            self.query_one(Turns).look(by)

    def action_page(self) -> None:
        """The next page of the mind; on a narrow screen the conversation is one of them."""
        mind, pages = self.query_one(Mind), list(PAGES)
        narrow = not self.has_class("-wide")
        if narrow and self.has_class("-talk"):
            self.remove_class("-talk")
            mind.turn_to(pages[0])
        elif narrow and mind.page == pages[-1]:
            self.add_class("-talk")
        else:
            mind.turn_to(pages[(pages.index(mind.page) + 1) % len(pages)])

    @work(exit_on_error=False)
    async def action_play_try(self) -> None:
        """Play one of the file's tries in place of what was said."""
        rehearsal, view = self._rehearsal, self._view
        if rehearsal is None or view is None or not view.tries:
            _note(self, "This variant has no tries.")
            return
        from ..dialogs.choose import ChooseDialog

        name = await self.app.push_screen_wait(ChooseDialog("Play which try?", view.tries))
        if name is not None:
            note = f"The try {name}. {_key(self.roleplay, 'back')} takes its turns back one by one."
            self.ask(partial(_try, rehearsal, name), partial(self.Played, note=note))

    @work(exit_on_error=False)
    async def action_save_try(self) -> None:
        """Make a try of the words so far, to be pasted into the file."""
        rehearsal, view = self._rehearsal, self._view
        if rehearsal is None or view is None or len(view.turns) < 2:
            _note(self, "Nothing has been said that could be a try.")
            return
        from ..dialogs.choose import NameDialog

        why = "Your words so far, expected to land where they land now."
        name = await self.app.push_screen_wait(
            NameDialog("What is this try called?", why, f"try-{len(view.tries) + 1}")
        )
        if name is None:
            return
        try:
            saved = await self.roleplay.desk.do(partial(_save_try, rehearsal, name))
        except Trouble as trouble:
            await self.tell(trouble)
            return
        self.app.copy_to_clipboard(saved.text)
        where = f" and written to {saved.file}" if saved.file else ""
        _note(self, f"Copied{where}. It goes under tries: in the file.")

    def action_leave(self) -> None:
        """Back to the conversation, then to where this was opened from."""
        if self._supposed is not None:
            self._supposed = None
            self._show_mind()
        elif not self.has_class("-wide") and not self.has_class("-talk"):
            self.add_class("-talk")
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something as the call stands."""
        view = self._view
        if view is None:
            return action in ("leave", "page")
        if action == "play_try":
            return bool(view.tries)
        if action == "save_try":
            return len(view.turns) > 1
        if action != "do":
            return True
        looked_at, last = self.query_one(Turns).looked_at, view.turns[-1].turn
        does = {
            "back": len(view.turns) > 1,
            "again": view.undone > 0,
            "variant": len(view.variants) > 1,
            "from_here": looked_at is not None and looked_at.turn < last,
        }
        return does.get(str(parameters[0]), True)

    def _look_at_file(self) -> None:
        if self._looking or not self.is_current:
            return
        self._looking = True
        if self._rehearsal is None:
            self.ask(partial(_open, self._wanted), lambda opened: self.Played(*opened))
        else:
            self.ask(partial(_reload, self._rehearsal), lambda found: self.Played(*found))

    def _show_mind(self) -> None:
        """The mind after what would be said, else after the turn that is marked."""
        view, turn = self._view, self._supposed or self.query_one(Turns).looked_at
        if view is None or turn is None:
            return
        last = view.turns[-1].turn
        which = "The opener" if turn.turn == 1 else f"Turn {turn.turn}"
        changed = dict(view.changed).get(turn.turn, ())
        if self._supposed is not None:
            which, changed = f"What if: “{turn.said or 'a pause'}”  (nothing was said)", ()
        elif turn.turn != last:
            which += f" · looking back; {_key(self.roleplay, 'from_here')} goes on from here"
        self.query_one(Mind).show(turn, changed, which)
        self.refresh_bindings()


def _note(screen: AuthorScreen, text: str, broken: bool = False) -> None:
    """Say it over the line that is typed on."""
    screen.set_class(broken, "-broken")
    screen.set_class(bool(text), "-noted")
    screen.query_one("#note", Words).say(text)


def _key(app: RoleplayApp, what: str) -> str:
    """The key that does it now, to be told in a sentence."""
    usual = {"back": "ctrl+z", "again": "ctrl+y", "from_here": "ctrl+g"}[what]
    return app.key_for(f"author.do-{what.replace('_', '-')}", usual)


def _open(wanted: Rehearse, workspace: Workspace) -> tuple[RehearsalView, str, Rehearsal]:
    from roleplay.practice.authors import Rehearsal

    rehearsal = Rehearsal(workspace, wanted.target, wanted.variant, wanted.seed)
    return rehearsal.view(), "", rehearsal


def _reload(rehearsal: Rehearsal, _: Workspace) -> tuple[RehearsalView | None, str]:
    view = rehearsal.reload()
    if view is None or view.broken:
        return view, ""
    count = len(view.changed)
    told = {0: "nothing came out differently", 1: "one turn came out differently"}
    note = f"Saved and played again: {told.get(count, f'{count} turns came out differently')}."
    if view.unsaid:
        note += f" The call now ends before {view.unsaid} of your turns."
    return view, note


def _said(rehearsal: Rehearsal, text: str, _: Workspace) -> RehearsalView:
    return rehearsal.say(text)


def _what_if(rehearsal: Rehearsal, text: str, _: Workspace) -> OpenTurn:
    return rehearsal.what_if(text)


def _check(rehearsal: Rehearsal, _: Workspace) -> tuple[str, ...]:
    return rehearsal.check()


def _try(rehearsal: Rehearsal, name: str, _: Workspace) -> RehearsalView:
    return rehearsal.play_try(name)


def _save_try(rehearsal: Rehearsal, name: str, _: Workspace) -> SavedTry:
    return rehearsal.save_try(name)
