"""Work that takes a model long, done beside everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from roleplay.settings import Settings

if TYPE_CHECKING:
    from roleplay.llm import Stop, Wait

    from .workspace import Workspace

Result = TypeVar("Result")


class Aside:
    """One long piece of work, on a thread and with doors of its own: nobody's work waits for it.

    Args:
        settings: which model.
        on_wait: called before each wait for another try, on the thread that works.
    """

    def __init__(
        self, settings: Settings, on_wait: Callable[[Wait], None] = lambda wait: None
    ) -> None:
        from roleplay.llm import Stop

        self._settings, self._on_wait = settings, on_wait
        self._stop = Stop()

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it."""
        return self._stop.is_set

    def stop(self) -> None:
        """Stop it, from any thread: what it was asked for is not answered."""
        self._stop.set()

    def do(self, beside: Workspace, work: Callable[[Workspace, Stop], Result]) -> Result:
        """What ``work`` makes of a workspace that has the history of the one ``beside`` it.

        Raises:
            RoleplayError: whatever it raises.
        """
        workspace = beside.aside(self._settings)
        workspace.on_wait = self._on_wait
        try:
            return work(workspace, self._stop)
        finally:
            workspace.close()


def with_model(settings: Settings, role: str, model: str) -> Settings:
    """The settings with another model for a role, whatever the file and the environment say."""
    environ = {**settings.environ, f"ROLEPLAY_LLM_MODEL_{role.upper()}": model}
    return replace(settings, environ=environ)
