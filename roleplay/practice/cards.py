"""The scenarios as they are chosen from, remembered from one session to the next.

Reading two hundred calls takes seconds; nearly always nothing has changed since they were last
read.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from roleplay import __version__
from roleplay.domain.fit import facts_of
from roleplay.domain.scenario import Scenario
from roleplay.domain.strategy import Strategy

from .new_tries import is_shipped
from .workspace import Workspace

_STARTS = ((30, "wary"), (50, "reserved"), (101, "open"))
"""How a buyer with less trust than that begins."""
_DAYS = ("deal.close",)
"""Facts that are days."""


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario on the shelf."""

    id: str
    title: str
    pack: str
    buyer: str
    role: str
    account: str
    stage: str
    skills: tuple[str, ...]
    difficulty: int
    """1 to 5."""
    minutes: int
    last: str
    """What came of the last call, as a phrase; empty if there was none."""
    variants_played: tuple[str, ...]
    variants: tuple[str, ...]
    temper: tuple[str, ...] = ()
    """How the buyer talks, and how they begin: ``("guarded", "hurried", "wary")``."""
    fit: str = ""
    """Of the client to the pack's strategy: a key of `FITS`."""
    why: tuple[tuple[str, str], ...] = ()
    """The strategy's rules: (``+`` holds, ``-`` does not, ``?`` is not known; in words)."""
    offering: str = ""
    brief: str = ""
    goal: str = ""
    last_overall: float | None = None
    """1 to 5; None if there is no last call, or it has no overall."""
    last_when: str = ""
    last_kind: str = ""
    """``first``, ``retake`` or ``fork``; empty if there was none."""
    last_at: float = 0.0
    """When it began, in seconds since 1970; 0 if there was none."""
    own: bool = False
    """The user's own: it did not come with the program."""

    @property
    def unplayed(self) -> tuple[str, ...]:
        """Variants that were never played."""
        return tuple(name for name in self.variants if name not in self.variants_played)


@dataclass(frozen=True)
class Written:
    """What the files say, nothing of history or strategy on the cards yet."""

    cards: tuple[tuple[ScenarioCard, dict[str, Any]], ...]
    """Every scenario that can be read; beside each what is known of its account and deal, by the
    names that a strategy's rules use."""
    strategies: dict[str, Strategy]
    """By pack."""


def written(workspace: Workspace) -> Written:
    """The scenarios and strategies at hand.

    They are read from the files only if one of those has changed since they were last read.
    """
    file = workspace.settings.home / "shelf.json"
    key = _key(workspace)
    remembered = _remembered(file, key)
    if remembered is not None:
        return remembered
    packs = workspace.library.packs()
    ids = Counter(scenario.id for pack in packs for scenario in pack.scenarios)
    roots = workspace.settings.scenario_roots
    made = Written(
        cards=tuple(
            (_card(scenario, pack.id, own=not is_shipped(roots, pack.folder)), facts_of(scenario))
            for pack in packs
            for scenario in pack.scenarios
            if ids[scenario.id] == 1
        ),
        strategies={pack.id: pack.strategy for pack in packs if pack.strategy is not None},
    )
    _remember(file, key, made)
    return made


def _card(scenario: Scenario, pack: str, *, own: bool) -> ScenarioCard:
    trust = scenario.buyer.start.trust
    begins = next(word for below, word in _STARTS if trust < below)
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        pack=pack,
        buyer=scenario.buyer.name,
        role=scenario.buyer.role,
        account=scenario.account.name,
        stage=scenario.stage.value,
        skills=tuple(skill.value for skill in scenario.skills),
        difficulty=scenario.difficulty,
        minutes=scenario.minutes,
        last="",
        variants_played=(),
        variants=scenario.variant_ids(),
        temper=(*(manner.value for manner in scenario.buyer.manner), begins),
        brief=scenario.brief,
        goal=scenario.goal,
        own=own,
    )


def _key(workspace: Workspace) -> dict[str, Any]:
    """What the cards depend on, as JSON gives it back."""
    settings = workspace.settings
    return {
        "version": __version__,
        "roots": [str(root) for root in settings.scenario_roots],
        "files": dict(sorted(_stamps(settings.scenario_roots))),
    }


def _stamps(roots: Sequence[Path]) -> Iterator[tuple[str, list[int]]]:
    """When each YAML file was last changed, in nanoseconds, and its size in bytes."""
    for root in roots:
        for file in root.glob("*/**/*.yaml"):
            with suppress(OSError):
                state = file.stat()
                yield str(file), [state.st_mtime_ns, state.st_size]


def _remembered(file: Path, key: dict[str, Any]) -> Written | None:
    """What was written down, or None if anything is different now or cannot be read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        return Written(
            cards=tuple(
                (_card_from(fields), _facts_from(facts)) for fields, facts in kept["cards"]
            ),
            strategies={
                pack: Strategy.model_validate(fields) for pack, fields in kept["strategies"].items()
            },
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _card_from(fields: dict[str, Any]) -> ScenarioCard:
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in fields.items()}
    return ScenarioCard(**values)


def _facts_from(facts: dict[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(facts[name]) for name in _DAYS if name in facts}
    return {**facts, **days}


def _remember(file: Path, key: dict[str, Any], made: Written) -> None:
    """Rewrite the file in one step; a full disk only costs the head start of the next day."""
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    kept = {
        "key": key,
        "cards": [(asdict(card), facts) for card, facts in made.cards],
        "strategies": {
            pack: strategy.model_dump(mode="json", by_alias=True, exclude_none=True)
            for pack, strategy in made.strategies.items()
        },
    }
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            json.dump(kept, opened, ensure_ascii=False, default=date.isoformat)
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
