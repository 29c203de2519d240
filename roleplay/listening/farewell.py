"""Whether somebody is taking their leave: "Thanks, talk Thursday, bye"."""

from __future__ import annotations

import re

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WHEN = (
    rf"(?:soon|then|later|again|tomorrow|there|(?:on |next |this )?(?:{_DAY}|week|month)"
    r"(?: (?:morning|afternoon|evening|then))?|in (?:a|two|three) (?:week|month|day)s?)"
)
_ENDS = "|".join(
    (
        r"(?:good ?)?bye(?:[ -]bye)?(?: (?:for )?now| then)?",
        r"cheerio",
        r"(?:i(?:'?| wi)ll |we(?:'| wi)ll )?(?:talk|speak|chat)(?: (?:to|with) you(?: all| both)?)?"
        rf" {_WHEN}",
        rf"(?:i(?:'?| wi)ll )?see (?:you|ya)(?: all| both)? {_WHEN}",
        r"(?:have|enjoy) (?:a|the|your) (?:[a-z]+ ){0,2}(?:rest of (?:your|the) )?"
        r"(?:day|one|weekend|week|evening|afternoon|morning)(?: ahead)?",
        r"take care(?: of yourself)?",
        r"safe (?:travels|journey|trip)(?: home)?",
        r"i(?:'?| wi)ll (?:let you (?:go|get (?:on|off|back to (?:it|your day|work)))"
        r"|leave you (?:to it|in peace)|leave it (?:there|at that)(?: for (?:today|now))?)",
        rf"(?:un)?til(?:l)? (?:then|next time|{_DAY})",
    )
)
_TAIL = r"(?:[,.!;:\s-]+(?:then|now|all|both|everyone|again|thanks|thank you|cheers|[a-z'-]+))?"
_START = (
    r"(?:^|[.!?;:,-]\s*|\b(?:and|so|but|thanks|thank you|cheers|okay|ok|great|right|well|lovely"
    r"|perfect|much|today|now|time|then|thursday|thursday then|good)\s+)"
)
_LEAVING = re.compile(rf"{_START}(?:{_ENDS}){_TAIL}[\s.!,;:-]*$", re.IGNORECASE)
_MORE_THAN_A_NAME = re.compile(
    r"\b(?:to|about|if|when|because|with|for|that|from|into|it|them|is|are|was)[\s.!,]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:let'?s|let us|shall we|should we|could we|can we|can i|could i|would you|want to"
    r"|like to|need to|say|wave|kiss(?:ed)?)\b[^.!?;,]*$",
    re.IGNORECASE,
)
LOOKED_AT = 200
"""Characters at the end of a turn that are looked at."""


def takes_leave(text: str) -> bool:
    """Whether a turn ends by taking leave, so plainly that the other side would say goodbye too.

    Proposing to talk ("shall we talk Thursday?") and words about a goodbye ("say goodbye to the
    old system") are none; thanks alone are none, since calls begin with them.
    """
    end = " ".join(text[-LOOKED_AT:].replace("\u2019", "'").split())
    if end.endswith("?") or _MORE_THAN_A_NAME.search(end):
        return False
    found = _LEAVING.search(end)
    if found is None:
        return False
    before = end[: found.start() + 1]
    return _ASKS.search(before) is None
