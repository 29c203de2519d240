"""Calls begun, left, taken up again, redone, and kept whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.endings import EndedBy, Ending
from roleplay.domain.history import Attempt, NewCall
from roleplay.domain.model import digest
from roleplay.domain.moves import Speaker
from roleplay.domain.problem import BadInput, Broken
from roleplay.domain.transcript import CorrectedEvent, Event, SaidEvent
from roleplay.practice import calls
from roleplay.practice.history import verified
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, POOR, Clock, FailingStore, play, settings


def test_a_call_from_the_opener_to_its_scorecard(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    assert (live.variant, live.kind, live.minutes) == ("a", "first", 12)
    assert [turn.text for turn in live.turns] == [live.scenario.buyer.opener]
    assert live.seconds == pytest.approx(14 * 60 / 140 + 2)
    assert live.mood().startswith("Dana ")
    assert not any(character.isdigit() for character in live.mood())
    for line in GOOD:
        answer = live.say(line)
        assert answer.speaker is Speaker.BUYER
        assert answer == live.turns[-1]
    live.end()
    assert (live.ending, live.ended_by) == (Ending.AGREED_NEXT_STEP, EndedBy.SELLER)
    assert live.score().overall == 5.0
    assert workspace.store.call(live.id or "").overall == 5.0
    with pytest.raises(BadInput, match="has ended"):
        live.say("One more thing?")


@pytest.mark.parametrize(
    ("scenario", "variant", "message"),
    [
        ("claim", None, 'no scenario "claim".*claims'),
        ("claims", "z", "claims has no variant 'z'; allowed: a, b, c"),
        ("claims", "", "claims has no variant ''; allowed: a, b, c"),
    ],
)
def test_an_unknown_name_says_what_there_is(
    workspace: Workspace, scenario: str, variant: str | None, message: str
) -> None:
    with pytest.raises(BadInput, match=message):
        calls.start(workspace, scenario, variant)
    assert not workspace.store.calls()


def test_the_next_variant_is_one_not_played_then_the_one_longest_ago(workspace: Workspace) -> None:
    seen = []
    for _ in range(5):
        live = calls.start(workspace, "claims")
        live.say("Hello.")
        live.end()
        seen.append((live.variant, live.kind, live.seed))
    assert seen == [
        ("a", "first", 0),
        ("b", "first", 1),
        ("c", "first", 2),
        ("a", "retake", 3),
        ("b", "retake", 4),
    ]


def test_forks_choose_no_variant_and_count_for_nothing(workspace: Workspace) -> None:
    first = play(workspace)
    again = calls.fork(workspace, first, 4)
    again.say("What do you lose to overpayment?")
    again.end()
    again.score()
    assert again.kind == "fork"
    following = calls.start(workspace, "claims")
    assert (following.variant, following.seed) == ("b", 1)
    rows = workspace.store.score_history("sam")
    assert {row.call for row in rows if row.counts} == {first}


def test_a_retake_counts_for_nothing_either(workspace: Workspace) -> None:
    first, second = play(workspace), play(workspace)
    assert workspace.store.call(second).attempt is Attempt.RETAKE
    rows = workspace.store.score_history("sam")
    assert {row.call for row in rows if row.counts} == {first}


def test_nothing_is_kept_of_a_call_that_is_not_saved(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", save=False)
    live.say("How do you know claims are under control?")
    live.save_draft("What")
    live.end()
    live.score()
    assert live.id is None
    assert live.draft == ""
    assert not workspace.store.calls()


def test_the_same_words_and_seed_make_the_same_call(workspace: Workspace) -> None:
    one, two = play(workspace), play(workspace)
    assert workspace.store.events(one) == workspace.store.events(two)


@pytest.mark.parametrize("text", ["x" * 8_001, "word " * 2_000_000], ids=["one more", "10 MB"])
def test_a_paste_too_long_for_a_turn_says_how_much_and_changes_nothing(
    workspace: Workspace, text: str
) -> None:
    live = calls.start(workspace, "claims")
    with pytest.raises(BadInput, match=r"at most 8,000 characters, this one [\d,]+$"):
        live.say(text)
    assert len(live.turns) == 1
    assert len(workspace.store.events(live.id or "")) == 2


def test_what_could_drive_a_terminal_is_not_kept(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    live.say("How do you \x1b[2Jknow [red]claims\u202e are\x00 under control\ud800?\x9b1m")
    said = live.turns[1].text
    assert said == "How do you [2Jknow [red]claims<U+202E> are under control?1m"
    assert workspace.store.events(live.id or "")[2] == SaidEvent(turn=2, text=said)


# Taken up again


def _whole(workspace: Workspace, what: str) -> tuple[Event, ...]:
    """All events of a call."""
    live = calls.start(workspace, "claims", "a", seed=3)
    if what == "corrected":
        live.say("Let me guess.")
        live.correct("open_question", None)
    for line in POOR if what == "hung up" else GOOD[:4]:
        if not live.ended:
            live.say(line)
    live.end()
    assert (live.ending is Ending.HUNG_UP) is (what == "hung up")
    return tuple(live.events)


def _enter(workspace: Workspace) -> str:
    """A call that has been entered in the history, and not begun."""
    scenario = workspace.library.scenario("claims")
    rubric = workspace.library.rubric("plain")
    workspace.store.keep("scenario", scenario)
    workspace.store.keep("rubric", rubric)
    return workspace.store.begin_call(
        NewCall(
            seller="sam",
            scenario="claims",
            variant="a",
            scenario_digest=digest(scenario),
            rubric="plain",
            rubric_digest=digest(rubric),
            seed=3,
            voice="scripted",
        )
    )


@pytest.mark.parametrize("what", ["plain", "hung up", "corrected"])
def test_a_call_cut_off_after_any_event_goes_on_exactly_there(
    workspace: Workspace, what: str
) -> None:
    whole = _whole(workspace, what)
    # Of a long call only the end is new.
    for kept in range(max(0, len(whole) - 20), len(whole)):
        cut = _enter(workspace)
        if kept:
            workspace.store.append(cut, *whole[:kept])
        live = calls.resume(workspace, cut)
        assert live.turns[-1].speaker is Speaker.BUYER or live.ended
        for event in whole[len(live.events) :]:
            if isinstance(event, SaidEvent):
                live.say(event.text)
            elif isinstance(event, CorrectedEvent):
                live.correct("open_question", None)
        live.end()
        assert tuple(live.events) == whole, f"cut off after {kept} events"
        assert workspace.store.events(cut) == whole, f"cut off after {kept} events"


def test_a_call_that_was_entered_and_not_begun_can_be_looked_at(workspace: Workspace) -> None:
    cut = _enter(workspace)
    assert calls.reopen(workspace, cut).turns == ()
    assert not workspace.store.events(cut)


def test_a_fork_cut_off_before_its_first_word_goes_on_from_the_original(
    workspace: Workspace,
) -> None:
    first = play(workspace)
    left = calls.fork(workspace, first, 4)
    again = calls.resume(workspace, left.id or "")
    assert again.turns == left.turns
    assert len(again.turns) == 3
    assert again.forked_at == 4
    assert again.take_one == left.take_one
    assert again.take_one[0].text == GOOD[1]
    assert again.say(GOOD[1]).text == again.take_one[1].text


def test_a_call_that_has_ended_is_not_taken_up(workspace: Workspace) -> None:
    call = play(workspace)
    with pytest.raises(BadInput, match="has ended; `roleplay show"):
        calls.resume(workspace, call)


def test_a_call_open_elsewhere_is_left_alone(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    with (
        Workspace(workspace.settings) as other,
        pytest.raises(Broken, match="open in another window"),
    ):
        calls.resume(other, live.id or "")


def test_what_was_being_typed_is_there_again(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    live.save_draft("How do you know\x1b[31m")
    with_draft = calls.reopen(workspace, live.id or "")
    assert with_draft.draft == "How do you know[31m"
    live.say(GOOD[0])
    assert with_draft.draft == ""


# Kept, or as it was


def test_the_same_words_can_be_said_again_when_they_could_not_be_kept(
    workspace: Workspace,
) -> None:
    steady = calls.start(workspace, "claims", "a", seed=0)
    expected = [steady.say(line) for line in GOOD[:2]]
    for at in (1, 2):  # what was said; what came of it
        live = calls.start(workspace, "claims", "a", seed=0)
        live.say(GOOD[0])
        store = workspace.store
        workspace._store = FailingStore(store, at)  # type: ignore[assignment]
        with pytest.raises(Broken, match="disk is full"):
            live.say(GOOD[1])
        workspace._store = store
        assert tuple(live.events) == store.events(live.id or "")
        assert not live.can_correct() or at == 1
        assert live.say(GOOD[1]) == expected[1], f"the {at}. commit"
        assert live.turns == steady.turns
        assert len(store.events(live.id or "")) == len(store.events(steady.id or ""))


def test_other_words_do_not_get_lost_behind_those_that_were_kept(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a", seed=0)
    store = workspace.store
    workspace._store = FailingStore(store, 2)  # type: ignore[assignment]
    with pytest.raises(Broken):
        live.say(GOOD[0])
    workspace._store = store
    with pytest.raises(BadInput, match=f"waits for its answer: “{GOOD[0][:-1]}"):
        live.say("Something else, then.")
    assert live.say("").text == "We audit two percent of files after the fact."
    assert [turn.text for turn in live.turns if turn.speaker is Speaker.SELLER] == [GOOD[0]]


def test_an_end_that_could_not_be_kept_is_no_end(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a", seed=0)
    store = workspace.store
    workspace._store = FailingStore(store, 1)  # type: ignore[assignment]
    with pytest.raises(Broken):
        live.end()
    workspace._store = store
    assert not live.ended
    live.end()
    assert live.ended


def test_a_call_that_cannot_be_begun_leaves_nothing_that_cannot_be_used(
    workspace: Workspace,
) -> None:
    store = workspace.store
    workspace._store = FailingStore(store, 1)  # type: ignore[assignment]
    with pytest.raises(Broken):
        calls.start(workspace, "claims", "a", seed=0)
    workspace._store = store
    left = store.unfinished("sam")[0]
    live = calls.resume(workspace, left.id)
    assert len(live.turns) == 1
    live.end()


# Redone


def test_a_fork_has_the_buyer_as_they_were(workspace: Workspace) -> None:
    first = play(workspace)
    again = calls.fork(workspace, first[-8:], 4)
    original = calls.reopen(workspace, first)
    assert again.turns == original.turns[:3]
    assert again.take_one == original.turns[3:]
    for line in GOOD[1:]:
        again.say(line)
    again.end()
    assert again.turns == original.turns
    assert again.score() == original.score()
    of_fork = calls.fork(workspace, again.id or "", 8)
    assert of_fork.turns == original.turns[:7]
    assert not [one for one in verified(workspace) if one.difference is not None]


def test_only_a_seller_turn_can_be_redone(workspace: Workspace) -> None:
    first = play(workspace)
    for turn in (-1, 0, 1, 3, 99):
        message = rf"turn {turn} is not one of the seller's; allowed: 2, 4,"
        with pytest.raises(BadInput, match=message):
            calls.fork(workspace, first, turn)
    assert len(workspace.store.calls()) == 1


def test_a_fork_that_is_not_kept_is_a_fork(workspace: Workspace) -> None:
    again = calls.fork(workspace, play(workspace), 2, save=False)
    assert (again.id, again.kind, again.forked_at) == (None, "fork", 2)
    again.say(GOOD[0])
    assert len(workspace.store.calls()) == 1


# Corrected


def test_what_was_heard_can_be_corrected_once_a_turn(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a", seed=0)
    assert not live.can_correct()
    live.say("Claims, overpaid. Hm.")
    assert live.can_correct()
    assert "open_question" in dict(live.meanings())
    before = live.turns[:2]
    answer = live.correct("open_question", None)
    assert live.turns == (*before, answer)
    assert not live.can_correct()
    with pytest.raises(BadInput, match="once a turn"):
        live.correct("pitch")
    assert [line.kind for line in live.heard()] == ["open_question"]
    live.say("How do you know claims are under control?")
    assert live.can_correct()


def test_a_correction_names_nothing_that_has_not_come_up(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a", seed=0)
    live.say("Hello there.")
    assert live.subjects() == ()
    with pytest.raises(BadInput, match="no subject 'fraud'"):
        live.correct("open_question", "fraud")
    with pytest.raises(BadInput, match="no kind 'charm'; allowed: "):
        live.correct("charm")
    assert live.can_correct()
    live.say("How do you know claims are under control?")
    assert live.subjects() == (("leakage", "the overpaid claims"),)
    live.say("Right.")
    assert "four percent overpaid" in live.correct("open_question", "leakage").text


def test_a_correction_is_marked_in_the_evidence(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", "a", seed=0)
    live.say("Let me guess about the claims.")
    live.correct("open_question", None)
    for line in GOOD[1:4]:
        live.say(line)
    live.end()
    card = live.score()
    asked = card.criteria[0].checks[0]
    assert [each.corrected for each in asked.evidence if each.turn == 2] == [True]
    assert not any(each.corrected for each in asked.evidence if each.turn != 2)
    assert not [one for one in verified(workspace) if one.difference is not None]


def test_a_pause_and_a_finished_call_cannot_be_corrected(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    live.say("")
    assert not live.can_correct()
    live.say("Hello.")
    live.end()
    with pytest.raises(BadInput, match="while the call goes on"):
        live.correct("pitch")


# When the pack has changed


def test_a_kept_call_does_without_its_pack(workspace: Workspace, tmp_path: Path) -> None:
    first = play(workspace)
    with Workspace(settings(workspace.settings.home, packs=tmp_path / "none"), Clock()) as bare:
        again = calls.fork(bare, first, 2)
        again.say(GOOD[0])
        again.say(GOOD[1])
        again.say(GOOD[6])
        again.end()
        assert again.score().overall == 5.0


def test_a_rubric_without_skills_scores_a_call(tmp_path: Path) -> None:
    import shutil

    from tests.practice.examples import PACKS

    shutil.copytree(PACKS, tmp_path / "packs")
    rubric = tmp_path / "packs" / "harbour" / "rubrics" / "plain.yaml"
    text = rubric.read_text().replace("    skill: discovery\n", "")
    rubric.write_text(text.replace("    skill: advance\n", ""))
    with Workspace(settings(tmp_path / "home", packs=tmp_path / "packs"), Clock()) as workspace:
        call = play(workspace)
        assert workspace.store.call(call).overall == 5.0
        from roleplay.practice.home import home

        assert home(workspace).next is not None


def test_a_call_that_was_left_can_be_taken_up_in_another_window(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    live.say("How do you know?")
    with Workspace(workspace.settings, Clock()) as other:
        with pytest.raises(Broken, match="open in another window"):
            calls.resume(other, live.id or "")
        calls.leave(live, "and what")
        again = calls.resume(other, live.id or "")
        assert again.draft == "and what"
        assert again.turns == live.turns
