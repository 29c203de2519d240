"""Where the app's work with practice is done: one thread, one thing after another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

Result = TypeVar("Result")


class Trouble(Exception):
    """What went wrong, as the one line to show."""

    def __init__(self, line: str, ours: bool = False) -> None:
        super().__init__(line)
        self.ours = ours
        """True for a mistake of the program's own: there is nothing the person could mend."""


class Desk:
    """One thread that opens the workspace and does everything asked of it in order.

    Work is never interrupted and never overlaps: a draft cannot overtake the turn it became.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="practice")
        self._workspace: Workspace | None = None

    async def do(self, work: Callable[[Workspace], Result]) -> Result:
        """What ``work`` returns; raises Trouble and nothing else."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def close(self) -> None:
        """Finish what was asked, then close the workspace."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _do(self, work: Callable[[Workspace], Result]) -> Result:
        from roleplay.domain.problem import RoleplayError

        try:
            if self._workspace is None:
                from roleplay.practice.workspace import Workspace

                self._workspace = Workspace(self._settings)
            return work(self._workspace)
        except RoleplayError as error:
            raise Trouble(str(error)) from error
        except Exception as error:
            note = self._keep(error)
            raise Trouble(f"roleplay made a mistake ({type(error).__name__}). {note}", True) from (
                error
            )

    def _keep(self, error: Exception) -> str:
        """Write the traceback where a bug report can find it; says where."""
        import traceback

        path = self._settings.home / "trouble.log"
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        except OSError:
            return "Please report it."
        return f"Please report it with {path}."

    def _close(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
