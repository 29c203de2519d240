"""The app itself, with an endpoint that fails on the socket: a choice, and never a lost word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from roleplay.settings import read
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Start
from tests.llm.faults import CASES
from tests.llm.misbehaving import Behaviour, Request, Server, Wire, chunk, well
from tests.tui.walking import Walk, press, said, settle, shown, write

LINE = "What would tell you that freight is not under control?"
PATIENCE = 600
"""Looks at the screen, 20 ms apart: what hangs is found out, nothing is timed."""


def _told(request: Request) -> str:
    """What the prompt says is to be told."""
    lines = json.loads(request.body["messages"][-1]["content"])["say_now"]
    return " ".join(line["words"] for line in lines)


def obedient(wire: Wire, request: Request) -> None:
    wire.head()
    wire.events(chunk(_told(request)), chunk(finish="stop"), "[DONE]")


def breaks_in_the_second_sentence(wire: Wire, request: Request) -> None:
    first = _told(request).split(". ")[0] + "."
    wire.head()
    wire.events(chunk(first), chunk(" And th"))
    wire.reset()


def hangs_in_the_second_sentence(wire: Wire, request: Request) -> None:
    first = _told(request).split(". ")[0] + "."
    wire.head()
    wire.events(chunk(first), chunk(" And th"))
    wire.hang()


@dataclass
class Session:
    """The app on a real home, and the server it asks."""

    server: Server
    app: RoleplayApp

    def behave(self, behave: Behaviour) -> None:
        self.server.behaviours["m"] = behave

    async def begin(self, pilot: Walk) -> None:
        await settle(pilot)
        self.app.show_call(Start("sceptical-cfo", "a", "model"))
        await until(pilot, "spoken by m")
        await settle(pilot)

    async def say(self, pilot: Walk, line: str = LINE) -> None:
        await write(pilot, line)
        await pilot.press("enter")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "settings.toml").write_text(
        "[model]\nfirst_token_seconds = 1\ntotal_seconds = 3\n", encoding="utf-8"
    )
    server = Server({"m": well})
    around = {
        "ROLEPLAY_HOME": str(tmp_path),
        "ROLEPLAY_LLM_BASE_URL": server.url,
        "ROLEPLAY_LLM_MODEL": "m",
        "ROLEPLAY_LLM_API_KEY": "sk-test-0123456789abcdefABCDEF",
    }
    app = RoleplayApp(read(around))
    yield Session(server, app)
    app.close()
    server.close()


async def until(pilot: Walk, words: str) -> None:
    for _ in range(PATIENCE):
        if words in shown(pilot):
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{words!r} is not shown:\n{shown(pilot)}")


@pytest.mark.parametrize(
    "fault",
    [
        "401 that echoes the key",
        "429 Retry-After 120",
        "503",
        "hang",
        "drip of comments",
        "close without a byte",
        "stall",
        "reset in the middle",
        "HTML",
        "error event in the middle",
    ],
)
async def test_a_fault_offers_a_choice_and_the_scripted_buyer_answers(
    session: Session, fault: str
) -> None:
    session.behave(CASES[fault].behave)
    async with session.app.run_test(size=(100, 30)) as pilot:
        await session.begin(pilot)
        await session.say(pilot)
        await until(pilot, "Scripted buyer, this call")
        assert said(pilot)[1:] == [LINE]
        assert "127.0.0.1" in shown(pilot)
        assert "0123456789" not in shown(pilot)
        await pilot.press(*"next", "f6")
        await until(pilot, "as scripted")
        await settle(pilot)
        assert len(said(pilot)) == 3
        await press(pilot, "enter")
        assert said(pilot)[3] == "next"
        assert len(said(pilot)) == 5


async def test_once_the_server_is_back_the_model_is_asked_again(session: Session) -> None:
    session.behave(CASES["503"].behave)
    async with session.app.run_test(size=(100, 30)) as pilot:
        await session.begin(pilot)
        await session.say(pilot)
        await until(pilot, "What you said is kept")
        session.behave(obedient)
        await pilot.press("f5")
        for _ in range(PATIENCE):
            if len(said(pilot)) == 3:
                break
            await pilot.pause(0.02)
        await settle(pilot)
        assert said(pilot)[1] == LINE
        assert "as scripted" not in shown(pilot)


@pytest.mark.parametrize(
    ("behave", "says"),
    [
        (breaks_in_the_second_sentence, "The connection was lost"),
        (hangs_in_the_second_sentence, "Time ran out"),
    ],
)
async def test_what_was_said_before_the_line_broke_stands_and_is_marked(
    session: Session, behave: Behaviour, says: str
) -> None:
    session.behave(behave)
    async with session.app.run_test(size=(100, 30)) as pilot:
        await session.begin(pilot)
        await session.say(pilot)
        await until(pilot, says)
        await settle(pilot)
        assert len(said(pilot)) == 3
        assert "And th" not in said(pilot)[2]


async def test_the_seller_interrupts_and_goes_on(session: Session) -> None:
    session.behave(hangs_in_the_second_sentence)
    async with session.app.run_test(size=(100, 30)) as pilot:
        await session.begin(pilot)
        await session.say(pilot)
        for _ in range(PATIENCE):
            if len(said(pilot)) == 3:
                break
            await pilot.pause(0.02)
        await pilot.press("escape")
        await until(pilot, "You interrupted")
        session.behave(obedient)
        await settle(pilot)
        await session.say(pilot, "Go on.")
        for _ in range(PATIENCE):
            if len(said(pilot)) == 5:
                break
            await pilot.pause(0.02)
        await settle(pilot)
        assert said(pilot)[3] == "Go on."
