"""Whether words ask, whether the answer they invite is free or short, and what they are after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from roleplay.domain.moves import Focus

from .phrases import lexicon
from .segmenting import AUXILIARIES, WH
from .words import FILLERS, FUNCTION_WORDS, word_runs, word_set


class Form(NamedTuple):
    """How a segment asks."""

    strength: float
    """0 does not ask; 2 by form; 3 also by a question mark, or by a prompt."""
    is_open: bool
    by_mark_only: bool = False
    """A statement with a question mark: a guess to be confirmed, or a mirror."""


NOT_ASKING = Form(0.0, False)

_LEAD_INS = word_runs("""
    i was wondering | i am wondering | i wonder | just curious | i am curious | curious | let me
    ask you this | let me ask you | let me ask | can i ask you | can i ask | may i ask | could i
    ask | if i may ask | i would like to know | i would love to know | i want to know | i would
    like to understand | i want to understand | i would love to understand | quick question |
    one question | my question is | out of interest | out of curiosity | so | and | but | well |
    okay | ok | um | uh | right | now | then | also | yeah | yes | sure | great | just | you
    know | i mean | i meant | what i meant was | what i meant is | what i mean is | i asked |
    i was asking | i am asking | or | er | first | interesting | good | because | in that case |
    tell me | sorry | please | honestly | roughly | in your view | from your perspective |
    to be clear |
    can you tell me | could you tell me | would you tell me | could you say | can you say | do
    you mind telling me | would you mind telling me | help me understand | about | do you know |
    would you know | do you have a sense of | do you have any idea | any idea | do you have a
    feel for | do you remember | exactly | say | me | like
    """)
"""Words before the question proper, longest first where it matters."""
_LEAD_IN_WORDS: dict[str, list[tuple[str, ...]]] = {}
for _lead in sorted(_LEAD_INS, key=len, reverse=True):
    _LEAD_IN_WORDS.setdefault(_lead[0], []).append(_lead)
_POLITE = word_set("tell share describe explain walk talk help elaborate paint expand unpack show")
_PROMPTS = word_runs("""
    go on | say more | tell me | tell us | walk me | walk us | talk me | talk to me | help me
    understand | describe | explain | such as | for example | for instance | like what | meaning
    | in what way | in what sense | how so | why | how come | give me an example | give me a
    sense | the ugly version | the short version | the honest version | the long version | say a
    bit more | say a little more | because | and then | please continue | carry on | paint me |
    i would love to hear | i would like to hear | i am all ears | what else | more on that |
    unpack that | share with me | take me through | take me | educate me | what do you mean
    """)
_BARE_ONLY = frozenset(
    word_runs("""
    for example | for instance | because | meaning | and then | why | such as
    """)
)
_SHORT_FACT = word_set("""
    many much often long big old far soon late large high few quickly fast frequently
    """)
_FACT_NOUNS = word_set("""
    system systems software tool tools platform percentage percent share year month day date
    time version vendor supplier size number price budget rate name title role deadline
    headcount turnover revenue color colour address email target quota volume stage country city
    provider ratio score timeline currency erp crm database carrier limit cap level age model
    brand figure
    """)
_NAMES_WHAT = word_set("kind sort type else other exactly about part parts proportion")
_WHO_IS_ASKED = word_set(
    """
    the your a any anyone anybody our all these one someone people their each everyone his her
    customers
    """
)
_FIRST_CLAUSE = word_set(
    """
    if given since after once with of in on for at by from to and suppose compared beyond besides
    """
)
"""Words that may begin a clause before the question."""
_WHERE_IT_HURTS = word_set(
    """
    how why hurt wrong pain stuck break struggle affect affected trouble slip leak see lose losing
    improve
    """
)
"""What makes a ``where`` ask for more than a place."""
_WHERE = word_set("on for with in at from")
_HAPPENS = word_set("happens happened")
_NO_SUBJECT = word_set("a an the it this one each half what as more some two three so that not")
"""What follows ``do`` and ``have`` where they tell or say what is done."""
_DOES_FOR_US = word_set("send bring give show share ring call email check collect pull")
"""What somebody is had to do."""
_NO_NAME = word_set("the a your good success")
_FACT_VERBS = word_set("use run cost charge pay call report bill ship drive sell weigh earn")
_PRONOUNS = word_set("you we they he she it i that this there these those anyone")
_ASKS_ON = AUXILIARIES - {"had"} | {"cost", "costs", "means"}
"""One of these makes a question of ``what a ...``; without, it is an exclamation."""
_TAGS = word_runs("""
    right | correct | yeah | okay | ok | no | yes | eh | huh | you know | see | agreed | fair |
    make sense | makes sense | does that make sense | you see | know what i mean
    """)


def stripped(words: Sequence[str]) -> Sequence[str]:
    """``words`` without what is said before the question proper."""
    changed = True
    while changed and words:
        changed = False
        for lead in _LEAD_IN_WORDS.get(words[0], ()):
            if len(words) > len(lead) and tuple(words[: len(lead)]) == lead:
                if words[len(lead)] in ("if", "whether") and lead[0] in ("i", "do", "would", "can"):
                    return ("do", *words[len(lead) + 1 :])
                if lead[0] in ("do", "would", "any") and words[len(lead)] not in WH:
                    continue
                words = words[len(lead) :]
                changed = True
                break
    return words


def tag_length(words: Sequence[str]) -> int:
    """How many words at the end are a tag such as ``right?`` or ``isn't it?``."""
    for tag in _TAGS:
        if len(words) > len(tag) + 1 and tuple(words[-len(tag) :]) == tag:
            return len(tag)
    for length in (3, 2):
        tail = words[-length:]
        if (
            len(words) > length + 2
            and tail[0] in AUXILIARIES
            and tail[-1] in _PRONOUNS
            and (length == 2 or tail[1] == "not")
            and words[-length - 1] not in WH
        ):
            return length
    return 0


def form(words: Sequence[str], marked: bool) -> Form:
    """How ``words`` ask; ``marked`` where a question mark stands behind them."""
    if not words:
        return NOT_ASKING
    bare = [word for word in words if word not in FILLERS] or list(words)
    prompt = _prompt(bare)
    if prompt:
        return Form(3.0, is_open=_invites_story(bare))
    if _asks_at_the_end(bare):
        return Form(2.0 + marked, is_open=True)
    core = stripped(words)
    if tuple(core[:2]) in (("what", "a"), ("what", "an")) and not set(core[2:]) & _ASKS_ON:
        return NOT_ASKING
    inner = _inner_question(core)
    mark = 1.0 if marked else 0.0
    if not marked and _cleft(core):
        return NOT_ASKING
    fronted = _fronted(core) or (marked and core[0] in AUXILIARIES and "not" not in core[1:2])
    if fronted or inner:
        if tag_length(words) and not fronted:
            return NOT_ASKING
        return Form(2.0 + mark, is_open=_invites_story(core))
    if marked:
        if tag_length(words):
            return Form(0.5, is_open=False, by_mark_only=True)
        ends_asking = len(core) > 1 and bool(
            set(core[-6:]) & {"what", "who", "how", "why", "which"}
        )
        return Form(
            2.0 if ends_asking else 1.5,
            is_open=ends_asking and _invites_story(core),
            by_mark_only=not ends_asking,
        )
    return NOT_ASKING


_TAIL = word_set("mostly exactly though then like again")
_ASKED_LAST = word_set("what who whom where when")
_BEFORE_IT = word_set("of for from about with to by like since")


def _asks_at_the_end(words: Sequence[str]) -> bool:
    """True for ``waiting for what mostly``: a fragment that asks by its last words."""
    rest = list(words)
    while len(rest) > 2 and rest[-1] in _TAIL:
        rest.pop()
    return 2 <= len(rest) <= 6 and rest[-1] in _ASKED_LAST and rest[-2] in _BEFORE_IT


def _prompt(words: Sequence[str]) -> bool:
    for prompt in _PROMPTS:
        if tuple(words[: len(prompt)]) == prompt:
            if prompt in _BARE_ONLY and len(words) > len(prompt) + 1:
                continue
            if prompt[:2] == ("tell", "me") and len(words) > 2 and words[2] in ("if", "whether"):
                return True
            if prompt[0] in ("describe", "explain") and len(words) < 2:
                continue
            return not (prompt == ("tell", "me") and len(words) > 4 and "i" in words[2:4])
    return False


def _fronted(words: Sequence[str]) -> bool:
    if not words:
        return False
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in WH:
        if len(words) == 1:
            return True
        if first in ("when", "where", "which", "who", "whose", "what", "how", "why"):
            if second in AUXILIARIES or second in _SHORT_FACT | {"about", "if", "else", "happens"}:
                return not (first == "when" and second in _PRONOUNS)
            if first == "what" and second in ("you", "we", "i", "they", "it"):
                return False
            if first in ("when", "where") and second in _PRONOUNS | {"the", "a", "your", "our"}:
                return _late_question(words)
            if first in ("how", "why") and second in _PRONOUNS:
                return False
            return len(words) > 2 or (first == "who" and len(second) > 3 and second[-1] == "s")
    if first in AUXILIARIES:
        if first in ("have", "do") and second in _NO_SUBJECT:
            return first == "do" and second == "the" and _those_do(words[2:])
        if first == "have" and set(words[2:4]) & _DOES_FOR_US:
            # "Have Conor send us the invoices" asks nothing.
            return False
        if first in ("may", "might", "will", "had", "must") and second not in _PRONOUNS:
            return False
        if second == "not":
            return len(words) > 2 and words[2] in _PRONOUNS | {"the", "your"}
        return second in _PRONOUNS | _WHO_IS_ASKED or (
            len(words) > 2 and second != "nothing" and first not in ("is", "are", "can")
        )
    if first in _FIRST_CLAUSE:
        return _late_question(words)
    return first == "any" and len(words) > 1 and second in ("idea", "thoughts", "chance", "other")


def _those_do(words: Sequence[str]) -> bool:
    """True for ``the supermarkets take``, behind ``do``; ``the sums first`` tells what to do."""
    return (
        len(words) > 2
        and words[0].endswith("s")
        and words[1] not in _BEHIND_A_TASK
        and words[1] not in FUNCTION_WORDS - {"take", "give", "get", "make", "keep", "know", "see"}
    )


_BEHIND_A_TASK = word_set("first together")


def _cleft(words: Sequence[str]) -> bool:
    """True for statements such as ``what surprises most people is that...``."""
    if (
        not words
        or words[0] != "what"
        or (len(words) > 1 and words[1] in AUXILIARIES | _FACT_NOUNS | _NAMES_WHAT)
    ):
        return False
    return any(word in ("is", "was", "are") for word in words[2:9]) and words[-1] not in AUXILIARIES


def _late_question(words: Sequence[str]) -> bool:
    """True if a question follows after a first clause: ``when you say control, what would...``."""
    for i in range(2, len(words) - 1):
        if words[i] in ("what", "how", "who", "which", "why") and (
            words[i + 1] in AUXILIARIES or words[i + 1] in _SHORT_FACT or words[i + 1] == "happens"
        ):
            return True
        if words[i] in ("do", "does", "did") and i >= 3 and words[0] in _WHERE:
            return words[i - 1] not in _PRONOUNS and words[i - 1] not in WH
        if words[i] in AUXILIARIES and words[i + 1] in ("you", "your", "it", "that", "they"):
            before = words[i - 1]
            return before not in _PRONOUNS and before not in WH and words[i + 1] != before
    return False


def _inner_question(words: Sequence[str]) -> bool:
    """True for what asks by its lead-in: ``I was wondering how it works``."""
    return len(words) > 1 and words[0] in WH and words[1] in (
        *AUXILIARIES, *_SHORT_FACT, "else", "happens", "happened", "makes",
    )  # fmt: skip


def _invites_story(words: Sequence[str]) -> bool:
    """True if the answer invited is a free one."""
    core = stripped(words)
    if not core:
        core = words
    invited = core[0] in ("can", "could", "would", "will", "do") and tuple(core[1:2]) != ("they",)
    if invited and any(word in _POLITE for word in core[2:5]):
        rest = core[3:]
        return not (set(rest) & _SHORT_FACT and "how" in rest)
    if core[0] in AUXILIARIES and {"else", "behind"} <= set(core):
        # "Is there something else behind it?" leaves it to them what it is.
        return True
    if core[0] in AUXILIARIES:
        for i in range(2, min(len(core), 9)):
            if core[i] in ("why", "how") and (i + 1 == len(core) or core[i + 1] not in _SHORT_FACT):
                return core[i - 1] in (
                    "know",
                    "of",
                    "see",
                    "idea",
                    "explain",
                    "about",
                    "sense",
                    "on",
                )
            if core[i] == "what" and core[i - 1] in ("know", "of", "idea", "sense", "about", "see"):
                return not _one_fact(core[i:])
        return False
    if core[0] in WH:
        return not _one_fact(core)
    for i in range(1, len(core)):
        after = core[i + 1] if i + 1 < len(core) else ""
        if core[i] in WH and (after in AUXILIARIES or after in _SHORT_FACT or after in _HAPPENS):
            return not _one_fact(core[i:])
        asks = core[i] in ("do", "does", "did") or after in ("you", "it", "they")
        if core[0] in _FIRST_CLAUSE and core[i] in AUXILIARIES and asks:
            return False
    return True


def _one_fact(words: Sequence[str]) -> bool:
    """True if the wh-question at the start wants one short fact."""
    first, rest = words[0], words[1:]
    second = rest[0] if rest else ""
    if first == "how":
        if second in _SHORT_FACT:
            return not (len(rest) > 1 and rest[1] == "of" and "a" in rest[2:3])
        return False
    if first == "why":
        return False
    if first in ("which", "whose"):
        return True
    if first in ("who", "when", "where"):
        if first == "when" and second not in AUXILIARIES:
            for i in range(1, len(words)):
                if words[i] in ("what", "how", "why"):
                    return _one_fact(words[i:])
            return True
        if first == "where" and set(rest) & _WHERE_IT_HURTS:
            return False
        return not set(rest) & {"how", "why", "affected"}
    adds_up = ("come" in rest and "to" in rest[rest.index("come") :]) or ("add", "up") in pairwise(
        rest
    )
    if adds_up or ("worth" in rest and "like" not in rest):
        return True
    if second in _FACT_NOUNS or (second in ("kind", "sort", "type") and _named_fact(rest)):
        return True
    if tuple(rest[:3]) == ("is", "it", "about"):
        return False
    if second in ("is", "are", "was", "were"):
        return any(word in _FACT_NOUNS for word in rest[1:4]) and not set(rest) & {
            "like",
            "behind",
            "wrong",
            "driving",
            "causing",
            "happening",
        }
    if second in ("do", "does", "did"):
        verbs = [word for word in rest[2:6] if word not in FUNCTION_WORDS or word in _FACT_VERBS]
        if rest[1:2] and rest[1] in ("that", "it", "this"):
            return "cost" in rest
        if any(word in _FACT_VERBS for word in rest[2:4]):
            return True
        named = rest[1:2] and rest[1] not in _PRONOUNS | _NO_NAME
        if second == "does" and named:
            return bool(verbs) or "look" in rest
        return False
    return False


def _named_fact(words: Sequence[str]) -> bool:
    return any(word in _FACT_NOUNS for word in words[1:4])


def focus(words: Sequence[str], after_difficulty: bool) -> Focus:
    """What a question is mainly after; ``after_difficulty`` where the buyer has just named one."""
    scores = lexicon("focus").scores(words)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if ranked:
        return Focus(ranked[0][0])
    if all(word in FUNCTION_WORDS or word in FILLERS for word in words):
        return Focus.PROBLEM if after_difficulty or "why" in words else Focus.OTHER
    return Focus.SITUATION
