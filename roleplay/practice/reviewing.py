"""A shared call, looked at by somebody who coaches its rep: what needs a human, and what is said.

The app's level and every person's stay beside each other with their authors; which one counts is
said, and none takes another away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from roleplay.domain.history import MACHINE, KeptScorecard
from roleplay.domain.people import Standing
from roleplay.domain.problem import BadInput
from roleplay.domain.review import Comment, Dispute, NewComment, NewRating, Rating, Remark
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn

from .calls import LiveCall, reopen
from .home import when_in_words
from .people import me, names
from .quoting import Quote
from .redacting import names_of, redacted_turns
from .verdicts import CriterionView, criteria
from .who_may import Doing, refuse
from .whose import look, of_call, rates_blind
from .workspace import Workspace

HIDDEN = "You rate this call blind: the app's levels are shown once you reveal yours."
"""Why a reviewer is not shown the app's levels."""


@dataclass(frozen=True)
class Level:
    """A level that somebody gave."""

    author: str
    """Their name."""
    level: int
    reason: str
    blind: bool
    """It was given before they saw the app's."""
    is_mine: bool
    revealed: bool


@dataclass(frozen=True)
class RatedCriterion:
    """A criterion with all levels there are for it."""

    id: str
    title: str
    app: CriterionView | None
    """What the app says; None where the reviewer rates blind."""
    levels: tuple[Level, ...]
    """What people say, oldest first; the first of each author stays."""
    counts: str
    """Which level counts, in words."""


@dataclass(frozen=True)
class CommentLine:
    """Something that was said of a call."""

    author: str
    kind: str
    turn: int | None
    words: str
    """The words of the turn that it is about; empty for all of it."""
    text: str
    when: str


@dataclass(frozen=True)
class DisputeLine:
    """A dispute and its answer."""

    id: str
    author: str
    criterion: str
    check: str
    turn: int
    words: str
    text: str
    second: str
    answered_by: str | None
    upheld: bool | None
    answer: str


@dataclass(frozen=True)
class Review:
    """A call as it is reviewed: what was said, how it was scored, what people say of it."""

    call: str
    rep: str
    """Their name."""
    title: str
    ending: str | None
    redacted: bool
    turns: tuple[Turn, ...]
    criteria: tuple[RatedCriterion, ...]
    comments: tuple[CommentLine, ...]
    disputes: tuple[DisputeLine, ...]
    reviewed_by: tuple[str, ...]
    hidden: str
    """Why the app's levels are not shown; empty where they are."""


def review(workspace: Workspace, call_id: str, *, blind: bool = False) -> Review:
    """A call with all that is said of it, for its rep or somebody it is shared with.

    Once somebody who coaches the rep is shown the app's levels, they rate it blind no more.

    Args:
        workspace: where it is kept.
        call_id: which call.
        blind: without the app's levels; so is every look until the ratings are revealed.

    Raises:
        BadInput: no such call, or it is not shared with whoever asks.
    """
    store, who = workspace.store, me(workspace)
    live, redacted, turns = opened(workspace, call_id)
    assert live.id is not None
    row = store.call(live.id)
    ratings = store.ratings(live.id)
    mine = [each for each in ratings if each.author == who.person]
    hidden = row.seller in who.coaches and (blind or any(not each.revealed for each in mine))
    if row.seller in who.coaches and not hidden:
        store.reveal(live.id)
    called, now = names(workspace), workspace.now()
    said = {turn.turn: turn.text for turn in turns}
    return Review(
        call=live.id,
        rep=called.get(row.seller, row.seller),
        title=live.title,
        ending=live.ending.value if live.ending else None,
        redacted=redacted,
        turns=turns,
        criteria=_criteria(
            live, last_card(store.scorecards(live.id)), ratings, who, called, hidden, said
        ),
        comments=tuple(
            CommentLine(
                author=called.get(each.author, each.author),
                kind=each.kind.value,
                turn=each.turn,
                words=_words(each, said),
                text=each.text,
                when=when_in_words(each.at, now),
            )
            for each in store.comments(live.id)
        ),
        disputes=tuple(dispute_line(each, called, said) for each in store.disputes(live.id)),
        reviewed_by=tuple(called.get(r.author, r.author) for r in store.reviewed(live.id)),
        hidden=HIDDEN if hidden else "",
    )


def comment(
    workspace: Workspace,
    call_id: str,
    text: str,
    *,
    kind: str = "comment",
    turn: int | None = None,
    words: str = "",
) -> None:
    """Say something of a call, a turn of it, or words of that turn.

    Args:
        workspace: where it is kept.
        call_id: which call.
        text: what is said; for a better line, the line word for word.
        kind: ``comment``, ``praise`` or ``better_line``.
        turn: which turn; None for the call as a whole.
        words: words of the turn as they stand in it; empty for all of it.

    Raises:
        BadInput: no such call, turn or words, or whoever asks may not.
    """
    row = look(workspace, call_id, Doing.COMMENT)
    start = end = None
    if words:
        if turn is None:
            raise BadInput("say in which turn the words stand")
        start, end = place_of(opened(workspace, row.id)[2], turn, words)
    try:
        new = NewComment(kind=Remark(kind), text=clean(text), turn=turn, start=start, end=end)
    except ValidationError as error:
        raise BadInput(error.errors()[0]["msg"].removeprefix("Value error, ")) from None
    except ValueError:
        raise BadInput(f"no {kind!r}; allowed: {', '.join(Remark)}") from None
    workspace.store.comment(row.id, new)


def rate(
    workspace: Workspace,
    call_id: str,
    criterion: str,
    level: int,
    reason: str = "",
    *,
    blind: bool = False,
) -> None:
    """Give a criterion a level of one's own; the app's and every earlier one stay.

    Args:
        workspace: where it is kept.
        call_id: which call.
        criterion: its id in the rubric the call was scored by.
        level: 1 to 5.
        reason: why; left out only where it is rated blind.
        blind: before seeing the app's levels; nobody else sees it until it is revealed.

    Raises:
        BadInput: no such call or criterion, no reason, they do not coach the rep, or they have
            seen the app's levels.
    """
    row = look(workspace, call_id, Doing.RATE)
    known = [each.id for each in opened(workspace, row.id)[0].rubric.criteria]
    if criterion not in known:
        raise BadInput(f"no criterion {criterion!r}; allowed: {', '.join(known)}")
    if not 1 <= level <= 5:
        raise BadInput(f"{level} is not allowed here: from 1 to 5")
    reason = clean(reason).strip()
    if not reason and not blind:
        raise BadInput("say why: a level is changed with a reason")
    if not blind and rates_blind(workspace, row.id, workspace.settings.seller):
        raise BadInput("you rate this call blind: go on so, or reveal your levels first")
    try:
        new = NewRating(criterion=criterion, level=level, reason=reason or None)
    except ValidationError as error:
        raise BadInput(error.errors()[0]["msg"]) from None
    workspace.store.rate(row.id, [new], blind=blind)


def reveal(workspace: Workspace, call_id: str) -> Review:
    """Show one's blind levels to those who see the call, and see the app's.

    Raises:
        BadInput: no such call, or nothing of it was rated blind.
    """
    row = look(workspace, call_id, Doing.RATE)
    if not rates_blind(workspace, row.id, workspace.settings.seller):
        raise BadInput("there is nothing to reveal: you rated nothing of this call blind")
    workspace.store.reveal(row.id)
    return review(workspace, row.id)


def mark_reviewed(workspace: Workspace, call_id: str) -> None:
    """Say that one has looked at a call as a whole; it leaves the queue.

    Raises:
        BadInput: no such call, or they do not coach the rep.
    """
    workspace.store.mark_reviewed(look(workspace, call_id, Doing.RATE).id)


def opened(workspace: Workspace, call_id: str) -> tuple[LiveCall, bool, tuple[Turn, ...]]:
    """The call, whether it was shared without names and numbers, and its turns as to be seen.

    Raises:
        BadInput: no such call, or it is not shared with whoever asks.
    """
    row = look(workspace, call_id, Doing.LOOK)
    live = reopen(workspace, row.id, Doing.LOOK)
    who = me(workspace)
    thing = of_call(workspace, row, who)
    if not thing.redacted:
        return live, False, live.turns
    refuse(who, Doing.LOOK, thing)
    known = names_of(live.scenario, names(workspace).values())
    return live, True, redacted_turns(live.turns, known)


def place_of(turns: Sequence[Turn], turn: int, words: str) -> tuple[int, int]:
    """Where words stand in a turn, end exclusive.

    Raises:
        BadInput: they do not.
    """
    text = next((each.text for each in turns if each.turn == turn), None)
    if text is None:
        raise BadInput(f"the call has no turn {turn}; allowed: 1 to {len(turns)}")
    start = text.find(words)
    if start < 0:
        start = text.casefold().find(words.casefold()) if len(text) == len(text.casefold()) else -1
    if start < 0:
        raise BadInput(f"turn {turn} does not say that: give words of it as they stand there")
    return start, start + len(words)


def last_card(kept: Sequence[KeptScorecard]) -> Scorecard | None:
    """The scorecard that counts: the last that code alone made; None before there is one."""
    return next((each.scorecard for each in reversed(kept) if each.author == MACHINE), None)


def dispute_line(found: Dispute, called: dict[str, str], said: dict[int, str]) -> DisputeLine:
    """A dispute in words."""
    answered_by = found.answered_by
    return DisputeLine(
        id=found.id,
        author=called.get(found.author, found.author),
        criterion=found.criterion,
        check=found.check,
        turn=found.turn,
        words=said.get(found.turn, "")[found.start : found.end],
        text=found.text,
        second=found.second,
        answered_by=None if answered_by is None else called.get(answered_by, answered_by),
        upheld=found.upheld,
        answer=found.answer,
    )


def _criteria(
    live: LiveCall,
    card: Scorecard | None,
    ratings: Sequence[Rating],
    who: Standing,
    called: dict[str, str],
    hidden: bool,
    said: dict[int, str],
) -> tuple[RatedCriterion, ...]:
    app = {}
    if card is not None and not hidden:
        views = criteria(live.rubric, card)
        app = {
            each.id: _as_seen(view, said) for each, view in zip(card.criteria, views, strict=True)
        }
    found = []
    for each in live.rubric.criteria:
        levels = tuple(
            Level(
                author=called.get(r.author, r.author),
                level=r.level,
                reason=r.reason or "",
                blind=r.blind,
                is_mine=r.author == who.person,
                revealed=r.revealed,
            )
            for r in ratings
            if r.criterion == each.id
        )
        view = app.get(each.id)
        found.append(
            RatedCriterion(each.id, each.title or each.id, view, levels, _counts(view, levels))
        )
    return tuple(found)


def _counts(app: CriterionView | None, levels: Sequence[Level]) -> str:
    """Which level counts: the last that a person gave and shows, else the app's."""
    shown = [each for each in levels if each.revealed]
    if not shown:
        return f"The app's counts: {app.words}." if app is not None else ""
    last = shown[-1]
    beside = f" The app's stays beside it, and in the trend: {app.words}." if app else ""
    return f"{last.author}'s {last.level} counts.{beside}"


def _as_seen(view: CriterionView, said: dict[int, str]) -> CriterionView:
    """The criterion with its quotes cut from the turns as whoever asks sees them."""
    from dataclasses import replace

    def cut(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(replace(q, words=said.get(q.turn, "")[q.start : q.end]) for q in quotes)

    checks = tuple(
        replace(
            check,
            quotes=cut(check.quotes),
            judged=None
            if check.judged is None
            else replace(check.judged, quotes=cut(check.judged.quotes)),
        )
        for check in view.checks
    )
    return replace(view, checks=checks)


def _words(found: Comment, said: dict[int, str]) -> str:
    if found.turn is None or found.start is None or found.end is None:
        return ""
    return said.get(found.turn, "")[found.start : found.end]
