"""Narrowing the library down, and the cards that are remembered."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from roleplay.library import Library
from roleplay.practice.cards import ScenarioCard, written
from roleplay.practice.facets import SORTS, chosen_in_words, facets, narrowed
from roleplay.practice.shelf import shelf
from roleplay.practice.workspace import Workspace
from tests.practice.examples import PACKS, Clock, play, settings


def card(id: str, **fields: object) -> ScenarioCard:
    plain = ScenarioCard(
        id=id,
        title=id.title(),
        pack="mine",
        buyer="Dana Whitfield",
        role="CFO",
        account="Harbourline",
        stage="discovery",
        skills=("discovery",),
        difficulty=3,
        minutes=12,
        last="",
        variants_played=(),
        variants=("a", "b"),
        temper=("direct", "reserved"),
        fit="on",
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


CARDS = (
    card("truth", minutes=20, difficulty=1),
    card("ruth", buyer="Ruth Adeyemi", stage="value", skills=("concerns", "value"), fit="off"),
    card("quay", variants_played=("a",), last_at=5.0, difficulty=2, temper=("warm", "open")),
    card("done", variants_played=("a", "b"), last_at=9.0, minutes=5, skills=("concerns",)),
)


def ids(*chosen: tuple[str, str], query: str = "", sort: str = "easiest") -> list[str]:
    return [each.id for each in narrowed(CARDS, frozenset(chosen), query, sort)]


def test_any_value_in_a_group_and_every_group() -> None:
    assert ids() == ["truth", "quay", "done", "ruth"]
    assert ids(("skill", "concerns")) == ["done", "ruth"]
    assert ids(("skill", "concerns"), ("skill", "discovery")) == ["truth", "quay", "done", "ruth"]
    assert ids(("skill", "concerns"), ("fit", "on")) == ["done"]
    assert ids(("stage", "value"), ("temper", "warm")) == []
    assert ids(("played", "new")) == ["truth", "ruth"]
    assert ids(("played", "some")) == ["quay"]
    assert ids(("played", "all")) == ["done"]
    assert ids(("difficulty", "2")) == ["quay"]


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("easiest", ["truth", "quay", "done", "ruth"]),
        ("new", ["truth", "ruth", "quay", "done"]),
        ("shortest", ["done", "quay", "ruth", "truth"]),
        ("last", ["done", "quay", "ruth", "truth"]),
        ("title", ["done", "quay", "ruth", "truth"]),
    ],
)
def test_orders(sort: str, wanted: list[str]) -> None:
    assert ids(sort=sort) == wanted
    assert sort in SORTS


def test_the_beginning_of_a_word_finds_and_its_middle_does_not() -> None:
    assert ids(query="rut") == ["ruth"]
    assert ids(query="RUTH ade") == ["ruth"]
    assert ids(query="dana whit", sort="title") == ["done", "quay", "truth"]
    assert ids(query="warm") == ["quay"]


def test_a_slip_of_the_finger_still_finds() -> None:
    assert ids(query="adeyemy") == ["ruth"]
    assert ids(query="zzzzqqqq") == []


def test_counts_are_of_what_each_would_leave() -> None:
    told = {(f.group, f.value): f for f in facets(CARDS, frozenset({("fit", "on")}))}
    assert told["skill", "concerns"].count == 1
    assert told["fit", "off"].count == 1, "its own group does not narrow it"
    assert told["fit", "on"].on
    assert told["fit", "off"].words == "Off Strategy"
    assert not any(group == "pack" for group, _ in told), "there is only one"
    searched = facets(CARDS, frozenset(), "ruth")
    assert {f.value: f.count for f in searched if f.group == "stage"} == {
        "discovery": 0,
        "value": 1,
    }


def test_what_is_turned_on_is_told_in_words() -> None:
    chosen = frozenset({("skill", "value"), ("skill", "concerns"), ("difficulty", "3")})
    assert chosen_in_words(chosen) == "concerns or value · difficulty 3 of 5"
    assert chosen_in_words(frozenset()) == ""


def test_cards_are_remembered_until_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = tmp_path / "packs" / "harbour"
    packs.mkdir(parents=True)
    for file in (PACKS / "harbour").glob("*.yaml"):
        (packs / file.name).write_text(file.read_text())
    wanted = settings(tmp_path / "home", packs=packs.parent)
    wanted.home.mkdir()
    with Workspace(wanted, Clock()) as first:
        read = written(first)
    assert {one.id for one, _ in read.cards} == {"claims", "renewal"}
    with Workspace(wanted, Clock()) as second:
        monkeypatch.setattr(Library, "packs", None)
        assert written(second) == read
        monkeypatch.undo()
        claims = packs / "claims.yaml"
        claims.write_text(claims.read_text().replace("title: The CFO", "title: That CFO"))
        later = claims.stat().st_mtime_ns + 1_000_000_000
        os.utime(claims, ns=(later, later))
        titles = {one.title for one, _ in written(second).cards}
        assert "That CFO who thinks claims are under control" in titles


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"key": 3}', '{"key": null, "cards": [[3, 4]]}'])
def test_what_was_remembered_badly_is_read_anew(tmp_path: Path, kept: str) -> None:
    wanted = settings(tmp_path / "home")
    wanted.home.mkdir()
    (wanted.home / "shelf.json").write_text(kept)
    with Workspace(wanted, Clock()) as workspace:
        assert len(written(workspace).cards) == 2


def test_a_fact_that_is_a_day_comes_back_as_one(tmp_path: Path) -> None:
    wanted = settings(tmp_path / "home", packs=Path(__file__).parents[2] / "scenarios")
    wanted.home.mkdir()
    with Workspace(wanted, Clock()) as workspace:
        read = written(workspace)
        assert written(workspace) == read
        assert any("deal.close" in facts for _, facts in read.cards)
        assert json.loads((wanted.home / "shelf.json").read_text())["cards"]


def test_a_card_tells_the_last_time_the_temper_and_the_fit(played: tuple[Workspace, str]) -> None:
    claims = next(each for each in shelf(played[0]) if each.id == "claims")
    assert claims.temper == ("direct", "numerate", "reserved")
    assert claims.fit == "on"
    assert claims.why == (("+", "employees 5,200, at least 1,000"),)
    assert claims.offering == "Claims Intelligence"
    assert claims.last_overall is not None
    assert claims.last_kind == "first"
    assert claims.last_when
    assert claims.unplayed == ("b", "c")
    assert claims.own is False
    renewal = next(each for each in shelf(played[0]) if each.id == "renewal")
    assert (renewal.last_kind, renewal.last_when, renewal.last_overall) == ("", "", None)


def test_the_last_time_is_of_any_variant(workspace: Workspace) -> None:
    play(workspace, variant="b")
    play(workspace, variant="a", lines=("Hello.",))
    claims = next(each for each in shelf(workspace) if each.id == "claims")
    assert claims.variants_played == ("a", "b")
    assert claims.last == "ended without a next step"
    assert claims.last_overall is None
