"""Numbers: what is said, what follows from what was given, what comes from nowhere."""

import pytest

from roleplay.listening import Topics, hear
from roleplay.listening.figures import figures
from tests.listening.test_kinds import after


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("4%", [(4, "percent")]),
        ("two percent", [(2, "percent")]),
        ("two per cent", [(2, "percent")]),
        ("4.5m", [(4.5e6, "count")]),
        ("£9 million", [(9e6, "money")]),
        ("nine million", [(9e6, "count")]),
        ("1.9e9", [(1.9e9, "count")]),
        ("one point nine billion euros", [(1.9e9, "money")]),
        ("thirty grand", [(3e4, "money")]),
        ("£30k a year", [(3e4, "money")]),
        ("$1,200,000", [(1.2e6, "money")]),
        ("forty of them", [(40, "count")]),
        ("one hundred and twenty people", [(120, "people")]),
        ("two of your analysts", [(2, "people")]),
        ("half of it", [(50, "percent")]),
        ("a third of claims", [(100 / 3, "percent")]),
        ("half an hour", [(0.5, "hour")]),
        ("half a million", [(5e5, "count")]),
        ("two and a half million", [(2.5e6, "count")]),
        ("3 to 5 percent", [(3, "percent"), (5, "percent")]),
        ("10-14 weeks", [(10, "week"), (14, "week")]),
        ("since 2016, at 3pm, on 14 March", []),
        ("that one, a file, one of those", []),
        ("a third party", []),
    ],
)
def test_numbers_people_say(text: str, values: list[tuple[float, str]]) -> None:
    heard = [(figure.value, figure.unit) for figure in figures(text)]

    assert heard == [(pytest.approx(value), unit) for value, unit in values]


AUDIT = "We audit two percent. Four percent were overpaid, on 220 million of paid claims."


@pytest.mark.parametrize(
    ("seller", "grounded"),
    [
        ("Four percent of 220 million is about nine million a year.", True),
        ("So four percent were overpaid.", True),
        ("You are losing thirty million a year.", False),
        ("With 5,200 people that matters.", True),
    ],
)
def test_a_figure_is_grounded_when_given_or_worked_out(seller: str, grounded: bool) -> None:
    topics = Topics((), ("Harbourline has 5,200 people.",))

    assert any(s.grounded for s in hear(seller, after(AUDIT), topics).segments) is grounded


@pytest.mark.parametrize(
    ("seller", "value"),
    [
        ("You are losing thirty million a year.", 3e7),
        ("Your leakage is 12 percent.", 12),
        ("We will save you 40% on day one.", 40),
        ("Four percent of 220 million is nine million you lose.", None),
        ("Carriers we audited lose 3 to 5 percent.", None),
        ("One of our customers saved 3 million in a year.", None),
        ("If you lost ten million, who would notice?", None),
        ("The price is 90,000 a year.", None),
        ("Implementation takes 14 weeks of our time.", None),
        ("Shall we meet on Thursday at 10 for 30 minutes?", None),
        ("How much do you lose, ten million?", None),
    ],
)
def test_a_figure_from_nowhere_is_noticed(seller: str, value: float | None) -> None:
    found = [s.unsupported for s in hear(seller, after(AUDIT)).segments if s.unsupported]

    assert [figure.value for figure in found] == ([] if value is None else [value])
    assert all(figures(seller[f.start : f.end]) for f in found)


@pytest.mark.parametrize(
    ("buyer", "seller", "tagged", "asked"),
    [
        ("Forty returns a week.", "What does one return cost you?", True, True),
        ("It hurts us.", "How much does that hurt, in money?", True, True),
        (AUDIT, "Four percent of 220 million is about nine million.", True, False),
        ("We lose 40 hours a month.", "Forty hours a month.", True, False),
        ("We are a carrier.", "How many employees do you have?", False, True),
        ("What is it?", "It costs 40 euros per seat.", False, False),
        ("Who else?", "One of our customers saved 2 million.", False, False),
        ("We have depots.", "How do you decide which one?", False, False),
    ],
)
def test_quantifies_is_a_number_on_the_buyers_problem(
    buyer: str, seller: str, tagged: bool, asked: bool
) -> None:
    heard = hear(seller, after(buyer))

    assert heard.quantifies is tagged
    assert any(segment.asks_number for segment in heard.segments) is asked
