"""A few minutes on one skill: a buyer's line, what an answer must do, and what was heard in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .development import MomentRef
from .model import Model
from .moves import SURE_FROM, Focus, Kind
from .scenario import Skill
from .scorecard import Evidence
from .transcript import Turn


class DrillKind(StrEnum):
    """What is practised."""

    FEATURE_QUESTION = "feature-question"
    TAKE_UP = "take-up"
    REFLECT = "reflect"
    SIZE_IT = "size-it"
    MEET_CONCERN = "meet-concern"
    STEP_AWAY = "step-away"
    ADVANCE = "advance"


Step = Annotated[int, Field(ge=1, le=3)]
"""How hard: 1 asks for the one thing, 2 and 3 for more of it at once."""


class Must(Model):
    """One thing that an answer must do; all that is given must hold of the same words."""

    says: str
    """As the seller is asked for it."""
    kinds: tuple[Kind, ...] = ()
    """Words of one of these kinds."""
    sure_from: float = SURE_FROM
    """Confidence, 0 to 1, from which words are heard to be of one of the `kinds`."""
    never: tuple[Kind, ...] = ()
    """No words of these kinds that are heard surely."""
    focus: tuple[Focus, ...] = ()
    """Beside `kinds`: a question that is after one of these."""
    takes_up: bool = False
    """Goes on from what the buyer said last."""
    sizes: bool = False
    """Asks for a number, or puts one on what the buyer has at stake."""
    grounded: bool = False
    """Uses a figure that the buyer gave, or one worked out from it."""
    own_words: bool = False
    """Is not put together from the buyer's own words."""
    dated: bool = False
    """Names a day."""
    costs: bool = False
    """Asks the buyer for a person, data, access or work of their own."""
    most_words: int | None = None
    """In so many words at most, the whole answer."""


class DrillLine(Model):
    """What is answered: the last turn is the buyer's."""

    turns: tuple[Turn, ...]
    """One, or three where a concern has been explored already."""
    example: str = ""
    """An answer that does all of it, shown after the last try; empty for a moment of one's own."""
    again: bool = False
    """The moment that the drill began with, once more."""

    @property
    def buyer(self) -> str:
        """The words that are answered."""
        return self.turns[-1].text


class Drill(Model):
    """Four answers: the moment, two buyers who say something else, and the moment again."""

    id: str
    """The same for the same kind and source, however often it is drawn: what is spaced."""
    kind: DrillKind
    skill: Skill
    step: Step
    title: str
    task: str
    """What to do, in a sentence or two."""
    why: str
    """What it is good for."""
    given: str = ""
    """For a feature to be turned into a question: the feature."""
    must: tuple[Must, ...]
    lines: tuple[DrillLine, ...]
    source: MomentRef | None = None
    """The moment of one's own call that it began with."""
    scenario: str | None = None
    """The scenario that the first line is from."""


class MustResult(Model):
    """Whether an answer does one thing that it must."""

    says: str
    met: bool
    evidence: Evidence | None = None
    """The words that earned it, or that stand in its way; None where there are none."""
    why: str = ""
    """What was missing, in a few words."""


class DrillTry(Model):
    """One answer and what it did."""

    line: int
    """Place of the line that was answered, from 0."""
    text: str
    results: tuple[MustResult, ...]

    @property
    def earned(self) -> bool:
        """True if it does all it must."""
        return all(result.met for result in self.results)


Outcome = Literal["forgotten", "hard", "good", "easy"]
"""How a drill went as a whole."""


class DrillCard(Model):
    """When a drill comes up again, as FSRS has it."""

    drill: str
    """`Drill.id`."""
    kind: DrillKind
    skill: Skill
    step: Step = 1
    source: MomentRef | None = None
    due: datetime
    """UTC."""
    last: datetime | None = None
    """UTC; None before the first time."""
    stability: float | None = None
    """Days after which nine in ten would still know it; None before the first time."""
    difficulty: float | None = None
    """1 to 10, as FSRS has it; None before the first time."""
    times: int = 0
    """How often it was done."""
