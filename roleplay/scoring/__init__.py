"""The call afterwards: what it was worth, by which of its own words."""

from .compare import Comparison, CriterionChange, compare
from .evaluate import evaluate

__all__ = ["Comparison", "CriterionChange", "compare", "evaluate"]
