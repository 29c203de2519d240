"""Scorecards, the trends made of them, and what has been opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row, Select, and_, func, insert, select

from ..domain.history import MACHINE, Attempt, KeptScorecard, ScoreRow
from ..domain.problem import BadInput, Broken
from ..domain.scorecard import Scorecard
from .asking import theirs_to_see
from .database import Part
from .finding import find, turns
from .tables import call, opened, score, scorecard


class Scores(Part):
    """The part of the store that says how a seller is doing."""

    def save_scorecard(
        self,
        call_id: str,
        card: Scorecard,
        skills: Mapping[str, str],
        author: str = MACHINE,
    ) -> str:
        """Keeps a scorecard beside those the call has, and gives its id.

        Args:
            call_id: the call it is of.
            card: every quote in it must be the words of its turn.
            skills: the skill of each of its criteria.
            author: `MACHINE`, or the name of the person who judged.

        Raises:
            BadInput: no such call, a quote that is not in its turn, a criterion without a skill.
        """
        key = self._ids.new()
        body = card.model_dump(mode="json")
        with self._database.write() as connection:
            of = find(connection, call_id, own=True)
            _take_quotes_out(body, turns(connection, of))
            began = connection.scalars(select(call.c.started_at).where(call.c.id == of)).one()
            connection.execute(
                insert(scorecard),
                {
                    "id": key,
                    "call_id": of,
                    "rubric": card.rubric,
                    "rubric_digest": card.digests.rubric,
                    "author": author,
                    "body": body,
                    "overall": card.overall,
                    "created_at": self._now(),
                },
            )
            for criterion in card.criteria:
                if criterion.id not in skills:
                    raise BadInput(f"the criterion {criterion.id} has no skill")
                connection.execute(
                    insert(score),
                    {
                        "scorecard_id": key,
                        "criterion": criterion.id,
                        "skill": skills[criterion.id],
                        "level": criterion.level,
                        "at": began,
                    },
                )
        return str(key)

    def scorecards(self, call_id: str) -> tuple[KeptScorecard, ...]:
        """The scorecards of a call, oldest first, their quotes cut from its turns.

        Raises:
            BadInput: no such call.
            Broken: one was written by another version of the program.
        """
        with self._database.read() as connection:
            key = find(connection, call_id)
            said = turns(connection, key)
            rows = connection.execute(
                select(scorecard).where(scorecard.c.call_id == key).order_by(scorecard.c.id)
            ).all()
        try:
            return tuple(
                KeptScorecard(
                    id=str(row.id),
                    call=str(key),
                    author=row.author,
                    at=row.created_at,
                    scorecard=Scorecard.model_validate(_with_quotes(row.body, said)),
                )
                for row in rows
            )
        except ValidationError as error:
            raise Broken(
                f"a scorecard of the call {call_id} was written by another version of roleplay; "
                "update roleplay to read it"
            ) from error

    def score_history(self, seller: str, since: datetime | None = None) -> tuple[ScoreRow, ...]:
        """Every criterion of the last scorecard code made of each of the seller's calls.

        Oldest call first, from those begun at ``since`` on; see `ScoreRow.counts` for which rows
        make the trend.
        """
        rows = _levels(seller).order_by(call.c.id, score.c.criterion)
        if since is not None:
            rows = rows.where(call.c.started_at >= since)
        with self._database.read() as connection:
            rows = rows.where(theirs_to_see(connection))
            return _as_rows(connection.execute(rows).all())

    def recent_levels(self, seller: str, most: int) -> tuple[ScoreRow, ...]:
        """The newest ``most`` levels of each skill that count, newest first within a skill.

        What `score_history` has of them, without reading all of it.
        """
        newest = func.row_number().over(
            partition_by=score.c.skill,
            order_by=(score.c.at.desc(), call.c.id, score.c.criterion),
        )
        with self._database.read() as connection:
            counting = (
                _levels(seller)
                .add_columns(newest.label("newest"))
                .where(
                    call.c.attempt == Attempt.FIRST,
                    opened.c.at.is_(None),
                    score.c.level.is_not(None),
                    theirs_to_see(connection),
                )
                .subquery()
            )
            columns = [column for column in counting.c if column.name != "newest"]
            rows = (
                select(*columns)
                .where(counting.c.newest <= most)
                .order_by(counting.c.skill, counting.c.newest)
            )
            return _as_rows(connection.execute(rows).all())

    def open_hidden(self, call_id: str) -> None:
        """The seller has opened what stayed hidden in this call: its variant is retired for them.

        Raises:
            BadInput: no such call.
        """
        with self._database.write() as connection:
            key = find(connection, call_id, own=True)
            played = select(call.c.seller, call.c.scenario, call.c.variant)
            row = dict(connection.execute(played.where(call.c.id == key)).one()._mapping)
            if not connection.execute(select(opened.c.at).filter_by(**row)).first():
                connection.execute(insert(opened), row | {"call_id": key, "at": self._now()})

    def is_opened(self, seller: str, scenario: str, variant: str) -> bool:
        """True if the seller has opened what this variant hides."""
        marked = select(opened.c.at).filter_by(seller=seller, scenario=scenario, variant=variant)
        with self._database.read() as connection:
            return connection.execute(marked).first() is not None


def _take_quotes_out(body: dict[str, Any], said: Mapping[int, str]) -> None:
    for evidence in _evidence(body):
        quote, turn = evidence.pop("quote"), evidence["turn"]
        if turn not in said or said[turn][evidence["start"] : evidence["end"]] != quote:
            raise BadInput(f"a quote of the scorecard is not what turn {turn} says")


def _with_quotes(body: dict[str, Any], said: Mapping[int, str]) -> dict[str, Any]:
    for evidence in _evidence(body):
        text = said[evidence["turn"]]
        evidence["quote"] = text[evidence["start"] : evidence["end"]]
    return body


def _evidence(part: Any) -> Iterator[dict[str, Any]]:
    """Every piece of evidence in a scorecard's body, wherever in it words are shown."""
    if isinstance(part, list):
        for item in part:
            yield from _evidence(item)
    elif isinstance(part, dict):
        if part.keys() >= {"turn", "start", "end"}:
            yield part
        else:
            for item in part.values():
                yield from _evidence(item)


def _levels(seller: str) -> Select[Any]:
    """The columns of a `ScoreRow`, for the last scorecard code made of each call."""
    last = (
        select(scorecard.c.id)
        .where(scorecard.c.call_id == call.c.id, scorecard.c.author == MACHINE)
        .order_by(scorecard.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            call.c.id.label("call"),
            call.c.scenario,
            call.c.variant,
            call.c.attempt,
            score.c.criterion,
            score.c.skill,
            score.c.level,
            score.c.at,
            opened.c.at.is_not(None).label("retired"),
        )
        .select_from(call)
        .join(score, score.c.scorecard_id == last)
        .outerjoin(
            opened,
            and_(
                opened.c.seller == call.c.seller,
                opened.c.scenario == call.c.scenario,
                opened.c.variant == call.c.variant,
            ),
        )
        .where(call.c.seller == seller)
    )


def _as_rows(found: Sequence[Row[Any]]) -> tuple[ScoreRow, ...]:
    return tuple(ScoreRow.model_validate({**row._mapping, "call": str(row.call)}) for row in found)
