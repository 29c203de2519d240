"""Labelled calls are read as they were written; a fault names its line."""

from pathlib import Path

import pytest

from roleplay.domain.moves import Focus, Kind
from roleplay.listening.train.corpus import bare_text, calls

CALL = """= W1-05 | industry: lifts | seller: dry | register: typed | quality: weak
B: It stopped twice.
S: Twice. What did that cost you?
"""


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_call_with_both_readers_labels(tmp_path: Path) -> None:
    read = calls(
        folder(
            tmp_path,
            calls__w1=CALL,
            labels__first__w1="W1-05 1 B dif,num\nW1-05 2 S ref+ cq:i#*\n",
            labels__second__w1="W1-05 1 B -\nW1-05 2 S cq:i*\n",
        )
    )

    [call] = read
    [turn] = call.sellers()
    one, two = turn.moves["first"]
    assert (one.kind, one.takes_up, one.dominant) == (Kind.REFLECTION, True, False)
    assert (two.kind, two.focus, two.quantifies) == (Kind.CLOSED_QUESTION, Focus.IMPLICATION, True)
    assert turn.context[-1].text == "It stopped twice."
    [buyer] = call.buyers()
    assert buyer.said == {"first": {"difficulty", "number"}, "second": frozenset()}
    assert call.held_out


def test_a_call_that_carries_its_labels_is_never_tested_on(tmp_path: Path) -> None:
    [call] = calls(
        folder(tmp_path, more__b1="= B1-05 | register: typed\nB[-]: Hm.\nS[ack*]: Right.\n")
    )

    assert not call.held_out
    assert [turn.moves["writer"][0].kind for turn in call.sellers()] == [Kind.ACKNOWLEDGE]


@pytest.mark.parametrize(
    ("labels", "wrong"),
    [
        ("W1-05 2 S cq:i\n", "star"),
        ("W1-05 2 S cqx*\n", "no move"),
        ("W1-05 9 S cq:i*\n", "no turn"),
        ("W1-05 1 B difx\n", "tags"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, labels: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=rf"w1\.txt:1: .*{wrong}"):
        calls(folder(tmp_path, calls__w1=CALL, labels__first__w1=labels))


def test_a_line_of_no_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"w1\.txt:4"):
        calls(folder(tmp_path, calls__w1=CALL + "X: who is this\n"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("So, what's 1,200 a week - to you?", "so what's 1,200 a week to you"),
        ("£40. Really?!", "£40 really"),
        ("“Hm…” It’s 3.5%", "hm it’s 3.5%"),
    ],
)
def test_marks_and_capitals_go_and_numbers_stay(text: str, bare: str) -> None:
    assert bare_text(text) == bare
