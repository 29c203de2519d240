"""What went wrong with one try, and whether another may help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from roleplay.domain.requests import Outcome
from roleplay.domain.text import clean

MOST_WORDS = 200
"""Characters of what an endpoint says that are passed on."""

_TOO_LONG = re.compile(
    r"context[_ ](length|window|size)|maximum context|too many tokens|prompt is too long"
    r"|exceeds? the (available )?context|reduce the length",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(r"model", re.IGNORECASE)


class Fault(Exception):
    """One try failed.

    Args:
        outcome: what happened.
        says: a sentence that follows the endpoint's name, and what to do.
        again: whether another try may help.
        after: seconds the endpoint asks to wait before it.
        status: of the HTTP answer, where there was one.
        words: what the endpoint itself says, as it came: for reading, not for showing.
        room: whether more tokens would have made it whole.
    """

    def __init__(
        self,
        outcome: Outcome,
        says: str,
        *,
        again: bool = False,
        after: float | None = None,
        status: int | None = None,
        words: str = "",
        room: bool = False,
    ) -> None:
        super().__init__(says)
        self.outcome = outcome
        self.says = says
        self.again = again
        self.after = after
        self.status = status
        self.words = words
        self.room = room


def from_status(status: int, body: object, headers: Mapping[str, str]) -> Fault:
    """The fault that an HTTP status of 300 and more, or the code of an error event, tells of.

    Args:
        status: 300 to 599.
        body: what came with it: the parsed JSON, or text.
        headers: with keys in lower case.
    """
    words = words_of(body)
    quota = "insufficient_quota" in words or "insufficient_quota" in str(body)
    again, after = status in (408, 409, 429) or status >= 500, None
    if _TOO_LONG.search(words) and status in (400, 413, 422, 500):
        outcome, says = Outcome.TOO_LONG, "the call is longer than this model can take in."
        again = False
    elif status in (401, 403):
        outcome = Outcome.UNAUTHORISED
        says = (
            f"it does not accept the key ({status}). Set another in the settings "
            "or in ROLEPLAY_LLM_API_KEY."
        )
    elif status == 404:
        outcome = Outcome.NOT_FOUND
        what = "no such model" if _NO_MODEL.search(words) else "nothing at this address"
        says = f"{what} (404). Check the address and the model's name in the settings."
    elif status == 429:
        outcome, after, again = Outcome.RATE_LIMITED, asked_wait(headers), not quota
        says = (
            "the account has used up its quota (429). See the provider's billing page."
            if quota
            else "too many requests (429). Wait a little."
        )
    elif status == 408:
        outcome, says = Outcome.NO_FIRST_TOKEN, "it took too long itself (408). Ask again."
    elif status == 413:
        outcome, says = Outcome.TOO_LONG, "the call is longer than it takes (413)."
    elif status >= 500:
        outcome, after = Outcome.SERVER_ERROR, asked_wait(headers)
        says = f"the server failed ({status}). Ask again, or look at its log."
    elif 300 <= status < 400:
        outcome = Outcome.NOT_FOUND
        says = f"the address has moved ({status}). Set the new one in the settings."
        words = headers.get("location", "")
    else:
        outcome = Outcome.NOT_ACCEPTED
        says = f"it does not take the request ({status}). Check the model's name in the settings."
    if words and not words.lstrip().startswith("<"):
        says += f" It says: {short(words)}"
    return Fault(outcome, says, again=again, after=after, status=status, words=words)


def from_error_event(error: object) -> Fault:
    """The fault that an error inside an answer which began well tells of.

    It is that of its own status where it carries one, else that of a 500.
    """
    code = str(error.get("code")) if isinstance(error, dict) else ""
    status = int(code) if code in _STATUSES else 500
    fault = from_status(status, {"error": error}, {})
    if status == 500 and fault.outcome is Outcome.SERVER_ERROR:
        said = f" It says: {short(fault.words)}" if fault.words else ""
        fault.says = f"the server failed in the middle of its answer. Ask again.{said}"
    return fault


_STATUSES = frozenset(str(status) for status in range(400, 600))


def words_of(body: object) -> str:
    """What an endpoint says in the body of an error, in whichever of the usual places."""
    if isinstance(body, str):
        return body
    if isinstance(body, dict):
        for key in ("error", "message", "detail", "msg", "code"):
            if body.get(key):
                return words_of(body[key])
    if isinstance(body, list) and body:
        return words_of(body[0])
    return ""


def short(words: str) -> str:
    """``words`` in one line of at most ``MOST_WORDS`` characters."""
    line = " ".join(clean(words[: 4 * MOST_WORDS]).split())
    return line if len(line) <= MOST_WORDS else line[: MOST_WORDS - 1] + "…"


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds that ``Retry-After`` asks for, 0 or more: a number, or a date to count from ``Date``.

    None where it says nothing that can be read.
    """
    milliseconds, given = headers.get("retry-after-ms"), headers.get("retry-after")
    for text, unit in ((milliseconds, 1000.0), (given, 1.0)):
        if text is not None and re.fullmatch(r"\s*\d{1,9}(\.\d{1,9})?\s*", text):
            return float(text) / unit
    if given is None or "date" not in headers:
        return None
    try:
        wait = parsedate_to_datetime(given) - parsedate_to_datetime(headers["date"])
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())
