"""Sharing is said beforehand, done by the rep alone, taken back, and can leave names out."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import calls, reviewing, sharing
from roleplay.practice.debriefs import debrief
from roleplay.practice.history import show
from roleplay.practice.redacting import redacted
from tests.practice.examples import GOOD, play
from tests.practice.team import an_office


def test_a_call_is_shared_with_who_coaches_the_rep_and_taken_back(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        said = sharing.preview(workspace, office.sams)
        assert said[0].startswith("Mia Stone will see “The CFO who thinks")
        assert sharing.sharing_of(workspace, office.sams).with_whom == ()
        assert sharing.share(workspace, office.sams).with_whom == ("Mia Stone",)
    with office.of("mia-stone") as workspace:
        (row,) = sharing.shared_with_me(workspace, "sam")
        assert (row.call, row.rep, row.overall, row.redacted) == (office.sams, "sam", None, False)
        seen = debrief(workspace, office.sams)
        assert sharing.shared_with_me(workspace)[0].overall == 5.0
        assert (seen.overall, seen.notes, seen.turned) == (5.0, (), "")
        assert show(workspace, office.sams).turns[1].text == GOOD[0]
    with office.of("ann-lee") as workspace:
        assert sharing.shared_with_me(workspace) == ()
    with office.of("sam") as workspace:
        assert sharing.unshare(workspace, office.sams, ["Mia Stone"]).with_whom == ()
    with office.of("mia-stone") as workspace:
        assert sharing.shared_with_me(workspace) == ()
        with pytest.raises(BadInput, match="no call"):
            debrief(workspace, office.sams)


def test_a_second_take_takes_the_first_along(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        take = calls.fork(workspace, office.sams, 4)
        take.say(GOOD[1])
        with pytest.raises(BadInput, match="not finished"):
            sharing.share(workspace, take.id or "")
        take.end()
        take.score()
        assert "second take" in sharing.preview(workspace, take.id or "")[2]
        sharing.share(workspace, take.id or "", ["north"])
    with office.of("ann-lee") as workspace:
        assert {row.call for row in sharing.shared_with_me(workspace)} == {take.id, office.sams}
        assert show(workspace, take.id or "").turns[0].text.startswith("I have fifteen")


def test_names_and_numbers_are_left_out_of_what_others_see(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    line = "I'm Sam Ode, sam@ode.co.uk, +44 20 7946 0018: is 4% of £9 million right, Dana?"
    with office.of("sam") as workspace:
        call = play(workspace, (line, *GOOD[:2]), variant="b")
        sharing.share(workspace, call, redact=True)
    with office.of("mia-stone") as workspace:
        with pytest.raises(BadInput, match="without names and numbers"):
            show(workspace, call)
        seen = reviewing.review(workspace, call)
        assert seen.redacted
        shown = seen.turns[1].text
        assert len(shown) == len(line)
        for word in ("Sam", "Ode", "ode.co", "7946", "4%", "9 million", "Dana"):
            assert word not in shown
        assert "is" in shown
        quoted = [q for c in seen.criteria if c.app for k in c.app.checks for q in k.quotes]
        assert quoted
        assert all(seen.turns[q.turn - 1].text[q.start : q.end] == q.words for q in quoted)
        assert all("percent" not in turn.text or "two" not in turn.text for turn in seen.turns)
        with pytest.raises(BadInput, match="does not say that"):
            reviewing.comment(workspace, call, "Good", turn=2, words="Sam Ode")
        reviewing.comment(workspace, call, "Good", turn=2, words="right")
    with office.of("sam") as workspace:
        own = reviewing.review(workspace, call)
        assert own.turns[1].text == line
        assert own.comments[0].words == "right"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Write to a.b+c@x-y.org or see https://x.org/?k=1 now", "Write to or see now"),
        ("Call 0171 496-0000 after ten", "Call after"),
        ("We lose two million and forty percent", "We lose and"),
        ("My colleague Mrs. Okafor said so", "My colleague Mrs. said so"),
        ("harbourline pays", "pays"),
        ("Nothing to hide, thanks", "Nothing to hide, thanks"),
    ],
)
def test_what_is_taken_out(text: str, left: str) -> None:
    found = redacted(text, ("Harbourline", "Dana"))
    assert len(found) == len(text)
    assert " ".join(w for w in found.split() if set(w) != {"•"}) == left


def test_with_whom_it_cannot_be_shared(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        for receivers, why in ((["Zoe"], "nobody here"), (["sam"], "your call")):
            with pytest.raises(BadInput, match=why):
                sharing.share(workspace, office.sams, receivers)
        assert sharing.sharing_of(workspace, office.sams).with_whom == ()
