"""Whether everything a person needs here is in order."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

from roleplay import __version__
from roleplay.domain.history import StoreHealth
from roleplay.listening import VERSION as LISTENER
from roleplay.settings.model import ModelSettings

from .documents import SCHEMA
from .workspace import Workspace


@dataclass(frozen=True)
class Health:
    """What `roleplay doctor` says."""

    home: str
    store: StoreHealth
    scenarios: int
    errors: tuple[str, ...]
    """What is wrong with the content, a line each."""
    settings: str
    """Where preferences and other keys are written; the file need not be there."""
    complaints: tuple[str, ...]
    """What is wrong with that file, a line each: defaults stand in for it."""
    model: ModelSettings
    """Where a model answers, if one is set up."""

    @property
    def ok(self) -> bool:
        """Nothing is broken; a warning is not."""
        return not self.errors and self.store.intact is not False

    def lines(self) -> list[str]:
        """In words."""
        counts = ", ".join(f"{number} {name}" for name, number in self.store.counts.items())
        intact = {True: "intact", False: "damaged", None: "too large to check at once"}
        return [
            f"roleplay {__version__}, Python {platform.python_version()}, listener {LISTENER}",
            f"data folder {self.home}",
            f"history {self.store.path}: {intact[self.store.intact]}, "
            f"version {self.store.schema_version}, {self.store.size:,} bytes ({counts})",
            f"settings and keys {self.settings}",
            f"{self.scenarios} scenarios at hand",
            self._model(),
            *(f"warning: {line}" for line in self.store.warnings),
            *(f"warning: {line}" for line in self.complaints),
            *(f"error: {line}" for line in self.errors),
        ]

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "schema": SCHEMA,
            "ok": self.ok,
            "version": __version__,
            "home": self.home,
            "store": self.store.model_dump(mode="json"),
            "scenarios": self.scenarios,
            "errors": list(self.errors),
            "model": {
                "base_url": self.model.base_url or None,
                "models": self.model.models,
                "embeddings": self.model.embeddings or None,
            },
            "settings": {"file": self.settings, "complaints": list(self.complaints)},
        }

    def _model(self) -> str:
        if self.model.base_url and not self.model.models:
            return f"an address for a model is set, {self.model.base_url}, and no model is named"
        if not self.model.models:
            return "no model is set up: the buyer and the listener work offline"
        roles = ", ".join(f"{role} {name}" for role, name in self.model.models.items())
        return f"model at {self.model.base_url}: {roles} (`roleplay doctor --model` tries it)"


def health(workspace: Workspace) -> Health:
    """Look at the data folder, the history and the content.

    Raises:
        Broken: the history cannot be opened.
    """
    library = workspace.library
    return Health(
        home=str(workspace.settings.home),
        store=workspace.store.check(),
        scenarios=len(library.scenario_ids()),
        errors=tuple(str(p) for p in library.problems() if p.level == "error"),
        settings=str(workspace.settings.file),
        complaints=workspace.settings.complaints,
        model=workspace.settings.model,
    )
