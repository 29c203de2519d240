"""Who may do what: the one place where it is decided.

Whatever a person does with a call, a rating or a team is asked here first, whether it comes from
the app or the shell; the store filters once more by who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from roleplay.domain.people import Standing
from roleplay.domain.problem import BadInput


class Doing(Enum):
    """What somebody is about to do."""

    READ = auto()
    """See a call word for word, with all that is made of it."""
    LOOK = auto()
    """See a call as it was shared, names and numbers left out where the rep wanted it."""
    CHANGE = auto()
    """Go on with a call, take it again, note on it, have it judged, forget it."""
    SHARE = auto()
    COMMENT = auto()
    RATE = auto()
    """Give a level, answer a dispute, call it reviewed."""
    DISPUTE = auto()
    ASSIGN = auto()
    ADD = auto()
    """Add a person, or make a team."""
    SET_ROLE = auto()
    """Say what somebody does in a team, or what the team shows."""
    SEE_PRACTICE = auto()
    """See that somebody practised: days and calls, no words."""


@dataclass(frozen=True)
class OfCall:
    """A call, as far as who may do what depends on it."""

    owner: str
    shared: bool = False
    """It is shared with whoever asks; for its owner: with anybody."""
    redacted: bool = False
    """It is shared only with names and numbers left out."""
    finished: bool = True


@dataclass(frozen=True)
class OfPerson:
    """Somebody, as far as it depends on them."""

    id: str
    name: str = ""
    shown: bool = False
    """A team they are in, run by whoever asks, chose to show that practice happened."""


@dataclass(frozen=True)
class OfTeam:
    """A team; without an id, one that is not made yet."""

    id: str = ""


Thing = OfCall | OfPerson | OfTeam


def may(who: Standing, doing: Doing, thing: Thing) -> str | None:
    """Why somebody may not do that, in a line; None if they may.

    Args:
        who: the one who asks, and where they stand.
        doing: what they are about to do.
        thing: to what.
    """
    if isinstance(thing, OfCall):
        if thing.owner == who.person:
            limit = _WITH_ONES_OWN.get(doing)
            return None if limit is None else limit(who, thing)
        return _with_anothers(who, doing, thing)
    if isinstance(thing, OfPerson):
        name = thing.name or thing.id
        if thing.id not in who.coaches:
            return f"you do not coach {name}: only somebody's manager or leader may do that"
        if doing is Doing.SEE_PRACTICE and not thing.shown:
            return f"{name}'s team has not chosen to show that practice happened"
        return None
    if who.alone or thing.id in who.runs or (not thing.id and who.runs):
        return None
    return "only a manager or a leader of the team may do that"


def refuse(who: Standing, doing: Doing, thing: Thing) -> None:
    """Stop here if they may not.

    Raises:
        BadInput: why not, in a line.
    """
    why = may(who, doing, thing)
    if why is not None:
        raise BadInput(why)


def _may_share(who: Standing, call: OfCall) -> str | None:
    if who.alone:
        return "nobody else is here: `roleplay people add NAME` adds somebody"
    return None if call.finished else "the call is not finished; it can be shared once it is"


def _may_dispute(who: Standing, call: OfCall) -> str | None:
    if who.alone or not call.shared:
        return "share the call first: a dispute is answered by somebody who can see it"
    return None


def _not_ones_own(who: Standing, call: OfCall) -> str | None:
    return "nobody rates a call of their own: dispute a check instead"


def _may_comment(who: Standing, call: OfCall) -> str | None:
    if who.alone or not call.shared:
        return "the call is yours alone: a note to self keeps a thought, sharing lets others answer"
    return None


_WITH_ONES_OWN: dict[Doing, Callable[[Standing, OfCall], str | None]] = {
    Doing.SHARE: _may_share,
    Doing.DISPUTE: _may_dispute,
    Doing.RATE: _not_ones_own,
    Doing.COMMENT: _may_comment,
}
"""What somebody may not do with a call of their own as it stands; the rest they may."""


def _with_anothers(who: Standing, doing: Doing, call: OfCall) -> str | None:
    if not call.shared:
        return "there is no such call: `roleplay history` lists yours"
    if doing is Doing.READ and call.redacted:
        return "it was shared without names and numbers: `roleplay review CALL` shows it so"
    if doing in (Doing.CHANGE, Doing.SHARE, Doing.DISPUTE):
        return "the call is not yours: it was shared with you to look at"
    if doing is Doing.RATE and call.owner not in who.coaches:
        return "only who coaches somebody rates their calls; a comment is welcome"
    return None
