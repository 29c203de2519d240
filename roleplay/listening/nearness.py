"""A call's topics by embeddings while it goes on: nothing waits for an endpoint but a moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from roleplay.domain.problem import RoleplayError

from .embedding import AT_ONCE, Embed, Embedded, Vector
from .segmenting import segments

if TYPE_CHECKING:
    from roleplay.domain.scenario import Topic

    from .topics import Topics

Result = TypeVar("Result")


class Nearness:
    """A scenario's lines at an endpoint, embedded once, in the background.

    One thing is asked at a time; while something is under way nothing else is asked, and words
    alone tell. So does whatever fails.
    """

    def __init__(self, topics: Sequence[Topic]) -> None:
        """``topics``: those of the scenario; nothing is asked yet."""
        self._topics = topics
        self._lines: Embedded | None = None
        self._lock = Lock()
        self._busy: Thread | None = None

    @property
    def ready(self) -> bool:
        """The lines are embedded."""
        return self._lines is not None

    def begin(self, embed: Embed) -> None:
        """Have the lines embedded, unless they are, or something is under way."""
        if self._lines is None:
            self._aside(lambda: Embedded(self._topics, embed), self._take)

    def join(self, seconds: float) -> None:
        """Wait for what is under way, so long at most."""
        busy = self._busy
        if busy is not None:
            busy.join(seconds)

    def said(self, topics: Topics, text: str, embed: Embed, seconds: float) -> Topics | None:
        """The same topics with a say of the embeddings in what a turn is about.

        Args:
            topics: the listener's index of the scenario.
            text: the turn.
            embed: asks the endpoint; called on another thread.
            seconds: to wait at most.

        Returns:
            None where the endpoint had nothing to say in time.
        """
        lines = self._lines
        if lines is None:
            # It failed, or is still under way: the next turn may have it.
            self.begin(embed)
            return None
        pieces = [text[start:end] for start, end in segments(text)][:AT_ONCE]
        found: list[dict[str, Vector]] = []
        if pieces and self._aside(lambda: _placed(pieces, embed), found.append):
            self.join(seconds)
        if not found:
            return None
        (places,) = found

        def nearer(scores: Mapping[str, float], piece: str) -> Mapping[str, float]:
            return lines.nearer(scores, places[piece]) if piece in places else scores

        helped = copy(topics)
        helped.nearer = nearer
        return helped

    def _take(self, lines: Embedded) -> None:
        self._lines = lines

    def _aside(self, work: Callable[[], Result], take: Callable[[Result], None]) -> bool:
        """Begin ``work`` on a thread of its own; False if something is under way there."""

        def run() -> None:
            try:
                take(work())
            except (RoleplayError, ValueError):
                return  # no answer, or not one for each text

        with self._lock:
            if self._busy is not None and self._busy.is_alive():
                return False
            self._busy = Thread(target=run, name="roleplay-nearness", daemon=True)
            self._busy.start()
            return True


def _placed(pieces: Sequence[str], embed: Embed) -> dict[str, Vector]:
    return dict(zip(pieces, map(tuple, embed(pieces)), strict=True))
