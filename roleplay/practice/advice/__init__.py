"""What an experienced author would say of a call: found by looking at it and by playing it.

Each module is a family of rules; each remark is a warning with its place, what is wrong and what
to do about it. The thresholds stand at the top of each module. A rule that cannot be sure says
nothing: a false alarm costs an author more than a silence.

The codes, by module:

* `gates`: never-asked, never-told, unreachable-reveal, never-raised, never-accepted (nobody can),
  form-alone, won-without-asking (anybody can).
* `hearing`: try-not-heard, nothing-leads, never-met, phrase-not-heard.
* `missing`: would-be-missed.
* `topics`: doubled, confused.
* `wording`: repeated, nearly-repeated, default-line, copied, too-long, brief-gives-away,
  opener-gives-away, hint-answers, not-said-yet.
* `trying`: one-way, nobody-fails, unreachable-level.
"""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.library import Remark

from . import gates, hearing, missing, topics, trying, wording
from .study import Study

RULES = (
    gates.closed_gates,
    gates.open_gates,
    hearing.unheard,
    missing.missed,
    topics.doubled,
    topics.confused,
    hearing.unmet,
    wording.repeated,
    wording.overlong,
    wording.given_away,
    wording.unsaid,
    trying.one_way,
    trying.unreachable_levels,
)
"""In the order in which an author would look."""


def advice(study: Study) -> Iterator[Remark]:
    """Everything to be said of one call as one of its variants has it."""
    for rule in RULES:
        yield from rule(study)


__all__ = ["RULES", "Study", "advice"]
