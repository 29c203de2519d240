"""The call afterwards: what it was worth, by which of its own words."""

from .compare import Comparison, CriterionChange, Difference, compare, differences
from .evaluate import evaluate

__all__ = ["Comparison", "CriterionChange", "Difference", "compare", "differences", "evaluate"]
