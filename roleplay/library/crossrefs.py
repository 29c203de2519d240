"""Names inside a file that must fit together: conditions, endings, levels, rules."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.domain.problem import Problem
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .forms import Source


def scenario_problems(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """Ids given twice, conditions on what is not there, tries that expect the impossible."""
    yield from ()


def rubric_problems(rubric: Rubric, source: Source) -> Iterator[Problem]:
    """Ids given twice."""
    yield from ()


def strategy_problems(strategy: Strategy, source: Source) -> Iterator[Problem]:
    """Ids given twice, rules that compare what cannot be compared."""
    yield from ()
