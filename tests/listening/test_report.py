"""The figures of the report are what their names say."""

import math

import pytest

from tests.listening.report.agreement import auc, found, kappa, spearman


def test_kappa_is_agreement_beyond_chance() -> None:
    assert kappa(["a", "b", "a", "b"], ["a", "b", "a", "b"]) == 1.0
    assert kappa(["a", "a", "b", "b"], ["a", "b", "a", "b"]) == pytest.approx(0.0)
    assert math.isnan(kappa([], []))


def test_a_label_found_half_the_time() -> None:
    figures = found([True, True, False, False], [True, False, True, False])

    assert (figures.precision, figures.recall, figures.f1, figures.kappa) == (0.5, 0.5, 0.5, 0.0)


def test_ranks_share_ties() -> None:
    assert spearman([1, 2, 3], [10, 20, 30]) == pytest.approx(1.0)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert spearman([1, 1, 2, 2], [1, 2, 1, 2]) == pytest.approx(0.0)
    assert math.isnan(spearman([1, 1], [1, 2]))


def test_a_tie_is_half_a_win() -> None:
    assert auc([2, 1], [1, 0]) == pytest.approx(0.875)
