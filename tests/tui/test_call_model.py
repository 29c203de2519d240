"""A call in which a model speaks: sentence by sentence, and what can be done when it does not."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from roleplay.domain.problem import Broken
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Resume
from roleplay.tui.screens import call_model
from roleplay.tui.screens.call import CallScreen
from roleplay.tui.screens.home import HomeScreen
from roleplay.tui.widgets.no_answer import NoAnswer
from roleplay.tui.widgets.prompt import Prompt
from roleplay.tui.widgets.transcript import Transcript
from tests.tui.fake_practice import ANSWERS, OPENER, FakeCall, FakePractice
from tests.tui.fake_voice import DOWN, NAME, SENTENCES, Wait
from tests.tui.walking import Walk, press, said, settle, shown, write

NewApp = Callable[..., RoleplayApp]


async def on_call(pilot: Walk, practice: FakePractice) -> FakeCall:
    app = pilot.app
    assert isinstance(app, RoleplayApp)
    live = practice.start(None, "cfo", buyer="model")
    app.show_call(Resume(live.id))
    await settle(pilot)
    return live


async def until(pilot: Walk, words: str) -> None:
    for _ in range(400):
        if words in shown(pilot):
            return
        await pilot.pause(0.01)
    raise AssertionError(f"{words!r} is not shown:\n{shown(pilot)}")


async def ask(pilot: Walk, text: str = "One?") -> None:
    """Say something, and wait for nothing."""
    await write(pilot, text)
    await pilot.press("enter")


async def test_sentences_stand_there_as_they_come_and_the_prompt_is_free_at_once(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    more, rest = Event(), Event()
    practice.voice.put(SENTENCES[0], more, SENTENCES[1], rest, SENTENCES[2])
    async with app.run_test() as pilot:
        await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, SENTENCES[0])
        prompt = app.screen.query_one(Prompt)
        assert said(pilot) == [OPENER, "One?", SENTENCES[0]]
        assert prompt.text == ""
        assert "Dana is speaking" in str(prompt.border_title)
        await pilot.press(*"next")
        more.set()
        await until(pilot, SENTENCES[1])
        assert app.screen.query_one(Transcript).views[-1].still_speaking
        rest.set()
        await until(pilot, SENTENCES[2])
        await settle(pilot)
        assert said(pilot) == [OPENER, "One?", " ".join(SENTENCES)]
        assert not app.screen.query_one(Transcript).views[-1].still_speaking
        assert prompt.text == "next"
        assert NAME in shown(pilot)
    app.close()


async def test_what_is_typed_while_the_model_speaks_is_kept_meanwhile(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    rest = Event()
    practice.voice.put(SENTENCES[0], rest)
    async with app.run_test() as pilot:
        live = await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, SENTENCES[0])
        await pilot.press(*"half")
        for _ in range(200):
            if live.draft == "half":
                break
            await pilot.pause(0.01)
        assert live.draft == "half"
        rest.set()
    app.close()


@pytest.mark.parametrize("first", [(), (SENTENCES[0],)])
async def test_escape_stops_the_model_and_what_it_said_stands(
    practice: FakePractice, new_app: NewApp, first: tuple[str, ...]
) -> None:
    app = new_app()
    practice.voice.put(*first, Event())
    async with app.run_test() as pilot:
        live = await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, first[0] if first else "One?")
        await pilot.press("escape")
        if first:
            await until(pilot, "You interrupted here")
            assert said(pilot)[-1] == first[0]
            assert not live.waiting
        else:
            await until(pilot, "Leave it for later")
            assert said(pilot)[-1] == "One?"
            assert live.waiting
        assert isinstance(app.screen, CallScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
    app.close()


async def test_a_wait_says_what_happened_when_and_which_try_and_can_be_left(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    practice.voice.put(Wait(12.0, 2), Event())
    async with app.run_test(size=(120, 40)) as pilot:
        await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, "Try 2 in 12 s")
        assert DOWN in shown(pilot)
        await pilot.press("f6")
        await until(pilot, ANSWERS[0])
        await settle(pilot)
        assert said(pilot) == [OPENER, "One?", ANSWERS[0]]
        assert "as scripted" in shown(pilot)
        assert not app.screen.query_one(NoAnswer).shown
        await ask(pilot, "Two?")
        await settle(pilot)
        assert said(pilot)[-1] == ANSWERS[1]
    app.close()


async def test_silence_is_spoken_of_and_the_choice_is_there(
    practice: FakePractice, new_app: NewApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_model, "SLOW_SECONDS", 0.05)
    app = new_app()
    goes_on = Event()
    practice.voice.put(goes_on, SENTENCES[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, "has not said a word")
        assert "Scripted buyer, this call" in shown(pilot)
        goes_on.set()
        await until(pilot, SENTENCES[0])
        await settle(pilot)
        assert not app.screen.query_one(NoAnswer).shown
    app.close()


@pytest.mark.parametrize("way", ["f5", "f6", "click", "tab", "enter"])
async def test_a_failure_is_no_line_of_the_buyers_and_every_way_on_works(
    practice: FakePractice, new_app: NewApp, way: str
) -> None:
    app = new_app()
    practice.voice.put(Broken(DOWN))
    async with app.run_test(size=(120, 40)) as pilot:
        live = await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, "What you said is kept")
        assert said(pilot) == [OPENER, "One?"]
        assert DOWN in shown(pilot)
        if way == "click":
            await pilot.click("#ask-again")
        elif way == "tab":
            await pilot.press("shift+tab", "shift+tab", "shift+tab")
            assert getattr(app.screen.focused, "value", None) == "ask_again"
            await pilot.press("enter")
        elif way == "enter":
            await pilot.press("ctrl+n")
            await pilot.press("f5")
        else:
            await pilot.press(way)
        answer = ANSWERS[0] if way == "f6" else " ".join(SENTENCES)
        await until(pilot, answer)
        await settle(pilot)
        assert said(pilot) == [OPENER, "One?", answer]
        assert [turn.text for turn in live.turns] == said(pilot)
    app.close()


async def test_the_next_words_stay_in_the_prompt_until_there_is_an_answer(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    practice.voice.put(Broken(DOWN), Broken(DOWN))
    async with app.run_test() as pilot:
        live = await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, "What you said is kept")
        await ask(pilot, "Two?")
        await settle(pilot)
        prompt = app.screen.query_one(Prompt)
        assert prompt.text == "Two?"
        assert [turn.text for turn in live.turns] == [OPENER, "One?"]
        await pilot.press("f5")
        await until(pilot, "What you said is kept")
        assert prompt.text == "Two?"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert live.draft == "Two?"
        app.show_call(Resume(live.id))
        await until(pilot, SENTENCES[-1])
        await settle(pilot)
        assert said(pilot) == [OPENER, "One?", " ".join(SENTENCES)]
        assert app.screen.query_one(Prompt).text == "Two?"
    app.close()


async def test_quitting_interrupts_the_model_and_keeps_what_was_typed(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    practice.voice.put(SENTENCES[0], Event())
    async with app.run_test() as pilot:
        live = await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, SENTENCES[0])
        await pilot.press(*"and")
        await pilot.press("ctrl+q")
        for _ in range(200):
            if app.return_code is not None:
                break
            await pilot.pause(0.01)
    assert app.return_code == 0
    assert live.draft == "and"
    assert live.turns[-1].text == SENTENCES[0]
    app.close()


async def test_what_was_meant_is_answered_anew_by_the_model(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        await on_call(pilot, practice)
        await ask(pilot)
        await until(pilot, SENTENCES[-1])
        await settle(pilot)
        await press(pilot, "ctrl+t", "enter", "enter")
        await settle(pilot)
        assert said(pilot)[1] == "One?"
        assert "If you meant" in said(pilot)[2]
    app.close()


async def test_who_speaks_is_chosen_in_the_briefing_only_where_a_model_is_set_up(
    practice: FakePractice, new_app: NewApp
) -> None:
    app = new_app()
    async with app.run_test() as pilot:
        app.show_briefing("cfo")
        await settle(pilot)
        assert "Who speaks" not in shown(pilot)
        await press(pilot, "b", "enter")
        assert practice.calls["live0"].voice == "scripted"
        await press(pilot, "escape")
        practice.buyers_model = NAME
        app.show_briefing("cfo")
        await settle(pilot)
        assert f"○ {NAME}" in shown(pilot)
        await pilot.click("#speaks")
        await settle(pilot)
        assert f"● {NAME}" in shown(pilot)
        await press(pilot, "v", "enter")
        assert practice.calls["live1"].voice == "model"
        assert NAME in shown(pilot)
    app.close()
