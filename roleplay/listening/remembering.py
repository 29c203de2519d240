"""What was said before: whether words build on it, and whether they get it wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from roleplay.domain.moves import ASKING, Figure, Kind, Speaker
from roleplay.domain.moves import Said as Amounts

from .figures import figures, follows, same
from .likeness import alike, by_initial, telling
from .phrases import lexicon
from .segmenting import AUXILIARIES, sentences
from .words import FILLERS, content, stem, tokens, word_runs, word_set

if TYPE_CHECKING:
    from roleplay.domain.transcript import Turn

_UNITS = word_set("pound dollar euro quid percent hour minute people staff")
_NEGATIONS = word_set("not no never nobody none nothing without hardly neither nor cannot")
_POINTERS = word_set("that this it those these they them he she him there then")
_BARE = word_runs("""
    why | how so | in what way | tell me more | go on | say more | such as | like what | how
    come | why not | why is that | for example | meaning | what happened | and then | say a bit
    more | what do you mean | the ugly version | last time | more on that | can you say more |
    could you say more | in what sense | because | how | who | since when | how long | how often
    | how many | how much | an example | and
    """)
_SHORT_WHY = 4
"""So few words from ``why`` on ask why of what was just said."""
_BEFORE_THAT = word_set("""
    if when once unless while because since of for from with about like to by in on than behind at
    and
    """)
_WHATEVER = word_set("money number figure time amount cost problem part gap bit loss")
"""Behind ``that``, they only say again what was spoken of."""
_TIMES = word_set("day days week weeks year years times moment")
_LEANERS = word_set("""
    is was are were would will could can does do did has mean means cost costs happen happens
    affect affects come comes for in on to with work works look looks feel feels when or if go
    goes and take takes land lands matter hurt hurts say says at up down show shows about make
    makes get gets today now then again break breaks
    """)  # fmt: skip


class Said(NamedTuple):
    """A sentence of the buyer's, as it is compared."""

    turn: int
    text: str
    stems: frozenset[str]
    negated: bool


def buyer_turns(context: Sequence[Turn]) -> list[Turn]:
    """The buyer's turns, oldest first."""
    return [turn for turn in context if turn.speaker is Speaker.BUYER]


def echo(text: str, others: frozenset[str], given: Sequence[Figure] = ()) -> float:
    """Share of what ``text`` speaks of that is among the stems ``others``, 0 to 1.

    A figure that is among ``given`` counts, in whatever form it is said.
    """
    matched = [_among(word, others) for word in content(text)]
    matched += [any(same(figure, other) for other in given) for figure in figures(text)]
    return sum(matched) / len(matched) if matched else 0.0


def _among(word: str, others: frozenset[str]) -> bool:
    if word in others:
        return True
    return len(word) >= 5 and any(alike(word, o) for o in by_initial(others).get(word[0], ()))


def takes_up(text: str, kind: Kind, last_buyer: str, refers: bool) -> bool:
    """True if ``text`` builds on the buyer's last turn.

    It shares a content word or close form, or points at it (``that``, ``last time``, a bare
    ``why?``). ``refers`` is False where something else in the seller's own turn may be pointed at.
    """
    if not last_buyer.strip():
        return False
    if any(_among(word, frozenset(content(last_buyer))) for word in content(text)):
        return True
    if kind not in ASKING and kind not in (Kind.ACKNOWLEDGE, Kind.ANSWER_CONCERN):
        return _shares_figure(text, last_buyer)
    words = [token.word for token in tokens(text)]
    bare = tuple(word for word in words if word not in FILLERS) or tuple(words)
    if kind in ASKING and (bare in _BARE or (bare[0] == "why" and len(bare) <= _SHORT_WHY)):
        return True
    if kind is Kind.ACKNOWLEDGE:
        return False
    if any(pair == ("last", "time") for pair in pairwise(words)):
        return True
    return (refers and points(words)) or _shares_figure(text, last_buyer)


def _shares_figure(text: str, last_buyer: str) -> bool:
    said = figures(last_buyer)
    return any(
        same(figure, other) and figure.value > 1 for figure in figures(text) for other in said
    )


_THINGS_SAID = word_set("it them they those these that")


def points_back(words: Sequence[str]) -> bool:
    """True for ``who argues them``: a short question that leaves to a pronoun what it is about."""
    return len(words) <= 10 and any(
        word in _THINGS_SAID
        and (i + 1 == len(words) or words[i + 1] in _LEANERS or word in ("them", "they"))
        for i, word in enumerate(words)
        if i > 0
    )


def _names(words: Sequence[str]) -> bool:
    """True if one of the words behind a pointer names a thing."""
    return any(
        telling(stem(word)) > 0.1 and word not in _LEANERS and word not in _WHATEVER
        for word in words
    )


def points(words: Sequence[str]) -> bool:
    """True if ``that`` or ``each one`` stands where nothing in the same words can be meant."""
    for i, word in enumerate(words):
        before = words[i - 1] if i else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        if word in ("each", "either") and following in ("one", "of", "time", "case"):
            return True
        if word not in _POINTERS or (word in ("these", "those") and following in _TIMES):
            continue
        if word in ("these", "those", "this") and _names(words[i + 1 : i + 3]):
            continue  # "Those small drops" says what is meant.
        named_before = sum(1 for other in words[:i] if telling(stem(other)) > 0.1)
        if word == "that":
            # After "does" or "of" it stands for what was said; after other words it joins clauses.
            if before in AUXILIARIES or before in _BEFORE_THAT or not before or not following:
                return True
            if following not in _LEANERS and following not in _WHATEVER:
                continue
        if word in ("there", "then") and (following in AUXILIARIES or (word == "then" and i == 0)):
            continue
        if word == "there" and before in AUXILIARIES:
            continue
        if word == "it" and following == "is" and i + 2 < len(words) and words[i + 2] in (
            "ok", "okay", "possible", "worth", "fair", "fine", "all",
        ):  # fmt: skip
            continue
        if (
            word == "it"
            and before == "is"
            and following in ("ok", "okay", "possible", "all", "fair")
        ):
            continue
        return named_before < 2
    return False


@lru_cache(maxsize=512)
def _sentences(turn: int, text: str) -> tuple[Said, ...]:
    found = []
    for piece in (part for start, end in sentences(text) for part in _clauses(text[start:end])):
        negated = any(token.word in _NEGATIONS for token in tokens(piece))
        found.append(Said(turn, piece, frozenset(content(piece)), negated))
    return tuple(found)


def contradicts(text: str, turns: Sequence[Turn]) -> int | None:
    """The buyer's turn that a reflection gets wrong in number or polarity, latest first.

    Wrong only where little else can be meant: it speaks of the same thing in the same words, and
    its number is no other that the buyer gave and follows from none, or one of the two is negated.
    """
    stems = frozenset(content(text))
    if not stems:
        return None
    said = [piece for turn in reversed(turns) for piece in _sentences(turn.turn, turn.text)]
    given = [figure for piece in said for figure in figures(piece.text)]
    for figure in figures(text):
        wrong = _wrong_rate(text, figure, said)
        if wrong is not None:
            return wrong
        if follows(figure, given) or any(same(figure, other, 0.1) for other in given):
            continue
        for piece in said:
            comparable = [f for f in figures(piece.text) if f.unit == figure.unit]
            shared = [word for word in stems - _UNITS if _among(word, piece.stems)]
            if any(same(other, own) for other in comparable for own in figures(text)):
                continue
            if comparable and len(shared) >= (1 if len(piece.stems) <= 5 else 2):
                return piece.turn
    for clause in _clauses(text):
        wrong = _wrong_polarity(clause, frozenset(content(clause)), said)
        if wrong is not None:
            return wrong
    return None


_A = re.compile(r"\s*(?:pounds|quid|dollars|euros)?\s*(?:a|an|per|each|every)\s+"
                r"(hour|day|week|month|quarter|year)\b", re.IGNORECASE)  # fmt: skip


def _rate(text: str, figure: Figure) -> str | None:
    """``month`` where the figure is so much a month."""
    found = _A.match(text, figure.end)
    return found[1].lower() if found else None


def _wrong_rate(text: str, figure: Figure, said: Sequence[Said]) -> int | None:
    """The turn where the buyer said the same figure, but a year and not a month."""
    rate = _rate(text, figure)
    if rate is None:
        return None
    theirs = [
        (_rate(piece.text, other), piece.turn)
        for piece in said
        for other in figures(piece.text)
        if same(other, figure)
    ]
    if not theirs or any(other in (rate, None) for other, _ in theirs):
        return None
    return theirs[0][1]


_JOINT = re.compile(r",\s+|\s+(?:and|but|so|yet)\s+|[;:—–]")


def _clauses(text: str) -> Iterable[str]:
    """The parts of a sentence that may each be denied by themselves."""
    return (part for part in _JOINT.split(text) if part.strip())


def _wrong_polarity(text: str, stems: frozenset[str], said: Sequence[Said]) -> int | None:
    if len(stems) < 2 or len(stems) > 8:
        return None
    negated = any(token.word in _NEGATIONS for token in tokens(text))
    best: tuple[float, Said] | None = None
    for piece in said:
        if not piece.stems or len(piece.stems) > 10:
            continue
        shared = sum(1 for word in stems if _among(word, piece.stems))
        fit = shared / len(stems | piece.stems)
        if shared >= 2 and shared / len(stems) >= 0.66 and (best is None or fit > best[0]):
            best = (fit, piece)
    if best is None or best[0] < 0.5 or best[1].negated == negated:
        return None
    if any(other.negated == negated and len(other.stems & stems) >= 2 for other in said):
        return None
    return best[1].turn


@lru_cache(maxsize=512)
def objection_in(text: str) -> bool:
    """True if a buyer's words object: a doubt, a refusal, a challenge."""
    scores = lexicon("buyer").scores([token.word for token in tokens(text)])
    return scores.get(Amounts.DOUBT, 0.0) >= 3.0 or scores.get(Amounts.PUT_OFF, 0.0) >= 3.0


def _padded(runs: str) -> tuple[str, ...]:
    """Runs of words parted by ``|``, between blanks, to be found among others so."""
    return tuple(f" {' '.join(run)} " for run in word_runs(runs))


_REQUESTS = {
    Kind.PROOF: _padded("""
        who else uses | anyone in our | anybody in our | prove it | what did it do for |
        does it work | where has it | any evidence | who have you | anyone else using |
        where did that | has anyone
        """),
    Kind.ADVISE: _padded("""
        what would you do | what should | should we | should i | where would you | which would you |
        where to begin | what would you fix | what is the first thing | which one would you
        """),
    Kind.PITCH: _padded("""
        what do you do | tell me what you | how does it work | how does that work |
        what is included | what do you have | what have you got | who are you | what can you |
        what does it | go ahead | what does this cost | what does this thing cost |
        how much is it | what would it cost | in money | who on your side | a name not a team
        """),
}  # fmt: skip
"""How a buyer asks for what only the seller can tell."""


@lru_cache(maxsize=512)
def asked_for(text: str) -> Kind | None:
    """What a buyer's words ask for, without doubt in them: proof, advice or the offering."""
    words = f" {' '.join(token.word for token in tokens(text))} "
    for kind, runs in _REQUESTS.items():
        if any(run in words for run in runs):
            return None if objection_in(text) else kind
    return None
