"""An assignment is told before the first word, counts what comes after it, shares what it said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import assignments, calls, sharing
from roleplay.practice.home import home
from tests.practice.examples import GOOD, POOR, play
from tests.practice.team import Office, an_office

WHY = "Tuesday's call is like this one."


def assign(office: Office, *scenarios: str, **more: object) -> str:
    with office.of("mia-stone") as workspace:
        given = assignments.assign(
            workspace,
            scenarios or ("claims",),
            ["North"],
            WHY,
            **more,  # type: ignore[arg-type]
        )
        assert given.people == ("Ann Lee", "sam")
        return given.id


def seen_by_mia(office: Office) -> list[str]:
    with office.of("mia-stone") as workspace:
        return [row.call for row in sharing.shared_with_me(workspace)]


def test_an_assignment_is_the_one_next_thing_and_says_what_will_be_shared(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assign(office, "claims/b", due=date(2026, 11, 27), done="understands=3")
    with office.of("ann-lee") as workspace:
        following = home(workspace).next
        assert following is not None
        assert (following.scenario, following.variant) == ("claims", "b")
        assert following.reason == f"Mia Stone asked: {WHY} Due 27 Nov."
        (first, second) = assignments.before_call(workspace, "claims")
        assert first == f"Mia Stone asked for this: {WHY}"
        assert second == (
            "Mia Stone will see the best of your calls, once it is done, or when you hand it in;"
            " nothing else."
        )
        assert assignments.before_call(workspace, "renewal") == ()
        (mine,) = assignments.inbox(workspace)
        assert (mine.done, mine.state) == ("a 3 on “Understands before proposing”", "open")
    with office.of("mia-stone") as workspace:
        assert assignments.inbox(workspace) == ()
        assert assignments.before_call(workspace, "claims") == ()


def test_what_counts_comes_after_it_and_done_is_a_level_on_a_criterion(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    key = assign(office, done="understands=5")
    with office.of("sam") as workspace:
        (mine,) = assignments.inbox(workspace)
        assert mine.items[0].attempts == 0
        play(workspace, POOR)
        (mine,) = assignments.inbox(workspace)
        assert (mine.items[0].attempts, mine.items[0].is_done) == (1, False)
        assert seen_by_mia(office) == []
        good = play(workspace)
        assert assignments.inbox(workspace) == ()
    assert seen_by_mia(office) == [good]
    with office.of("mia-stone") as workspace:
        (given,) = assignments.assignments(workspace)
        assert (given.id, given.handed_in, given.mine) == (key, (good,), False)
    with office.of("sam") as workspace:
        later = play(workspace)
        sharing.unshare(workspace, good)
        play(workspace)
    assert later not in seen_by_mia(office)
    assert seen_by_mia(office) == []


@pytest.mark.parametrize(("shares", "seen"), [("best", [1]), ("last", [2]), ("firsts", [0])])
def test_which_calls_are_shared(shares: str, seen: list[int], tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assign(office, attempts=3, shares=shares, done="advance=5")
    with office.of("ann-lee") as workspace:
        told = assignments.before_call(workspace, "claims")[1]
        assert ("3 calls are had" in told) is (shares != "firsts")
        had = []
        for lines in (POOR, GOOD[:6], POOR):
            had.append(play(workspace, lines))
            if len(had) < 3:
                assert seen_by_mia(office) == ([had[0]] if shares == "firsts" else [])
        extra = play(workspace)
    assert seen_by_mia(office) == [had[place] for place in seen]
    assert extra not in seen_by_mia(office)


def test_it_is_done_for_who_gave_it_once_everybody_has_handed_in(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assign(office, done="understands=5")
    for person, state in (("sam", "open"), ("ann-lee", "done")):
        with office.of(person) as workspace:
            call = play(workspace)
            assert assignments.assignments(workspace)[0].handed_in == (call,)
        with office.of("mia-stone") as workspace:
            (given,) = assignments.assignments(workspace)
            assert (given.state, given.handed_in[0]) == (state, call)


def test_a_lesson_an_unfinished_call_and_a_second_take_do_not_count(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    key = assign(office)
    with office.of("sam") as workspace:
        with pytest.raises(BadInput, match="nothing to hand in"):
            assignments.hand_in(workspace, key)
        live = calls.start(workspace, "claims", seed=0)
        live.say(GOOD[0])
        take = calls.fork(workspace, office.sams, 2)
        take.say(GOOD[0])
        take.end()
        take.score()
        assert assignments.inbox(workspace)[0].items[0].attempts == 0
        live.end()
        live.score()
        assert assignments.inbox(workspace) == ()
        assert assignments.hand_in(workspace, key[-8:]).handed_in == (live.id,)


def test_a_path_is_done_call_by_call(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assign(office, "claims", "renewal")
    with office.of("ann-lee") as workspace:
        play(workspace)
        (mine,) = assignments.inbox(workspace)
        assert [item.is_done for item in mine.items] == [True, False]
        following = home(workspace).next
        assert following is not None
        assert following.scenario == "renewal"


def test_the_rubric_is_the_one_of_the_day_it_was_assigned(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assign(office, done="understands=5")
    with office.of("sam") as workspace:
        found = workspace.store.assignments()[0]
        rubric = workspace.library.rubric("plain")
        harder = rubric.model_copy(update={"title": "Another one"})
        workspace.library.rubric = lambda name: harder  # type: ignore[method-assign]
        call = play(workspace)
        row = workspace.store.call(call)
        assert row.rubric_digest != found.rubric_digest
        assert assignments.assignments(workspace)[0].state == "done"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"scenarios": ["nothing"]}, "nothing"),
        ({"scenarios": ["claims/z"]}, "no variant 'z'"),
        ({"scenarios": []}, "say which call"),
        ({"people": ["Zoe"]}, "nobody here is called"),
        ({"why": "  "}, "why"),
        ({"done": "understands=6"}, "from 1 to 5"),
        ({"done": "charm=3"}, "allowed: understands, advance"),
        ({"shares": "all"}, "allowed: best, last, firsts"),
        ({"attempts": 0}, "attempts"),
        ({"due": date(2026, 11, 1)}, "is over"),
    ],
)
def test_what_cannot_be_assigned(given: dict[str, object], why: str, tmp_path: Path) -> None:
    asked: dict[str, object] = {"scenarios": ["claims"], "people": ["sam"], "why": WHY, **given}
    with an_office(tmp_path).of("mia-stone") as workspace:
        with pytest.raises(BadInput, match=why) as refused:
            assignments.assign(workspace, **asked)  # type: ignore[arg-type]
        assert "\n" not in str(refused.value)
        assert assignments.assignments(workspace) == ()


def test_only_who_gave_it_takes_it_back_and_only_who_was_given_it_hands_it_in(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    key = assign(office)
    with office.of("sam") as workspace, pytest.raises(BadInput, match="only who gave"):
        assignments.withdraw(workspace, key)
    with office.of("mia-stone") as workspace:
        with pytest.raises(BadInput, match="given to others"):
            assignments.hand_in(workspace, key)
        assignments.withdraw(workspace, key)
        assert assignments.assignments(workspace)[0].state == "withdrawn"
    with office.of("sam") as workspace:
        assert assignments.inbox(workspace) == ()
        play(workspace)
    assert seen_by_mia(office) == []
