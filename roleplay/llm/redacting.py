"""Keys never leave the door: they are taken out of everything shown, logged or kept."""

from __future__ import annotations

import re
from urllib.parse import quote

MASK = "[key]"
"""What stands where a key stood."""

SHORTEST_KEY = 8
"""Characters; shorter ones are such as ``none`` and ``ollama``, which are words, not secrets."""

SHORTEST_PART = 4
"""Characters of a key's beginning before a ``…`` that are taken for the key, cut off there."""

_TOKEN = r"(?=\S*(?:\d|[a-z][A-Z]))[A-Za-z0-9._~+/=*\-]{6,}"
"""It has a digit or a capital inside, as keys have and words have not."""
_LOOKS_LIKE_A_KEY = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b(?:sk|pk|rk|gsk|xai|hf)[-_][A-Za-z0-9_\-*.]{6,}", MASK),
        (rf"\b((?i:bearer|basic)\s+){_TOKEN}", rf"\1{MASK}"),
        (r"://[^/@\s]+@", f"://{MASK}@"),
        (
            r"([?&;](?i:api[-_]?key|key|token|access[-_]?token|sig|signature|code)=)[^&#\s\"']+",
            rf"\1{MASK}",
        ),
        (
            rf"((?i:api[-_]?key|authorization|access[-_]?token)[\"']?\s*[:=]\s*[\"']?){_TOKEN}",
            rf"\1{MASK}",
        ),
    )
)


class Redaction:
    """Takes one known key, and what looks like any other, out of texts."""

    def __init__(self, key: str) -> None:
        """``key``: as it is sent; empty for none."""
        self._known = None
        key = key.strip()
        if len(key) >= SHORTEST_KEY:
            # A server that wraps its messages may break a key over two lines.
            forms = {key, quote(key, safe="")}
            spaced = "|".join(r"\s*".join(map(re.escape, form)) for form in sorted(forms))
            # What is passed on of a long message may be cut off in the middle of it.
            begun = "|".join(
                re.escape(form[:length])
                for form in sorted(forms)
                for length in range(len(form) - 1, SHORTEST_PART - 1, -1)
            )
            self._known = re.compile(rf"{spaced}|(?:{begun})(?=…)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """``text`` with ``[key]`` in the place of every key."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        for pattern, instead in _LOOKS_LIKE_A_KEY:
            text = pattern.sub(instead, text)
        return text
