"""Weights are learnt in plain arithmetic, and a turn's parts are laid against its moves."""

import math

import pytest

from roleplay.listening.linear import Linear, Table, chance, shares, written
from roleplay.listening.train.aligning import aligned
from roleplay.listening.train.fitting import Example, Fit, Weights, logistic, power, softmax

LIKELY, UNLIKELY = math.log(0.9), math.log(0.05)


@pytest.mark.parametrize("exponent", [-10.0, -2.0, 0.0, 1.0, 3.0])
def test_the_power_is_near_the_exponential(exponent: float) -> None:
    assert power(exponent) == pytest.approx(math.exp(exponent), rel=0.06)


def test_chances_of_labels_that_exclude_each_other_add_up() -> None:
    assert sum(softmax([3.0, 1.0, -2.0])) == pytest.approx(1.0)
    assert logistic([0.0, 20.0]) == pytest.approx([0.5, 1.0], abs=1e-3)


def test_what_tells_is_learnt_and_what_was_seen_once_is_not() -> None:
    examples = [Example(("hm", "how"), (1.0, 0.0)), Example(("hm", "we"), (0.0, 1.0))] * 20
    examples.append(Example(("rare", "hm"), (1.0, 0.0)))

    weights = Weights(2).fit(examples, Fit(), exclusive=True)

    assert softmax(weights.scores(["how"]))[0] > 0.9
    assert softmax(weights.scores(["we"]))[1] > 0.9
    assert "rare" not in weights.of


def test_what_was_told_by_nothing_else_fades_with_the_epochs() -> None:
    examples = [Example(("how",), (1.0, 0.0))] * 5

    def learnt(decay: float) -> float:
        return Weights(2).fit(examples, Fit(decay=decay), exclusive=True).of["how"][0]

    assert 0 < learnt(0.5) < learnt(0.0) / 2


def test_what_is_learnt_with_a_part_hidden_holds_when_all_is_shown() -> None:
    examples = [Example(("how", "how do"), (1.0, 0.0)), Example(("we", "our"), (0.0, 1.0))] * 20

    weights = Weights(2).fit(examples, Fit(hidden=0.5), exclusive=True)

    assert softmax(weights.scores(["how", "how do"]))[0] > 0.9
    assert weights.of["how"] != Weights(2).fit(examples, Fit(), exclusive=True).of["how"]


def test_what_is_missed_by_little_is_not_learnt() -> None:
    examples = [Example(("how",), (1.0, 0.0))] * 5

    assert Weights(2).fit(examples, Fit(slight=0.6), exclusive=True).of["how"] == [0.0, 0.0]
    assert Weights(2).fit(examples, Fit(slight=0.4), exclusive=True).of["how"][0] > 0


def test_the_same_examples_give_the_same_bytes() -> None:
    examples = [Example((f"w{i % 7}", f"x{i % 3}"), (float(i % 2), 1.0 - i % 2)) for i in range(90)]

    def made() -> bytes:
        step, rows = Weights(2).fit(examples, Fit(), exclusive=True).rounded()
        return written(Table(("a", "b"), step, rows))

    assert made() == made()


def test_a_model_is_read_as_it_was_written() -> None:
    table = Table(("a", "b"), 0.5, {"one": [4, -8], "zwei ü": [-127, 127]}, (0.25, 0.5))

    read = Linear.read(written(table))

    assert read.labels == ("a", "b")
    assert read.heard_from == (0.25, 0.5)
    assert read.scores(["one", "zwei ü", "unknown"]) == [-123 / 2, 119 / 2]
    assert "one" in read
    assert "unknown" not in read


def test_other_bytes_are_no_model() -> None:
    with pytest.raises(ValueError, match="no linear model"):
        Linear.read(b"PNG!" + bytes(60))


def test_chances_of_scores() -> None:
    assert shares([0.0, 0.0]) == [0.5, 0.5]
    assert chance(-1e6) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("parts", "moves", "placed"),
    [
        ([[LIKELY, UNLIKELY], [UNLIKELY, LIKELY]], [0, 1], [0, 1]),
        ([[LIKELY, UNLIKELY], [LIKELY, UNLIKELY], [UNLIKELY, LIKELY]], [0, 1], [0, 0, 1]),
        ([[UNLIKELY, LIKELY]], [0, 1, 0], [1]),
        ([[UNLIKELY, LIKELY], [UNLIKELY, LIKELY]], [0], [0, 0]),
    ],
)
def test_parts_are_laid_against_moves_in_order(
    parts: list[list[float]], moves: list[int], placed: list[int]
) -> None:
    assert aligned(parts, moves) == placed
