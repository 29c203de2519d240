"""The buyers' default lines: all there, all different, and fit for any call."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest
from rapidfuzz.fuzz import token_sort_ratio

from roleplay.domain.scenario import Act, Manner
from roleplay.engine.lines import default_lines

MANNERS = tuple(Manner)
FREQUENT = (
    Act.ACKNOWLEDGED,
    Act.PITCH,
    Act.UNCLEAR,
    Act.DEFLECTS,
    Act.UNKNOWN,
    Act.SMALL_TALK,
)
FIELDS = {
    Act.NARROWS: {"{topics}"},
    Act.DOUBTS: {"{words}"},
    Act.CORRECTS: {"{words}"},
    Act.REMINDS: {"{promise}", "{now}"},
}
"""What the lines of an act may name."""
FIELD = re.compile(r"\{[^}]*\}")
WITHOUT_FIELDS = 3
"""Lines of an act with fields that must do without, for when nothing may be named."""
MOST_WORDS = 30
MOST_ALIKE = 85
"""`token_sort_ratio`, 0 to 100, from which two lines count as one reworded."""
FIGURES = re.compile(
    r"\d|%|\b(percent|hundred|thousand|million|billion|dozen|twenty|thirty|forty|fifty|quarter"
    r"|pounds?|dollars?|euros?)\b",
    re.IGNORECASE,
)
COACHING = re.compile(
    r"(great|good|excellent|fair|interesting) question|you (should|could) ask"
    r"|ask me (about|how|why)|try asking|what you need to|next step",
    re.IGNORECASE,
)
ASSUMES = re.compile(
    r"\b(sir|madam|mister|guys|lads|ladies|gentlemen|darling|mate|wife|husband"
    r"|my (team|staff|board|manager|colleagues?|directors?|department))\b",
    re.IGNORECASE,
)
"""Words that take a gender, a post or a household for granted."""
STAGE_DIRECTION = re.compile(r"[*()\[\]<>_]")
AMERICAN = re.compile(
    r"\b(\w{3,}(ize|izes|ized|izing)|color|favor|honor|behavior)\b", re.IGNORECASE
)
AGREEING = re.compile(
    r"\b(count me in|book it|i'll (buy|sign|take it)|we'll (buy|sign|take it)"
    r"|see you (then|next)|talk (soon|next))\b",
    re.IGNORECASE,
)


def every_line() -> Iterator[tuple[Manner, Act, str]]:
    for manner in MANNERS:
        for act, lines in default_lines(manner).items():
            for line in lines:
                yield manner, act, line


def normal(line: str) -> str:
    return " ".join(re.findall(r"[a-z0-9{}]+", line.casefold().replace("'", "")))


def offending(pattern: re.Pattern[str]) -> list[str]:
    return [f"{m.value} {a.value}: {line}" for m, a, line in every_line() if pattern.search(line)]


@pytest.mark.parametrize("manner", MANNERS)
def test_every_act_has_enough_lines(manner: Manner) -> None:
    lines = default_lines(manner)
    assert set(lines) == set(Act)
    few = {act.value: len(said) for act, said in lines.items() if len(said) < 6}
    assert not few
    assert not {act.value for act in FREQUENT if len(lines[act]) < 8}


def test_no_line_is_shared_by_two_acts_or_manners() -> None:
    times = Counter(normal(line) for _, _, line in every_line())
    assert [line for line, count in times.items() if count > 1] == []


@pytest.mark.parametrize("manner", MANNERS)
def test_no_line_is_another_one_reworded(manner: Manner) -> None:
    alike = [
        (act.value, one, other)
        for act, lines in default_lines(manner).items()
        for one, other in combinations(lines, 2)
        if token_sort_ratio(normal(one), normal(other)) >= MOST_ALIKE
    ]
    assert alike == []


def test_only_what_an_act_may_name_is_named() -> None:
    wrong = [
        (manner.value, act.value, line)
        for manner, act, line in every_line()
        if not set(FIELD.findall(line)) <= FIELDS.get(act, set())
        or "{" in FIELD.sub("", line)
        or "}" in FIELD.sub("", line)
    ]
    assert wrong == []


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("act", FIELDS)
def test_what_can_be_named_is_named_in_some_lines_and_not_in_others(
    manner: Manner, act: Act
) -> None:
    lines = default_lines(manner)[act]
    plain = [line for line in lines if not FIELD.search(line)]
    assert len(plain) >= WITHOUT_FIELDS
    assert len(lines) - len(plain) >= WITHOUT_FIELDS
    assert {found for line in lines for found in FIELD.findall(line)} == FIELDS[act]


def test_words_of_the_call_stand_in_quotation_marks() -> None:
    quoted = re.compile(r'"\{(words|promise|now)\}"')
    bare = [
        line
        for _, _, line in every_line()
        if FIELD.search(quoted.sub("", line).replace("{topics}", ""))
        or '"' in quoted.sub("", line)
        or '"{topics}"' in line
    ]
    assert bare == []


def test_lines_are_of_a_length_that_people_speak() -> None:
    wrong = [
        line
        for _, act, line in every_line()
        if not (1 if act is Act.PAUSE else 2) <= len(line.split()) <= MOST_WORDS
    ]
    assert wrong == []


@pytest.mark.parametrize("manner", MANNERS)
def test_lines_of_a_manner_vary_in_length(manner: Manner) -> None:
    lengths = [len(line.split()) for m, _, line in every_line() if m is manner]
    assert max(lengths) - min(lengths) >= 10


def test_every_line_is_plain_ascii_and_ends_like_a_sentence() -> None:
    assert [line for _, _, line in every_line() if not line.isascii()] == []
    wrong = [
        line
        for _, _, line in every_line()
        if line != " ".join(line.split()) or line[-1] not in ".?!:" or not line[0].isupper()
    ]
    assert wrong == []


def test_no_two_lines_have_run_into_one() -> None:
    joined = re.compile(r"[.?!:,][A-Za-z]")
    assert offending(joined) == []


def test_only_a_line_that_leads_on_ends_in_a_colon() -> None:
    assert {act for _, act, line in every_line() if line.endswith(":")} == {Act.STACKED}


def test_exclamation_marks_are_rare() -> None:
    lines = [line for _, _, line in every_line()]
    marks = sum(line.count("!") for line in lines)
    assert marks <= len(lines) / 100


@pytest.mark.parametrize(
    "pattern", [FIGURES, COACHING, ASSUMES, STAGE_DIRECTION, AMERICAN, AGREEING]
)
def test_no_line_says_what_no_buyer_should(pattern: re.Pattern[str]) -> None:
    assert offending(pattern) == []


@pytest.mark.parametrize("manner", MANNERS)
def test_lines_before_an_answer_do_not_close_the_talk(manner: Manner) -> None:
    closing = re.compile(r"\b(bye|goodbye|stop here|we're done|that's all|hang)\b", re.IGNORECASE)
    said = [line for act in (Act.MONOTONE, Act.STACKED) for line in default_lines(manner)[act]]
    assert [line for line in said if closing.search(line)] == []


@pytest.mark.parametrize("manner", MANNERS)
def test_stacked_lines_lead_into_the_first_question(manner: Manner) -> None:
    leads = re.compile(r"\b(first|one|top|beginning)\b", re.IGNORECASE)
    assert [line for line in default_lines(manner)[Act.STACKED] if not leads.search(line)] == []


def test_a_manner_is_read_only_when_it_is_needed() -> None:
    program = (
        "import sys; from roleplay.domain.scenario import Manner;"
        "from roleplay.engine.lines import default_lines; default_lines(Manner.WARM);"
        "print(*sorted(n.rpartition('.')[2] for n in sys.modules"
        " if n.startswith('roleplay.engine.lines.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["warm"]
