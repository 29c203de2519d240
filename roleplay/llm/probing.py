"""What an endpoint can do, found by asking it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from roleplay.domain.model import Model
from roleplay.domain.requests import Outcome

from .stopping import Stop
from .values import Ask, Endpoint, Limits, Message, ModelFailed

if TYPE_CHECKING:
    from .habits import Structure
    from .line import Line
    from .redacting import Redaction
    from .reply import Reply

PATIENCE = Limits(first_token=20.0, idle=10.0, total=25.0, tries=1, characters=4_000)
"""With one request of a probe."""
ALL_SECONDS = 55.0
"""For all requests of a probe."""

Skill = Literal[
    "reached", "listed", "answers", "streams", "counts", "schema", "json", "logprobs", "embeddings"
]
"""What is looked for. ``reached`` is about the endpoint, all else about one model: whether the
endpoint lists it, whether it answers, in pieces, with its tokens counted, by a JSON schema, in
JSON mode, with the likelihood of its words; whether it gives embeddings."""

_ROOM = 300
"""Tokens: a model that thinks aloud must get past its thoughts."""
_HELLO = (Message("user", "Say that you are ready, in one short sentence."),)
_WEEKDAY = (
    Message("system", "You answer in JSON, with the fields day (a text) and number (a number)."),
    Message("user", "Which day comes after Monday, and which number has it in the week?"),
)


class _Day(Model):
    day: str
    number: int


@dataclass(frozen=True)
class Finding:
    """One thing that was found."""

    skill: Skill
    model: str
    """Empty for what is about the endpoint."""
    ok: bool
    says: str
    """What was found or what failed, in one line, keys taken out."""
    seconds: float | None = None
    """Of ``answers``: until the first word."""


@dataclass(frozen=True)
class Findings:
    """All that was found."""

    base_url: str
    all: tuple[Finding, ...]

    def can(self, skill: Skill, model: str = "") -> bool:
        """Whether this was looked for and found."""
        return any(one.ok for one in self.all if (one.skill, one.model) == (skill, model))


def probe(
    endpoint: Endpoint,
    limits: Limits = PATIENCE,
    *,
    stop: Stop | None = None,
    tell: Callable[[Finding], None] = lambda finding: None,
) -> Findings:
    """Ask an endpoint, for each of its models, for everything the product can use.

    It sends one to five short requests a model and keeps none of them. It takes a minute at most;
    what there was no time for is found not to work, and says so.

    Args:
        endpoint: with the key.
        limits: of one request.
        stop: leaves it.
        tell: called with each finding as it comes, on the caller's thread.

    Raises:
        ModelFailed: STOPPED.
    """
    from .visiting import Loop, Visit

    found: list[Finding] = []

    def heard(finding: Finding) -> None:
        found.append(finding)
        tell(finding)

    loop = Loop()
    try:
        with Visit(loop, stop) as visit:
            visit.start(0, lambda: _probe(endpoint, limits, lambda f: visit.tell(lambda: heard(f))))
            for happened in visit.happenings():
                if not isinstance(happened, str):
                    if happened.cancelled():
                        raise ModelFailed(Outcome.STOPPED, "You stopped it.")
                    happened.result()
    finally:
        loop.close(lambda: None)
    return Findings(endpoint.base_url, tuple(found))


async def _probe(endpoint: Endpoint, limits: Limits, tell: Callable[[Finding], None]) -> None:
    import asyncio

    from .faults import Fault
    from .line import Line
    from .redacting import Redaction

    redact = Redaction(endpoint.key)
    try:
        line = Line(endpoint, limits)
    except Fault as fault:
        tell(Finding("reached", "", False, _says(endpoint, "", fault.says, redact)))
        return
    prober = _Prober(endpoint, line, redact, tell)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(ALL_SECONDS):
                await prober.all()
        prober.rest()
    finally:
        await line.close()


class _Prober:
    def __init__(
        self,
        endpoint: Endpoint,
        line: Line,
        redact: Redaction,
        tell: Callable[[Finding], None],
    ) -> None:
        self._endpoint = endpoint
        self._line = line
        self._redact = redact
        self._tell = tell
        self._done: set[tuple[Skill, str]] = set()

    async def all(self) -> None:
        """Look for everything, the endpoint first; nothing more where it cannot be reached."""
        from .faults import Fault

        names: frozenset[str] | None = None
        reached, says = True, "it answers"
        try:
            names = await self._line.models()
        except Fault as fault:
            # Some endpoints list no models; that alone is no fault.
            reached = fault.outcome not in (Outcome.UNREACHABLE, Outcome.NO_FIRST_TOKEN)
            says = says if reached else fault.says
        self._found("reached", "", reached, says)
        if not reached:
            self.rest(because=says)
            return
        for model in self._models():
            listed = names is not None and model in names
            self._found("listed", model, listed, "listed" if listed else _unlisted(names))
            await self._of(model)
        if self._endpoint.embeddings:
            await self._embeddings(self._endpoint.embeddings)

    def rest(self, because: str = "there was no time to try it.") -> None:
        """Everything that was not looked for does not work."""
        for skill, model in self._expected():
            if (skill, model) not in self._done:
                self._found(skill, model, False, because)

    async def _of(self, model: str) -> None:
        import asyncio

        from .faults import Fault

        clock = asyncio.get_running_loop().time
        began, pieces = clock(), list[float]()
        try:
            reply = await self._ask(model, _HELLO, None, lambda words: pieces.append(clock()))
        except Fault as fault:
            self._found("answers", model, False, fault.says)
            for skill in _OF_A_MODEL:
                if skill not in ("answers", "listed"):
                    self._found(skill, model, False, "it does not answer.")
            return
        first = pieces[0] - began if pieces else None
        self._found("answers", model, True, "it answers", first)
        streams = len(pieces) > 1
        self._found("streams", model, streams, _yes(streams, "its words come as it finds them"))
        counts = reply.tokens_out is not None
        self._found("counts", model, counts, _yes(counts, "it counts its tokens"))
        await self._shaped("schema", model, "json_schema")
        await self._shaped("json", model, "json_object")
        try:
            reply = await self._ask(model, _HELLO, None, lambda words: None, logprobs=True)
            likely, says = reply.logprobs, _yes(reply.logprobs, "it tells how likely its words are")
        except Fault as fault:
            likely, says = False, fault.says
        self._found("logprobs", model, likely, says)

    async def _shaped(self, skill: Skill, model: str, structure: Structure) -> None:
        from .faults import Fault
        from .shapes import Misfit, read

        try:
            reply = await self._ask(model, _WEEKDAY, structure, lambda words: None)
            read(reply.text, _Day)
        except Fault as fault:
            self._found(skill, model, False, fault.says)
        except Misfit as misfit:
            self._found(skill, model, False, f"it does not keep to it: {misfit}")
        else:
            self._found(skill, model, True, "it keeps to it")

    async def _ask(
        self,
        model: str,
        messages: tuple[Message, ...],
        structure: Structure | None,
        hand: Callable[[str], None],
        logprobs: bool = False,
    ) -> Reply:
        from .faults import Fault
        from .habits import Habits, with_room
        from .reply import Reply

        habits = Habits()
        ask = Ask("judge", messages, most_tokens=_ROOM)
        while True:
            request = habits.request(model, ask, (structure, _Day) if structure else None)
            reply = Reply()
            try:
                extra = {"logprobs": True} if logprobs else {}
                await self._line.exchange({**request, **extra}, reply, hand)
            except Fault as fault:
                if habits.learn(fault, request):
                    continue
                if fault.room and not reply.text.strip() and not habits.thinks:
                    habits.thinks, ask = True, with_room(ask)
                    continue
                if fault.outcome is not Outcome.TRUNCATED or structure or not reply.text.strip():
                    raise
            return reply

    async def _embeddings(self, model: str) -> None:
        from .embedding import directions
        from .faults import Fault

        try:
            (direction,) = directions(await self._line.embeddings(model, ["one text"]), 1)
        except Fault as fault:
            self._found("embeddings", model, False, fault.says)
        else:
            self._found("embeddings", model, True, f"{len(direction)} numbers a text")

    def _found(
        self, skill: Skill, model: str, ok: bool, says: str, seconds: float | None = None
    ) -> None:
        self._done.add((skill, model))
        line = says if ok else _says(self._endpoint, model, says, self._redact)
        self._tell(Finding(skill, model, ok, line, seconds))

    def _models(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name in self._endpoint.models.values() if name))

    def _expected(self) -> Iterator[tuple[Skill, str]]:
        for model in self._models():
            for skill in _OF_A_MODEL:
                yield skill, model
        if self._endpoint.embeddings:
            yield "embeddings", self._endpoint.embeddings


_OF_A_MODEL: tuple[Skill, ...] = (
    "listed",
    "answers",
    "streams",
    "counts",
    "schema",
    "json",
    "logprobs",
)


def _unlisted(names: frozenset[str] | None) -> str:
    if names is None:
        return "it does not list its models."
    some = ", ".join(sorted(names)[:5])
    return f"it lists no such model; it has {some or 'none'}{' …' if len(names) > 5 else ''}."


def _yes(ok: bool, says: str) -> str:
    return says if ok else f"not found: {says}."


def _says(endpoint: Endpoint, model: str, says: str, redact: Redaction) -> str:
    from .asking import line_of

    return line_of(endpoint, model, says, redact)
