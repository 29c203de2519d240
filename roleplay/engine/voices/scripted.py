"""The author's lines, and the manner's default lines where the author wrote none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from random import Random

from roleplay.domain.buyer import Decision, Line
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import Spoken
from roleplay.engine.lines import again_lines, default_lines

from .voice import Moment, Sentence, Worded


class Scripted:
    """Words decisions with written lines; the same seed and decisions make the same words."""

    name = "scripted"

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario = scenario
        self._seed = seed

    def say(self, moment: Moment) -> Iterator[Sentence | Worded]:
        """The whole turn at once."""
        yield Worded(moment.script, self.name)

    def interrupt(self) -> None:
        """It says all at once: there is nothing to stop."""

    def words(self, decision: Decision, turn: int, used: Collection[str]) -> Spoken:
        """The words for a decision.

        Args:
            decision: what is to be said.
            turn: the buyer's turn.
            used: lines already said in this call; none comes again while others are left.
        """
        random = Random(f"{self._seed}:{turn}")
        text = ""
        parts: list[tuple[int, int]] = []
        taken: list[str] = []
        for line in decision.lines:
            chosen = self._choose(line, {*used, *taken}, random)
            words = _filled(chosen, line)
            if line.kind == "again" and line.say and any(o.startswith(chosen) for o in used):
                # Word for word once more: a person says that there is no other way to say it.
                lead = self._choose(line.model_copy(update={"say": ()}), {*used, *taken}, random)
                text = f"{text} {lead}" if text else lead
                taken.append(lead)
            start = len(text) + 1 if text else 0
            text = f"{text} {words}" if text else words
            parts.append((start, len(text)))
            taken.append(chosen)
        return Spoken(text=text, parts=tuple(parts), used=tuple(taken))

    def _choose(self, line: Line, used: Collection[str], random: Random) -> str:
        choices = [line.say] if line.say else self._choices(line)
        if line.say and line.act is not None:
            choices = [line.say, *self._choices(line)]  # nobody says the same no twice over
        for options in choices:
            fresh = [option for option in options if option not in used]
            if fresh:
                return random.choice(fresh)
        return random.choice([option for options in choices for option in options])

    def _choices(self, line: Line) -> list[Sequence[str]]:
        """The lines for an act, in the order in which they are used up.

        The author's own come before the manner's, and among each those that name the words in
        question before those that name nothing; the former only where there is something to name.
        """
        if line.kind == "again":
            return [again_lines(manner) for manner in self._scenario.buyer.manner]
        act = line.act or Act.ACKNOWLEDGED
        own = self._scenario.lines.get(act, ())
        defaults = [
            words for manner in self._scenario.buyer.manner for words in default_lines(manner)[act]
        ]
        return [
            [words for words in options if ("{" in words) is naming]
            for options in (own, defaults)
            for naming in ((True, False) if line.names else (False,))
        ]


def _filled(words: str, line: Line) -> str:
    """The line with the words it refers to put in."""
    if "{" not in words:
        return words
    fields = {"{topics}": ", or ".join(line.names)}
    for name, value in zip(("{words}", "{now}"), line.names, strict=False):
        fields[name] = value
    if line.act is Act.REMINDS and line.names:
        fields["{promise}"] = line.names[0]
    for name, value in fields.items():
        words = words.replace(name, value)
    return words[:1].upper() + words[1:]
