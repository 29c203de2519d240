"""The level per skill over time: a drawing, or the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click

from .words import Words, words

if TYPE_CHECKING:
    from roleplay.practice.trends import LevelPoint, SkillTrend

RECENT = 3
"""Points that speak for where a skill stands now."""
NONE_YET = (
    "No level yet. It is made of first attempts at a call; once you have finished and scored one, "
    "it stands here."
)
UNITS = {"day": "each day", "week": "each week", "month": "each month"}


class Levels(Vertical, can_focus=True):
    """One skill at a time, and where all of them stand."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._trends: Sequence[SkillTrend] = ()
        self._place = 0

    def compose(self) -> ComposeResult:
        """The skill, its drawing or table, what the points mean, all skills."""
        yield Words("", id="skill")
        yield Vertical(id="drawing")
        with VerticalScroll(id="numbers", can_focus=False):
            yield Words("", id="table")
        yield Words("", id="meaning", classes="quiet")
        with VerticalScroll(id="lately", can_focus=False):
            yield Words("", id="skills")

    async def show(self, trends: Sequence[SkillTrend]) -> None:
        """Show other levels, on the same skill as before if it is still there."""
        from .level_plot import LevelPlot

        self._trends = trends
        self._place = min(self._place, max(0, len(trends) - 1))
        drawing = self.query_one("#drawing")
        if trends and not drawing.children:
            await drawing.mount(LevelPlot(id="plot"))
        self._tell()

    def turn(self, by: int) -> None:
        """To the next skill, or the one before; round at the ends."""
        if self._trends:
            self._place = (self._place + by) % len(self._trends)
            self._tell()

    def on_click(self, event: Click) -> None:
        """A click on the skill's name shows the next one."""
        if self.query_one("#skill").region.contains(event.screen_x, event.screen_y):
            self.turn(1)

    def flip(self) -> None:
        """The numbers in place of the drawing, or back."""
        self.toggle_class("-table")

    @property
    def empty(self) -> bool:
        """There is nothing to draw."""
        return not any(trend.points for trend in self._trends)

    def _tell(self) -> None:
        self.set_class(self.empty, "-none")
        if not self._trends:
            self.query_one("#skill", Words).say(NONE_YET)
            return
        trend = self._trends[self._place]
        self.set_class(not trend.points, "-none")
        self.query_one("#skill", Words).say(
            words(
                (trend.title, "bold"),
                (f"\n{self._place + 1} of {len(self._trends)} · ← → choose", "$quiet"),
            )
        )
        self.query_one("#table", Words).say(_table(trend))
        self.query_one("#meaning", Words).say(_meaning(trend))
        self.query_one("#skills", Words).say(_skills(self._trends, trend))
        if trend.points:
            from .level_plot import LevelPlot

            self.query_one(LevelPlot).show(trend)


def _table(trend: SkillTrend) -> Content:
    lines = [f"{trend.unit:<10}{'level':<10}calls"]
    for point in reversed(trend.points):
        level = f"{point.level:.1f} of 5"
        lines.append(f"{point.label:<10}{level:<10}{_calls(point)}")
    return words("\n".join(lines))


def _calls(point: LevelPoint) -> str:
    return f"{point.calls}, few" if point.few else f"{point.calls}"


def _meaning(trend: SkillTrend) -> str:
    if trend.points:
        told = (
            f"The mean of {UNITS[trend.unit]}, 1 to 5. The number is how many calls are behind a "
            "point; ○ has fewer than three and says little."
        )
    else:
        told = "No first attempt has a level on this yet."
    if not trend.practice:
        return f"{told} Only first attempts count."
    calls = "1 call" if trend.practice == 1 else f"{trend.practice} calls"
    return f"{told} Only first attempts count: {calls} of practice left out."


def _skills(trends: Sequence[SkillTrend], chosen: SkillTrend) -> Content:
    lines: list[str | tuple[str, str]] = [("Lately", "$quiet")]
    for trend in trends:
        mark = "▸" if trend is chosen else " "
        recent = trend.points[-RECENT:]
        calls = sum(point.calls for point in recent)
        lines.append((f"\n{mark} {trend.title}", "bold" if trend is chosen else ""))
        if calls:
            level = sum(point.level * point.calls for point in recent) / calls
            counted = "1 call" if calls == 1 else f"{calls} calls"
            lines.append(f"\n   {level:.1f} of 5, {counted}")
        else:
            lines.append(("\n   no level yet", "$quiet"))
    return words(*lines)
