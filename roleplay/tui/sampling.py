"""The sample history, opened as the whole app and left again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .desk import Desk, Trouble
from .looks import Looks

if TYPE_CHECKING:
    from roleplay.practice.workspace import Workspace
    from roleplay.settings import Settings


class Sampling(Looks):
    """The app on the person's own history, or on a made-up one that never meets it."""

    _own: tuple[Settings, Desk] | None = None
    """What is put by while the sample is shown."""

    def show_sample(self) -> None:
        """Make the sample history if need be, and open it."""
        if self._own is None:
            self.run_worker(self._show_sample(), group="sample", exit_on_error=False)

    def leave_sample(self) -> None:
        """Go back to one's own history; the sample stays as it is."""
        if self._own is not None:
            self.run_worker(self._leave_sample(), group="sample", exit_on_error=False)

    def throw_sample_away(self) -> None:
        """Go back to one's own history, and delete the sample."""
        if self._own is not None:
            self.run_worker(self._leave_sample(delete=True), group="sample", exit_on_error=False)

    def close(self) -> None:
        """Finish what was asked of practice, and close it."""
        self.desk.close()
        if self._own is not None:
            self._own[1].close()

    async def _show_sample(self) -> None:
        if not self.settings.sample.is_dir():
            from .dialogs.making import MakingDialog

            made: bool = await self.push_screen_wait(MakingDialog(self.desk))
            if not made:
                return
        self._own = self.settings, self.desk
        self.settings = self.settings.for_sample()
        self.desk = Desk(self.settings)
        await self._home_anew()

    async def _leave_sample(self, *, delete: bool = False) -> None:
        if self._own is None:
            return
        sample, (own, self.desk) = self.desk, self._own
        # Colours may have been changed meanwhile.
        self.settings, self._own = own.reread(), None
        await asyncio.to_thread(sample.close)
        if delete:
            try:
                await self.desk.do(_throw_away)
            except Trouble as trouble:
                self.show_trouble(trouble)
                return
        await self._home_anew()

    async def _home_anew(self) -> None:
        from .screens.home import HomeScreen

        self.show_home()
        home = self.screen
        if isinstance(home, HomeScreen):
            await home.begin_anew()


def _throw_away(workspace: Workspace) -> None:
    from roleplay.practice.sample import throw_away

    throw_away(workspace.settings)
