"""Drafts from calls that were had."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.library import Library, load_scenario
from roleplay.practice import calls
from roleplay.practice.authoring import new_from_call
from roleplay.practice.checking import check
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, PACKS, Clock, play, settings

ASKED = (
    "How do you know claims are under control?",
    "What would your cat say to the moon about gravel?",
    'Do you "really" overpay much?',
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "harbour", tmp_path / "packs" / "harbour")
    return tmp_path / "packs" / "harbour"


@pytest.fixture
def workspace(tmp_path: Path, pack: Path):
    with Workspace(settings(tmp_path / "home", packs=pack.parent), Clock()) as opened:
        yield opened


def test_a_draft_passes_check_and_lands_where_the_call_landed(workspace, pack):
    file = new_from_call(workspace, "mine", pack, play(workspace, GOOD))
    report = check(workspace, [file])
    assert [str(p) for p in report.problems if p.level == "error"] == []
    assert report.ok
    assert {each.name for each in report.tries} == {"strong", "weak", "as-it-went"}
    draft = load_scenario(file)
    assert draft.tries["as-it-went"].seller == GOOD
    assert draft.tries["as-it-went"].expect.commitments == {"meet-claims": "accepted"}


def test_a_draft_is_the_call_as_the_variant_had_it(workspace, pack):
    written = workspace.library.scenario("claims").variant("b")
    file = new_from_call(workspace, "mine", pack, play(workspace, GOOD, variant="b"))
    draft = load_scenario(file)
    same = {"id": "claims", "title": written.title, "tries": written.tries}
    assert draft.model_copy(update=same) == written


def test_what_was_not_understood_stands_beside_what_it_is_nearest_to(workspace, pack):
    file = new_from_call(workspace, "mine", pack, play(workspace, ASKED))
    text = file.read_text(encoding="utf-8")
    assert '"What would your cat say to the moon about gravel?" (turn 4)' in text
    assert "# A draft from call" in text
    assert check(workspace, [file]).ok


def test_what_the_seller_said_they_meant_is_listened_for(workspace, pack):
    live = calls.start(workspace, "claims", "a", 0)
    live.say("How do you know claims are under control?")
    live.say("And the dodgy ones, who spots those?")
    live.correct("open_question", "leakage")
    live.end()
    file = new_from_call(workspace, "mine", pack, live.id)
    leakage = next(need for need in load_scenario(file).needs if need.id == "leakage")
    assert any("dodgy" in line for line in leakage.listen_for)
    assert "the seller said they meant" in file.read_text(encoding="utf-8")


def test_a_draft_leaves_out_what_its_new_pack_does_not_have(workspace, tmp_path):
    other = tmp_path / "other" / "pack"
    call = play(workspace, GOOD)
    file = new_from_call(workspace, "mine", other, call)
    text = file.read_text(encoding="utf-8")
    assert load_scenario(file).offering is None
    assert "Name an offering" in text
    assert Library([other.parent], [PACKS / "harbour" / "rubrics"]).problems() == ()


@pytest.mark.parametrize("name", ["claims", "Not A Name", "strategy/x"])
def test_a_name_that_cannot_be_used(workspace, pack, name):
    with pytest.raises(BadInput):
        new_from_call(workspace, name, pack, play(workspace, GOOD))


def test_a_call_in_which_nothing_was_said(workspace, pack):
    with pytest.raises(BadInput, match="said nothing"):
        new_from_call(workspace, "mine", pack, play(workspace, ()))
    with pytest.raises(BadInput):
        new_from_call(workspace, "mine", pack, "00000000")


def test_the_last_call_can_be_named_so(workspace, pack):
    with pytest.raises(BadInput, match="no call has been had yet"):
        new_from_call(workspace, "none", pack, "last")
    play(workspace, ASKED)
    play(workspace, GOOD)
    assert load_scenario(new_from_call(workspace, "mine", pack, "last")).tries[
        "as-it-went"
    ].seller == (GOOD)
