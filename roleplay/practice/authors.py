"""An author plays a call with the buyer's mind open. Nothing of it is kept in the history."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from roleplay.domain.problem import BadFiles, BadInput
from roleplay.domain.scenario import Scenario
from roleplay.domain.text import MAX_TURN, clean
from roleplay.library import load_scenario

from .new_tries import SavedTry, save_try
from .open_call import OpenCall
from .open_mind import OpenTurn, differences
from .workspace import Workspace


@dataclass(frozen=True)
class RehearsalView:
    """A call in rehearsal, as it stands."""

    scenario: str
    title: str
    file: str
    buyer: str
    role: str
    variant: str
    variants: tuple[str, ...]
    seed: int
    turns: tuple[OpenTurn, ...]
    """The opener, then every seller turn with its answer."""
    changed: tuple[tuple[int, tuple[str, ...]], ...]
    """By seller turn, what came out differently when the words were last played again."""
    broken: tuple[str, ...]
    """What is wrong with the file as it was last saved, ``file:line:column field: what``; the last
    good version goes on being played. Empty when all is well."""
    unsaid: int
    """The seller's turns that are left because the call ended before them."""
    undone: int
    """Turns that were taken back and can be said again."""
    clock: str
    """Such as ``2:10 of 12 min``."""
    ended: str
    """How it ended, in words; empty while it goes on."""
    tries: tuple[str, ...]
    """Names of the variant's tries."""
    loads: int
    """How often the file has been read since the rehearsal began."""


class Rehearsal:
    """A call played with the mind open: its author sees every gate and every reason."""

    def __init__(
        self, workspace: Workspace, target: str, variant: str | None = None, seed: int = 0
    ) -> None:
        """Begin.

        Args:
            workspace: whose rubrics and packs may be used; its history is not touched.
            target: a scenario's file, or the id of one at hand.
            variant: None for the call as written.
            seed: for the choice among wordings.

        Raises:
            BadFiles: the file has errors.
            BadInput: there is no such file, scenario or variant.
        """
        self._workspace = workspace
        self._file = _file_of(workspace, target)
        self._stamp = _stamp(self._file)
        self._written = load_scenario(self._file)
        self._variant = _allowed(self._written, variant or "a")
        self._seed = seed
        self._lines: list[str] = []
        self._undone: list[str] = []
        self._broken: tuple[str, ...] = ()
        self._changed: dict[int, tuple[str, ...]] = {}
        self._loads = 1
        self._playing = OpenCall(self._written.variant(self._variant), seed, self._variant)

    def view(self) -> RehearsalView:
        """How it stands."""
        playing, scenario = self._playing, self._playing.scenario
        seconds = int(playing.call.seconds)
        return RehearsalView(
            scenario=scenario.id,
            title=scenario.title,
            file=str(self._file),
            buyer=scenario.buyer.name,
            role=scenario.buyer.role,
            variant=self._variant,
            variants=self._written.variant_ids(),
            seed=self._seed,
            turns=tuple(playing.turns),
            changed=tuple(sorted(self._changed.items())),
            broken=self._broken,
            unsaid=len(self._lines) - playing.said,
            undone=len(self._undone),
            clock=f"{seconds // 60}:{seconds % 60:02d} of {scenario.minutes} min",
            ended=playing.turns[-1].ended,
            tries=tuple(scenario.tries),
            loads=self._loads,
        )

    def say(self, text: str) -> RehearsalView:
        """Say a turn; an empty one is a pause.

        Raises:
            BadInput: the call has ended, or the turn is too long.
        """
        text = self._sayable(text)
        self._lines.append(text)
        self._undone.clear()
        self._playing.say(text)
        return self.view()

    def what_if(self, text: str) -> OpenTurn:
        """What would be heard and decided if that were said now; nothing is changed.

        Raises:
            BadInput: the call has ended, or the turn is too long.
        """
        text = self._sayable(text)
        playing = self._played(self._seed)
        playing.say(text)
        return playing.turns[-1]

    def back(self) -> RehearsalView:
        """Take the last turn back.

        Raises:
            BadInput: nothing has been said.
        """
        if not self._lines:
            raise BadInput("nothing has been said that could be taken back")
        return self.go_back_to(2 * len(self._lines) - 2)

    def go_back_to(self, turn: int) -> RehearsalView:
        """Go on from that seller turn (or from the opener, 0 or 1): later ones are taken back."""
        keep = max(0, min(len(self._lines), turn // 2))
        self._undone = [*self._lines[keep:], *self._undone]
        self._lines = self._lines[:keep]
        self._changed = {turn: told for turn, told in self._changed.items() if turn // 2 <= keep}
        self._playing = self._played(self._seed)
        return self.view()

    def again(self) -> RehearsalView:
        """Say the turn that was taken back last once more.

        Raises:
            BadInput: none was taken back, or the call has ended.
        """
        if not self._undone:
            raise BadInput("nothing was taken back that could be said again")
        text, *rest = self._undone
        self.say(text)
        self._undone = rest
        return self.view()

    def choose(self, variant: str | None = None, seed: int | None = None) -> RehearsalView:
        """Play the same words against another variant, or with another choice of wordings.

        Raises:
            BadInput: no such variant.
        """
        self._variant = _allowed(self._written, variant or self._variant)
        self._seed = self._seed if seed is None else seed
        self._play_again()
        return self.view()

    def play_try(self, name: str) -> RehearsalView:
        """Play one of the file's tries in place of what was said.

        Raises:
            BadInput: the variant has no such try.
        """
        tries = self._playing.scenario.tries
        if name not in tries:
            allowed = ", ".join(tries) or "it has none"
            raise BadInput(f"variant {self._variant} has no try {name!r}; allowed: {allowed}")
        self._undone, self._lines = [], [clean(line).strip() for line in tries[name].seller]
        self._changed = {}
        self._playing = self._played(self._seed)
        return self.view()

    def reload(self) -> RehearsalView | None:
        """Read the file again if it has been saved; None if it has not.

        The seller's words are played again under what it says now. A file with errors is told in
        the view, and the last good one goes on being played.
        """
        now = _stamp(self._file)
        if now is None or now == self._stamp:
            return None
        self._stamp = now
        self._loads += 1
        try:
            self._written = load_scenario(self._file)
        except BadFiles as error:
            self._broken = tuple(str(problem) for problem in error.problems)
            return self.view()
        self._broken = ()
        if self._variant not in self._written.variant_ids():
            self._variant = "a"
        self._play_again()
        return self.view()

    def check(self) -> tuple[str, ...]:
        """What ``roleplay check`` says of the file, its tries played; a line each."""
        from .checking import check

        try:
            report = check(self._workspace, [self._file])
        except BadInput as error:
            return tuple(str(error).splitlines())
        told = [f"{problem.level}: {problem}" for problem in report.problems]
        for each in report.tries:
            told += [f"try {each.variant}/{each.name}: {missed}" for missed in each.missed]
        return tuple(told)

    def save_try(self, name: str) -> SavedTry:
        """What was said so far as a try that lands where it lands now.

        Raises:
            BadInput: the name is no id, or nothing has been said.
        """
        played = self._played(seed=0)  # as `check` will play it
        return save_try(self._workspace, self._file, name, self._lines[: played.said], played)

    def _sayable(self, text: str) -> str:
        text = clean(text).strip()
        if self._playing.call.ended:
            raise BadInput("the call has ended; take a turn back to go on from there")
        if len(text) > MAX_TURN:
            raise BadInput(f"a turn has at most {MAX_TURN:,} characters, this one {len(text):,}")
        return text

    def _played(self, seed: int) -> OpenCall:
        """What was said, played from the start."""
        playing = OpenCall(self._written.variant(self._variant), seed, self._variant)
        for line in self._lines:
            if playing.call.ended:
                break
            playing.say(line)
        return playing

    def _play_again(self) -> None:
        before = {turn.turn: turn for turn in self._playing.turns}
        self._playing = self._played(self._seed)
        compared = {
            turn.turn: differences(before[turn.turn], turn)
            for turn in self._playing.turns
            if turn.turn in before
        }
        self._changed = {turn: told for turn, told in compared.items() if told}


def _file_of(workspace: Workspace, target: str) -> Path:
    path = Path(target)
    if path.suffix == ".yaml" or os.sep in target:
        if not path.is_file():
            raise BadInput(f"{target}: there is no such file")
        return path
    return workspace.library.file_of(target)


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def _allowed(written: Scenario, variant: str) -> str:
    if variant not in written.variant_ids():
        allowed = ", ".join(written.variant_ids())
        raise BadInput(f"{written.id} has no variant {variant!r}; allowed: {allowed}")
    return variant
