"""What a model is told before it speaks for a buyer: who they are, and this turn's direction.

What the buyer knows and has not decided to say is no part of it: it cannot be coaxed out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from roleplay.domain.buyer import Line, LineKind, State
from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Act, Manner, Scenario
from roleplay.domain.text import clean
from roleplay.domain.transcript import Turn
from roleplay.engine.prompts import prompt
from roleplay.llm import Message

from .guarding import most_sentences
from .unsaid import lines_of
from .voice import Moment

TURNS = 16
"""Turns of the conversation that are told, the latest."""
CHARACTERS = 1_200
"""Of one of them."""
TOLD = 16
"""Things told earlier that are repeated, the latest."""

_MANNERS = {
    Manner.DIRECT: "You are direct: short sentences, no padding, you say what you mean.",
    Manner.GUARDED: "You are guarded: you weigh your words, say little and commit to nothing.",
    Manner.NUMERATE: "You think in numbers: exact, dry, you use a figure as it was given.",
    Manner.WARM: "You are warm: friendly and at ease, you use everyday words.",
    Manner.HURRIED: "You are in a hurry: clipped, one or two short sentences, no small talk.",
    Manner.TALKATIVE: "You are talkative: you ramble a little and colour what you say.",
}
_HOW: dict[LineKind, str] = {
    "opener": "Open the call with this.",
    "reveal": "Tell this.",
    "hint": "Let this slip.",
    "knows": "Answer with this.",
    "objection": "Raise this concern.",
    "behind": "Say what lies behind your concern.",
    "accepts": "Agree to the step like this.",
    "declines": "Refuse like this, and do not soften it.",
    "puts_off": "Put it off like this.",
    "ask": "Ask this.",
    "again": "You said this before: say so, shortly.",
    "repeats": "Say this again.",
}
_ACTS = {
    Act.SMALL_TALK: "Small talk, in this spirit.",
    Act.PITCH: "You were pitched to. React in this spirit.",
    Act.DEFLECTS: "You know, and do not trust them enough to tell. Deflect in this spirit.",
    Act.UNKNOWN: "You do not know. Say so in this spirit.",
    Act.UNCLEAR: "You did not understand them. Say so in this spirit.",
    Act.NARROWS: "Ask which they mean, with exactly these choices.",
    Act.DOUBTS: "Doubt what they said, in this spirit.",
    Act.CORRECTS: "They got you wrong. Correct them like this.",
    Act.REMINDS: "Hold them to what they said before, like this.",
    Act.UNMOVED: "You are not moved. Your concern stands. React in this spirit.",
    Act.DECLINES: "Refuse in this spirit, and do not soften it.",
    Act.PUTS_OFF: "Put it off in this spirit.",
    Act.CONFIRMS: "Confirm it in this spirit.",
    Act.PAUSE: "They have fallen silent. Say a word or two in this spirit.",
    Act.HANG_UP: "End the call now, in this spirit.",
    Act.GOODBYE: "Say goodbye in this spirit.",
}
_IN_THIS_SPIRIT = "React in this spirit."


def messages(scenario: Scenario, moment: Moment, wrong: str = "") -> tuple[Message, ...]:
    """The prompt for one turn.

    Args:
        scenario: the call.
        moment: what is to be said, and what has been.
        wrong: what was wrong with the last attempt; empty for the first.
    """
    return (
        Message("system", persona(scenario)),
        Message("user", json.dumps(direction(scenario, moment, wrong), ensure_ascii=False)),
    )


def persona(scenario: Scenario) -> str:
    """Who the buyer is and how they talk: the same in every turn of a call."""
    buyer, account = scenario.buyer, scenario.account
    who = {
        "name": buyer.name,
        "role": buyer.role,
        "company": account.name,
        "industry": account.industry,
        "employees": account.employees,
        "yearly_revenue": account.revenue,
        "region": account.region,
    }
    known = {name: value for name, value in who.items() if value is not None}
    places = {
        "who": _json(known),
        "manner": "\n".join(_MANNERS[manner] for manner in buyer.manner),
        "brief": _json(clean(scenario.brief)),
    }
    text = prompt("buyer")
    for name, value in places.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def direction(scenario: Scenario, moment: Moment, wrong: str = "") -> dict[str, Any]:
    """What has been said, and what is to be said now."""
    told = dict.fromkeys(line for line in moment.used if line in set(lines_of(scenario)))
    said = {
        "so_far": [_said(turn) for turn in moment.turns[-TURNS:]],
        "you_have_told": list(told)[-TOLD:],
        "small_things": list(moment.invented),
        "you_feel": feeling(moment.state),
        "say_now": _to_say(moment),
        "most_sentences": most_sentences(scenario, moment),
    }
    return said | ({"last_time": wrong} if wrong else {})


def feeling(state: State) -> str:
    """How the buyer is disposed, in words and never in numbers."""
    if state.patience < 20:
        patience = "You have had enough and want to be off the phone."
    elif state.patience < 40:
        patience = "Your patience is wearing thin."
    else:
        patience = "You are in no hurry to end this."
    if state.trust < 30:
        trust = "You do not trust the caller."
    elif state.trust < 50:
        trust = "You are polite and reserve judgement about the caller."
    else:
        trust = "You have come to trust the caller somewhat."
    if state.interest < 35:
        interest = "You see little in this for you."
    elif state.interest < 55:
        interest = "You are mildly curious."
    else:
        interest = "You are interested."
    return f"{trust} {interest} {patience}"


def _to_say(moment: Moment) -> list[dict[str, str]]:
    text = moment.script.text
    begins = (0, *(end for _, end in moment.script.parts))  # what leads up to a line goes with it
    return [
        {"how": _how(line), "words": clean(text[begin:end]).strip()}
        for line, begin, (_, end) in zip(
            moment.decision.lines, begins, moment.script.parts, strict=False
        )
    ]


def _how(line: Line) -> str:
    if line.kind == "act":
        return _ACTS.get(line.act, _IN_THIS_SPIRIT) if line.act else _IN_THIS_SPIRIT
    return _HOW[line.kind]


def _said(turn: Turn) -> dict[str, str]:
    who = "caller" if turn.speaker is Speaker.SELLER else "you"
    text = clean(turn.text)
    if len(text) > CHARACTERS:
        text = f"{text[:CHARACTERS]} ..."
    return {who: text or "(silence)"}


def _json(value: str | dict[str, Any] | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
