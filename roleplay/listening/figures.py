"""Numbers people say, in digits or words, and whether one follows from those already given."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from roleplay.domain.moves import Figure

from .words import word_set

_DIGITS = re.compile(
    r"(?P<money>[£$€]\s?)?(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?(?:e\d{1,2})?)"
    r"(?P<tail>\s?%|[^\W\d_]{1,3}\b)?(?![\w])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+|[£$€%]|\d[\d,.]*")

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"a": 1, "an": 1}
_TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        strict=True,
    )
} | {"fourty": 40}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "grand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6,
    "mil": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9, "dozen": 12.0, "millions": 1e6,
}  # fmt: skip
_SHARES = {
    ("half",): 50.0, ("a", "third"): 100 / 3, ("one", "third"): 100 / 3,
    ("two", "thirds"): 200 / 3, ("a", "quarter", "of"): 25.0, ("one", "quarter", "of"): 25.0,
    ("three", "quarters"): 75.0, ("a", "fifth"): 20.0, ("a", "tenth"): 10.0,
    ("two", "fifths"): 40.0, ("a", "quarter"): 25.0,
}  # fmt: skip
_SHARES_BEGIN = frozenset(phrase[0] for phrase in _SHARES)
_UNIT_WORDS = {
    "percent": "percent", "%": "percent", "pct": "percent", "cent": "percent",
    "percentage": "percent", "points": "percent",
    "£": "money", "$": "money", "€": "money", "pounds": "money", "pound": "money",
    "dollars": "money", "dollar": "money", "euros": "money", "euro": "money", "quid": "money",
    "bucks": "money", "gbp": "money", "usd": "money", "eur": "money", "grand": "money",
    "minute": "minute", "minutes": "minute", "mins": "minute", "min": "minute",
    "hour": "hour", "hours": "hour", "hrs": "hour", "h": "hour",
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year",
    "people": "people", "staff": "people", "employees": "people", "ftes": "people",
    "fte": "people", "heads": "people", "headcount": "people", "engineers": "people",
    "analysts": "people", "analyst": "people", "agents": "people", "drivers": "people",
    "nurses": "people", "developers": "people", "planners": "people", "adjusters": "people",
    "handlers": "people", "clerks": "people", "operators": "people", "men": "people",
    "women": "people", "persons": "people", "person": "people", "technicians": "people",
    "colleagues": "people", "members": "people", "workers": "people", "reps": "people",
    "managers": "people", "teachers": "people", "buyers": "people", "testers": "people",
}  # fmt: skip
TIME_UNITS = {"minute": 1 / 60, "hour": 1.0, "day": 8.0, "week": 40.0, "month": 173.0,
              "year": 2080.0}  # fmt: skip
"""Working hours in each unit of time, so that two lengths can be compared."""
_CLOCK = frozenset({"am", "pm", "st", "nd", "rd", "th", "x"})
_BEFORE_A_SHARE = word_set("about roughly almost nearly over around lose losing by is only")
"""Where ``a quarter`` is a share and not three months."""
_NO_NUMBER = word_set("one a an")
_MONTHS = word_set("""
    january february march april may june july august september october november december
    """)


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Figure, ...]:
    """The numbers in ``text``, in order; dates, clock times and bare years are none."""
    words = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found = [*_in_digits(text, words), *_in_words(words)]
    found.sort(key=lambda figure: (figure.start, -figure.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return tuple(_shared_units(text, kept))


def _start(word: tuple[str, int, int]) -> int:
    return word[1]


def _in_digits(text: str, words: Sequence[tuple[str, int, int]]) -> Iterable[Figure]:
    for match in _DIGITS.finditer(text):
        number = match["number"].rstrip(",")
        tail = (match["tail"] or "").strip().lower()
        end = match.start("number") + len(number) if not tail else match.end()
        if tail in _CLOCK or (match.end() < len(text) and text[match.end()] == ":"):
            continue
        if match.start() and text[match.start() - 1] in ":/":
            continue
        try:
            value = float(number.replace(",", ""))
        except (ValueError, OverflowError):
            continue
        if value == float("inf"):
            continue
        unit = "money" if match["money"] else ""
        place = bisect_left(words, end, key=_start)
        after = list(words[place : place + 3])
        if tail in _SCALES:
            value *= _SCALES[tail]
        elif tail == "%" or tail in _UNIT_WORDS:
            unit = _UNIT_WORDS[tail]
        elif tail:
            continue
        elif after and after[0][0] in _SCALES and len(after[0][0]) > 1:
            value *= _SCALES[after[0][0]]
            unit = unit or _UNIT_WORDS.get(after[0][0], "")
            end = after[0][2]
            after = after[1:]
        plain = not unit and not tail and "," not in number and "e" not in number
        here = bisect_left(words, match.start(), key=_start)
        before = [words[here - 1][0]] if here else []
        if plain and _is_date(value, number, before, after):
            continue
        unit, end = _unit_after(unit, end, after)
        yield Figure(value=value, unit=unit, start=match.start(), end=end)


def _is_date(
    value: float, number: str, before: list[str], after: list[tuple[str, int, int]]
) -> bool:
    follows = after[0][0] if after else ""
    if len(number) == 4 and 1950 <= value <= 2099 and follows not in _UNIT_WORDS:
        return True
    if follows in _MONTHS - {"may"} or (before and before[0] in _MONTHS):
        return True
    return (
        bool(before)
        and before[0] in ("at", "q", "phase", "step", "option")
        and value <= 24
        and (follows not in _UNIT_WORDS)
    )


def _unit_after(unit: str, end: int, after: Sequence[tuple[str, int, int]]) -> tuple[str, int]:
    """The unit named right behind a number, or one adjective further for people."""
    if not after:
        return unit or "count", end
    word = after[0][0]
    if word == "per" and len(after) > 1 and after[1][0] == "cent":
        return "percent", after[1][2]
    if unit:
        stays = _UNIT_WORDS.get(word) == unit
        return unit, after[0][2] if stays and after[0][1] - end <= 1 else end
    if word in _UNIT_WORDS and word != "cent":
        return _UNIT_WORDS[word], after[0][2]
    if word in ("working", "business", "full", "claims", "of") and len(after) > 1:
        further = 1 if word != "of" else 2
        if len(after) > further and after[further][0] in _UNIT_WORDS:
            return _UNIT_WORDS[after[further][0]], after[further][2] if word != "of" else end
    if len(after) > 1 and _UNIT_WORDS.get(after[1][0]) == "people":
        return "people", end
    return "count", end


def _in_words(words: Sequence[tuple[str, int, int]]) -> Iterable[Figure]:
    i = 0
    while i < len(words):
        share = _share(words, i) if words[i][0] in _SHARES_BEGIN else None
        if share is not None:
            figure, i = share
            if figure is not None:
                yield figure
            continue
        begins = words[i][0] in _UNITS or words[i][0] in _TENS
        value, j = _number(words, i) if begins else (None, i + 1)
        if value is None:
            i += 1
            continue
        last = words[j - 1][0]
        unit = _UNIT_WORDS.get(last, "") if last in _SCALES else ""
        after = list(words[j : j + 3])
        if j < len(words) and words[j][0] == "half" and j > i:
            after = list(words[j + 1 : j + 4])
        unit, end = _unit_after(unit, words[j - 1][2], after)
        lone = j - i == 1 and words[i][0] in _NO_NUMBER
        before = words[i - 1][0] if i else ""
        named = before in ("at", "that", "this", "which", "no", "phase", "step", "option")
        named = named and value < 1000
        if not (lone and (unit == "count" or words[i][0] != "one")) and not (
            named and unit == "count"
        ):
            yield Figure(value=value, unit=unit, start=words[i][1], end=end)
        i = j


def _share(words: Sequence[tuple[str, int, int]], i: int) -> tuple[Figure | None, int] | None:
    """A share in words at ``i``: ``half``, ``a third``; ``half an hour`` is half of one hour."""
    for phrase, percent in _SHARES.items():
        part = words[i : i + len(phrase)]
        if tuple(word[0] for word in part) != phrase:
            continue
        following = words[i + len(phrase)][0] if i + len(phrase) < len(words) else ""
        if following in ("party", "parties", "time", "one", "year", "past", "way"):
            return None
        end = part[-1][2]
        if phrase[-1] == "of":
            end = part[-2][2]
        if phrase == ("half",) and following in ("a", "an") and i + 2 < len(words):
            scale = _SCALES.get(words[i + 2][0])
            if scale and scale >= 1e3:
                return Figure(value=scale / 2, unit="count", start=part[0][1],
                              end=words[i + 2][2]), i + 3  # fmt: skip
            unit = _UNIT_WORDS.get(words[i + 2][0])
            if unit:
                return Figure(value=0.5, unit=unit, start=part[0][1], end=words[i + 2][2]), i + 3
        if phrase == ("a", "quarter") and (i == 0 or words[i - 1][0] not in _BEFORE_A_SHARE):
            return None
        return Figure(value=percent, unit="percent", start=part[0][1], end=end), i + len(phrase)
    return None


def _number(words: Sequence[tuple[str, int, int]], i: int) -> tuple[float | None, int]:
    """The number whose words begin at ``i``, and the index behind its last word."""
    total, current, j, seen = 0.0, 0.0, i, False
    while j < len(words):
        word = words[j][0]
        scale = _SCALES.get(word) if len(word) > 1 else None
        if word in _UNITS and (word not in ("a", "an") or not seen):
            if seen and current % 10 and not _begins_scale(words, j):
                break
            if word in ("a", "an") and not _begins_scale(words, j + 1):
                break
            current += _UNITS[word]
        elif word in _TENS:
            if seen and current % 100:
                break
            current += _TENS[word]
        elif scale and seen:
            if scale == 100:
                current *= 100
            else:
                total, current = total + current * scale, 0.0
        elif word == "point" and seen and j + 1 < len(words) and words[j + 1][0] in _UNITS:
            current += _UNITS[words[j + 1][0]] / 10
            j += 1
        elif word == "and" and seen and _goes_on(words, j):
            if words[j + 1][0] == "a":
                current += 0.5
                j += 2
        else:
            break
        seen = True
        j += 1
    while j > i and words[j - 1][0] in ("and", "a", "an") and j - i > 1:
        j -= 1
    return (total + current, j) if seen else (None, i + 1)


def _begins_scale(words: Sequence[tuple[str, int, int]], j: int) -> bool:
    return j < len(words) and len(words[j][0]) > 1 and words[j][0] in _SCALES


def _goes_on(words: Sequence[tuple[str, int, int]], j: int) -> bool:
    """True for the ``and`` of ``two and a half`` and of ``three hundred and five``."""
    if j + 2 < len(words) and words[j + 1][0] == "a" and words[j + 2][0] == "half":
        return True
    return (
        words[j - 1][0] in ("hundred", "thousand")
        and j + 1 < len(words)
        and (words[j + 1][0] in _TENS or words[j + 1][0] in _UNITS)
    )


def _shared_units(text: str, found: list[Figure]) -> Iterable[Figure]:
    """Gives the first of ``three to five percent`` the unit (and scale) of the second."""
    for place, figure in enumerate(found):
        if figure.unit == "count" and place + 1 < len(found):
            following = found[place + 1]
            between = text[figure.end : following.start].strip().lower()
            if between in ("to", "or", "-", "–", "and") and following.unit != "count":
                value = figure.value
                if following.value >= 1e5 and value < 1000 and between != "and":
                    value *= 10 ** (len(str(int(following.value))) - len(str(int(value))))
                yield figure.model_copy(update={"unit": following.unit, "value": value})
                continue
        yield figure


def same(a: Figure, b: Figure, within: float = 0.005) -> bool:
    """True if two figures say the same number of things that can be one."""
    if "count" not in (a.unit, b.unit) and a.unit != b.unit:
        if a.unit not in TIME_UNITS or b.unit not in TIME_UNITS:
            return False
        return _close(a.value * TIME_UNITS[a.unit], b.value * TIME_UNITS[b.unit], 0.1)
    return _close(a.value, b.value, within)


def _close(a: float, b: float, within: float) -> bool:
    return abs(a - b) <= within * max(abs(a), abs(b), 1e-9)


def follows(figure: Figure, given: Sequence[Figure]) -> bool:
    """True if it was given, or is a sum, difference, product, ratio or percentage of two given.

    Within two per cent, or as rounded: 8.8 million may be called nine million.
    """
    if any(same(figure, other) for other in given):
        return True
    given = given[-_LOOKED_BACK:]
    for place, a in enumerate(given):
        for b in given[place:]:
            if any(_rounds_to(value, figure.value) for value in _worked_out(figure, a, b)):
                return True
    return False


def _rounds_to(value: float, said: float) -> bool:
    if said > _TINY and not 0.4 * said < value < 2.5 * said:
        # Farther than even a single digit can be rounded.
        return False
    if _close(value, said, 0.02):
        return True
    if said < 1e4 or value <= 0:
        return False
    digits = len(f"{said:.0f}".rstrip("0"))
    return float(f"{value:.{digits - 1}e}") == said


_TINY = 1e-6
_LOOKED_BACK = 40
"""Figures given last that another may follow from."""
_A_YEAR = (1, 12, 52)
"""Said once, a month or a week, and worked out for a year."""


def _worked_out(figure: Figure, a: Figure, b: Figure) -> Iterable[float]:
    percents = (a.unit == "percent") + (b.unit == "percent")
    if percents == 1:
        if figure.unit != "percent":
            yield a.value * b.value / 100
        return
    if percents == 2:
        if figure.unit == "percent":
            yield from (a.value + b.value, abs(a.value - b.value), a.value * b.value / 100)
        return
    if figure.unit == "percent":
        if a.value and b.value:
            yield from (100 * a.value / b.value, 100 * b.value / a.value)
            yield from (100 * (a.value - b.value) / b.value, 100 * (b.value - a.value) / a.value)
        return
    if a is b:
        yield from (a.value * 12, a.value * 52)
        return
    yield from (a.value + b.value, abs(a.value - b.value))
    if a.value and b.value:
        yield from (a.value / b.value / times for times in _A_YEAR)
        yield from (b.value / a.value / times for times in _A_YEAR)
    if a.unit == "count" or a.unit != b.unit:
        yield from (a.value * b.value * times for times in _A_YEAR)
