"""What a judge quotes, held against what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from roleplay.domain.moves import Speaker
from roleplay.domain.scorecard import Evidence, JudgedCheck, Verdict
from roleplay.domain.text import clean

from .aimed import Aimed
from .questions import Asked
from .quotes import find
from .reading import Reading

MOST_QUOTES = 8
"""Quotes that are looked at on one side of one check."""
MOST_CHECKS = 3
"""Checks for which the same words of the seller's may be shown. No sentence asks, takes up, teaches
and proposes all at once: words shown for everything are shown because they ask for it, and earn
nothing."""
LONGEST_REASON = 300
"""Characters of a judge's reason that are kept."""


class Quoted(BaseModel):
    """Words that a judge says were said."""

    turn: int
    quote: str


class CheckAnswer(BaseModel):
    """A judge's answer to one check: the words first, then what follows from them."""

    id: str
    supporting: list[Quoted]
    opposing: list[Quoted]
    verdict: Literal["met", "not_met", "cannot_tell"]
    reason: str


class Answers(BaseModel):
    """A judge's answers to the checks of a criterion."""

    checks: Annotated[list[CheckAnswer], Field(max_length=40)]


class Tally:
    """Quotes that were offered, and what became of them."""

    def __init__(self) -> None:
        self.offered = 0
        self.verified = 0
        self.dropped: Counter[str] = Counter()

    def keep(
        self, quotes: Sequence[Quoted], verifier: Verifier, side: Speaker | None, *, supports: bool
    ) -> tuple[Evidence, ...]:
        """The quotes that hold, each of their words once; the others are counted by why not."""
        kept: list[Evidence] = []
        for quoted in quotes:
            self.offered += 1
            found = verifier.look(quoted, side, supports=supports)
            if isinstance(found, Evidence) and any(_overlap(found, other) for other in kept):
                found = "repeated"
            if isinstance(found, str):
                self.dropped[found] += 1
            elif len(kept) < MOST_QUOTES:
                self.verified += 1
                kept.append(found)
            else:
                self.dropped["too_many"] += 1
        return tuple(sorted(kept, key=lambda words: (words.turn, words.start)))


class Verifier:
    """Looks quotes up in a call."""

    def __init__(self, reading: Reading, aimed: Sequence[Aimed]) -> None:
        self._reading = reading
        self._aimed = aimed
        self._first = reading.seller[0].turn if reading.seller else 0

    def look(self, quoted: Quoted, side: Speaker | None, *, supports: bool) -> Evidence | str:
        """The words where they stand in the turn that is named, or in a word why they do not count.

        Args:
            quoted: the turn and the words.
            side: whose words they have to be; None for either.
            supports: whether they are to earn something: what the buyer says before the seller
                has spoken is nobody's doing.
        """
        turn = self._reading.turns.get(quoted.turn)
        if turn is None:
            return "no_such_turn"
        if side is not None and turn.speaker is not side:
            return "wrong_speaker"
        if supports and turn.speaker is Speaker.BUYER and turn.turn < self._first:
            return "before_the_seller_spoke"
        place = find(clean(quoted.quote), turn.text)
        if place is None:
            return "not_in_turn"
        if any(each.touches(turn.turn, *place) for each in self._aimed):
            return "aimed_at_judge"
        return self._reading.cite(turn.turn, *place) or "not_in_turn"


def verified(answer: CheckAnswer, asked: Asked, verifier: Verifier, tally: Tally) -> JudgedCheck:
    """A judge's answer as far as it holds: a ``met`` without its words is no answer."""
    words = tally.keep(answer.supporting, verifier, asked.side, supports=True)
    against = tally.keep(answer.opposing, verifier, None, supports=False)
    verdict = _VERDICTS[answer.verdict]
    says = " ".join(clean(answer.reason).split())[:LONGEST_REASON]
    if verdict is Verdict.MET and len(words) < asked.times:
        verdict = Verdict.NOT_ASSESSABLE
        says = f"The judge says it is met and shows words for {len(words)} of {asked.times}."
    if verdict is Verdict.NOT_MET and asked.absent and not against:
        verdict = Verdict.NOT_ASSESSABLE
        says = "The judge says it happened and cannot show the words."
    return JudgedCheck(verdict=verdict, says=says, evidence=words, against=against)


_VERDICTS = {
    "met": Verdict.MET,
    "not_met": Verdict.NOT_MET,
    "cannot_tell": Verdict.NOT_ASSESSABLE,
}


def over_parts(asked: Asked, parts: Sequence[JudgedCheck]) -> JudgedCheck:
    """One answer from those about the parts of a long call.

    Met if one part meets it, or if the words of all of them together are as many as it needs; what
    must not happen is not met if one part shows that it did, and met only if every part can tell
    that it did not, but for parts in which it had no occasion to.
    """
    if len(parts) == 1:
        return parts[0]
    words = _together(part.evidence for part in parts)
    against = _together(part.against for part in parts)
    order = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_ASSESSABLE)
    if asked.absent and asked.only_if:
        order = (Verdict.NOT_MET, Verdict.MET, Verdict.NOT_ASSESSABLE)
    elif asked.absent:
        order = (Verdict.NOT_MET, Verdict.NOT_ASSESSABLE, Verdict.MET)
    best = next(part for verdict in order for part in parts if part.verdict is verdict)
    if asked.times > 1 and best.verdict is Verdict.NOT_MET and len(words) >= asked.times:
        best = best.model_copy(update={"verdict": Verdict.MET, "says": "Over the whole call."})
    return best.model_copy(update={"evidence": words, "against": against})


def not_for_everything(
    judged: Mapping[str, JudgedCheck], times: Mapping[str, int], reading: Reading, tally: Tally
) -> dict[str, JudgedCheck]:
    """The answers without words of the seller's that are shown for more than `MOST_CHECKS`.

    Args:
        judged: the answers by check.
        times: by check, how many words a ``met`` needs.
        reading: the call.
        tally: where what is dropped is counted.
    """
    shown = [
        words
        for answer in judged.values()
        if answer.verdict is Verdict.MET
        for words in answer.evidence
        if reading.turns[words.turn].speaker is Speaker.SELLER
    ]
    left: dict[str, JudgedCheck] = {}
    for name, answer in judged.items():
        worn = [w for w in answer.evidence if sum(_overlap(w, o) for o in shown) > MOST_CHECKS]
        if answer.verdict is Verdict.MET and worn:
            tally.verified -= len(worn)
            tally.dropped["for_too_much"] += len(worn)
            words = tuple(w for w in answer.evidence if w not in worn)
            answer = answer.model_copy(update={"evidence": words})
            if len(words) < times[name]:
                says = "The judge shows the same words for one question after another."
                update = {"verdict": Verdict.NOT_ASSESSABLE, "says": says}
                answer = answer.model_copy(update=update)
        left[name] = answer
    return left


def over_repeats(repeats: Sequence[JudgedCheck]) -> JudgedCheck:
    """One answer from several to the same question: what more than half of them say."""
    for verdict in (Verdict.MET, Verdict.NOT_MET):
        same = [each for each in repeats if each.verdict is verdict]
        if 2 * len(same) > len(repeats):
            return same[0].model_copy(
                update={
                    "evidence": _together(each.evidence for each in same),
                    "against": _together(each.against for each in same),
                    "agree": (len(same), len(repeats)),
                }
            )
    unsure = [each for each in repeats if each.verdict is Verdict.NOT_ASSESSABLE]
    if 2 * len(unsure) > len(repeats):
        return unsure[0].model_copy(update={"agree": (len(unsure), len(repeats))})
    most = max(sum(a.verdict is b.verdict for b in repeats) for a in repeats)
    return JudgedCheck(
        verdict=Verdict.NOT_ASSESSABLE,
        says="The judge answers one way and the other.",
        agree=(most, len(repeats)),
    )


def _together(shown: Iterable[tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """All of the words, each once, in the order of the call."""
    kept: list[Evidence] = []
    for words in sorted(
        (words for each in shown for words in each), key=lambda w: (w.turn, w.start, -w.end)
    ):
        if not any(_overlap(words, other) for other in kept):
            kept.append(words)
    return tuple(kept)


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.turn == other.turn and one.start < other.end and other.start < one.end
