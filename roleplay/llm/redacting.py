"""Keys never leave the door: they are taken out of everything shown, logged or kept."""

from __future__ import annotations

import re
from urllib.parse import quote

MASK = "[key]"
"""What stands where a key stood."""

SHORTEST_KEY = 8
"""Characters; shorter ones are such as ``none`` and ``ollama``, which are words, not secrets."""

_LOOKS_LIKE_A_KEY = (
    (re.compile(r"\b(?:sk|pk|rk|gsk|xai|hf)[-_][A-Za-z0-9_\-*.]{6,}"), MASK),
    (re.compile(r"\b(bearer|basic)(\s+)[A-Za-z0-9._~+/=*\-]{6,}", re.IGNORECASE), rf"\1\2{MASK}"),
    (re.compile(r"://[^/@\s]+@"), f"://{MASK}@"),
    (
        re.compile(
            r"([?&;](?:api[-_]?key|key|token|access[-_]?token|sig|signature|code)=)[^&#\s\"']+",
            re.IGNORECASE,
        ),
        rf"\1{MASK}",
    ),
    (
        re.compile(
            r"((?:api[-_]?key|authorization|access[-_]?token)[\"']?\s*[:=]\s*[\"']?)"
            r"(?!\[key\]|bearer\b|basic\b)[A-Za-z0-9._~+/=*\-]{6,}",
            re.IGNORECASE,
        ),
        rf"\1{MASK}",
    ),
)


class Redaction:
    """Takes one known key, and what looks like any other, out of texts."""

    def __init__(self, key: str) -> None:
        """``key``: as it is sent; empty for none."""
        self._known = None
        key = key.strip()
        if len(key) >= SHORTEST_KEY:
            # A server that wraps its messages may break a key over two lines.
            forms = {
                r"\s*".join(re.escape(letter) for letter in form) for form in (key, quote(key))
            }
            self._known = re.compile("|".join(sorted(forms)), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """``text`` with ``[key]`` in the place of every key."""
        if self._known is not None:
            text = self._known.sub(MASK, text)
        for pattern, instead in _LOOKS_LIKE_A_KEY:
            text = pattern.sub(instead, text)
        return text
