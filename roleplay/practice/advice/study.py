"""One call as one of its variants has it, ready to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy
from roleplay.library import FieldPath, Remark
from roleplay.listening import Topics

from ..played import Played
from .reach import Reach


@dataclass(frozen=True)
class Study:
    """A call, what listens in it, and how its tries went."""

    variant: str
    scenario: Scenario
    """The call as that variant has it."""
    rubric: Rubric
    strategy: Strategy | None
    topics: Topics
    played: dict[str, Played]
    """The tries of this variant, by name."""
    first: Study | None = None
    """The call as written, for one of its variants: what both have is said of it alone."""
    written: Scenario | None = None
    """The call with all its variants, where there is more than this one."""

    @cached_property
    def reach(self) -> Reach:
        """The furthest that any seller could get."""
        return Reach(self.scenario, self.topics.best(self.scenario.buyer.opener))

    @cached_property
    def granted(self) -> Reach:
        """As `reach`, if every reveal, objection and commitment could be had.

        What follows from something that is told anyway is not told again.
        """
        return Reach(self.scenario, self.topics.best(self.scenario.buyer.opener), granting=True)

    def remark(self, path: FieldPath, code: str, message: str) -> Remark:
        """Something an author should know of a field; items are named by id, not by place."""
        return Remark(self.variant, path, code, message)

    def possible_elsewhere(self, commitment: str) -> bool:
        """Another variant of the call can accept it."""
        if self.written is None:
            return False
        others = [name for name in self.written.variant_ids() if name != self.variant]
        calls = (self.written.variant(name) for name in others)
        return any(commitment in Reach(call).accepted for call in calls)

    @cached_property
    def known(self) -> tuple[str, ...]:
        """All that a seller may know before the first turn."""
        call, strategy = self.scenario, self.strategy
        texts = [call.brief, call.goal, call.title, call.buyer.opener, call.buyer.name]
        texts += [call.buyer.role, *(str(v) for v in call.account.model_dump().values() if v)]
        if call.deal is not None:
            texts += [str(value) for value in call.deal.model_dump().values() if value]
        if strategy is not None:
            texts += strings(strategy.model_dump(mode="json"))
        return tuple(texts)


def strings(value: object) -> Iterator[str]:
    """Every text in nested lists and groups."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def short(text: str, most: int = 60) -> str:
    """A line as a message quotes it, on one line."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= most else line[: most - 3].rstrip() + "..."}"'
