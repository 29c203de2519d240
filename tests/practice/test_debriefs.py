"""Looking back: quotes are words that were said, and what stayed hidden is asked for first."""

from __future__ import annotations

from dataclasses import fields

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import calls
from roleplay.practice.debriefs import (
    Debrief,
    Quote,
    debrief,
    open_hidden,
    say_where_it_turned,
)
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, POOR, play


def _quotes(found: Debrief) -> list[Quote]:
    return [
        *([found.keep] if found.keep else []),
        *(quote for c in found.criteria for check in c.checks for quote in check.quotes),
        *found.missed,
    ]


def test_the_order_in_which_a_call_is_looked_at() -> None:
    order = [field.name for field in fields(Debrief)]
    shown = ["buyer_says", "moment", "keep", "criteria", "ledger", "metrics", "overall"]
    assert sorted(shown, key=order.index) == shown


def test_a_good_call(played: tuple[Workspace, str]) -> None:
    workspace, call = played
    found = debrief(workspace, call[-8:])
    assert (found.call, found.kind, found.scorable) == (call, "first", True)
    assert found.ending_words == "agreed a next step"
    assert "the overpaid claims" in found.buyer_says
    assert found.moment is not None
    assert found.moment.turn == 8 or found.moment.why
    said = {turn.turn: turn.text for turn in found.turns}
    assert found.moment.seller_words == said[found.moment.turn]
    assert found.moment.what_followed == said[found.moment.turn + 1]
    assert found.keep is not None
    assert found.keep.words == GOOD[1]
    assert "four percent overpaid" in found.keep.why
    assert [(row.what, row.state) for row in found.ledger] == [
        ("need", found.ledger[0].state),
        ("objection", "resolved"),
        ("commitment", "accepted"),
    ]
    assert found.ledger[0].title == "Leakage nobody multiplies out"
    assert found.ledger[2].words == "Bring her in. Thursday."
    assert found.left == 1
    assert found.overall == 5.0
    assert found.metrics
    assert not any(name in str(found.metrics) for name in ("trust", "patience"))


@pytest.mark.parametrize("lines", [GOOD, POOR, (*GOOD[:1], "Hm.", *GOOD[3:4], "Hello?")])
def test_every_quote_is_the_words_of_its_turn(workspace: Workspace, lines: tuple[str, ...]) -> None:
    found = debrief(workspace, play(workspace, lines))
    said = {turn.turn: turn.text for turn in found.turns}
    for quote in _quotes(found):
        assert said[quote.turn][quote.start : quote.end] == quote.words
        assert quote.words
    for row in found.ledger:
        assert row.turn is None or row.words in said[row.turn]


def test_a_hint_that_went_by_is_quoted_as_it_was_said(workspace: Workspace) -> None:
    needs = workspace.library.scenario("claims").needs
    for seed in range(4):
        # Said behind "I couldn't tell you", so that it is a part of the turn.
        lines = ("Which colour are your chairs?", *POOR[:4])
        found = debrief(workspace, play(workspace, lines, seed=seed))
        assert [quote.words in needs[0].hints for quote in found.missed] == [True]


def test_a_bad_call_has_one_moment_and_no_praise_without_words(workspace: Workspace) -> None:
    found = debrief(workspace, play(workspace, POOR))
    assert found.moment is not None
    assert found.moment.turn > 1
    assert found.keep is None or found.keep.words
    assert found.ending_words == "the buyer ended it"
    assert found.overall is not None
    assert found.overall < 2


def test_too_short_to_score(workspace: Workspace) -> None:
    found = debrief(workspace, play(workspace, GOOD[:1]))
    assert not found.scorable
    assert found.reason
    assert (found.moment, found.keep, found.overall) == (None, None, None)


def test_an_unfinished_call_has_no_debrief_and_opens_nothing(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims")
    live.say(GOOD[0])
    for look in (debrief, open_hidden):
        with pytest.raises(BadInput, match="is not finished"):
            look(workspace, live.id or "")
    assert not workspace.store.is_opened("sam", "claims", "a")


def test_a_call_that_was_not_scored_before_a_crash_is_scored_now(workspace: Workspace) -> None:
    live = calls.start(workspace, "claims", seed=0)
    for line in GOOD:
        live.say(line)
    live.end()
    assert debrief(workspace, live.id or "").overall == 5.0
    assert debrief(workspace, live.id or "").overall == 5.0
    assert len(workspace.store.scorecards(live.id or "")) == 1


def test_what_stayed_hidden_is_shown_when_asked_for_and_retires_the_variant(
    workspace: Workspace,
) -> None:
    call = play(workspace)
    before = debrief(workspace, call)
    assert not before.hidden_opened
    assert "Fraud that is paid" not in str(before)
    assert all(row.counts for row in workspace.store.score_history("sam"))
    hidden = open_hidden(workspace, call)
    fraud = next(each for each in hidden if each.title == "Fraud that is paid without a look")
    assert fraud.state == "hidden"
    assert fraud.kind_in_words == "a problem they know of"
    assert fraud.never_heard == ("Fraud is the usual. We pay and hope.",)
    assert fraud.try_saying == "Who looks for fraud before you pay?"
    assert debrief(workspace, call).hidden_opened
    assert not any(row.counts for row in workspace.store.score_history("sam"))
    other = play(workspace, variant="b")
    assert {row.call for row in workspace.store.score_history("sam") if row.counts} == {other}


def test_where_it_turned_is_kept_clean(workspace: Workspace) -> None:
    call = play(workspace)
    say_where_it_turned(workspace, call, "  \x1b[31mAt the\x00 pitch.\ud800 ")
    say_where_it_turned(workspace, call, "   ")
    say_where_it_turned(workspace, call, "x" * 100_000)
    notes = workspace.store.notes(call)
    assert notes[0].text == "[31mAt the pitch."
    assert len(notes) == 2
    assert len(notes[1].text) == 8_000
