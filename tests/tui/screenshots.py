"""Draws every screen at two sizes: ``python tests/tui/screenshots.py FOLDER [light]``."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tui.fake_practice import FakePractice, install  # noqa: E402

from roleplay.settings import Settings  # noqa: E402

AUTHORED = ROOT / "scenarios" / "northmere" / "sceptical-cfo.yaml"
SIZES = ((80, 24), (120, 40), (40, 10))


async def draw(folder: Path, size: tuple[int, int], light: bool) -> None:
    """A walk through the app, with a picture at every step."""
    from roleplay.tui.app import RoleplayApp
    from roleplay.tui.messages import Again, Rehearse, Resume

    practice = FakePractice()
    install(practice)
    unfinished = practice.start(None, "cfo")
    unfinished.say("Morning, Dana. Is now still good?")
    home = Path(tempfile.mkdtemp())
    app = RoleplayApp(Settings(home, "sam", (), ()))
    step = 0

    async with app.run_test(size=size) as pilot:
        if light:
            app.action_light_or_dark()

        async def shot(name: str, *keys: str) -> None:
            nonlocal step
            await pilot.press(*keys)
            await pilot.pause(0.15)
            step += 1
            columns, rows = size
            app.save_screenshot(f"{step:02d}-{name}-{columns}x{rows}.svg", str(folder))

        await shot("home")
        await shot("keys", "question_mark")
        await shot("home-again", "escape")
        await shot("settings", "s")
        await shot("settings-further", *["down"] * 7)
        await shot("settings-name", *["up"] * 7, "enter")
        await shot("settings-wrong", *"A name that is far too long", "enter")
        await shot("settings-forget", "escape", "up", "up", "enter")
        await shot("home-after", "escape", "escape")
        await shot("library", "l")
        await shot("library-filters", "f2", "down", "space")
        await shot("library-search", "space", "f2", *"frien")
        await shot("library-none", *"zzz")
        await shot("briefing", "escape", "enter")
        await shot("briefing-end", "end")
        await shot("call", "enter")
        await shot("call-draft", *"What would tell you?", "ctrl+j", *"If it were not so?")
        await shot("call-answer", "enter")
        await shot("call-side", "f2")
        await pilot.press("f2")
        await shot("call-silence", "enter", "enter")
        await shot("call-note", "f3", *"Ask who owns the audit")
        await shot("call-noted", "enter")
        await shot("call-said-before", "up")
        await pilot.press("down")
        await shot("call-meant", "ctrl+t")
        await shot("call-corrected", "enter", "enter")
        await shot("call-more", *"And then?", "enter", *"So one audit?", "enter", *"Mm", "enter")
        practice.broken = True
        await shot("call-trouble", *"Will this be kept?", "enter")
        practice.broken = False
        await shot("call-end", "ctrl+g")
        await shot("call-over", "right", "enter")
        await shot("debrief-turned", "enter")
        await shot("debrief-moment", "escape")
        await shot("debrief-all", "s")
        await shot("debrief-further", "pagedown")
        await shot("debrief-quote", "tab", "tab", "tab", "enter")
        await shot("debrief-end", "escape" if size[0] < 100 else "v", "end")
        app.show_home()
        await pilot.pause()
        app.show_call(Again("c1", 6))
        await shot("take-two")
        app.show_call(Resume(unfinished.id))
        await shot("resumed")
        app.show_home()
        app.show_author(Rehearse(str(AUTHORED)))
        await pilot.pause(0.5)
        await shot("author", *"How do you see freight today?", "enter")
        await shot("author-what-if", *"We audit invoices.", "ctrl+t")
        await shot("author-opens", "escape", "f2")
        practice.had = 3
        app.show_home()
        app.show_history()
        await shot("history")
        await shot("history-search", "slash", *"audit")
        await pilot.pause(0.3)
        await shot("history-found", "enter")
        await shot("history-filters", "f")
        await shot("history-filtered", "right", "enter")
        await shot("history-levels", *([] if size[0] >= 100 else ["l"]))
        await shot("history-numbers", "n")
        await shot("history-forget", *([] if size[0] >= 100 else ["l"]), "delete")
        await pilot.press("escape")
        app.show_takes("c3")
        await shot("takes")
        await shot("takes-end", "end")
        await shot("takes-which", "o")
        app.show_home()
        practice.unscorable = True
        app.show_debrief("c1")
        await shot("unscorable")
        await shot("unscorable-all", "escape")
        practice.empty, practice.lesson = True, "cfo"
        app.show_home()
        await shot("first-start")
        app.show_sample()
        await pilot.pause(0.5)
        await shot("sample")
        await pilot.press("t")
        await pilot.pause(0.5)
        practice.empty = False
        practice.broken = True
        app.show_home()
        await shot("trouble")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for one in SIZES:
        asyncio.run(draw(target, one, "light" in sys.argv))
