"""The shipped models: small, whole, and better than chance on calls they never learnt from."""

import pytest

from roleplay.listening.linear import FOLDER, model
from roleplay.listening.train.corpus import BUYERS
from tests.listening.report import buyers, kinds
from tests.listening.report.corpus import bare, labelled, sellers

READER = "first"


def test_all_tables_together_are_under_six_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 6e6


@pytest.mark.parametrize("name", ["kinds", "purposes", "focuses", "buyers"])
def test_a_model_knows_its_labels(name: str) -> None:
    learnt = model(name)

    assert len(learnt.labels) == len(learnt.heard_from) == len(set(learnt.labels))
    assert learnt.scores(["always"]) != learnt.scores([])


def test_enough_calls_are_kept_for_tests() -> None:
    turns = [turn for call in labelled() for turn in call.sellers()]

    assert len(turns) >= 800
    assert all(set(turn.moves) == {"first", "second"} for turn in turns)
    learnt_from = {call.name for call in labelled(held_out=False)}
    assert not learnt_from & {call.name for call in labelled()}


def test_sellers_are_heard_on_calls_that_were_never_learnt_from() -> None:
    turns = sellers(labelled())
    figures = kinds.agreement(turns)[READER]

    assert figures["kinds"] > 0.59
    assert figures["question, reflection, input, other"] > 0.685
    assert figures["open, closed, none"] > 0.72


def test_without_marks_much_is_still_heard() -> None:
    figures = kinds.agreement(sellers(bare(labelled())))[READER]

    assert figures["kinds"] > 0.56
    assert figures["question, reflection, input, other"] > 0.64
    assert figures["open, closed, none"] > 0.635


def test_what_buyers_say_is_heard() -> None:
    found = buyers.by_label(buyers.buyers(labelled()), READER)

    assert set(found) == set(BUYERS)
    assert found["commitment"]["kappa"] > 0.5
    assert found["number"]["kappa"] > 0.4
    assert min(found[name]["kappa"] for name in ("difficulty", "acceptance", "objection")) > 0.25


def test_who_is_surer_is_oftener_right() -> None:
    rows = kinds.calibration(sellers(labelled()))
    sure = [row for row in rows if row["from"] >= 0.9]
    unsure = [row for row in rows if row["from"] < 0.5]

    assert min(row["right"] for row in sure) > 0.85
    assert max(row["right"] for row in unsure) < 0.65
