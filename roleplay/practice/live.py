"""A call that is going on: say a turn, correct what was heard, end it, score it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from roleplay.domain.moves import Heard, Kind, Speaker, TopicScore
from roleplay.domain.problem import BadInput
from roleplay.domain.scorecard import Scorecard
from roleplay.domain.text import MAX_TURN, clean
from roleplay.domain.transcript import Event, HalfSaid, Turn
from roleplay.engine.voices.scripted import Scripted
from roleplay.llm import ModelFailed

from .kept import KeptCall
from .meanings import KINDS, ending_explained
from .moods import mood
from .scores import score_call
from .voices import MODEL, check_voice, model_name, model_voice, warm


@dataclass(frozen=True)
class HeardLine:
    """One thing that was heard in the seller's last turn."""

    kind: str
    kind_in_words: str
    quote: str
    topic_in_words: str | None
    """What it was taken to be about, if that may be named without giving anything away."""


class LiveCall(KeptCall):
    """A call that is going on: what is said in it, what was heard, how the buyer seems.

    When keeping fails, `say` raises `Broken` and the call is as it was last kept: the same
    words can be said again.

    A model may speak for the buyer. When it says nothing, `say` raises `ModelFailed`, a `Broken`:
    what the seller said is kept, and `say("")` asks for its answer again, from the same voice or,
    after `use_voice`, from the other.
    """

    failed = ""
    """Why the buyer has not answered yet, in one line; empty if they have."""

    def say(self, text: str, *, closing: bool = False) -> Turn:
        """Say a turn ("" is a pause) and get the buyer's answer, kept.

        Args:
            text: what is said.
            closing: these are the last words: the buyer answers, says goodbye, and it is over.

        Raises:
            BadInput: the call has ended, the turn is longer than 8,000 characters, or what was
                said before is kept and still waits for its answer.
            Broken: it could not be kept, or (`ModelFailed`) the model did not answer.
        """
        text = clean(text).strip()
        if self.ended:
            raise BadInput("the call has ended; nothing more can be said in it")
        if len(text) > MAX_TURN:
            raise BadInput(f"a turn has at most {MAX_TURN:,} characters, this one {len(text):,}")
        before = _last_said(self.turns)
        if self.waiting and before is not None and text not in ("", before.text):
            raise BadInput(
                "what you said before is kept and waits for its answer: "
                f"“{before.text[:80]}”; send that or nothing to get it"
            )
        self._keep_answer(
            self.call.go_on() if self.waiting else self.call.say(text, closing=closing)
        )
        return self.turns[-1]

    def go_on(self) -> None:
        """Do what was left to do when the call was left; a model that fails leaves it `waiting`."""
        with suppress(ModelFailed):
            self._keep_answer(self.call.go_on())

    @property
    def waiting(self) -> bool:
        """What the seller said is kept and has no answer yet: `say("")` asks for it again."""
        return self.call.waiting

    @property
    def would_ask(self) -> bool:
        """A model is to be asked before the call can go on."""
        return self.waiting and self.voice == MODEL and not self.call.half_said

    @property
    def voice(self) -> str:
        """Who speaks for the buyer now: ``scripted`` or ``model``."""
        return self.call.voice.name

    @property
    def speaker(self) -> str:
        """The name of the model that speaks for the buyer now; empty for the scripted voice."""
        return model_name(self.workspace) if self.voice == MODEL else ""

    def use_voice(self, name: str) -> None:
        """Let another voice speak for the buyer, from the next answer on; nothing is lost.

        Args:
            name: ``scripted`` or ``model``.

        Raises:
            BadInput: no such voice, or no model is set up.
        """
        check_voice(self.workspace, name)
        model = name == MODEL
        self.call.voice = (
            model_voice(self.workspace, self.scenario, self.seed, self.id)
            if model
            else Scripted(self.scenario, self.seed)
        )
        if model:
            warm(self.workspace, self.id, kept=self.id is not None)

    def interrupt(self) -> None:
        """Stop a model that is speaking, from any thread: what it has said so far stands.

        If it has said nothing yet, `say` raises `ModelFailed` with the outcome ``stopped``.
        """
        self.call.voice.interrupt()

    @property
    def parting(self) -> bool:
        """Both have said goodbye: `end` ends the call, and whatever else is said goes on."""
        return self.call.parting

    def heard(self) -> tuple[HeardLine, ...]:
        """What was heard in the last seller turn."""
        heard, said = self.call.heard, _last_said(self.turns)
        if heard is None or said is None:
            return ()
        names = dict(self.subjects())
        return tuple(
            HeardLine(
                kind=segment.kind.value,
                kind_in_words=KINDS[segment.kind],
                quote=said.text[segment.start : segment.end],
                topic_in_words=next((names[t.id] for t in segment.topics if t.id in names), None),
            )
            for segment in heard.segments
        )

    def can_correct(self) -> bool:
        """Whether the last turn may be corrected: once it is answered, once, before the end."""
        heard = self.call.heard
        answered = bool(self.turns) and not self.waiting
        open_to_it = answered and not self.ended and not self.call.corrected
        return open_to_it and heard is not None and bool(heard.segments)

    def meanings(self) -> tuple[tuple[str, str], ...]:
        """The kinds that may have been meant, and their words."""
        return tuple((kind.value, words) for kind, words in KINDS.items())

    def subjects(self) -> tuple[tuple[str, str], ...]:
        """The topics that may be named: in the brief, or come up in the buyer's words.

        A need whose hint was heard has not come up yet: its name would say what is behind it.
        """
        spoken, brief = self.call.state.spoken_topics, self.scenario.brief.casefold()
        return tuple(
            (topic.id, topic.called)
            for topic in self.scenario.topics()
            if topic.called and (topic.id in spoken or topic.called.casefold() in brief)
        )

    def correct(self, kind: str, topic: str | None = None) -> Turn:
        """The seller says "I meant...": the last turn is heard as that, and answered anew.

        Raises:
            BadInput: the turn cannot be corrected, or a kind or topic that is not on offer.
        """
        said, heard = _last_said(self.turns), self.call.heard
        if not self.can_correct() or said is None or heard is None:
            raise BadInput("what was heard can be corrected once a turn, while the call goes on")
        if kind not in {key for key, _ in self.meanings()}:
            raise BadInput(f"no kind {kind!r}; allowed: {', '.join(k.value for k in Kind)}")
        if topic is not None and topic not in dict(self.subjects()):
            raise BadInput(f"no subject {topic!r} that has come up in this call")
        self._keep_answer(self.call.correct(_meant(said.text, heard, Kind(kind), topic)))
        return self.turns[-1]

    def mood(self) -> str:
        """How the buyer seems now, in a sentence."""
        return mood(self.buyer_name, self.call.state, self.call.before)

    def over(self) -> str:
        """How the call ended and why, in one line; empty while it goes on."""
        if self.ending is None or self.ended_by is None:
            return ""
        return ending_explained(self.ending, self.ended_by, self.buyer_name)

    def end(self) -> None:
        """End the call; it may have ended already."""
        if not self.ended:
            self.keep(self.call.end())

    def _keep_answer(self, happening: Iterable[Event | HalfSaid]) -> None:
        self.failed = ""
        try:
            self.keep(happening)
        except ModelFailed as failed:
            self.failed = str(failed)
            raise

    def score(self) -> Scorecard:
        """Score the call, and keep the scorecard."""
        try:
            strategy = self.workspace.library.strategy_of(self.scenario.id)
        except BadInput:
            # Its pack is gone or broken: what the call itself shows can be scored all the same.
            strategy = None
        scorecard = score_call(self.scenario, strategy, self.rubric, self.events)
        if self.id:
            skills = {c.id: c.skill.value if c.skill else "" for c in self.rubric.criteria}
            self.workspace.store.save_scorecard(self.id, scorecard, skills)
            self._hand_in()
        return scorecard

    def _hand_in(self) -> None:
        """Share what it was said beforehand will be shared, where the call was assigned."""
        if self.id and self.workspace.store.people():
            from .assignments import settle

            settle(self.workspace, self.id)


def _last_said(turns: Sequence[Turn]) -> Turn | None:
    return next((t for t in reversed(turns) if t.speaker is Speaker.SELLER), None)


def _meant(text: str, heard: Heard, kind: Kind, topic: str | None) -> Heard:
    """The turn as one thing of that kind, about that topic."""
    main = next((s for s in heard.segments if s.kind is heard.dominant), heard.segments[0])
    start = len(text) - len(text.lstrip())
    meant = main.model_copy(
        update={
            "kind": kind,
            "start": start,
            "end": len(text.rstrip()),
            "confidence": 1.0,
            "topics": (TopicScore(id=topic, score=1.0),) if topic else main.topics,
            "near": (),
            "unsupported": None,
            "contradicts": None,
        }
    )
    return Heard(segments=(meant,), dominant=kind)
