"""The author's view: a call played with the mind open, beside the file it stands in."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from roleplay.settings import Settings
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Rehearse
from roleplay.tui.screens import author
from roleplay.tui.screens.author import AuthorScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.widgets.rehearsal import Mind, Turns
from tests.practice.examples import PACKS
from tests.tui.walking import Walk, press, settle, shown

ASKED = "How do you know claims are under control?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    pack = tmp_path / "mine"
    pack.mkdir()
    for name in ("claims.yaml", "strategy.yaml"):
        text = (PACKS / "harbour" / name).read_text()
        (pack / name).write_text(text.replace("id: claims\n", "id: my-claims\n"))
    return pack / "claims.yaml"


@pytest.fixture(autouse=True)
def look_only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is looked at when a test says so, not by the clock."""
    monkeypatch.setattr(author, "LOOK_SECONDS", 3600)


@asynccontextmanager
async def opened(file: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Walk]:
    home = file.parents[1] / "home"
    app = RoleplayApp(Settings(home, "sam", (PACKS,), ()), rehearse=Rehearse(str(file)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot
    app.desk.close()


async def save(pilot: Walk, file: Path, old: str, new: str) -> None:
    """Save the file changed, and let the screen look at it."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    later = file.stat().st_mtime_ns + 1_000_000_000
    os.utime(file, ns=(later, later))
    await look(pilot)


async def look(pilot: Walk) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, AuthorScreen)
    screen._look_at_file()
    await settle(pilot)


async def type_in(pilot: Walk, text: str) -> None:
    """Put a text on the line at once: a key at a time takes the tests too long."""
    pilot.app.screen.query_one("#line", Input).insert_text_at_cursor(text)
    await settle(pilot)


async def say(pilot: Walk, text: str) -> None:
    await type_in(pilot, text)
    await press(pilot, "enter")


def options(pilot: Walk) -> str:
    turns = pilot.app.screen.query_one(Turns)
    return "\n".join(str(option.prompt) for option in turns.options)


async def test_a_turn_is_played_and_the_mind_stands_beside_it(file: Path) -> None:
    async with opened(file) as pilot:
        assert "I think claims are under control" in options(pilot)
        assert "The opener" in shown(pilot)
        await say(pilot, ASKED)
        assert "We audit two percent of files" in options(pilot)
        told = shown(pilot)
        assert "Turn 2" in told
        assert re.search(r"open_question 0\.[89]\d", told)
        assert "leakage 1.00" in told
        assert "7 the need's next rung" in told
        assert "was 45" in told
        await press(pilot, "f2")
        assert "waits for a pause or another question" in shown(pilot)
        assert "▸ 2 stated: The last audit found" in shown(pilot)


async def test_what_if_says_nothing(file: Path) -> None:
    async with opened(file) as pilot:
        await type_in(pilot, "Our platform is the best there is.")
        await press(pilot, "ctrl+t")
        assert "nothing was said" in shown(pilot)
        assert "5 an objection is raised" in shown(pilot)
        assert pilot.app.screen.query_one("#line", Input).value.startswith("Our platform")
        assert "core replacement" not in options(pilot)
        await press(pilot, "escape")
        assert "nothing was said" not in shown(pilot)


async def test_undo_again_and_going_on_from_an_earlier_turn(file: Path) -> None:
    async with opened(file) as pilot:
        await say(pilot, ASKED)
        await say(pilot, "What do you lose to overpayment?")
        await press(pilot, "ctrl+z")
        assert "overpayment" not in options(pilot)
        await press(pilot, "ctrl+y")
        assert "overpayment" in options(pilot)
        await press(pilot, "up")
        assert "Turn 2 · looking back" in shown(pilot)
        await press(pilot, "ctrl+g")
        assert "overpayment" not in options(pilot)
        assert "Turn 2" in shown(pilot)
        await press(pilot, "ctrl+z")
        able = {active.binding.id for active in pilot.app.screen.active_bindings.values()}
        assert "author.do-again" in able
        assert "author.do-back" not in able


async def test_a_save_is_played_from_the_same_turn_and_the_differences_are_marked(
    file: Path,
) -> None:
    async with opened(file) as pilot:
        await say(pilot, ASKED)
        await type_in(pilot, "half a line")
        await save(pilot, file, "trust: 45", "trust: 20")
        assert "≠ came out differently" in options(pilot)
        assert "trust 22, before 47" in shown(pilot)
        assert "2 turns came out differently" in shown(pilot)
        assert pilot.app.screen.query_one("#line", Input).value == "half a line"
        await press(pilot, "enter")
        assert "≠" in options(pilot)
        await save(pilot, file, "title: The CFO", "title: That CFO")
        assert "nothing came out differently" in shown(pilot)
        assert "≠" not in options(pilot)


async def test_a_broken_save_says_where_and_the_last_good_one_goes_on(file: Path) -> None:
    async with opened(file) as pilot:
        await save(pilot, file, "trust: 45", "trust: much")
        assert f"{file}:17:18 buyer.start.trust" in shown(pilot)
        assert pilot.app.screen.has_class("-broken")
        await say(pilot, ASKED)
        assert "We audit two percent of files" in options(pilot)
        assert "buyer.start.trust" in shown(pilot), "it is still broken"
        await save(pilot, file, "trust: much", "trust: 45")
        assert not pilot.app.screen.has_class("-broken")


async def test_a_file_that_is_broken_from_the_start_is_waited_for(file: Path) -> None:
    file.write_text(file.read_text().replace("trust: 45", "trust: much"))
    async with opened(file) as pilot:
        assert "buyer.start.trust" in shown(pilot)
        assert "waits for the file to be mended" in shown(pilot)
        await press(pilot, "ctrl+t", "ctrl+z", "ctrl+y", "ctrl+g", "f2", "f3", "f4", "f5", "ctrl+s")
        await save(pilot, file, "trust: much", "trust: 45")
        assert "I think claims are under control" in options(pilot)


async def test_a_try_is_played_and_saved_where_it_can_be_pasted_from(file: Path) -> None:
    async with opened(file) as pilot:
        await press(pilot, "f5", "enter")
        assert "Bring her in. Thursday." in options(pilot)
        await press(pilot, "ctrl+s")
        await press(pilot, "enter")
        assert "It goes under tries:" in shown(pilot)
        assert "  try-3:\n    seller:\n" in file.with_name("claims.try.txt").read_text()
        assert pilot.app.clipboard.startswith("  try-3:")


async def test_check_is_at_hand(file: Path) -> None:
    async with opened(file) as pilot:
        await press(pilot, "f2", "f2")
        assert "every try lands where it should" in shown(pilot)
        await save(pilot, file, 'overall: ">=4"', 'overall: "<=1"')
        assert "try a/strong: overall" in shown(pilot)


async def test_variant_and_wordings_are_flipped_by_a_key(file: Path) -> None:
    async with opened(file) as pilot:
        await say(pilot, ASKED)
        await press(pilot, "f3")
        assert "variant b" in shown(pilot)
        assert "was 25" in shown(pilot)
        await press(pilot, "f4")
        assert "seed 1" in shown(pilot)


async def test_at_80_columns_a_key_flips_between_the_call_and_the_mind(file: Path) -> None:
    async with opened(file, (80, 24)) as pilot:
        screen = pilot.app.screen
        seen = []
        for _ in range(4):
            talk, mind = screen.query_one(Turns).display, screen.query_one(Mind)
            seen.append("talk" if talk else mind.page)
            assert talk is not mind.display
            await press(pilot, "f2")
        assert seen == ["talk", "turn", "opens", "check"]
        assert screen.query_one(Turns).display
        await press(pilot, "f2", "escape")
        assert screen.query_one(Turns).display
        assert screen.query_one("#line").has_focus
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_mouse_alone_looks_back_and_turns_the_pages(file: Path) -> None:
    async with opened(file) as pilot:
        await press(pilot, "f5", "enter")
        turns = pilot.app.screen.query_one(Turns)
        turns.scroll_home(animate=False)
        await pilot.pause()
        await pilot.click(Turns, offset=(4, 1))
        await settle(pilot)
        assert "The opener" in shown(pilot)
        await pilot.click("#name-opens")
        await settle(pilot)
        assert "waits for" in shown(pilot)


@pytest.mark.parametrize("size", [(200, 60), (60, 15), (40, 10)])
async def test_every_key_at_every_size_breaks_nothing(file: Path, size: tuple[int, int]) -> None:
    async with opened(file, size) as pilot:
        await say(pilot, "x" * 200)
        for key in ("ctrl+t", "f2", "f2", "f2", "f3", "f4", "pageup", "pagedown", "up", "down"):
            await press(pilot, key)
        await press(pilot, "f5", "escape", "ctrl+s", "escape", "f1", "escape", "ctrl+g", "ctrl+z")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert isinstance(pilot.app.screen, AuthorScreen)


async def test_the_file_is_looked_at_by_itself(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(author, "LOOK_SECONDS", 0.05)
    async with opened(file) as pilot:
        file.write_text(file.read_text().replace("trust: 45", "trust: 20"))
        later = file.stat().st_mtime_ns + 1_000_000_000
        os.utime(file, ns=(later, later))
        await _until(pilot, lambda: "≠" in options(pilot))


async def _until(pilot: Walk, held: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not held():
            await pilot.pause(0.02)
