"""Who is asking, and which calls are theirs to see.

Every connection knows who asks, as one to a server does; what is read and written is filtered by
it, whatever the caller forgot to ask. In a file where nobody has been added all calls are seen.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, true

from ..domain.problem import BadInput
from .tables import call
from .team_tables import member, person, share

PRINCIPAL = "principal"
"""The option of a connection that names the person who asks."""


def asker(connection: Connection) -> str | None:
    """The person who asks; None for the program itself, which sees everything."""
    name: str | None = connection.get_execution_options().get(PRINCIPAL)
    return name


def author(connection: Connection) -> str:
    """The person who asks, as the author of what is written: nobody writes in another's name.

    Raises:
        BadInput: nobody by that name was added here.
    """
    name = asker(connection)
    if name is None or not connection.scalar(select(person.c.id).where(person.c.id == name)):
        raise BadInput(f"nobody here is called {name or 'nobody'!r}: `roleplay people` lists them")
    return name


def only_as_oneself(connection: Connection, seller: str) -> None:
    """Nothing, if ``seller`` is who asks, or nobody was added here.

    Raises:
        BadInput: they are somebody else.
    """
    me = asker(connection)
    if me not in (None, seller) and connection.execute(select(person.c.id)).first():
        raise BadInput(f"you are {me}: {seller}'s calls are theirs alone")


def is_theirs(connection: Connection, key: Any) -> bool:
    """True if the call is the asker's own, or nobody was added here."""
    me = asker(connection)
    if me is None:
        return True
    theirs = or_(call.c.seller == me, ~exists(select(person.c.id)))
    return connection.scalar(select(call.c.id).where(call.c.id == key, theirs)) is not None


def theirs_to_see(connection: Connection) -> ColumnElement[bool]:
    """True for the calls that the asker may see: their own, and those shared with them now."""
    me = asker(connection)
    if me is None:
        return true()
    return or_(call.c.seller == me, ~exists(select(person.c.id)), _shared_with(me))


def others_shared(connection: Connection) -> ColumnElement[bool]:
    """True for other people's calls that the asker may see.

    What was ever shared with them is found first: among many calls those are few.
    """
    me = asker(connection)
    if me is None:
        return true()
    ever = select(share.c.call_id).where(
        or_(share.c.person_id == me, share.c.team_id.in_(teams_of(me)))
    )
    return and_(call.c.seller != me, call.c.id.in_(ever), _shared_with(me))


def teams_of(me: str) -> Any:
    """The ids of the teams that somebody is in now."""
    return current_members().where(member.c.person_id == me).with_only_columns(member.c.team_id)


def current_members() -> Any:
    """The memberships that hold: of each the last fact, where that is that they joined."""
    last = (
        select(func.max(member.c.id)).group_by(member.c.team_id, member.c.person_id, member.c.role)
    ).scalar_subquery()
    return select(member).where(member.c.id.in_(last), member.c.joined)


def holds(fact: Any) -> ColumnElement[bool]:
    """True for the last fact about a call and the one it is shared with."""
    later = share.alias()
    return ~exists(
        select(later.c.id).where(
            later.c.call_id == fact.c.call_id,
            later.c.person_id.is_not_distinct_from(fact.c.person_id),
            later.c.team_id.is_not_distinct_from(fact.c.team_id),
            later.c.id > fact.c.id,
        )
    )


def _shared_with(me: str) -> ColumnElement[bool]:
    fact = share.alias()
    with_me = or_(fact.c.person_id == me, fact.c.team_id.in_(teams_of(me)))
    return exists(
        select(fact.c.id).where(
            and_(fact.c.call_id == call.c.id, fact.c.shared, with_me), holds(fact)
        )
    )
