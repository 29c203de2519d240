"""``listen`` and ``score``."""

from __future__ import annotations

import argparse
import sys

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import hearing, imports
from roleplay.practice.documents import SCHEMA, as_json, scorecard_document
from roleplay.practice.workspace import Workspace

from .showing import card_lines


def listen(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Show what is heard in each line's turn."""
    for text, heard, advice in hearing.listen(workspace, asked.file, asked.scenario):
        if asked.json:
            print(as_json(hearing.heard_document(text, heard)))
            continue
        print(f"{clean(text) or '(a pause)'}")
        for segment in heard.segments:
            topics = ", ".join(f"{topic.id} {topic.score:.2f}" for topic in segment.topics)
            tags = [segment.focus.value] if segment.focus else []
            tags += ["quantifies"] if segment.quantifies else []
            tags += ["takes up"] if segment.takes_up else []
            notes = "; ".join(part for part in (", ".join(tags), topics) if part)
            quote = clean(text[segment.start : segment.end])
            kind = f"{segment.kind.value} {segment.confidence:.2f}"
            print(f"  {kind:22} {quote}{f'  [{notes}]' if notes else ''}")
        if advice:
            print(f"  {'':22} {advice}")
    return 0


def score(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Score transcripts; 2 if any of them cannot be read."""
    rubric = workspace.library.rubric(asked.rubric)
    results: list[dict[str, object]] = []
    failed = False
    for path in asked.files:
        try:
            turns = imports.read_transcript(path, asked.seller)
            if asked.judge:
                from .judging import judged

                card = judged(workspace, turns, rubric)
            else:
                card = imports.score_transcript(turns, rubric)
        except BadInput as error:
            failed = True
            results.append({"file": str(path), "scorecard": None, "error": str(error)})
            if not asked.json:
                print(f"roleplay: {error}", file=sys.stderr)
            continue
        document = scorecard_document(card)
        results.append({"file": str(path), "scorecard": document, "error": None})
        if not asked.json:
            print(path)
            for line in card_lines(card, rubric):
                print(line)
    if asked.json:
        print(as_json({"schema": SCHEMA, "results": results}))
    return 2 if failed else 0
