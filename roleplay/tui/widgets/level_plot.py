"""The level of a skill over time, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual_plotext import PlotextPlot

if TYPE_CHECKING:
    from roleplay.practice.trends import SkillTrend

Rgb = tuple[int, int, int]
LABEL_COLUMNS = 8
"""What a date takes on the axis."""
ABOVE = 0.45
"""How far over its point the number of calls stands, in levels."""


class LevelPlot(PlotextPlot):
    """Points from the oldest to the newest, over each the number of calls behind it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._trend: SkillTrend | None = None

    def show(self, trend: SkillTrend) -> None:
        """Draw another skill."""
        self._trend = trend
        self._draw()

    def on_resize(self) -> None:
        """Fewer dates where there is less room."""
        self._draw()

    def on_mount(self) -> None:
        """Draw again when the colours change: they are part of the drawing."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())

    def _draw(self) -> None:
        if self._trend is None or not self._trend.points:
            return
        plot, points = self.plt, self._trend.points
        ink, plain, paper = self._rgb("primary"), self._rgb("foreground"), self._rgb("surface")
        plot.clear_figure()
        plot.xaxes(True, False)
        plot.yaxes(True, False)
        plot.ylim(0.7, 5.7)
        plot.yticks([1, 2, 3, 4, 5])
        plot.xlim(-0.5, len(points) - 0.5)
        every = max(1, -(-len(points) * LABEL_COLUMNS // max(1, self.size.width - 6)))
        shown = [*range(len(points) - 1, -1, -every)][::-1]
        plot.xticks(shown, [points[place].label for place in shown])
        places = [*range(len(points))]
        if len(points) > 1:
            plot.plot(places, [point.level for point in points], marker="braille", color=ink)
        for place, point in enumerate(points):
            plot.scatter([place], [point.level], marker="○" if point.few else "●", color=ink)
            if len(points) * 3 <= self.size.width:
                over = point.level + ABOVE
                plot.text(
                    str(point.calls), place, over, color=plain, background=paper, alignment="center"
                )
        self.refresh()

    def _rgb(self, name: str) -> Rgb:
        return Color.parse(self.app.theme_variables[name]).rgb
