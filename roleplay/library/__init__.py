"""The only reader and writer of YAML: packs of scenarios, rubrics and strategies."""

from .checking import (
    Remark,
    check_paths,
    load_moments,
    load_rubric,
    load_scenario,
    load_strategy,
    placed,
)
from .coded import CodedMoments
from .library import Library
from .packs import Pack
from .safe import FieldPath
from .schemas import json_schema
from .templates import name_free, new_pack, new_rubric, new_scenario, new_scenario_from

__all__ = [
    "CodedMoments",
    "FieldPath",
    "Library",
    "Pack",
    "Remark",
    "check_paths",
    "json_schema",
    "load_moments",
    "load_rubric",
    "load_scenario",
    "load_strategy",
    "name_free",
    "new_pack",
    "new_rubric",
    "new_scenario",
    "new_scenario_from",
    "placed",
]
