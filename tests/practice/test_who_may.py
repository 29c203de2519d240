"""Who may do what, as a table; then every way in which a rep might try to get around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.domain.people import Member, Person, Role, Standing, standing
from roleplay.domain.problem import BadInput
from roleplay.practice import (
    assignments,
    calls,
    coach,
    debriefs,
    exports,
    history,
    judging,
    notes,
    people,
    reviewing,
    reviews,
    scorecards,
    sharing,
    spending,
    takes,
)
from roleplay.practice.who_may import Doing, OfCall, OfPerson, OfTeam, Thing, may
from roleplay.practice.workspace import Workspace
from tests.practice.examples import Clock
from tests.practice.team import Office, an_office

REP = Standing(person="sam", name="Sam", coached_by=frozenset({"mia"}))
MANAGER = Standing(person="mia", name="Mia", coaches=frozenset({"sam"}), runs=frozenset({"north"}))
PEER = Standing(person="ann", name="Ann", coached_by=frozenset({"mia"}))
ALONE = Standing(person="sam", name="Sam", alone=True)
PRIVATE, SHARED = OfCall("sam"), OfCall("sam", shared=True)
DOTTED = OfCall("sam", shared=True, redacted=True)
ALL = frozenset(Doing)
OF_CALLS = ALL - {Doing.ASSIGN, Doing.ADD, Doing.SET_ROLE, Doing.SEE_PRACTICE}


@pytest.mark.parametrize(
    ("who", "call", "allowed"),
    [
        (REP, PRIVATE, {Doing.READ, Doing.LOOK, Doing.CHANGE, Doing.SHARE}),
        (REP, SHARED, OF_CALLS - {Doing.RATE}),
        (MANAGER, PRIVATE, set()),
        (MANAGER, SHARED, {Doing.READ, Doing.LOOK, Doing.COMMENT, Doing.RATE}),
        (MANAGER, DOTTED, {Doing.LOOK, Doing.COMMENT, Doing.RATE}),
        (PEER, PRIVATE, set()),
        (PEER, SHARED, {Doing.READ, Doing.LOOK, Doing.COMMENT}),
        (PEER, DOTTED, {Doing.LOOK, Doing.COMMENT}),
        (ALONE, PRIVATE, {Doing.READ, Doing.LOOK, Doing.CHANGE}),
        (REP, OfCall("sam", finished=False), {Doing.READ, Doing.LOOK, Doing.CHANGE}),
    ],
)
def test_what_may_be_done_with_a_call(who: Standing, call: OfCall, allowed: set[Doing]) -> None:
    assert {doing for doing in OF_CALLS if may(who, doing, call) is None} == allowed


@pytest.mark.parametrize(
    ("who", "doing", "thing", "why"),
    [
        (MANAGER, Doing.ASSIGN, OfPerson("sam"), None),
        (MANAGER, Doing.ASSIGN, OfPerson("zoe", "Zoe"), "you do not coach Zoe"),
        (REP, Doing.ASSIGN, OfPerson("mia", "Mia"), "you do not coach Mia"),
        (MANAGER, Doing.SEE_PRACTICE, OfPerson("sam", shown=True), None),
        (MANAGER, Doing.SEE_PRACTICE, OfPerson("sam", "Sam"), "has not chosen"),
        (PEER, Doing.SEE_PRACTICE, OfPerson("sam", shown=True), "do not coach"),
        (MANAGER, Doing.SET_ROLE, OfTeam("north"), None),
        (MANAGER, Doing.SET_ROLE, OfTeam("south"), "only a manager"),
        (MANAGER, Doing.ADD, OfTeam(), None),
        (REP, Doing.ADD, OfTeam(), "only a manager"),
        (ALONE, Doing.ADD, OfTeam(), None),
    ],
)
def test_what_may_be_done_with_people(
    who: Standing, doing: Doing, thing: Thing, why: str | None
) -> None:
    said = may(who, doing, thing)
    assert said is None if why is None else why in (said or "")


def test_who_coaches_whom() -> None:
    person = Person(id="x", name="X", at=Clock()())

    def where(*members: tuple[str, str, Role]) -> Standing:
        return standing(person, 4, tuple(Member(team=t, person=p, role=r) for t, p, r in members))

    manager = where(("n", "x", Role.MANAGER), ("n", "a", Role.REP), ("n", "m", Role.MANAGER))
    assert (manager.coaches, manager.coached_by) == ({"a"}, frozenset())
    leader = where(("n", "x", Role.LEADER), ("n", "a", Role.REP), ("n", "m", Role.MANAGER))
    assert leader.coaches == {"a", "m"}
    both = where(("n", "x", Role.MANAGER), ("n", "x", Role.REP), ("s", "a", Role.REP))
    assert (both.coaches, both.coached_by, both.runs) == (frozenset(), frozenset(), {"n"})
    rep = where(("n", "x", Role.REP), ("n", "m", Role.MANAGER), ("n", "l", Role.LEADER))
    assert (rep.coached_by, rep.runs) == ({"m", "l"}, frozenset())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Only looked at, or refused: no test of this module changes it."""
    return an_office(tmp_path_factory.mktemp("office"))


WAYS_IN: dict[str, Callable[[Workspace, str], object]] = {
    "show": history.show,
    "show it by the end of its id": lambda w, c: history.show(w, c[-8:]),
    "replay": lambda w, c: list(history.verified(w, c)),
    "go on with it": calls.resume,
    "take it again": lambda w, c: calls.fork(w, c, 2),
    "take it again, nothing kept": lambda w, c: calls.fork(w, c, 2, save=False),
    "its debrief": debriefs.debrief,
    "its hidden part": debriefs.open_hidden,
    "its turning point": lambda w, c: debriefs.say_where_it_turned(w, c, "mine"),
    "its scorecards": scorecards.scorecards,
    "its document": exports.document,
    "its Markdown": exports.markdown,
    "its file": exports.export,
    "its takes": lambda w, c: takes.takes(w, c),
    "its cost": spending.cost_of,
    "its requests": spending.requests,
    "its notes": notes.notes_to_self,
    "a note on it": lambda w, c: notes.note_to_self(w, c, 1, "mine"),
    "have it judged": judging.judge_call,
    "have it coached": lambda w, c: coach.suggestions(w, c),
    "forget it": history.forget,
    "review it": reviewing.review,
    "comment on it": lambda w, c: reviewing.comment(w, c, "mine"),
    "rate it": lambda w, c: reviewing.rate(w, c, "understands", 1, "mine"),
    "reveal it": reviewing.reveal,
    "mark it": reviewing.mark_reviewed,
    "dispute it": lambda w, c: reviews.dispute(w, c, "understands", "asks", 2, "know", "mine"),
    "answer it": lambda w, c: reviews.answer(w, c, "asks", upheld=True, text="mine"),
    "share it": lambda w, c: sharing.share(w, c, ["Ann Lee"]),
    "no longer share it": sharing.unshare,
    "see who sees it": sharing.sharing_of,
    "look ahead at sharing it": sharing.preview,
}


@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize("person", ["ann-lee", "mia-stone", "nobody"])
def test_a_private_call_is_reached_by_nobody_else(way: str, person: str, office: Office) -> None:
    with office.of(person) as workspace:
        with pytest.raises(BadInput, match="there is no") as refused:
            WAYS_IN[way](workspace, office.sams)
        assert "\n" not in str(refused.value)
        assert history.look_through(workspace, history.Wanted(words="claims")).rows == ()
        assert sharing.shared_with_me(workspace) == reviews.queue(workspace) == ()


CHANGES = (
    *("go on with it", "take it again", "take it again, nothing kept", "its hidden part"),
    *("its turning point", "a note on it", "have it judged", "forget it", "dispute it"),
    *("share it", "no longer share it", "see who sees it", "look ahead at sharing it"),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = an_office(tmp_path_factory.mktemp("shared"))
    with office.of("sam") as workspace:
        sharing.share(workspace, office.sams, ["North"])
    return office


@pytest.mark.parametrize("way", CHANGES)
@pytest.mark.parametrize("person", ["ann-lee", "mia-stone"])
def test_a_shared_call_is_changed_by_nobody_else(way: str, person: str, shared: Office) -> None:
    with shared.of(person) as workspace:
        before = scorecards.scorecards(workspace, shared.sams)
        with pytest.raises(BadInput, match="not yours"):
            WAYS_IN[way](workspace, shared.sams)
        assert scorecards.scorecards(workspace, shared.sams) == before


def test_a_rep_neither_reviews_nor_answers_themselves(shared: Office) -> None:
    for person in ("sam", "ann-lee"):
        with shared.of(person) as workspace:
            for way in ("rate it", "reveal it", "mark it", "answer it"):
                with pytest.raises(BadInput, match=r"of their own|only who coaches"):
                    WAYS_IN[way](workspace, shared.sams)


def test_a_rep_makes_nobody_a_manager_and_nobody_assigns_upwards(shared: Office) -> None:
    with shared.of("ann-lee") as workspace:
        with pytest.raises(BadInput, match="only a manager"):
            people.add(workspace, "A friend", role="manager")
        with pytest.raises(BadInput, match="only a manager"):
            people.set_role(workspace, "Ann Lee", "leader", "North")
        with pytest.raises(BadInput, match="only a manager"):
            people.show_practice(workspace, "North", shown=True)
        with pytest.raises(BadInput, match="only a manager"):
            people.make_team(workspace, "South")
        with pytest.raises(BadInput, match="you do not coach Mia Stone"):
            assignments.assign(workspace, ["claims"], ["Mia Stone"], "Try this")
        with pytest.raises(BadInput, match="you do not coach sam"):
            assignments.assign(workspace, ["claims"], ["North"], "Try this")


def test_somebody_alone_meets_none_of_it(tmp_path: Path) -> None:
    from tests.practice.examples import play, settings

    with Workspace(settings(tmp_path), Clock()) as workspace:
        call = play(workspace)
        assert people.me(workspace).alone
        assert people.people(workspace) == sharing.shared_with_me(workspace) == ()
        assert assignments.inbox(workspace) == assignments.before_call(workspace, "claims") == ()
        assert reviews.queue(workspace) == ()
        with pytest.raises(BadInput, match="nobody else is here"):
            sharing.share(workspace, call)
    # A folder that was moved to another login is still one person's.
    with Workspace(settings(tmp_path, "samuel"), Clock()) as workspace:
        assert history.show(workspace, call).ended
