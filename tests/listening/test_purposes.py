"""What a turn is for is told from all of it, and how surely."""

import pytest

from roleplay.domain.moves import Kind, Speaker
from roleplay.domain.transcript import Turn
from roleplay.listening import hear
from roleplay.listening.purposes import KINDS, LABELS, Likely, weighs, whole

NOTHING = [0.0] * len(KINDS)


def speaks_for(kind: Kind, much: float) -> list[float]:
    return [much if each is kind else 0.0 for each in KINDS]


def test_the_end_of_a_turn_and_its_beginning_speak_for_themselves() -> None:
    greeting = Likely({}, 3, (NOTHING, speaks_for(Kind.PITCH, 9), speaks_for(Kind.RAPPORT, 1)))
    question = Likely({}, 9, (NOTHING, speaks_for(Kind.CLOSED_QUESTION, 3), NOTHING))

    turn = whole([greeting, question])

    assert sum(turn.values()) == pytest.approx(1.0)
    assert turn[Kind.CLOSED_QUESTION] > turn[Kind.RAPPORT] > turn[Kind.PITCH]


def test_one_part_ends_its_turn_and_begins_nothing() -> None:
    alone = Likely({}, 3, (NOTHING, NOTHING, speaks_for(Kind.RAPPORT, 5)))

    assert whole([alone])[Kind.RAPPORT] == pytest.approx(1 / len(KINDS))


def test_a_likelier_kind_climbs_more_steps() -> None:
    part = Likely({Kind.PITCH: 0.6, Kind.PROOF: 0.3}, 5)

    shown = weighs([part], {})

    assert sum(each.startswith("last pitch ") for each in shown) > sum(
        each.startswith("last proof ") for each in shown
    )


def test_there_is_a_label_for_each_kind_in_each_place() -> None:
    assert LABELS[: len(KINDS)] == KINDS
    assert len(set(LABELS)) == 4 * len(KINDS)


def test_a_turn_of_one_part_is_as_sure_as_its_purpose() -> None:
    before = Turn(turn=1, speaker=Speaker.BUYER, text="We run three lines.")

    heard = hear("What happens when a line goes down?", [before])

    assert heard.dominant is heard.segments[0].kind is Kind.OPEN_QUESTION
    assert 0.5 < heard.segments[0].confidence <= 1.0
