"""Two takes side by side: where they part, what came of each turn, what moved by which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import calls
from roleplay.practice.exchanges import exchanges
from roleplay.practice.takes import Takes, takes
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, POOR, play


def _again(workspace: Workspace, call: str, turn: int, lines: tuple[str, ...]) -> str:
    live = calls.fork(workspace, call, turn)
    for line in lines:
        if not live.ended:
            live.say(line)
    live.end()
    live.score()
    return live.id or ""


@pytest.fixture
def two(workspace: Workspace) -> Takes:
    """A good call, and a second take of its fourth turn that only pitches."""
    worse = _again(workspace, play(workspace), 8, ("What would have to be true?", *POOR[:2]))
    return takes(workspace, worse)


def test_both_takes_from_where_they_part(two: Takes) -> None:
    assert (two.turn, two.first.name, two.second.name) == (8, "Take one", "Take two")
    assert two.before == "Let me turn that over."
    assert [step.turn for step in two.steps] == [8, 10, 12, 14]
    assert [step.second is None for step in two.steps] == [False, False, False, True]
    assert two.steps[0].first is not None
    assert two.steps[0].first.said == GOOD[3]
    assert two.steps[0].second is not None
    assert two.steps[0].second.said == "What would have to be true?"


def test_every_outcome_stands_beside_the_words_that_did_it(two: Takes) -> None:
    for step in two.steps:
        for side in (step.first, step.second):
            for outcome in side.outcomes if side else ():
                quote = outcome.words
                assert side is not None
                assert quote is None or side.said[quote.start : quote.end] == quote.words
    pitch = two.steps[0].first
    assert pitch is not None
    assert pitch.heard == "talking about us or our offering"
    costs = {outcome.says: outcome.gain for outcome in pitch.outcomes}
    assert costs["raised a concern: another replacement"] == -1
    assert costs["lost patience"] == -1


def test_a_worse_take_is_called_worse(two: Takes) -> None:
    assert two.scores.better == -1
    assert two.scores.verdict.startswith("Take two was worse: 3.7 of 5 against 5.0")
    (move,) = two.scores.moves
    assert (move.title, move.first, move.second) == ("Gains an advance", 5, 1)
    asked = move.checks[0]
    assert (asked.first, asked.second) == ("met", "not_met")
    assert asked.first_quotes[0].words == GOOD[6]
    assert two.scores.same == ("Understands before proposing, 5 of 5",)


def test_where_the_buyer_stood_and_the_words_that_brought_them_there(two: Takes) -> None:
    stood = {each.what: each for each in two.standings}
    assert (stood["commitment"].first, stood["commitment"].second) == ("agreed", "not asked for")
    assert stood["commitment"].moved == stood["objection"].moved == stood["need"].moved == -1
    assert stood["commitment"].answer == "Bring her in. Thursday."
    assert stood["commitment"].earned_by is not None
    assert stood["commitment"].earned_by.words == GOOD[6]


def test_how_the_buyer_feels_is_told_in_words_and_once(two: Takes) -> None:
    felt = [step.felt for step in two.steps]
    assert felt[0] == "Dana has more patience left than at this point in take one."
    assert felt[1] == ""
    assert not any(sign.isdigit() for sign in "".join(felt))


def test_what_stayed_hidden_in_both_is_not_named(two: Takes) -> None:
    assert "Fraud that is paid" not in str(two)


def test_a_better_take_is_called_better(workspace: Workspace) -> None:
    first = play(workspace, (*GOOD[:2], *POOR[:2], "So that is that."))
    better = _again(workspace, first, 6, GOOD[3:])
    found = takes(workspace, better)
    assert found.scores.better == 1
    assert {each.moved for each in found.standings if each.what == "commitment"} == {1}


def test_the_other_take_need_not_be_named_and_the_order_does_not_matter(
    workspace: Workspace,
) -> None:
    first = play(workspace)
    second = _again(workspace, first, 8, GOOD[4:])
    third = _again(workspace, second, 10, GOOD[5:])
    assert (takes(workspace, first).second.call, takes(workspace, first).turn) == (third, 8)
    assert (takes(workspace, third).first.call, takes(workspace, third).turn) == (second, 10)
    found = takes(workspace, third, first)
    assert (found.first.call, found.second.call, found.turn) == (first, third, 8)
    assert found.second.name == "Take three"
    assert [take.name for take in found.all] == ["Take one", "Take two", "Take three"]
    assert takes(workspace, first, third) == found


def test_calls_that_are_no_takes_of_each_other(workspace: Workspace) -> None:
    first, again = play(workspace), play(workspace, POOR)
    found = takes(workspace, again, first)
    assert (found.turn, found.first.name) == (2, "Earlier call")
    variant = play(workspace, variant="b")
    assert "variants a and b" in takes(workspace, first, variant).cautions[0]
    other = play(workspace, ("Hi", "What is that?", "Why?"), "renewal")
    with pytest.raises(BadInput, match="calls with different buyers"):
        takes(workspace, first, other)


def test_what_cannot_be_compared_says_why(workspace: Workspace) -> None:
    first = play(workspace)
    with pytest.raises(BadInput, match="has no second take that is finished"):
        takes(workspace, first)
    with pytest.raises(BadInput, match="cannot be set beside itself"):
        takes(workspace, first, first)
    live = calls.fork(workspace, first, 2)
    with pytest.raises(BadInput, match="is not finished"):
        takes(workspace, live.id or "")
    live.say("Hm.")
    live.end()
    found = takes(workspace, live.id or "")
    assert found.scores.verdict.startswith("The scores cannot be compared. Take two has none:")
    assert (found.scores.better, found.scores.moves) == (0, ())
    assert found.steps


def test_a_rubric_that_was_changed_between_them_is_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = play(workspace)
    second = _again(workspace, first, 8, GOOD[4:])
    live = calls.reopen(workspace, second)
    changed = live.rubric.model_copy(update={"title": "Another"})
    digest = workspace.store.keep("rubric", changed)
    with workspace.store._database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER call_stays")
        connection.exec_driver_sql(
            "UPDATE call SET rubric_digest = ? WHERE forked_from IS NOT NULL", (digest,)
        )
    assert "rubric was changed" in takes(workspace, second).cautions[0]


def test_a_corrected_turn_is_told_as_it_was_corrected(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    live.say(GOOD[0])
    live.correct("insight")
    (found,) = exchanges(live)
    assert found.corrected
    assert found.heard.startswith("telling them something new")
    assert found.answered == live.turns[-1].text
