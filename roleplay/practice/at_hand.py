"""What a seller has at hand before a call: what we bring to this buyer, and the last time."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.domain.history import Attempt, CallRow
from roleplay.domain.strategy import Offering

from .calls import next_variant
from .debriefs import TURNING_POINT
from .home import when_in_words
from .meanings import ending_in_words
from .notes import NOTE_TO_SELF
from .voices import SCRIPTED, last_voice, model_name
from .workspace import Workspace

CONCERN_KINDS = {"real": "it is so", "perceived": "it only looks so"}
"""What a concern is, in a seller's words."""
LOOKED_BACK = 200
"""Calls on a scenario that are counted."""


@dataclass(frozen=True)
class ConcernAnswer:
    """What makes people hesitate, and the honest answer."""

    says: str
    kind_in_words: str
    answer: str


@dataclass(frozen=True)
class Bring:
    """An offering as this pack's strategy sees it, for one buyer."""

    title: str
    kind: str
    """``strategic`` or ``traditional``."""
    role: str | None
    """The role the value below is written for; None when it is for nobody in particular."""
    value: str | None
    """Where it creates value for that role; None when the strategy does not say."""
    takes: tuple[str, ...]
    """What it really takes."""
    advantages: tuple[str, ...]
    concerns: tuple[ConcernAnswer, ...]


@dataclass(frozen=True)
class LastTime:
    """The last call on this scenario."""

    call: str
    line: str
    """When, which variant, how it ended, such as ``yesterday 09:30, variant a: put off``."""
    overall: float | None
    """1 to 5; None if it was not scored."""
    turned: str
    """The seller's own line on where it turned; empty if they wrote none."""
    notes: tuple[str, ...]
    """The seller's notes to self in it."""


@dataclass(frozen=True)
class AtHand:
    """All of it."""

    variant: str
    variants: tuple[str, ...]
    played: int
    """Calls on this scenario so far."""
    variant_played: bool
    """Whether the variant that comes was played before."""
    bring: Bring | None
    """None where the scenario names no offering of the strategy."""
    last: LastTime | None
    model: str = ""
    """The name of the model that can speak for the buyer; empty where none is set up."""
    voice: str = SCRIPTED
    """Who spoke in the last call of all, ``scripted`` or ``model``: they do again."""


def at_hand(workspace: Workspace, scenario_id: str, variant: str | None = None) -> AtHand:
    """What is at hand before a call on a scenario; without a variant, the one that comes next.

    Raises:
        BadInput: no such scenario.
    """
    library, store = workspace.library, workspace.store
    scenario = library.scenario(scenario_id)
    strategy = library.strategy_of(scenario_id)
    offering = strategy.offering(scenario.offering) if strategy is not None else None
    rows = store.calls(seller=workspace.settings.seller, scenario=scenario_id, limit=LOOKED_BACK)
    done = [row for row in rows if row.ending is not None]
    coming = variant or next_variant(workspace, scenario_id)
    return AtHand(
        variant=coming,
        variants=scenario.variant_ids(),
        played=len(done),
        variant_played=any(row.variant == coming for row in done),
        bring=_bring(offering, scenario.buyer.role) if offering is not None else None,
        last=_last(workspace, done[0]) if done else None,
        model=model_name(workspace),
        voice=last_voice(workspace),
    )


def _bring(offering: Offering, role: str) -> Bring:
    written_for = role_of(offering, role)
    return Bring(
        title=offering.title,
        kind=offering.kind,
        role=written_for,
        value=offering.value[written_for] if written_for is not None else None,
        takes=offering.implementation,
        advantages=offering.advantages,
        concerns=tuple(
            ConcernAnswer(concern.says, CONCERN_KINDS[concern.kind], concern.answer)
            for concern in offering.concerns
        ),
    )


def role_of(offering: Offering, role: str) -> str | None:
    """The role of those an offering's value is written for that a buyer's role is; None: none.

    The same words, else the longest that the buyer's role holds: ``Group CFO`` is a ``CFO``.
    """
    wanted = role.casefold().replace(",", " ").split()
    fitting = [name for name in offering.value if set(name.casefold().split()) <= set(wanted)]
    return max(fitting, key=len, default=None)


def _last(workspace: Workspace, row: CallRow) -> LastTime:
    notes = workspace.store.notes(row.id)
    when = when_in_words(row.started_at, workspace.now())
    practice = "" if row.attempt is Attempt.FIRST else ", practice"
    ending = ending_in_words(row.ending, row.ended_by)
    turned = [note.text for note in notes if note.kind == TURNING_POINT]
    beside = {note.turn: note.text for note in notes if note.kind == NOTE_TO_SELF}
    return LastTime(
        call=row.id,
        line=f"{when}, variant {row.variant}{practice}: {ending}",
        overall=row.overall,
        turned=turned[-1] if turned else "",
        notes=tuple(text for text in beside.values() if text),
    )
