"""Which edits a quote survives, and which make it another statement."""

from __future__ import annotations

import pytest
from rapidfuzz import fuzz

from roleplay.scoring.quotes import SAME_FROM, find, plain

SAID = (
    "We audit two percent of files after the fact, and nobody — honestly — looks at the rest. "
    "It isn’t my call, it's Priya’s. The last audit found four percent overpaid, so about £9m "
    "a year, and I would not call that “under control”."
)

SAME = {
    "word for word": "We audit two percent of files after the fact",
    "case": "WE AUDIT TWO PERCENT OF FILES after the fact",
    "quotation marks": 'I would not call that "under control"',
    "apostrophe": "It isn't my call, it's Priya's.",
    "dash": "and nobody - honestly - looks at the rest",
    "white space": "The last  audit\nfound four percent overpaid",
    "marks around it": "“The last audit found four percent overpaid”",
    "invisible": "The last au\u200bdit found four percent overpaid",
    "ellipsis": "We audit two percent ... after the fact",
    "ellipsis over a sentence with a negation": "We audit two percent ... about £9m a year",
    "ellipsis in one character": "The last audit found … about £9m a year",
    "slip": "The last adit found four percent overpaid",
    "two slips": "We audit two percent of flies afer the fact",
    "lost small word": "We audit two percent of files after fact",
    "full stop added": "so about £9m a year.",
    "plural": "The last audits found four percent overpaid",
}
OTHER = {
    "another number": "We audit ten percent of files after the fact",
    "another figure": "so about £8m a year",
    "a number added": "The last two audits found four percent overpaid",
    "negation left out": "We audit two percent of files ... looks at the rest",
    "hardly anything and an ellipsis": "we ... the",
    "negation lost": "I would call that “under control”",
    "negation lost in a short form": "It is my call, it's Priya's.",
    "negation added": "The last audit never found four percent overpaid",
    "said by nobody": "We lose nine million a year because nobody looks.",
    "summary": "The buyer says that audits are only done afterwards",
    "a word": "audit",
    "two short words": "my",
    "only dots": "...",
    "nothing": "",
    "turned round": "four percent overpaid found the last audit",
    "two places in the wrong order": "looks at the rest ... We audit two percent",
    "words between words": "We audit all of the two thousand percent of the files",
}


@pytest.mark.parametrize("quote", SAME.values(), ids=SAME)
def test_slips_leave_a_quote_the_turns_own_words(quote: str) -> None:
    place = find(quote, SAID)
    assert place is not None
    found = SAID[slice(*place)]
    words = plain(found)[0].split()
    asked = plain(quote)[0].replace("...", " ").split()
    assert len(set(words) & set(asked)) >= 0.5 * len(set(asked))


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("I agree that we have to fix the backlog", "I disagree that we have to fix the backlog"),
        ("we are happy with the process we have", "we are unhappy with the process we have"),
        ("I think that it is impossible by spring", "I think that it is possible by spring"),
        ("costs will increase a lot next year", "costs will decrease a lot next year"),
        ("it takes us less time than last year", "it takes us more time than last year"),
        ("that is really a problem for us", "that is rarely a problem for us"),
        ("I will ... sign this", "I will not ever sign this"),
    ],
)
def test_what_says_the_opposite_is_no_quote(quote: str, said: str) -> None:
    assert find(quote, said) is None
    assert find(said, said) == (0, len(said))


@pytest.mark.parametrize("quote", OTHER.values(), ids=OTHER)
def test_other_words_are_no_quote(quote: str) -> None:
    assert find(quote, SAID) is None


def test_the_place_is_that_of_the_turns_own_words() -> None:
    place = find("it isn't MY call", SAID)
    assert place is not None
    assert SAID[slice(*place)] == "It isn’t my call"


def test_all_of_a_short_turn_is_a_quote() -> None:
    assert find("Nine million.", "Nine million.") == (0, 13)
    assert find("thursday", "Thursday.") == (0, 8)


def test_the_threshold_lies_between_what_is_the_same_and_what_is_not() -> None:
    said = plain(SAID)[0]
    edited = [SAME["slip"], SAME["two slips"], SAME["lost small word"], SAME["plural"]]
    made_up = [OTHER["said by nobody"], OTHER["summary"], OTHER["turned round"]]
    assert min(fuzz.partial_ratio(plain(quote)[0], said) for quote in edited) >= SAME_FROM
    assert max(fuzz.partial_ratio(plain(quote)[0], said) for quote in made_up) < SAME_FROM - 8
