"""A model, where one is set up: the doors to it, what may be spent, what of it is kept."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from roleplay.domain.problem import BadInput
from roleplay.domain.requests import ModelRequest, Outcome, Role
from roleplay.llm import Ask, Endpoint, Limits, ModelFailed, Wait
from roleplay.settings import Settings

if TYPE_CHECKING:
    from roleplay.llm import Door
    from roleplay.store import Store

OpenDoor = Callable[..., Any]
"""Makes a door as `Door` does, from an endpoint, limits, ``keep``, ``allow`` and ``on_wait``."""
CHARACTERS_PER_TOKEN = 4
"""What a token of English is taken for where the endpoint does not count: a common rule of thumb,
too low for other languages."""

OPEN_MOST = 8
"""Doors that are open at once: each has a thread and connections; the one that nobody has asked
for the longest is closed for another."""


def endpoint(settings: Settings) -> Endpoint | None:
    """Where a model answers, without the key; None where none is set up."""
    model = settings.model
    models: dict[Role, str] = dict(model.models)  # type: ignore[assignment]
    if model.model:
        models["seller"] = model.model
    if not model.base_url or not (models or model.embeddings):
        return None
    return Endpoint(base_url=model.base_url, models=models, embeddings=model.embeddings)


def with_key(endpoint: Endpoint, environ: Mapping[str, str]) -> Endpoint:
    """The endpoint with the key that there is for it.

    Raises:
        Broken: the system's keyring was asked for it and failed.
    """
    from roleplay.llm.keys import find_key

    return replace(endpoint, key=find_key(environ).value)


def open_real(environ: Mapping[str, str]) -> OpenDoor:
    """Makes doors that lead to a real endpoint; the key is looked up when one is opened."""
    from roleplay.llm import Door

    def opened(endpoint: Endpoint, limits: Limits, **hooks: Any) -> Door:
        return Door(with_key(endpoint, environ), limits, **hooks)

    return opened


def limits(settings: Settings) -> Limits:
    """How long to wait for it."""
    model = settings.model
    first = float(model.first_token_seconds)
    total = float(model.total_seconds)
    return Limits(first_token=min(first, total), total=total)


def midnight(now: datetime) -> datetime:
    """When the day began where this runs."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


class Budget:
    """What one call, and all calls of today, may use; counted from what is kept.

    Requests that are under way, and those whose tokens the endpoint does not count, are taken for
    a token per four characters as long as this program runs.

    Args:
        settings: what may be used, and where that is written.
        store: opens the history.
        now: the clock, aware of its offset.
        call_id: the call it is about; None for what belongs to no call, or to one not kept.
        all_calls: gives the budgets of all calls, this one among them: a day's tokens are theirs.
    """

    def __init__(
        self,
        settings: Settings,
        store: Callable[[], Store],
        now: Callable[[], datetime],
        call_id: str | None,
        all_calls: Callable[[], Iterable[Budget]],
    ) -> None:
        self._settings, self._store, self._now, self._call = settings, store, now, call_id
        self._all_calls = all_calls
        self._under_way: deque[int] = deque()
        self._guessed: Counter[datetime] = Counter()
        self._before = 0

    def begin(self) -> None:
        """Another call begins that is not kept: what those before it used is none of its own."""
        self._before = self.unkept()

    def unkept(self, day: datetime | None = None) -> int:
        """Tokens of the call that the history does not count; those of one day by its midnight."""
        guessed = self._guessed.total() if day is None else self._guessed[day]
        return guessed + sum(self._under_way)

    def allow(self, ask: Ask) -> None:
        """Before something is asked.

        Raises:
            ModelFailed: ``over_budget``: with it, more would be used than may be.
        """
        model = self._settings.model
        size = sum(len(message.text) for message in ask.messages) // CHARACTERS_PER_TOKEN
        if model.tokens_per_call:
            used = self._store().spent(call_id=self._call) if self._call else 0
            used += self.unkept() - self._before + size
            self._stop_at("this call", used, model.tokens_per_call, "tokens_per_call")
        if model.tokens_per_day:
            today = midnight(self._now())
            used = self._store().spent(today)
            used += sum(each.unkept(today) for each in self._all_calls()) + size
            self._stop_at("today", used, model.tokens_per_day, "tokens_per_day")
        self._under_way.append(size)

    def ended(self, request: ModelRequest, *, kept: bool) -> None:
        """After a request, however it ended; ``kept``: the history counts it from now on."""
        size = self._under_way.popleft() if self._under_way else 0
        told = request.tokens_in is not None and request.tokens_out is not None
        today = midnight(self._now())
        if told and not kept:
            self._guessed[today] += (request.tokens_in or 0) + (request.tokens_out or 0)
        elif not told and request.text:
            self._guessed[today] += size + len(request.text) // CHARACTERS_PER_TOKEN

    def _stop_at(self, what: str, wanted: int, most: int, name: str) -> None:
        if wanted > most:
            raise ModelFailed(
                Outcome.OVER_BUDGET,
                f"{what} the model would use {wanted:,} tokens of the {most:,} it may. Go on "
                f"without it, or allow more: {name} under [model] in {self._settings.file}, or in "
                "Settings (0 is no limit).",
            )


class Doors:
    """The open doors, one for each call.

    Args:
        settings: which model, where.
        store: opens the history, which keeps what was asked.
        now: the clock, aware of its offset.
        on_wait: called before each wait for another try.
        open_door: makes a door.
    """

    def __init__(
        self,
        settings: Settings,
        store: Callable[[], Store],
        now: Callable[[], datetime],
        on_wait: Callable[[Wait], None],
        open_door: OpenDoor,
    ) -> None:
        self._settings, self._store, self._now = settings, store, now
        self._on_wait, self._open_door = on_wait, open_door
        self._open: dict[tuple[str | None, bool], Door] = {}
        self._budgets: dict[tuple[str | None, bool], Budget] = {}
        self._endpoint = endpoint(settings)

    def of(self, call_id: str | None, *, kept: bool = True) -> Door | None:
        """The door for a call; None where no model is set up."""
        if self._endpoint is None:
            return None
        door = self._open.pop((call_id, kept), None)
        found: Door = door or self._made(self._endpoint, call_id, kept)
        self._open[call_id, kept] = found
        if len(self._open) > OPEN_MOST:
            self._open.pop(next(iter(self._open))).close()
        return found

    def begin_unkept(self) -> None:
        """A call begins that is not kept: it has a call's budget of its own."""
        if (budget := self._budgets.get((None, False))) is not None:
            budget.begin()

    def close(self) -> None:
        """Close all of them."""
        for door in self._open.values():
            door.close()
        self._open.clear()

    def _made(self, endpoint: Endpoint, call_id: str | None, kept: bool) -> Any:
        # It outlives its door: what was used is used.
        budget = self._budgets.setdefault(
            (call_id, kept),
            Budget(
                self._settings,
                self._store,
                self._now,
                call_id,
                lambda: tuple(self._budgets.values()),
            ),
        )

        def keep(request: ModelRequest) -> None:
            budget.ended(request, kept=kept)
            if kept:
                # A call that was forgotten meanwhile leaves nothing.
                with suppress(BadInput):
                    self._store().keep_request(call_id, request, self._turn(call_id, request.role))

        return self._open_door(
            endpoint,
            limits(self._settings),
            keep=keep,
            allow=budget.allow,
            on_wait=self._on_wait,
        )

    def _turn(self, call_id: str | None, role: Role) -> int | None:
        """The seller's turn that is heard or answered."""
        if call_id is None or role not in ("buyer", "listener"):
            return None
        return self._store().last_turn(call_id)
