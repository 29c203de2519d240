"""Draws every screen: ``python tests/tui/screenshots.py FOLDER [light] [80x24|120x40] [WALK...]``.

Each scene becomes an SVG; where ``rsvg-convert`` is installed, a PNG beside it.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tests.tui.picture import still  # noqa: E402
from tests.tui.scenes import WALKS, Stage, staged  # noqa: E402

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
CELL = 12.2
"""Width of a cell in Textual's SVG."""
FONT = "DejaVu Sans Mono"
FONT_SIZE = 20.25
"""At which a letter of that font is as wide as a cell."""


def placed(svg: str) -> str:
    """The same SVG with every word at its own place: few programs can stretch a line of text."""

    def words(found: re.Match[str]) -> str:
        head, start, tail, text = found.groups()
        text = text.replace("&#160;", " ")
        made, column = [], 0
        for part in re.split(r"( +)", text):
            letters = re.sub(r"&[#\w]+;", "x", part)
            if part.strip():
                at = float(start) + column * CELL
                made.append(f'<text{head}x="{at:.1f}"{tail}>{part}</text>')
            column += len(letters)
        return "".join(made)

    svg = re.sub(
        r'<text([^>]*? )x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>',
        r'<text\1x="\2"\3\4>',
        svg,
    )
    svg = re.sub(r'<text([^>]*? )x="([\d.]+)"([^>]*clip-path[^>]*)>([^<]*)</text>', words, svg)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.S)
    svg = svg.replace("Fira Code", FONT).replace("font-size: 20px", f"font-size: {FONT_SIZE}px")
    return re.sub(r' clip-path="url\([^"]*line-\d+\)"', "", svg)


async def draw(folder: Path, name: str, size: str, light: bool) -> None:
    """A walk, with a picture at every scene."""
    app, practice = staged(Path(tempfile.mkdtemp()))
    async with app.run_test(size=SIZES[size]) as pilot:
        if light:
            app.action_light_or_dark()
        async for scene in WALKS[name](Stage(app, practice, pilot)):
            await still(pilot)
            save(folder / f"{scene}-{size}.svg", app.export_screenshot())
    app.close()


def save(file: Path, svg: str) -> None:
    """Keep a picture, as a PNG too where that can be made."""
    file.write_text(placed(svg), encoding="utf-8")
    if shutil.which("rsvg-convert"):
        png = str(file.with_suffix(".png"))
        subprocess.run(["rsvg-convert", "-w", "1000", str(file), "-o", png], check=True)


def main(folder: str, *asked: str) -> None:
    """Draw what was asked for; everything if nothing was."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for size in [each for each in asked if each in SIZES] or SIZES:
        for name in [each for each in asked if each in WALKS] or WALKS:
            asyncio.run(draw(target, name, size, "light" in asked))


if __name__ == "__main__":
    main(*sys.argv[1:])
