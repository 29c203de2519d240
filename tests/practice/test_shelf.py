"""Choosing a call, and what is known before it."""

from __future__ import annotations

import pytest

from roleplay.domain.problem import BadInput
from roleplay.practice.shelf import briefing, shelf
from roleplay.practice.workspace import Workspace


def test_easiest_first_with_what_came_of_them(played: tuple[Workspace, str]) -> None:
    cards = shelf(played[0])
    assert [card.id for card in cards] == ["renewal", "claims"]
    claims = cards[1]
    assert claims.pack == "harbour"
    assert (claims.buyer, claims.role, claims.account) == (
        "Dana Whitfield",
        "CFO",
        "Harbourline Insurance",
    )
    assert claims.variants == ("a", "b", "c")
    assert claims.variants_played == ("a",)
    assert claims.last == "agreed a next step"
    assert cards[0].last == ""


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dana", "claims"),
        ("DANA", "claims"),
        ("whitfeild", "claims"),
        ("cfo", "claims"),
        ("harbour", "claims"),
        ("quay", "renewal"),
        ("renewal", "renewal"),
        ("concerns", "renewal"),
        ("omar operations", "renewal"),
    ],
)
def test_type_to_search(played: tuple[Workspace, str], query: str, first: str) -> None:
    assert shelf(played[0], query)[0].id == first


@pytest.mark.parametrize("query", ["zzzzqqqq", "\x1b[31m\u202e", "x" * 10_000])
def test_a_search_that_finds_nothing_finds_nothing(
    played: tuple[Workspace, str], query: str
) -> None:
    assert shelf(played[0], query) == ()


def test_a_blank_search_is_the_whole_shelf(played: tuple[Workspace, str]) -> None:
    assert shelf(played[0], "  ") == shelf(played[0])


def test_nothing_is_graded_in_secret(played: tuple[Workspace, str]) -> None:
    workspace = played[0]
    found = briefing(workspace, "claims", "b")
    rubric = workspace.library.rubric("plain")
    assert [each.title for each in found.criteria] == [c.title for c in rubric.criteria]
    assert [each.weight for each in found.criteria] == [2, 1]
    for told, criterion in zip(found.criteria, rubric.criteria, strict=True):
        assert set(told.checks) == {check.says for check in criterion.all_checks()}
        assert [level for level, _ in told.levels] == [1, 3, 5]
    assert found.variant == "b"
    assert found.buyer_line == "Dana Whitfield, CFO"
    assert found.account_lines == (
        "Harbourline Insurance",
        "insurance",
        "5,200 people",
        "1.9 billion GBP revenue a year",
        "UK",
    )
    assert found.offering_lines[0] == "Claims Intelligence (strategic)"
    assert any("Two analysts" in line for line in found.offering_lines)


def test_a_briefing_gives_nothing_away(played: tuple[Workspace, str]) -> None:
    workspace = played[0]
    scenario = workspace.library.scenario("claims")
    told = str(briefing(workspace, "claims"))
    for need in scenario.needs:
        assert need.title not in told
        for reveal in need.reveals:
            assert not any(line in told for line in reveal.say)
    for objection in scenario.objections:
        assert not any(line in told for line in (*objection.says, *objection.behind))


def test_a_call_without_a_strategy_has_no_offering(played: tuple[Workspace, str]) -> None:
    found = briefing(played[0], "renewal")
    assert found.offering_lines == ()
    assert found.account_lines == ("Quay Mutual",)


def test_an_unknown_call_names_the_nearest(played: tuple[Workspace, str]) -> None:
    with pytest.raises(BadInput, match="renewal"):
        briefing(played[0], "renewel")
