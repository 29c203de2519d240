"""A try whether the model works: what it can do, found by asking it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roleplay.domain.problem import BadInput
from roleplay.settings import Settings

from .models import endpoint, with_key

if TYPE_CHECKING:
    from roleplay.llm import probing

NEEDED = ("reached", "answers", "embeddings")
"""Without which a model is of no use; for everything else there is another way."""
SILENT = ("reached", "answers")
_FOUND = {
    "reached": "answers",
    "listed": "is on its list of models",
    "answers": "answers",
    "streams": "says its words as it finds them",
    "counts": "tells its tokens, so budgets hold",
    "schema": "keeps to a form it is given",
    "json": "answers in JSON",
    "logprobs": "tells how likely its words are",
    "embeddings": "finds what means the same",
}
_NOT_FOUND = {
    "streams": "says nothing until it knows all: the first words take longer",
    "counts": "does not tell its tokens: budgets hold only roughly",
    "logprobs": "does not tell how likely its words are; nothing needs it",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was found."""

    name: str
    """A skill, as `roleplay.llm.probing.Skill` has them."""
    model: str
    """Empty for what is about the address."""
    ok: bool | None
    """None: it cannot, and there is another way."""
    says: str
    """In words, one line."""


@dataclass(frozen=True)
class Tried:
    """What came of it."""

    findings: tuple[Finding, ...]
    verdict: str
    """In words, one line."""
    reached: bool
    ok: bool
    """Everything that is needed works."""


class Trial:
    """One try. It takes a minute at most, and may be stopped from another thread."""

    def __init__(self, settings: Settings) -> None:
        """A try of the model that the settings name.

        Raises:
            BadInput: they name none.
        """
        from roleplay.llm import Stop

        where = endpoint(settings)
        if where is None:
            raise BadInput(
                f"no model is set up: base_url and model under [model] in {settings.file}, or "
                "ROLEPLAY_LLM_BASE_URL and ROLEPLAY_LLM_MODEL"
            )
        self._endpoint, self._environ, self._stop = where, settings.environ, Stop()

    def stop(self) -> None:
        """Leave it; `run` ends soon."""
        self._stop.set()

    def run(self, tell: Callable[[Finding], None] = lambda finding: None) -> Tried:
        """Ask the model, and tell of each thing as it is found, on this thread.

        Raises:
            Broken: it was stopped, or the system's keyring was asked for the key and failed.
        """
        from roleplay.llm.probing import probe

        found: list[Finding] = []

        def heard(raw: probing.Finding) -> None:
            # What does not answer can do nothing else either: that is told once.
            silent = any(
                each.ok is False and each.model in ("", raw.model) and each.name in SILENT
                for each in found
            )
            if raw.ok or not silent:
                found.append(_finding(raw))
                tell(found[-1])

        probe(with_key(self._endpoint, self._environ), stop=self._stop, tell=heard)
        missing = sum(each.ok is False for each in found)
        reached = not any(each.name == "reached" and not each.ok for each in found)
        return Tried(tuple(found), _verdict(reached, missing), reached, ok=not missing)


def _finding(raw: probing.Finding) -> Finding:
    ok = True if raw.ok else False if raw.skill in NEEDED else None
    told = (_FOUND if raw.ok else _NOT_FOUND).get(raw.skill)
    if told is None:
        return Finding(raw.skill, raw.model, ok, raw.says)
    says = f"{raw.model or 'the address'} {told}"
    if raw.seconds is not None:
        says += f", the first word after {raw.seconds:.1f} s"
    return Finding(raw.skill, raw.model, ok, says)


def _verdict(reached: bool, missing: int) -> str:
    if not reached:
        return "The model cannot be reached."
    if not missing:
        return "The model works."
    return "One thing does not work." if missing == 1 else f"{missing} things do not work."
