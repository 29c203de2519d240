"""What was said before: taking it up, and getting it wrong."""

import pytest

from roleplay.listening import hear
from tests.listening.test_kinds import after

AUDIT = "We audit two percent of files after the fact. The planners complain about it."


@pytest.mark.parametrize(
    ("seller", "taken"),
    [
        ("What do the planners complain about?", True),
        ("How do the audits work?", True),
        ("Why?", True),
        ("How so?", True),
        ("Tell me more.", True),
        ("go on", True),
        ("What does that cost you?", True),
        ("what happened last time", True),
        ("So two percent.", True),
        ("How many offices do you have?", False),
        ("What is your budget for next year?", False),
        ("How do you hire people?", False),
        ("Our platform is fast and it integrates with everything.", False),
        ("What would you like to do about the website?", False),
    ],
)
def test_taking_up_what_the_buyer_said(seller: str, taken: bool) -> None:
    assert any(s.takes_up for s in hear(seller, after(AUDIT)).segments) is taken


def test_nothing_is_taken_up_where_nothing_was_said() -> None:
    assert not any(s.takes_up for s in hear("Why is that?", ()).segments)


@pytest.mark.parametrize(
    ("said", "seller", "turn"),
    [
        ((AUDIT,), "So you audit ten percent of files.", 1),
        ((AUDIT,), "So you audit two percent of files.", None),
        ((AUDIT,), "So you don't audit the files.", 1),
        (("We never audit the closed files.",), "So you audit the closed files.", 1),
        (("The depots share drivers.",), "So the depots don't share drivers.", 1),
        (("The depots share drivers.",), "So the depots share drivers.", None),
        (("We lose forty hours a month.", "Why?", "The press stops."),
         "So you lose four hundred hours a month.", 1),
        (("We have six in Leeds.", "And?", "And four in York."), "So ten, Leeds and York.", None),
        (("We don't lose files, we lose hours.",), "So it's hours you lose.", None),
        (("Half of them leave.",), "So 50 percent leave.", None),
    ],
)  # fmt: skip
def test_a_reflection_that_gets_it_wrong_names_the_turn(
    said: tuple[str, ...], seller: str, turn: int | None
) -> None:
    found = [s.contradicts for s in hear(seller, after(*said)).segments if s.contradicts]

    assert found == ([] if turn is None else [turn])
