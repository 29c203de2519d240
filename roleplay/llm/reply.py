"""What a model says, read out of the events that carry it."""

from __future__ import annotations

from typing import Literal

from roleplay.domain.requests import Outcome
from roleplay.domain.text import clean

from .events import Event
from .faults import Fault, from_error_event, short

Sign = Literal["content", "thought", "nothing"]
"""What an event brought: words to hand on, a sign of life that is none of them, or neither."""

_FINISHED = frozenset({"stop", "eos", "eos_token", "end_turn", "stop_sequence"})
_TOO_SHORT = frozenset({"length", "max_tokens", "max_length"})
_THOUGHTS = ("reasoning_content", "reasoning", "reasoning_details", "thinking")
_OPENS = ("<think>", "<thinking>")
_CLOSES = ("</think>", "</thinking>")


class Reply:
    """One reply of a model as it grows.

    Reasoning (``reasoning_content`` and its like, and ``<think>`` inside the content) is no
    content; it is only a sign that the model is at work.
    """

    def __init__(self) -> None:
        self.text = ""
        """The content so far."""
        self.tokens_in: int | None = None
        self.tokens_out: int | None = None
        self.logprobs = False
        """Whether the endpoint told how likely its words were."""
        self.finish: str | None = None
        """Why it ended, in the endpoint's word; None as long as it has not."""
        self._refusal = ""
        self._choices = False
        self._words = _Words()

    def take(self, event: Event) -> tuple[str, Sign]:
        """The words an event brings, and what kind of sign it is.

        Raises:
            Fault: an error event; MALFORMED.
        """
        if event.get("error") or event.get("object") == "error":
            raise from_error_event(event.get("error") or event)
        self._count(event.get("usage"))
        choices = event.get("choices")
        if not isinstance(choices, list) or not choices:
            return "", "nothing"
        choice = choices[0]
        if not isinstance(choice, dict):
            raise Fault(Outcome.MALFORMED, "what it sent holds no reply. Check the address.")
        self._choices = True
        self.logprobs = self.logprobs or bool(choice.get("logprobs"))
        said = choice.get("delta") or choice.get("message") or {}
        if not isinstance(said, dict):
            raise Fault(Outcome.MALFORMED, "what it sent holds no reply. Check the address.")
        if isinstance(refusal := said.get("refusal"), str):
            self._refusal += refusal
        came = _content(said.get("content"))
        words = self._words.take(came)
        if isinstance(reason := choice.get("finish_reason"), str) and reason:
            self.finish = reason.lower()
            words += self._words.end()
        thought = bool(came) or any(said.get(field) for field in _THOUGHTS)
        words = clean(words)
        self.text += words
        if words:
            return words, "content"
        return "", "thought" if thought else "nothing"

    def end(self) -> None:
        """Nothing more comes.

        Raises:
            Fault: unless this is a whole reply: some content and a reason to finish that means so.
        """
        reason = self.finish
        if self._refusal or reason == "refusal":
            says = f": {short(self._refusal)}" if self._refusal.strip() else "."
            raise Fault(Outcome.REFUSED, f"the model declined to answer{says} Ask again.")
        if not self._choices:
            raise Fault(
                Outcome.MALFORMED,
                "what it sent holds no reply. Check that it is an OpenAI-compatible endpoint.",
            )
        if reason in _TOO_SHORT:
            raise Fault(
                Outcome.TRUNCATED, "the reply was cut at its most tokens. Ask again.", room=True
            )
        if reason == "content_filter":
            raise Fault(
                Outcome.FILTERED, "the provider's content filter held the reply back. Ask again."
            )
        if reason == "error":
            raise from_error_event({})
        if reason in ("tool_calls", "function_call"):
            raise Fault(Outcome.MALFORMED, "the model called a tool and there is none. Ask again.")
        if reason is None or reason not in _FINISHED:
            raise Fault(
                Outcome.NOT_FINISHED,
                "the reply ended without being finished. Ask again, or look at the server's log.",
            )
        if not self.text.strip():
            raise Fault(Outcome.EMPTY, "the model said nothing. Ask again.")

    def _count(self, usage: object) -> None:
        if isinstance(usage, dict):
            self.tokens_in = _whole(usage.get("prompt_tokens"), self.tokens_in)
            self.tokens_out = _whole(usage.get("completion_tokens"), self.tokens_out)


class _Words:
    """Content without reasoning and with its surrogates joined, however it was cut."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False

    def take(self, content: str) -> str:
        text, self._held = self._held + content, ""
        out = ""
        while text:
            tags = _CLOSES if self._thinking else _OPENS
            at, tag = min(((text.find(t), t) for t in tags if t in text), default=(-1, ""))
            if tag:
                out += "" if self._thinking else text[:at]
                text = text[at + len(tag) :]
                self._thinking = not self._thinking
                continue
            kept = len(text) - _begun(text, tags)
            out += "" if self._thinking else text[:kept]
            self._held, text = text[kept:], ""
        if out and "\ud800" <= out[-1] <= "\udbff":
            out, self._held = out[:-1], out[-1] + self._held
        return out.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if out else out

    def end(self) -> str:
        held, self._held = self._held, ""
        return "" if self._thinking else held


def _begun(text: str, tags: tuple[str, ...]) -> int:
    """How many characters at the end of ``text`` may be the beginning of a tag."""
    longest = max(map(len, tags)) - 1
    return next(
        (
            n
            for n in range(min(longest, len(text)), 0, -1)
            if any(t.startswith(text[-n:]) for t in tags)
        ),
        0,
    )


def _content(content: object) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = (part for part in content if isinstance(part, dict) and part.get("type") == "text")
        return "".join(text for part in parts if isinstance(text := part.get("text"), str))
    raise Fault(Outcome.MALFORMED, "what it sent holds no text. Check the address.")


def _whole(number: object, otherwise: int | None) -> int | None:
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**31
    return number if fits and isinstance(number, int) else otherwise
