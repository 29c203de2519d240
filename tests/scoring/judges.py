"""Judges for tests: functions from what is asked to what a model would answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from roleplay.llm.values import Ask

Quote = tuple[int, str]


def shown(ask: Ask) -> dict[str, Any]:
    """The document that a judge is shown."""
    document: dict[str, Any] = json.loads(ask.messages[-1].text)
    return document


def says(
    id: str, verdict: str, *supporting: Quote, against: tuple[Quote, ...] = ()
) -> dict[str, Any]:
    """An answer to a check."""
    return {
        "id": id,
        "supporting": [{"turn": turn, "quote": quote} for turn, quote in supporting],
        "opposing": [{"turn": turn, "quote": quote} for turn, quote in against],
        "verdict": verdict,
        "reason": f"It is {verdict}.",
    }


def answering(
    verdict: str, answers: Mapping[str, dict[str, Any]] | None = None
) -> Callable[[Ask], dict[str, object]]:
    """A judge who says the same of every check but those that ``answers`` has."""

    def answer(ask: Ask) -> dict[str, object]:
        document = shown(ask)
        if "facts" in document:
            return {"claims": []}
        given = answers or {}
        return {
            "checks": [
                given.get(check["id"], says(check["id"], verdict)) for check in document["checks"]
            ]
        }

    return answer
