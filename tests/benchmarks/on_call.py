"""The app with a call open: what the benchmarks that type into it start."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from roleplay.cli import NEW_OBJECTS
from roleplay.settings import read
from roleplay.tui import app as app_module
from roleplay.tui.app import RoleplayApp
from roleplay.tui.messages import Resume


class OnCall(RoleplayApp):
    """Takes a call up as soon as it is shown."""

    CSS_PATH = [Path(app_module.__file__).parent / str(path) for path in RoleplayApp.CSS_PATH]

    def on_mount(self) -> None:
        """Open it over Home."""
        self.show_call(Resume(sys.argv[1]))


if __name__ == "__main__":
    gc.set_threshold(NEW_OBJECTS)
    app = OnCall(read(os.environ))
    app.run()
    app.desk.close()
