"""Who hears the seller in a call: code always, and beside it what is set up to help."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from roleplay.domain.model import digest
from roleplay.domain.moves import Help
from roleplay.domain.problem import Broken
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import Turn
from roleplay.listening import Topics
from roleplay.listening.hearing import Hearing, by_code

from .workspace import Workspace

if TYPE_CHECKING:
    from roleplay.listening.nearness import Nearness
    from roleplay.llm import Door
    from roleplay.settings.model import ModelSettings

EMBEDDING_SECONDS = 0.4
"""How long a turn waits for its embeddings, at most."""
SILENT_MOST = 2
"""After so many turns running without an answer a model is left alone for `RESTS` turns."""
RESTS = 5


class Listener:
    """Hears what the seller says in a call.

    A model named as the listener is asked about every turn, and embeddings tell how near its words
    are to the scenario's lines. Both together are waited for ``listener_seconds`` at most; what
    fails or comes late leaves what code heard, and never ends a call.
    """

    def __init__(
        self,
        workspace: Workspace,
        scenario: Scenario,
        call_id: Callable[[], str | None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """A listener; nothing is opened or asked yet.

        Args:
            workspace: says what is set up, and keeps what is asked.
            scenario: the call, as the variant has it.
            call_id: the call's id; None while nothing of it is kept.
            now: a clock that never goes back, in seconds.
        """
        self._workspace = workspace
        self._scenario = scenario
        self._call_id = call_id
        self._now = now
        self._closed: ModelSettings | None = None
        self._silent = 0
        self._rested = 0

    def get_ready(self) -> None:
        """Get what helps ready, in the background."""
        door = self._door()
        if door is not None:
            door.warm()
            if self._workspace.settings.model.embeddings:
                self.nearness().begin(door.embed)

    def __call__(self, text: str, context: Sequence[Turn], topics: Topics) -> Hearing:
        """What the turn does; see `roleplay.listening.hearing.Listen`."""
        alone = by_code(text, context, topics)
        door = self._door()
        if door is None:
            return alone
        try:
            hearing = self._helped(door, text, context, topics)
        except Broken:
            # What was asked could not be kept.
            return alone
        same = hearing.heard == alone.heard
        return hearing._replace(helped_by=()) if same else hearing

    def nearness(self) -> Nearness:
        """The scenario's lines at the endpoint that is set up."""
        from roleplay.listening.nearness import Nearness

        model, known = self._workspace.settings.model, self._workspace.nearness
        key = (self._digest, model.base_url, model.embeddings)
        if key not in known:
            known[key] = Nearness(self._scenario.topics())
        return known[key]

    @cached_property
    def _digest(self) -> str:
        return digest(self._scenario)

    def _helped(self, door: Door, text: str, context: Sequence[Turn], topics: Topics) -> Hearing:
        model = self._workspace.settings.model
        until = self._now() + model.listener_seconds
        helped: tuple[Help, ...] = ()
        if model.embeddings:
            seconds = min(EMBEDDING_SECONDS, model.listener_seconds)
            nearer = self.nearness().said(topics, text, door.embed, seconds)
            if nearer is not None:
                topics, helped = nearer, ("embeddings",)
        if not door.has("listener") or self._rests():
            return Hearing(by_code(text, context, topics).heard, helped_by=helped)
        from roleplay.listening.by_model import hear_with

        hearing = hear_with(door, text, context, topics, max(0.0, until - self._now()))
        silent = any(each.model is None for each in hearing.disagreements)
        self._silent = self._silent + 1 if silent else 0
        return hearing._replace(helped_by=(*helped, *hearing.helped_by))

    def _rests(self) -> bool:
        """A model that does not answer costs every turn its time: it is not asked every turn."""
        if self._silent < SILENT_MOST:
            return False
        self._rested += 1
        if self._rested <= RESTS:
            return True
        self._rested = 0
        return False

    def _door(self) -> Door | None:
        """The door, where anything is set up to help; one that could not be opened stays closed."""
        model = self._workspace.settings.model
        if model == self._closed or not (model.of_role("listener") or model.embeddings):
            return None
        call_id = self._call_id()
        try:
            return self._workspace.door(call_id, kept=call_id is not None)
        except Broken:
            # A keyring that does not answer takes its time over it: it is not asked every turn.
            self._closed = model
            return None
