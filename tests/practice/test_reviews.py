"""What deserves a human is found; what they say stands beside the app's score, with its author."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import debriefs, exports, history, reviewing, reviews, sharing
from roleplay.practice.trends import trends
from roleplay.practice.workspace import Workspace
from tests.practice.examples import GOOD, POOR, play
from tests.practice.team import Office, an_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Sam's call is shared with Mia."""
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        sharing.share(workspace, office.sams)
    return office


def test_what_nobody_has_looked_at_waits_until_somebody_has(office: Office) -> None:
    with office.of("mia-stone") as workspace:
        (line,) = reviews.queue(workspace)
        assert (line.call, line.rep) == (office.sams, "sam")
        assert line.codes[-1] == "unreviewed"
        assert line.reasons[-1] == "nobody has looked at it yet"
        reviewing.mark_reviewed(workspace, office.sams)
        assert reviews.queue(workspace) == ()
        assert reviewing.review(workspace, office.sams).reviewed_by == ("Mia Stone",)


def test_what_is_far_from_usual_and_disputed_comes_first(office: Office) -> None:
    with office.of("sam") as workspace:
        for _ in range(3):
            sharing.share(workspace, play(workspace, POOR))
        first = reviews.dispute(
            workspace, office.sams, "understands", "stated", 2, "under control", "They said it"
        )
        assert first == ("Judged again by the app as it is today: met, the same.")
    with office.of("mia-stone") as workspace:
        line = reviews.queue(workspace)[0]
        assert line.call == office.sams
        assert line.codes[:2] == ("disputed", "far")
        assert line.reasons[1] == "scored far above this rep's usual"
        (found,) = reviewing.review(workspace, office.sams).disputes
        assert (found.words, found.text, found.second) == ("under control", "They said it", first)
        reviewing.mark_reviewed(workspace, office.sams)
        assert reviews.queue(workspace)[0].codes == ("disputed",)
        reviews.answer(workspace, office.sams, "stated", upheld=False, text="It is met already.")
        assert all(line.call != office.sams for line in reviews.queue(workspace))
    with office.of("sam") as workspace:
        (found,) = reviewing.review(workspace, office.sams).disputes
        assert (found.answered_by, found.upheld) == ("Mia Stone", False)


def test_a_level_of_ones_own_stands_beside_the_apps_with_its_reason(office: Office) -> None:
    with office.of("mia-stone") as workspace:
        before = workspace.store.scorecards(office.sams)
        with pytest.raises(BadInput, match="say why"):
            reviewing.rate(workspace, office.sams, "understands", 3)
        reviewing.rate(workspace, office.sams, "understands", 3, "They led you there.")
        reviewing.rate(workspace, office.sams, "understands", 4, "On a second look.")
        assert workspace.store.scorecards(office.sams) == before
    with office.of("sam") as workspace:
        (understands, advance) = reviewing.review(workspace, office.sams).criteria
        assert [(each.author, each.level) for each in understands.levels] == [
            ("Mia Stone", 3),
            ("Mia Stone", 4),
        ]
        assert understands.app is not None
        assert understands.app.level == 5
        assert understands.counts.startswith("Mia Stone's 4 counts. The app's stays beside it")
        assert advance.counts.startswith("The app's counts")
        assert workspace.store.call(office.sams).overall == 5.0
        assert trends(workspace)[0].points[-1].level == 5.0


def test_blind_is_before_the_apps_levels_are_seen_and_hidden_until_revealed(
    office: Office,
) -> None:
    with office.of("mia-stone") as workspace:
        seen = reviewing.review(workspace, office.sams, blind=True)
        assert all(each.app is None and each.counts == "" for each in seen.criteria)
        reviewing.rate(workspace, office.sams, "advance", 3, blind=True)
        seen = reviewing.review(workspace, office.sams)
        assert seen.hidden == reviewing.HIDDEN
        assert [each.app for each in seen.criteria] == [None, None]
        with pytest.raises(BadInput, match="you rate this call blind"):
            reviewing.rate(workspace, office.sams, "understands", 3, "Because")
    with office.of("sam") as workspace:
        shown = reviewing.review(workspace, office.sams).criteria
        assert all(each.levels == () for each in shown)
        assert "3" not in shown[1].counts
    with office.of("mia-stone") as workspace:
        seen = reviewing.reveal(workspace, office.sams)
        assert (seen.hidden, seen.criteria[1].levels[0].blind) == ("", True)
        assert seen.criteria[1].app is not None
        with pytest.raises(BadInput, match="blind no more"):
            reviewing.rate(workspace, office.sams, "advance", 5, blind=True)
    with office.of("sam") as workspace:
        assert reviewing.review(workspace, office.sams).criteria[1].levels[0].level == 3


@pytest.mark.parametrize("look", [history.show, debriefs.debrief, exports.document])
def test_all_of_a_call_shows_the_apps_levels_and_is_kept_from_who_rates_blind(
    look: Callable[[Workspace, str], object], office: Office
) -> None:
    with office.of("mia-stone") as workspace:
        reviewing.rate(workspace, office.sams, "advance", 3, blind=True)
        with pytest.raises(BadInput, match="reveal your levels before"):
            look(workspace, office.sams)
        reviewing.reveal(workspace, office.sams)
        look(workspace, office.sams)
        with pytest.raises(BadInput, match="blind no more"):
            reviewing.rate(workspace, office.sams, "advance", 3, blind=True)


def test_who_has_seen_the_apps_levels_rates_blind_no_more(office: Office) -> None:
    with office.of("mia-stone") as workspace:
        reviewing.review(workspace, office.sams)
        with pytest.raises(BadInput, match="blind no more"):
            reviewing.rate(workspace, office.sams, "advance", 5, blind=True)
        with pytest.raises(BadInput, match="nothing to reveal"):
            reviewing.reveal(workspace, office.sams)


def test_praise_a_better_line_and_a_remark_on_words(office: Office) -> None:
    with office.of("mia-stone") as workspace:
        say = reviewing.comment
        say(workspace, office.sams, "Well asked.", kind="praise", turn=2, words="how do you know")
        say(workspace, office.sams, "What would tell you?", kind="better_line", turn=4)
        say(workspace, office.sams, "A good call.")
        for given, why in (
            ({"turn": 2, "words": "we are the leader"}, "does not say that"),
            ({"turn": 99}, "no turn 99"),
            ({"words": "know"}, "in which turn"),
            ({"kind": "blame"}, "allowed: comment, praise, better_line"),
            ({"kind": "better_line"}, "in the place of a turn"),
        ):
            with pytest.raises(BadInput, match=why):
                say(workspace, office.sams, "So", **given)  # type: ignore[arg-type]
        with pytest.raises(BadInput, match="at least 1"):
            say(workspace, office.sams, " \x1b ")
    with office.of("sam") as workspace:
        lines = reviewing.review(workspace, office.sams).comments
        assert [(c.author, c.kind, c.turn, c.words) for c in lines] == [
            ("Mia Stone", "praise", 2, "How do you know"),
            ("Mia Stone", "better_line", 4, ""),
            ("Mia Stone", "comment", None, ""),
        ]


def test_what_cannot_be_disputed(office: Office) -> None:
    with office.of("sam") as workspace:
        given = (
            (("charm", "asks", 2, "know", "No"), "no criterion 'charm'"),
            (("understands", "charm", 2, "know", "No"), "no check 'charm'"),
            (("understands", "asks", 2, "platform", "No"), "does not say that"),
            (("understands", "asks", 2, "", "No"), "quote the words"),
            (("understands", "asks", 2, "know", " "), "say what is wrong"),
        )
        for arguments, why in given:
            with pytest.raises(BadInput, match=why):
                reviews.dispute(workspace, office.sams, *arguments)
        private = play(workspace, GOOD[:3])
        with pytest.raises(BadInput, match="share the call first"):
            reviews.dispute(workspace, private, "understands", "asks", 2, "know", "No")
    with office.of("mia-stone") as workspace, pytest.raises(BadInput, match="no open dispute"):
        reviews.answer(workspace, office.sams, "asks", upheld=True, text="Yes")
