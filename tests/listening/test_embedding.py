"""Topics by embeddings: near lines speak for a topic, far ones against it, once embedded."""

from __future__ import annotations

import math

import pytest

from roleplay.listening.embedding import APART, AT_ONCE, Embedded, Vector, apart_in, nearer
from roleplay.listening.weighing import SUREST
from tests.builders import need, scenario
from tests.fakes import FakeDoor

EAST, NORTH, BETWEEN = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)
CALL = scenario(
    needs=[
        {**need("leakage"), "listen_for": ["how do you know claims are paid right"]},
        {**need("storms"), "listen_for": ["what happens in storm season", "storm season"]},
    ]
)


def test_a_near_topic_becomes_likelier_and_a_far_one_less_so() -> None:
    found = nearer({"east": 0.3, "north": 0.3}, EAST, {"east": [EAST], "north": [NORTH]})
    assert found["east"] > 0.3 > found["north"]
    assert sum(found.values()) < 1.0


def test_the_nearest_line_counts() -> None:
    one = nearer({"east": 0.3}, EAST, {"east": [NORTH, EAST]})
    assert one == nearer({"east": 0.3}, EAST, {"east": [EAST]})
    assert one["east"] > nearer({"east": 0.3}, EAST, {"east": [BETWEEN]})["east"]


def test_what_words_alone_did_not_tell_can_be_near() -> None:
    found = nearer({"east": 0.0, "north": 0.0}, EAST, {"east": [EAST], "north": [NORTH]})
    assert found["east"] > 0.4
    assert found["north"] < 0.05


@pytest.mark.parametrize(
    "scores", [{}, {"east": 0.0}, {"east": 0.95}, {"east": 0.5, "north": 0.45}]
)
def test_likelihoods_stay_likelihoods(scores: dict[str, float]) -> None:
    found = nearer(scores, EAST, {"east": [EAST], "north": [EAST]})
    assert set(found) == set(scores)
    assert sum(found.values()) <= SUREST
    assert all(0.0 <= each <= 1.0 for each in found.values())


def test_a_topic_that_was_not_embedded_is_left_as_likely_beside_none() -> None:
    found = nearer({"east": 0.4, "north": 0.2}, EAST, {"north": [NORTH]})
    assert found["east"] >= 0.4 * SUREST


def test_lines_are_embedded_once_and_what_is_said_is_held_against_them() -> None:
    door = FakeDoor()
    embedded = Embedded(CALL.topics(), door.embed)
    assert len(door.embedded) == len(set(door.embedded))
    (said,) = door.embed(["what happens in storm season then"])
    scores = {"leakage": 0.2, "storms": 0.2}
    found = embedded.nearer(scores, said)
    assert found["storms"] > found["leakage"]
    # A model of another size cannot be compared.
    assert embedded.nearer(scores, EAST) == scores


def test_many_lines_are_sent_in_batches() -> None:
    sizes: list[int] = []

    def embed(texts: list[str] | tuple[str, ...]) -> tuple[Vector, ...]:
        sizes.append(len(texts))
        return tuple(EAST for _ in texts)

    lines = [f"line number {number}" for number in range(2 * AT_ONCE + 1)]
    many = scenario(needs=[{**need("leakage"), "listen_for": lines}])
    Embedded(many.topics(), embed)
    assert sizes[:2] == [AT_ONCE, AT_ONCE]
    assert sum(sizes) >= len(lines)


def leaning(angle: float) -> Vector:
    return (math.cos(angle), math.sin(angle))


def test_a_model_that_finds_everything_alike_names_nothing_by_that() -> None:
    # Lines of different topics lie 0.85 near, and so does what is about neither.
    east, north, said = leaning(0.0), leaning(math.acos(0.85)), leaning(-math.acos(0.85))
    topics = {"east": [east], "north": [north]}
    apart = apart_in([("east", east), ("north", north)])
    assert apart == pytest.approx(0.85)
    alike = {"east": 0.02, "north": 0.02}
    assert nearer(alike, said, topics)["east"] > 0.2
    found = nearer(alike, said, topics, apart)
    assert max(found.values()) < 0.02
    # What is said in its own words is as near as ever.
    assert nearer(alike, east, topics, apart)["east"] == pytest.approx(
        nearer(alike, east, {"east": [east], "north": [leaning(math.pi / 2 - 0.09)]})["east"], 0.1
    )


def test_how_far_lines_lie_apart_is_told_from_some_of_them() -> None:
    assert apart_in([]) == APART
    assert apart_in([("east", EAST), ("east", EAST)]) == APART
    assert apart_in([("east", EAST), ("north", NORTH), ("both", BETWEEN)]) == 0.6
    many = [(str(number), EAST) for number in range(1_000)]
    assert apart_in(many) < 1.0
