"""``judge``, and the judge of ``score``: progress on standard error, Ctrl+C stops."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from roleplay.domain.rubric import Rubric
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.transcript import Turn
from roleplay.practice import judging
from roleplay.practice.documents import SCHEMA, as_json, scorecard_document
from roleplay.practice.workspace import Workspace

from .showing import card_lines


def judge(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Have a model judge a kept call; its scorecard is kept beside the others."""
    done = judging.judge_call(
        workspace, asked.call, rubric=asked.rubric, repeats=asked.repeats, progress=_tell
    )
    if asked.json:
        document = {
            "schema": SCHEMA,
            "call": done.live.id,
            "scorecard": scorecard_document(done.scorecard),
            "differences": [each.model_dump(mode="json") for each in done.differences],
        }
        print(as_json(document))
        return 0
    for line in card_lines(done.scorecard, done.rubric):
        print(line)
    if done.before is None:
        return 0
    if not done.differences:
        print("Every check as on the scorecard before.")
    for each in done.differences:
        before, after = (str(v.value).replace("_", " ") for v in (each.before, each.after))
        print(f"  {each.criterion}, {each.check}: {before} before, {after} now")
    return 0


def judged(workspace: Workspace, turns: Sequence[Turn], rubric: Rubric) -> Scorecard:
    """A transcript's scorecard with a judge."""
    return judging.judge_transcript(workspace, turns, rubric, progress=_tell)


def _tell(done: int, of: int) -> None:
    """How far it is, where somebody looks on."""
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\rJudging: {done} of {of} questions answered", end=end, file=sys.stderr, flush=True)
