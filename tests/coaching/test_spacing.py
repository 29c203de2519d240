"""When drills come up again."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from roleplay.coaching.drills import ready_made
from roleplay.coaching.spacing import LONGEST, after, card, due, outcome, step_for, upcoming
from roleplay.domain.drill import DrillCard, DrillKind, DrillTry, MustResult
from roleplay.domain.problem import BadInput

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def new(kind: str = "size-it") -> DrillCard:
    return card(ready_made(DrillKind(kind), 1, Random(1)), NOW)


def tries(*earned: bool) -> list[DrillTry]:
    return [
        DrillTry(line=n, text="x", results=(MustResult(says="s", met=met),))
        for n, met in enumerate(earned)
    ]


def days(made: DrillCard) -> int:
    return (made.due - NOW).days


def test_a_new_drill_is_due_at_once():
    assert due([new()], NOW) == (new(),)


def test_the_better_it_went_the_later_it_comes_up_again():
    found = [days(after(new(), went, NOW)) for went in ("forgotten", "hard", "good", "easy")]
    assert found == sorted(found)
    assert found[0] == 1
    assert found[-1] > found[1]


def test_intervals_grow_while_it_goes_well_and_end_at_the_longest():
    made, now, waits = new(), NOW, []
    for _ in range(6):
        made = after(made, "good", now)
        waits.append((made.due - now).days)
        now = made.due
    assert waits == sorted(waits)
    assert waits[0] < waits[2]
    assert waits[-1] == LONGEST
    assert (after(made, "forgotten", now).due - now).days < 10
    assert made.times == 6


def test_the_same_answers_lead_to_the_same_dates():
    assert after(new(), "hard", NOW) == after(new(), "hard", NOW)


def test_what_is_most_nearly_forgotten_comes_first_and_what_is_new_last():
    weak, strong = after(new("reflect"), "hard", NOW), after(new("take-up"), "easy", NOW)
    later = NOW + timedelta(days=30)
    assert due([new(), strong, weak], later) == (weak, strong, new())
    assert due([strong], NOW + timedelta(hours=1)) == ()
    assert upcoming([strong, weak], NOW + timedelta(hours=1)) == weak
    assert upcoming([], NOW) is None


def test_a_drill_gets_harder_as_the_level_rises():
    assert [step_for(level) for level in (None, 1.0, 2.4, 2.5, 3.4, 3.5, 5.0)] == [
        1,
        1,
        1,
        2,
        2,
        3,
        3,
    ]
    assert after(new(), "good", NOW, 3.6).step == 3
    assert after(new(), "good", NOW).step == 1


@pytest.mark.parametrize(
    ("earned", "went"),
    [
        ((True, True, True, True), "easy"),
        ((True, False, True, False), "good"),
        ((True, False, False, False), "hard"),
        ((False, True, True, True), "hard"),
        ((False, False, False, False), "forgotten"),
        ((True,), "good"),
        ((), "forgotten"),
    ],
)
def test_how_it_went_is_told_by_the_answers(earned, went):
    assert outcome(tries(*earned)) == went


def test_times_of_other_zones_are_the_same_times_and_those_of_none_are_refused():
    there = NOW.astimezone(datetime.strptime("+0530", "%z").tzinfo)
    assert after(new(), "good", there) == after(new(), "good", NOW)
    with pytest.raises(BadInput, match="has no offset, allowed: a time with one"):
        after(new(), "good", datetime(2026, 11, 24))  # noqa: DTZ001


def test_the_scheduler_is_only_read_when_it_is_needed():
    code = "import roleplay.coaching.spacing, sys; sys.exit('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
