"""Adding people, switching who practises, what a team shows, leaving."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice import people, reviewing, sharing
from roleplay.practice.history import history
from roleplay.settings import read
from tests.practice.team import an_office


def test_the_second_person_brings_the_notice_and_ones_own_role(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        lines = {line.id: line for line in people.people(workspace)}
        assert list(lines) == ["sam", "mia-stone", "ann-lee"]
        assert lines["sam"].is_me
        assert lines["sam"].roles == ("rep in North",)
        assert lines["mia-stone"].roles == ("manager in North",)
        assert people.me(workspace).coached_by == {"mia-stone"}
    with office.of("mia-stone") as workspace:
        assert people.me(workspace).coaches == {"sam", "ann-lee"}
        added = people.add(workspace, "Åsa Öst")
        assert (added.id, added.lines) == ("asa-ost", ("Åsa Öst (asa-ost) is rep in North.",))


def test_the_notice_says_that_the_file_can_be_read(tmp_path: Path) -> None:
    from roleplay.practice.workspace import Workspace
    from tests.practice.examples import Clock, settings

    with Workspace(settings(tmp_path, "mia"), Clock()) as workspace:
        added = people.add(workspace, "Ann", team="North")
        assert added.lines[1] == "You are manager in North."
        assert "whoever can open the file" in added.lines[2]
        assert str(workspace.settings.database) in added.lines[2]
        assert len(people.add(workspace, "Bob").lines) == 1


@pytest.mark.parametrize(
    ("name", "role", "team", "why"),
    [
        ("", "rep", None, "1 to 60 characters"),
        ("x" * 61, "rep", None, "this one 61"),
        ("ann  LEE", "rep", None, "here already"),
        ("Bo", "boss", None, "allowed: rep, manager, leader"),
        ("Bo", "rep", "South", None),
    ],
)
def test_adding_what_cannot_be_added(
    name: str, role: str, team: str | None, why: str | None, tmp_path: Path
) -> None:
    with an_office(tmp_path).of("mia-stone") as workspace:
        if why is None:
            people.add(workspace, name, role, team)
            with pytest.raises(BadInput, match="say which team: North, South"):
                people.add(workspace, "Cy")
            return
        with pytest.raises(BadInput, match=why):
            people.add(workspace, name, role, team)


def test_switching_who_practises_lasts_and_shows_nothing_of_the_other(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        workspace.settings.snapshot.write_text("{}")
        assert history(workspace)
        who = people.use(workspace, "Ann Lee")
        assert (who.person, workspace.settings.seller) == ("ann-lee", "ann-lee")
        assert history(workspace) == ()
        assert not workspace.settings.snapshot.exists()
        with pytest.raises(BadInput, match="here: sam, mia-stone, ann-lee"):
            people.use(workspace, "Zoe")
    environ = {"ROLEPLAY_HOME": str(tmp_path), "USER": "sam"}
    assert (read(environ).seller, read(environ).name) == ("ann-lee", "Ann Lee")
    assert read(environ | {"ROLEPLAY_PERSON": "mia-stone"}).seller == "mia-stone"


def test_that_practice_happened_is_seen_only_where_the_team_chose_so(tmp_path: Path) -> None:
    office = an_office(tmp_path)

    def seen() -> dict[str, tuple[int | None, int | None]]:
        return {line.id: (line.days, line.calls) for line in people.people(workspace)}

    with office.of("mia-stone") as workspace:
        assert seen()["sam"] == (None, None)
        people.show_practice(workspace, "north", shown=True)
        assert seen() == {"sam": (1, 1), "mia-stone": (None, None), "ann-lee": (0, 0)}
    with office.of("ann-lee") as workspace:
        assert seen()["sam"] == (None, None)
    with office.of("mia-stone") as workspace:
        people.show_practice(workspace, "north", shown=False)
        assert seen()["sam"] == (None, None)


def test_who_leaves_the_team_is_coached_no_more(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("ann-lee") as workspace:
        people.set_role(workspace, "ann-lee", "rep", "North", joined=False)
        with pytest.raises(BadInput, match="nobody coaches you"):
            sharing.preview(workspace, _a_call(workspace))
    with office.of("mia-stone") as workspace:
        assert people.me(workspace).coaches == {"sam"}
        south = people.make_team(workspace, "South")
        assert people.me(workspace).runs >= {south.id}
        people.set_role(workspace, "Ann Lee", "rep", "South")
        assert people.me(workspace).coaches == {"sam", "ann-lee"}


def _a_call(workspace: people.Workspace) -> str:
    from tests.practice.examples import play

    return play(workspace)


def test_who_leaves_is_forgotten_with_every_word(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        sharing.share(workspace, office.sams)
    with office.of("mia-stone") as workspace:
        people.use(workspace, "mia-stone")
        reviewing.comment(workspace, office.sams, "canary comment", turn=2)
        reviewing.rate(workspace, office.sams, "advance", 2, "canary reason")
    with office.of("mia-stone") as workspace:
        assert people.leave(workspace) == ()
        held = [f.name for f in tmp_path.rglob("*") if f.is_file() and _holds(f)]
        assert held == []
        assert [s.counts for s in workspace.store.tombstones()] == [
            {"comment": 1, "rating": 1, "share": 1}
        ]
    with office.of("sam") as workspace:
        assert reviewing.review(workspace, office.sams).comments == ()
        assert people.me(workspace).coached_by == frozenset()


def _holds(file: Path) -> bool:
    words = file.read_bytes()
    return any(canary in words for canary in (b"canary", b"Mia Stone", b"mia-stone"))


def test_a_forgotten_call_leaves_no_export_behind(tmp_path: Path) -> None:
    from roleplay.practice.exports import export
    from roleplay.practice.history import forget

    office = an_office(tmp_path)
    with office.of("sam") as workspace:
        written = export(workspace, office.sams)
        assert written.exists()
        forget(workspace, office.sams)
        assert not written.exists()
