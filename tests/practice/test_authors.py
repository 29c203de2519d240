"""A call played with the buyer's mind open, while its file is being written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from roleplay.domain.problem import BadFiles, BadInput
from roleplay.library import load_scenario
from roleplay.practice.authors import Rehearsal
from roleplay.practice.checking import check
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, PACKS

ASKED = "How do you know claims are under control?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A pack of the user's own with the call about claims."""
    pack = tmp_path / "mine"
    pack.mkdir()
    for name in ("claims.yaml", "strategy.yaml"):
        text = (PACKS / "harbour" / name).read_text()
        (pack / name).write_text(text.replace("id: claims\n", "id: my-claims\n"))
    return pack / "claims.yaml"


@pytest.fixture
def rehearsal(workspace: Workspace, file: Path) -> Rehearsal:
    return Rehearsal(workspace, str(file))


def rewrite(file: Path, old: str, new: str) -> None:
    """Save the file changed, with a later time than any clock's grain could hide."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    later = file.stat().st_mtime_ns + 1_000_000_000
    os.utime(file, ns=(later, later))


def test_it_begins_with_the_opener_and_what_everything_waits_for(rehearsal: Rehearsal) -> None:
    view = rehearsal.view()
    (opener,) = view.turns
    assert (view.scenario, view.variant, view.variants) == ("my-claims", "a", ("a", "b", "c"))
    assert (opener.turn, opener.said) == (1, "")
    assert [(g.name, g.value) for g in opener.gauges] == [
        ("trust", 45),
        ("interest", 40),
        ("patience", 60),
    ]
    (objection,) = opener.objections
    assert objection.state == "latent"
    assert objection.waits == ("a turn that is mainly pitch (now none)",)
    (commitment,) = opener.commitments
    assert commitment.waits == ("leakage stated (now hidden)", "to be asked for")


def test_a_turn_tells_what_was_heard_what_it_did_and_why_that_was_the_answer(
    rehearsal: Rehearsal,
) -> None:
    turn = rehearsal.say(ASKED).turns[-1]
    assert turn.turn == 2
    (heard,) = turn.heard
    assert heard.quote == ASKED
    assert heard.kind == "open_question"
    assert heard.topics[0].id == "leakage"
    trust = turn.gauges[0]
    assert trust.value - trust.before == sum(cause.by for cause in trust.causes) > 0
    assert trust.causes[0].quote == ASKED
    assert turn.reasons[0].step.startswith("7 ")
    assert turn.reasons[0].line == "need leakage, rung 1"
    assert turn.reasons[0].words in turn.answer
    leakage = turn.needs[0]
    assert [rung.said for rung in leakage.rungs] == [True, False, False]
    assert [rung.next for rung in leakage.rungs] == [False, True, False]
    assert "one new state" in leakage.rungs[1].waits[0]
    last = rehearsal.say("What do you lose to overpayment?").turns[-1].needs[0]
    assert last.rungs[2].waits == ("a number sized with them about leakage",)


def test_a_gauge_that_is_short_is_told_with_what_it_is_now(
    workspace: Workspace, file: Path
) -> None:
    rewrite(file, "trust: 45", "trust: 20")
    leakage = Rehearsal(workspace, str(file)).say(ASKED).turns[-1].needs[0]
    assert leakage.rungs[1].next
    assert leakage.rungs[1].waits == ("trust 40 (now 22)",)


def test_what_if_changes_nothing(rehearsal: Rehearsal) -> None:
    rehearsal.say(ASKED)
    before = rehearsal.view()
    would = rehearsal.what_if("Our platform is the best there is.")
    assert would.turn == 4
    assert would.objections[0].state == "raised"
    assert rehearsal.view() == before


def test_a_turn_is_taken_back_and_said_again(rehearsal: Rehearsal) -> None:
    rehearsal.say(ASKED)
    whole = rehearsal.say("What do you lose to overpayment?")
    back = rehearsal.back()
    assert [turn.said for turn in back.turns] == ["", ASKED]
    assert back.undone == 1
    assert rehearsal.again().turns == whole.turns
    assert rehearsal.go_back_to(1).undone == 2
    assert rehearsal.again().turns[-1].said == ASKED
    rehearsal.say("Why?")
    with pytest.raises(BadInput, match="said again"):
        rehearsal.again()
    rehearsal.go_back_to(0)
    with pytest.raises(BadInput, match="taken back"):
        rehearsal.back()


def test_a_save_goes_on_from_the_same_turn_and_marks_what_came_out_differently(
    rehearsal: Rehearsal, file: Path
) -> None:
    rehearsal.say("Thank you for having me.")
    rehearsal.say(ASKED)
    rehearsal.say("What do you lose to overpayment?")
    assert rehearsal.reload() is None
    rewrite(file, "trust: 40}, becomes: stated}", "trust: 90}, becomes: stated}")
    view = rehearsal.reload()
    assert view is not None
    assert len(view.turns) == 4
    ((turn, told),) = view.changed
    assert turn == 6
    assert any("need leakage, rung 2" in line for line in told)
    assert "leakage hinted, before stated" in told
    assert rehearsal.say("Why?").turns[-1].turn == 8


def test_a_broken_save_says_where_and_keeps_playing_the_last_good_one(
    rehearsal: Rehearsal, file: Path
) -> None:
    rehearsal.say(ASKED)
    rewrite(file, "trust: 45", "trust: much")
    view = rehearsal.reload()
    assert view is not None
    assert len(view.broken) == 1
    assert view.broken[0].startswith(f"{file}:17:18 ")
    assert "buyer.start.trust" in view.broken[0]
    assert rehearsal.say("What do you lose to overpayment?").turns[-1].turn == 4
    rewrite(file, "trust: much", "trust: 45")
    mended = rehearsal.reload()
    assert mended is not None
    assert (mended.broken, len(mended.turns), mended.changed) == ((), 3, ())


def test_a_file_that_is_gone_for_a_moment_is_no_save(rehearsal: Rehearsal, file: Path) -> None:
    aside = file.rename(file.with_suffix(".bak"))
    assert rehearsal.reload() is None
    aside.rename(file)
    assert rehearsal.reload() is None


def test_a_variant_that_was_taken_out_is_played_as_written(
    workspace: Workspace, file: Path
) -> None:
    rehearsal = Rehearsal(workspace, str(file), "c")
    rewrite(file, "  - {id: c, without: [fraud]}\n", "")
    view = rehearsal.reload()
    assert view is not None
    assert (view.variant, view.variants) == ("a", ("a", "b"))


def test_another_variant_and_seed_play_the_same_words(rehearsal: Rehearsal) -> None:
    rehearsal.say(ASKED)
    view = rehearsal.choose("b")
    assert view.turns[0].gauges[0].value == 25
    assert view.turns[1].said == ASKED
    assert [turn for turn, _ in view.changed] == [1, 2]
    assert rehearsal.choose(seed=3).seed == 3
    with pytest.raises(BadInput, match="allowed: a, b, c"):
        rehearsal.choose("z")


def test_a_try_is_played_and_what_was_said_becomes_one_that_check_passes(
    rehearsal: Rehearsal, workspace: Workspace, file: Path
) -> None:
    view = rehearsal.play_try("strong")
    assert view.turns[-1].commitments[0].state == "accepted"
    for line in GOOD[3:5]:
        rehearsal.say(line)
    saved = rehearsal.save_try("mine")
    assert saved.file == file.with_name("claims.try.txt")
    assert saved.file.read_text() == saved.text
    file.write_text(file.read_text() + saved.text)
    made = load_scenario(file).tries["mine"]
    assert len(made.seller) == 5
    assert made.expect.ending == "agreed_next_step"
    report = check(workspace, [file])
    assert [each.missed for each in report.tries if each.name == "mine"] == [()]


def test_a_try_from_content_that_is_not_ours_goes_to_the_data_folder(workspace: Workspace) -> None:
    rehearsal = Rehearsal(workspace, "claims")
    rehearsal.say(ASKED)
    saved = rehearsal.save_try("mine")
    assert saved.file == workspace.settings.home / "tries" / "claims.try.txt"


@pytest.mark.parametrize("name", ["", "Mine", "a b", "../x", "x" * 65])
def test_a_try_has_a_name_that_is_an_id(rehearsal: Rehearsal, name: str) -> None:
    rehearsal.say(ASKED)
    with pytest.raises(BadInput, match="no name for a try"):
        rehearsal.save_try(name)


def test_nothing_is_kept_in_the_history(rehearsal: Rehearsal, workspace: Workspace) -> None:
    rehearsal.say(ASKED)
    assert workspace.store.calls() == ()


def test_the_end_is_told_and_nothing_more_is_said(rehearsal: Rehearsal) -> None:
    pitch = "Our platform is the best {} there is, and we are the leader in it."
    while not rehearsal.view().ended:
        rehearsal.say(pitch.format(f"product number {len(rehearsal.view().turns)}"))
    assert rehearsal.view().ended == "the buyer ended it"
    assert rehearsal.view().turns[-1].reasons[-1].step.startswith("2 ")
    with pytest.raises(BadInput, match="take a turn back"):
        rehearsal.say("Hello?")
    with pytest.raises(BadInput, match="take a turn back"):
        rehearsal.what_if("Hello?")
    assert rehearsal.back().ended == ""


def test_lint_says_what_check_says(rehearsal: Rehearsal, workspace: Workspace, file: Path) -> None:
    assert rehearsal.check() == ()
    rewrite(file, 'overall: ">=4"', 'overall: "<=1"')
    assert any("a/strong" in line and "expected <=1" in line for line in rehearsal.check())


@pytest.mark.parametrize(
    ("target", "error", "match"),
    [
        ("nothing.yaml", BadInput, "no such file"),
        ("clams", BadInput, "claims"),
    ],
)
def test_what_cannot_be_opened(
    workspace: Workspace, target: str, error: type[Exception], match: str
) -> None:
    with pytest.raises(error, match=match):
        Rehearsal(workspace, target)


def test_a_file_with_errors_cannot_be_opened(workspace: Workspace, file: Path) -> None:
    rewrite(file, "trust: 45", "trust: much")
    with pytest.raises(BadFiles, match=r"claims\.yaml:17:18"):
        Rehearsal(workspace, str(file))
