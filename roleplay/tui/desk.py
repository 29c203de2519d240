"""Where the app's work with practice is done: one thread, one thing after another."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings

Result = TypeVar("Result")


class Trouble(Exception):
    """What went wrong, as the one line to show."""


def our_mistake(error: BaseException, home: Path) -> str:
    """The line to show for a mistake of the program's own.

    The traceback goes where a bug report can find it: ``home``/trouble.log, for this user only.
    """
    import traceback

    said = f"roleplay made a mistake ({type(error).__name__})."
    path = home / "trouble.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return f"{said} Please report it."
    return f"{said} Please report it with {path}."


class Desk:
    """One thread that opens the workspace and does everything asked of it in order.

    Work is never interrupted and never overlaps: a draft cannot overtake the turn it became.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="practice")
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="practice-beside")
        self._workspace: Workspace | None = None

    async def do(self, work: Callable[[Workspace], Result]) -> Result:
        """What ``work`` returns; raises Trouble and nothing else."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    async def beside(self, work: Callable[[Workspace], Result]) -> Result:
        """The same without waiting for the desk, in order among its like.

        For what must be kept while a model keeps the desk waiting, and touches nothing else of it.
        """
        return await asyncio.get_running_loop().run_in_executor(self._beside, self._do, work)

    def close(self) -> None:
        """Finish what was asked, then close the workspace."""
        self._beside.shutdown(wait=True)
        self._thread.submit(self._close)
        self._thread.shutdown(wait=True)

    def _do(self, work: Callable[[Workspace], Result]) -> Result:
        from roleplay.domain.problem import RoleplayError

        try:
            return work(self._workspace or self._opened())
        except RoleplayError as error:
            raise Trouble(str(error)) from error
        except Exception as error:
            raise Trouble(our_mistake(error, self._settings.home)) from error
        finally:
            if not gc.isenabled():
                # Loading is over; what was loaded stays and need not be looked through again.
                gc.freeze()
                gc.enable()

    def _opened(self) -> Workspace:
        from roleplay.practice.workspace import Workspace

        self._workspace = Workspace(self._settings)
        return self._workspace

    def _close(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
