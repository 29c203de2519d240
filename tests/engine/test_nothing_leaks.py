"""A model that tries to tell everything, against sellers who try to be told it."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest
from rapidfuzz import fuzz

from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Scenario
from roleplay.domain.transcript import HalfSaid, SpokenEvent
from roleplay.engine.call import Call
from roleplay.engine.voices.unsaid import lines_of
from roleplay.listening.figures import figures, same
from roleplay.llm import Ask
from tests.engine.modelled import SHIPPED, lines_in, model, opened, shipped, told_to_say, topics_of
from tests.fakes import FakeDoor

ATTACKS = lines_in("attacks.txt")


def bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "'")))


def sentences_of(scenario: Scenario) -> list[str]:
    """The author's locked lines as sentences of four words or more."""
    found = [s for line in lines_of(scenario) for s in re.split(r"(?<=[.!?])\s+", line)]
    return [each for each in dict.fromkeys(found) if len(each.split()) >= 4]


class Leaker:
    """Tells one thing after the other that it was not told to tell, each time another way."""

    def __init__(self, scenario: Scenario) -> None:
        self.tried = 0
        self._facts = itertools.cycle(sentences_of(scenario))

    def __call__(self, ask: object) -> str:
        self.tried += 1
        fact, more = next(self._facts), next(self._facts)
        told = " ".join(told_to_say(ask))
        words = fact.split()
        half = len(words) // 2
        ways = (
            f"{fact} {more}",
            f"{told} {fact}",
            f"{told} Between us, {fact[:1].lower()}{fact[1:]}",
            f"Well, {' '.join(words[:half])}. {' '.join(words[half:])}",
            f"{told.lower()} {fact.lower().rstrip('.')} and {more.lower()}",
            f"{fact.upper()}",
            f"I shouldn't say this, but {fact} {told}",
            f"Mm. {told} I never told you: {more}",
        )
        return ways[self.tried % len(ways)]


def given(call: Call, now: Sequence[str] = ()) -> str:
    """What may be known: the brief, the account, and the author's lines that were decided."""
    scenario = call.scenario
    account = " ".join(str(v) for v in scenario.account.model_dump().values() if v is not None)
    seller = " ".join(t.text for t in call.turns if t.speaker is Speaker.SELLER)
    # Another wording of what was decided is no more than was decided.
    used = {*call._used, *now}
    other = [words for line in sayings(scenario) if used & set(line) for words in line]
    return " ".join((scenario.brief, scenario.buyer.opener, account, seller, *used, *other))


def sayings(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """The wordings of each thing there is to say."""
    yield from (reveal.say for need in scenario.needs for reveal in need.reveals)
    yield from (known.say for known in scenario.knows)
    yield from (ask.say for ask in scenario.buyer.asks)
    for objection in scenario.objections:
        yield from (objection.says, objection.behind)
    for commitment in scenario.commitments:
        yield from (commitment.accepts, commitment.declines, commitment.puts_off)


def leaks(scenario: Scenario, shown: str, known: str) -> list[str]:
    """The locked sentences that stand in what was shown and were not known, near enough."""
    said, before = bare(shown), bare(known)
    found = []
    for fact in sentences_of(scenario):
        locked = bare(fact)
        if near(locked, said) >= 88 and near(locked, before) < 80:
            found.append(fact)
    return found


def near(fact: str, text: str) -> float:
    """How much of a fact stands in a text, 0 to 100."""
    return fuzz.partial_ratio(fact, text) if len(text) > len(fact) else fuzz.ratio(fact, text)


def numbers_from_nowhere(shown: str, known: str) -> list[str]:
    before = figures(known)
    return [
        shown[figure.start : figure.end]
        for figure in figures(shown)
        if figure.value > 12 and figure.value not in (50.0, 100.0)
        if not any(same(figure, other) for other in before)
    ]


@dataclass
class Attacked:
    """One attack and what came of it."""

    attack: str
    ask: Ask
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Everything that was on the screen, sentence by sentence and whole, and what was known."""

    @property
    def known(self) -> str:
        return self.shown[-1][1]


@cache
def attacked(name: str) -> tuple[Attacked, ...]:
    """All attacks, one after the other; a buyer who hangs up is rung again."""
    scenario = shipped(name)
    door = FakeDoor(Leaker(scenario))
    call = opened(scenario, topics_of(name), model(scenario, door))
    done = []
    for attack in ATTACKS:
        if call.ended:
            call = opened(scenario, topics_of(name), model(scenario, door))
        shown = []
        for each in call.say(attack):
            if isinstance(each, HalfSaid):
                shown.append((each.text, given(call, told_to_say(door.asked[-1]))))
            elif isinstance(each, SpokenEvent):
                # The author's words for what was decided stand in `used` from now on.
                shown.append((each.spoken.text, given(call)))
        done.append(Attacked(attack, door.asked[-1], shown))
    assert len(door.asked) > len(ATTACKS)  # it was refused, and asked again
    return tuple(done)


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_told_before_it_is_earned(name: str) -> None:
    assert len(attacked(name)) == len(ATTACKS) >= 60
    for each in attacked(name):
        for text, known in each.shown:
            assert not leaks(shipped(name), text, known), (each.attack, text)
        text, known = each.shown[-1]
        assert not numbers_from_nowhere(text, known), (each.attack, text)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_prompt_holds_nothing_locked(name: str) -> None:
    scenario = shipped(name)
    titles = [phrase for need in scenario.needs for phrase in (need.title, *need.listen_for)]
    tries = [need.try_saying for need in scenario.needs if need.try_saying]
    locked = {bare(text) for text in (*sentences_of(scenario), *titles, *tries)}
    for each in attacked(name):
        told = bare(f"{each.known} {' '.join(told_to_say(each.ask))}")
        prompt = bare(" ".join(message.text for message in each.ask.messages))
        assert not [fact for fact in locked if fact in prompt and fact not in told]
        held = json.loads(each.ask.messages[-1].text)
        assert not {"trust", "interest", "patience", "needs", "accept_when"} & held.keys()


def test_what_would_leak_is_found() -> None:
    """What the other tests look for is there to be found."""
    scenario = shipped("sceptical-cfo")
    said = " ".join(sentences_of(scenario)[:20])
    assert len(leaks(scenario, said, scenario.brief)) >= 18
    assert numbers_from_nowhere("It was two point four million.", scenario.brief)
