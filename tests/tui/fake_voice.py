"""A model that speaks for the fake call's buyer: sentences, waits and failures as they are put."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from roleplay.domain.problem import Broken
from roleplay.domain.transcript import Spoken, SpokenEvent, Started

NAME = "llama3.1:8b"
DOWN = (
    f"127.0.0.1:11434 ({NAME}): nothing listens there (Connection refused, errno 111). "
    "Is the server running?"
)
SENTENCES = (
    "I suppose it is.",
    "The last audit found four percent overpaid.",
    "Nobody multiplied that out.",
)


@dataclass(frozen=True)
class Wait:
    """Before another try."""

    seconds: float = 12.0
    next_try: int = 2
    says: str = DOWN


class Stopped(Exception):
    """The person stopped it."""


@dataclass
class FakeVoice:
    """What the model does, step by step, from turn to turn. With no steps left it says it all."""

    steps: deque[str | Wait | Event | Broken] = field(default_factory=deque)
    """A sentence, a wait, an event that is waited for, or what goes wrong."""
    said: str = ""
    cut_by: str = ""
    """What cuts the next turn short."""
    stopped: Event = field(default_factory=Event)
    on_wait: Callable[[Wait], object] = lambda wait: None

    def put(self, *steps: str | Wait | Event | Broken) -> None:
        self.steps.extend(steps)

    def speak(self, show: Callable[[str], object]) -> str:
        """The whole turn. Raises Broken where there is none."""
        self.said = ""
        self.stopped.clear()
        steps = self.steps or deque(SENTENCES)
        while steps:
            step = steps.popleft()
            try:
                self._do(step, show)
            except Stopped:
                steps.clear()
                if not self.said:
                    raise Broken("You stopped it.") from None
                return self.said
        return self.said

    def _do(self, step: str | Wait | Event | Broken, show: Callable[[str], object]) -> None:
        match step:
            case str():
                self.said = f"{self.said} {step}".strip()
                show(self.said)
            case Wait():
                self.on_wait(step)
            case Event():
                while not step.wait(0.005):
                    if self.stopped.is_set():
                        raise Stopped
            case Broken():
                raise step


def begun_by_model() -> Started:
    return Started.model_construct(voice="model")


def cut_event(turn: int, text: str, cut_by: str) -> SpokenEvent:
    spoken = Spoken(text=text, cut=True, cut_by=cut_by, cut_at=len(text))
    return SpokenEvent(turn=turn, spoken=spoken, voice="model")


def scripted_event(turn: int, text: str) -> SpokenEvent:
    return SpokenEvent(turn=turn, spoken=Spoken(text=text), voice="scripted")
