"""A model judges a call from its debrief and coaches it, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.widgets import Input

from roleplay.practice.workspace import Workspace
from roleplay.settings import read
from roleplay.tui.app import RoleplayApp
from roleplay.tui.dialogs.judging import JudgeDialog
from roleplay.tui.dialogs.which_two import WhichTwoDialog
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.coach import CoachScreen
from roleplay.tui.screens.debrief import DebriefScreen
from roleplay.tui.screens.scores import ScoresScreen
from roleplay.tui.widgets.coach_parts import LineRow
from roleplay.tui.widgets.prompt import Prompt
from roleplay.tui.widgets.transcript import Transcript
from tests.practice.examples import PACKS, play
from tests.practice.test_coach import PITCHES
from tests.tui.fake_model import FakeModel
from tests.tui.fake_practice import FakePractice
from tests.tui.sensible import LINES, NAME, sensible
from tests.tui.walking import Walk, press, settle, shown, write

NewApp = Callable[..., RoleplayApp]


def set_up(practice: FakePractice) -> FakeModel:
    assert practice.model is not None
    practice.model.is_set_up = True
    return practice.model


async def until(pilot: Walk, words: str, seconds: float = 20) -> None:
    """Wait for what a thread beside the desk has to say."""
    for _ in range(int(seconds / 0.05)):
        if words in shown(pilot):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{words!r} in {shown(pilot)}")


async def opened(pilot: Walk, app: RoleplayApp, call: str = "c1") -> None:
    app.reflected.add(call)
    app.show_debrief(call)
    await settle(pilot)


def keys(app: RoleplayApp) -> set[str]:
    return {each.binding.description for each in app.screen.active_bindings.values()}


async def test_without_a_model_nothing_of_it_is_offered(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        assert not {"Judge", "Coach", "Scorecards"} & keys(app)
        assert not app.screen.query("#judge, #coach, #cards, #tokens")
        await press(pilot, "j", "c", "r")
        assert isinstance(app.screen, DebriefScreen)


async def test_a_call_that_cannot_be_scored_is_not_judged(
    practice: FakePractice, new_app: NewApp
) -> None:
    set_up(practice)
    practice.unscorable = True
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        assert "Judge" not in keys(app)
        assert "Coach" in keys(app)


async def test_while_a_judge_reads_the_desk_is_free_and_esc_stops_it(
    practice: FakePractice, new_app: NewApp
) -> None:
    model = set_up(practice)
    model.goes_on.clear()
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "j")
        await until(pilot, "3 of 8 questions")
        # The history is read while the judge is at it.
        app.show_history()
        await settle(pilot)
        assert "5 calls" in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.is_asking
        await press(pilot, "j")
        assert model.judged == []
        await press(pilot, "escape")
        for _ in range(100):
            if not app.screen.is_asking:
                break
            await pilot.pause(0.02)
        assert isinstance(app.screen, DebriefScreen)
        assert not app.screen.is_asking
        assert "Stop" not in keys(app)
        assert not app.screen.query("#no-verdict")
        assert model.judged == []


async def test_leaving_the_debrief_stops_the_judge(practice: FakePractice, new_app: NewApp) -> None:
    model = set_up(practice)
    model.goes_on.clear()
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "j")
        await until(pilot, "3 of 8 questions")
        aside = app.screen._aside  # type: ignore[attr-defined]
        app.show_home()
        await settle(pilot)
        assert aside.stopped
        assert model.judged == []


async def test_what_a_judge_found_stands_beside_what_the_app_found(
    practice: FakePractice, new_app: NewApp
) -> None:
    model = set_up(practice)
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        await press(pilot, "j")
        await until(pilot, "judged it too")
        seen = " ".join(shown(pilot).split())
        assert model.judged == [("qwen3-8b", 1)]
        assert "13 of its 15 quotes stand in the call; 2 left out: not what was said" in seen
        assert "The app says not met, the judge says met. The app's answer stands" in seen
        assert "◆ By the judge: met." in seen
        assert "go by the app alone: 2.7 of 5" in seen
        assert "A fact of your strategy says otherwise." in seen
        assert "A model used 18,420 tokens for this call." in seen
        quote = app.screen.query(".in-check.-judge").first()
        quote.focus()
        await press(pilot, "enter")
        assert app.screen.query_one(Transcript).quoted == (4, 3, 73)


async def test_all_of_it_can_be_reached_by_the_mouse(
    practice: FakePractice, new_app: NewApp
) -> None:
    set_up(practice)
    app = new_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, app)
        for row, then in (("#judge", "judged it too"), ("#cards", "counts for your level")):
            app.screen.query_one(row).scroll_visible(animate=False)
            await settle(pilot)
            await pilot.click(row)
            await until(pilot, then)
        await press(pilot, "escape")
        app.screen.query_one("#coach").scroll_visible(animate=False)
        await settle(pilot)
        await pilot.click("#coach")
        await until(pilot, "Enter tries it")
        await pilot.click(LineRow)
        await settle(pilot)
        assert isinstance(app.screen, CallScreen)


async def test_a_judge_that_fails_says_why_and_the_score_stands(
    practice: FakePractice, new_app: NewApp
) -> None:
    model = set_up(practice)
    model.fails = True
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "j")
        await until(pilot, "The judge gave no verdict. 127.0.0.1:11434 answered nothing")
        assert "The app's score stands." in shown(pilot)
        assert "2.7 of 5" in shown(pilot)
        model.fails = False
        await press(pilot, "j")
        await until(pilot, "judged it too")
        assert not app.screen.query("#no-verdict")


async def test_it_is_judged_again_with_another_model_and_the_scorecards_compared(
    practice: FakePractice, new_app: NewApp
) -> None:
    model = set_up(practice)
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "j")
        await until(pilot, "judged it too")
        await press(pilot, "j")
        assert isinstance(app.screen, JudgeDialog)
        await press(pilot, "up")
        app.screen.query_one(Input).value = ""
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, JudgeDialog)
        await write(pilot, "big")
        await press(pilot, "enter", "right", "right", "enter")
        await until(pilot, "4 of 5 times")
        assert model.judged == [("qwen3-8b", 1), ("big", 5)]
        await press(pilot, "r")
        assert isinstance(app.screen, ScoresScreen)
        seen = shown(pilot)
        assert "The app and big" in seen
        assert "● counts for your level" in seen
        assert "▸ shown in the debrief" in seen
        assert "between 2 and 4, then 3 of 5" in seen
        await press(pilot, "down", "enter")
        assert "Second The app and qwen3-8b" in shown(pilot)
        await press(pilot, "o")
        assert isinstance(app.screen, WhichTwoDialog)
        await press(pilot, "down", "enter", "down", "enter")
        assert "First  The app and qwen3-8b" in shown(pilot)
        assert "Second The app and big" in shown(pilot)


async def test_a_line_of_the_coachs_is_tried(practice: FakePractice, new_app: NewApp) -> None:
    set_up(practice)
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "c")
        assert isinstance(app.screen, CoachScreen)
        await until(pilot, "A suggestion by qwen3-8b")
        line = app.screen.query(LineRow).last()
        line.focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, CallScreen)
        assert app.screen.query_one(Prompt).text == line.value
        await press(pilot, "escape")
        assert isinstance(app.screen, CoachScreen)


async def test_a_question_that_failed_stays_in_its_line(
    practice: FakePractice, new_app: NewApp
) -> None:
    model = set_up(practice)
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "c")
        await until(pilot, "Enter tries it")
        model.fails = True
        await write(pilot, "Why so?")
        await press(pilot, "enter")
        await until(pilot, "is loaded")
        assert app.screen.query_one(Input).value == "Why so?"
        model.fails = False
        await press(pilot, "enter")
        await until(pilot, "7 questions are left")
        assert app.screen.query_one(Input).value == ""
        model.goes_on.clear()
        await write(pilot, "And?")
        await press(pilot, "enter")
        await until(pilot, "The coach looks through the call")
        await press(pilot, "escape")
        await until(pilot, "Stopped.")
        assert isinstance(app.screen, CoachScreen)
        assert app.screen.query_one(Input).value == "And?"
        assert len(model.so_far) == 1


async def test_the_last_question_is_told(practice: FakePractice, new_app: NewApp) -> None:
    model = set_up(practice)
    app = new_app()
    async with app.run_test() as pilot:
        await opened(pilot, app)
        await press(pilot, "c")
        await until(pilot, "Enter tries it")
        for left in range(7, -1, -1):
            await write(pilot, "Why?")
            await press(pilot, "enter")
            await until(
                pilot, f"{left} questions are" if left > 1 else ("is left", "last")[not left]
            )
        assert len(model.so_far) == 8
        assert not app.screen.query_one(Input).display


async def test_a_real_call_is_judged_and_coached_over_a_real_socket(tmp_path: Path) -> None:
    with sensible() as address:
        environ = {
            "ROLEPLAY_HOME": str(tmp_path),
            "USER": "sam",
            "ROLEPLAY_LLM_BASE_URL": address,
            "ROLEPLAY_LLM_MODEL": NAME,
        }
        settings = read(environ, (PACKS,))
        with Workspace(settings) as workspace:
            call = play(workspace, PITCHES)
        app = RoleplayApp(settings)
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await opened(pilot, app, call)
            await press(pilot, "j")
            await until(pilot, "sensible judged it too", 60)
            assert "◆ Judge: met. These words show it." in shown(pilot)
            assert "quotes stand in the call" in shown(pilot)
            assert "2 scorecards of this call" in shown(pilot)
            await press(pilot, "r")
            assert "The app and sensible" in shown(pilot)
            await press(pilot, "escape", "c")
            await until(pilot, LINES[1], 60)
            await write(pilot, "What went wrong?")
            await press(pilot, "enter")
            await until(pilot, "7 questions are left", 60)
            assert "“We have dashboards and alerts in our”" in shown(pilot)
            app.screen.query(LineRow).first().focus()
            await press(pilot, "enter")
            assert isinstance(app.screen, CallScreen)
            assert app.screen.query_one(Prompt).text == LINES[0]
        app.close()
