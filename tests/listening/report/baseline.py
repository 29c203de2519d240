"""TF-IDF with logistic regression on the same turns, to compare with; needs scikit-learn."""

from __future__ import annotations

import importlib
import time
from typing import Any

from roleplay.domain.moves import Kind
from roleplay.listening.train.corpus import READERS, Call, Labelled

from .agreement import kappa
from .corpus import bare, labelled
from .kinds import asked, four


def report() -> dict[str, Any]:
    """Kappa of the dominant move and milliseconds a turn; or why there are none."""
    try:
        text = importlib.import_module("sklearn.feature_extraction.text")
        linear = importlib.import_module("sklearn.linear_model")
        pipeline = importlib.import_module("sklearn.pipeline")
    except ImportError:
        return {"not measured": "scikit-learn is not installed; it is for development only"}
    learnt_from = labelled(held_out=False)
    shown = [
        (turn, move) for call in (*learnt_from, *bare(learnt_from)) for turn, move in _of(call)
    ]
    model = pipeline.make_pipeline(
        text.TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=r"\S+"),
        linear.LogisticRegression(max_iter=300, C=10),
    )
    model.fit([_words(turn) for turn, _ in shown], [move.value for _, move in shown])
    tests = [turn for call in labelled() for turn in call.sellers()]
    began = time.process_time()
    heard = [Kind(model.predict([_words(turn)])[0]) for turn in tests]
    taken = 1e3 * (time.process_time() - began) / len(tests)
    found: dict[str, Any] = {"turns": len(tests), "ms a turn": taken}
    for reader in READERS:
        known = [(t, h) for t, h in zip(tests, heard, strict=True) if reader in t.moves]
        theirs = [next(m.kind for m in t.moves[reader] if m.dominant) for t, _ in known]
        ours = [h for _, h in known]
        found[f"kinds, {reader}"] = kappa(theirs, ours)
        found[f"four ways, {reader}"] = kappa([four(k) for k in theirs], [four(k) for k in ours])
        found[f"open, closed, none, {reader}"] = kappa(
            [asked(k) for k in theirs], [asked(k) for k in ours]
        )
    return found


def _of(call: Call) -> list[tuple[Labelled, Kind]]:
    return [
        (turn, next(move.kind for move in moves if move.dominant))
        for turn in call.sellers()
        for moves in turn.moves.values()
    ]


def _words(turn: Labelled) -> str:
    """The seller's words, and the buyer's last ones marked as theirs."""
    before = turn.context[-1].text.split() if turn.context else []
    return " ".join((turn.text.lower(), *(f"buyer:{word.lower()}" for word in before[-12:])))
