"""What stands between a model and the seller: every sentence passes here before it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from roleplay.domain.buyer import Line
from roleplay.domain.moves import Speaker
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.text import clean
from roleplay.listening.foreign import foreign
from roleplay.listening.likeness import among
from roleplay.listening.segmenting import sentences
from roleplay.listening.words import content

from .beyond import Told, vague_number
from .faults import BY_FORM, MOST_SENTENCES, MOST_WORDS, Fault, shows
from .nearness import nearness
from .unsaid import Known, Untold, new_number, numbers, unsaid_of, words_of
from .voice import Moment

ALIKE = 92
"""Likeness (0 to 100) from which two sentences are the same."""
ALIKE_IN_A_TURN = 80
"""The same within one turn."""
LONG_ENOUGH = 5
"""Words that a sentence has at least to be a repetition: short ones come again in any talk."""
ON_POINT_FROM = 9
"""Words from which a first sentence must have to do with what is to be told."""
ON_POINT_NEAR = 0.2
"""How near in meaning (cosine) that is where they share no word."""
FEW_WORDS = 4
"""A sentence of no more is not counted: "Not one." "Fine, then." """
ANSWERS = 0.8
"""How near in meaning (cosine) a sentence is to an answer that a seller would give."""
BORROWED = 9
"""The seller's words in a row that nobody gives back."""

_STEPS = frozenset({"accepts"})
_AGREES = frozenset({Act.CONFIRMS, Act.AGENDA, Act.RESOLVED, Act.ADMITTED})
_HOLDS = frozenset(
    {Act.DECLINES, Act.PUTS_OFF, Act.CONFIRMS, Act.HANG_UP, Act.GOODBYE, Act.NARROWS}
)
"""Acts that must be heard in the reply; of the others any words in their spirit will do."""
_REFUSES = frozenset({Act.DECLINES, Act.HANG_UP, Act.UNMOVED})


@dataclass(frozen=True)
class Refused:
    """A sentence that is not said, and why."""

    fault: Fault
    words: str
    """Those that show it."""


class Guard:
    """Looks at the sentences of one turn, in their order."""

    def __init__(self, scenario: Scenario, moment: Moment) -> None:
        self.most = most_sentences(scenario, moment)
        self._name = scenario.buyer.name
        self._known = known_at(scenario, moment)
        self._untold = Untold(unsaid_of(scenario), self._known)
        self._lines = moment.decision.lines
        self._script = moment.script.text
        self._decided = " ".join((moment.script.text, *decided(moment.decision.lines)))
        self._before = [
            turn.text[start:end]
            for turn in moment.turns
            if turn.speaker is Speaker.BUYER
            for start, end in sentences(turn.text)
        ]
        seller = moment.turns[-1].text if moment.turns else ""
        self._seller = f" {' '.join(words_of(seller))} "
        self._guessed = bool(seller) and self._untold.given_away(seller) is not None
        self._heard = {word for turn in moment.turns for word in words_of(turn.text)}
        self._heard |= self._known.names
        self._answers = [text for each in scenario.objections for text in each.met_by]
        self._told = Told(self._decided, moment.used, seller)

    def tidied(self, sentence: str) -> str:
        """The sentence without the buyer's own name before it and marks around it."""
        text = clean(sentence).strip()
        first = re.escape(self._name.split()[0])
        label = (
            rf"^[\s*_]*(?:{re.escape(self._name)}|{first}|buyer)\s*(?:\([^)]*\))?[*_]*\s*:[*_\s]*"
        )
        text = re.sub(label, "", text, flags=re.IGNORECASE)
        if text[:1] in '"“' and not re.search(r"[\"”]", text[1:-1]):
            text = text.strip('"“”')
        elif text[-1:] in '"”' and not re.search(r"[\"“]", text[:-1]):
            text = text[:-1]
        return " ".join(text.split())

    def refuses(self, sentence: str, shown: Sequence[str]) -> Refused | None:
        """Why a sentence may not follow those that were shown; None if it may.

        Args:
            sentence: tidied.
            shown: the sentences of this turn before it.
        """
        words = tuple(words_of(sentence))
        if not words:
            return Refused(Fault.NOTHING, sentence)
        if self._is_too_much(words, shown):
            return Refused(Fault.TOO_MUCH, sentence)
        if self._is_decided(sentence):
            return None
        for fault in BY_FORM:
            found = shows(fault, sentence)
            if found is not None and not self._is_decided(found) and not self._is_theirs(fault):
                return Refused(fault, found)
        if self._speaks_of_themself(sentence):
            return Refused(Fault.REASONING, self._name)
        if self._speaks_as_seller(sentence):
            return Refused(Fault.ROLE, sentence)
        if foreign(sentence, self._heard) or not _latin(sentence):
            return Refused(Fault.LANGUAGE, sentence)
        if self._is_off_point(sentence, words, shown):
            return Refused(Fault.OFF_POINT, sentence)
        return (
            self._gives_away(sentence, shown) or self._yields(sentence) or self._again(words, shown)
        )

    def _is_decided(self, text: str) -> bool:
        """True for words that the author wrote for this moment."""
        bare = " ".join(words_of(text))
        return bool(bare) and f" {bare} " in f" {' '.join(words_of(self._decided))} "

    def _is_theirs(self, fault: Fault) -> bool:
        """True where the author's own words are of that form: "Ask me how many"."""
        return fault is Fault.HELPING and shows(fault, self._decided) is not None

    def _is_too_much(self, words: Sequence[str], shown: Sequence[str]) -> bool:
        """True beyond one sentence more than a model is told; "Not one." is none."""
        if len(words) > MOST_WORDS or len(shown) >= 2 * self.most + 1:
            return True
        long = sum(_is_long(tuple(words_of(each))) for each in shown)
        return _is_long(words) and long > self.most

    def _is_given(self, words: str) -> bool:
        """True for words that somebody has used who knows."""
        bare = f" {' '.join(words_of(words))} "
        return bare in self._seller or any(bare in each for each in self._known.running)

    def _speaks_of_themself(self, sentence: str) -> bool:
        """True where the buyer is spoken of by their full name, and does not give it themself."""
        own = rf"\b(?:i'm|i am|this is|it's|my name is|name's) {re.escape(self._name)}"
        first = self._name.split()[0]
        if re.search(rf"\bas {re.escape(first)}\b,", sentence, re.IGNORECASE):
            return True
        named = self._name.lower() in sentence.lower() and " " in self._name
        return named and re.search(own, sentence.replace("’", "'"), re.IGNORECASE) is None

    def _speaks_as_seller(self, sentence: str) -> bool:
        """True where "we" promise what a seller's answer to a concern would be."""
        if re.search(r"\b(?:we|our|us)\b", sentence, re.IGNORECASE) is None:
            return False
        return any(nearness(answer, sentence) >= ANSWERS for answer in self._answers)

    def _is_off_point(self, sentence: str, words: Sequence[str], shown: Sequence[str]) -> bool:
        """True for a long first sentence with not a word of what is to be told or was asked."""
        first = self._lines[0] if self._lines else None
        told = first is not None and first.kind != "act" and must_be_said(first)
        if shown or not told or len(words) < ON_POINT_FROM:
            return False
        about = frozenset(content(f"{self._decided} {self._seller}"))
        if any(among(stem, about) for stem in content(sentence)) or numbers(sentence):
            return False
        return nearness(self._script, sentence) < ON_POINT_NEAR

    def _gives_away(self, sentence: str, shown: Sequence[str]) -> Refused | None:
        # What is told in two halves is told.
        for text in (sentence, " ".join((*shown[-2:], sentence))) if shown else (sentence,):
            found = self._untold.given_away(text)
            if found is not None:
                return Refused(Fault.UNEARNED, found if isinstance(found, str) else found.text)
        number = new_number(sentence, self._known)
        if number is not None:
            return Refused(Fault.NUMBER, number)
        number = vague_number(sentence)
        if number is not None and not self._is_given(number):
            return Refused(Fault.NUMBER, number)
        beyond = self._told.beyond(sentence)
        if beyond is not None:
            return Refused(Fault.BEYOND, beyond)
        guess = shows(Fault.CONFIRMS, sentence) if self._guessed else None
        if guess is not None and not self._is_decided(guess):
            return Refused(Fault.CONFIRMS, guess)
        return None

    def _yields(self, sentence: str) -> Refused | None:
        agrees = any(line.kind in _STEPS or line.act in _AGREES for line in self._lines)
        found = None if agrees else shows(Fault.GIVES_IN, sentence)
        if found is not None and not self._is_decided(found):
            return Refused(Fault.GIVES_IN, found)
        refuses = any(line.kind == "declines" or line.act in _REFUSES for line in self._lines)
        found = shows(Fault.SOFTENS, sentence) if refuses else None
        if found is not None and not self._is_decided(found):
            return Refused(Fault.SOFTENS, found)
        return None

    def _again(self, words: tuple[str, ...], shown: Sequence[str]) -> Refused | None:
        if len(words) < LONG_ENOUGH:
            return None
        said = " ".join(words)
        for others, alike in ((self._before, ALIKE), (shown, ALIKE_IN_A_TURN)):
            for other in others:
                if fuzz.ratio(said, " ".join(words_of(other))) >= alike:
                    return Refused(Fault.REPEATS, other)
        for place in range(len(words) - BORROWED + 1):
            run = " ".join(words[place : place + BORROWED])
            if f" {run} " in self._seller and not self._is_decided(run):
                return Refused(Fault.PARROTS, run)
        if len(words) >= LONG_ENOUGH + 1 and f" {said} " in self._seller:
            return Refused(Fault.PARROTS, said)
        return None


def _is_long(words: Sequence[str]) -> bool:
    return len(words) > FEW_WORDS


def must_be_said(line: Line) -> bool:
    """True for what the ledger or the seller's next turn rests on."""
    return line.kind not in ("act", "again", "repeats") or line.act in _HOLDS


def most_sentences(scenario: Scenario, moment: Moment) -> int:
    """Sentences a turn may have: what the manner allows, or what the author's own lines take."""
    manner = max(MOST_SENTENCES[each] for each in scenario.buyer.manner[:1])
    return max(manner, len(sentences(moment.script.text)))


def decided(lines: Sequence[Line]) -> tuple[str, ...]:
    """Every wording that the author has for what is to be said now."""
    return tuple(words for line in lines for words in line.say)


def known_at(scenario: Scenario, moment: Moment) -> Known:
    """What may be spoken of at a moment of a call.

    Of the buyer's earlier turns the author's lines count: what a model made of them gives no
    leave to go further.
    """
    account = (str(value) for value in scenario.account.model_dump().values() if value is not None)
    return Known(
        texts=(
            scenario.brief,
            scenario.buyer.opener,
            scenario.buyer.name,
            scenario.buyer.role,
            *account,
            *moment.used,
            *moment.invented,
            moment.script.text,
            *decided(moment.decision.lines),
            *(name for line in moment.decision.lines for name in line.names),
        ),
        heard=tuple(turn.text for turn in moment.turns if turn.speaker is Speaker.SELLER),
    )


def _latin(text: str) -> bool:
    """False for letters of another script."""
    letters = [c for c in text if c.isalpha()]
    return sum(ord(c) < 0x250 for c in letters) >= 0.9 * len(letters)
