"""Numbers on a buyer's problem, impact or value: asked for, taken up, or out of nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.domain.moves import QUESTIONS, Figure, Kind, Said

from .cues import said_cues
from .figures import follows, same
from .phrases import Phrases
from .words import tokens

_SIZES = Phrases(
    {
        "asks": """
1: how many/much/often/long/big/far/large/high/frequently | what percentage/percent/share/proportion/number/figure/amount/rate | put a number/figure/price
1: what does * cost | what would * cost | what is * costing | what did * cost | what is * worth | what would * worth | ballpark | roughly what | in money | in hours
1: what number | what is the number/cost/damage/bill/size | what kind of money/number/figure | how expensive | size of the | what would you put | worth to you
1: what does * add up | what do you lose | what do they cost | what are you losing | what is your * rate | quantify | what did you lose
""",
        "impact": """
1: lose/loses/losing/lost/cost/costs/costing/waste/wasted/wasting/leak/leaks/leakage/miss/missed/missing/save/saved/saving/savings/gain/recover/recovered
1: worth/overpaid/overpay/overpaying/overpayment/overpayments/late/delay/delays/delayed/errors/error/mistakes/rework/downtime/churn/complaints/fail/fails/failed/failure/failures
1: problem/problems/issue/issues/leave/leaving/damage/impact/stop/stops/stopped/stoppage/stoppages/wait/waiting/hours/scrap/returns/fines/penalty/penalties/claims/write-offs
1: wrong/slip/slips/broken/breaks/breakdown/breakdowns/audit/audited/backlog/overtime/turnover/attrition/quit/reduce/increase/faster/extra/revenue/margin/profit/cancel/cancelled
1: expired/expire/stock/shortage/empty/idle/unpaid/overdue/reject/rejected/duplicate/duplicates/manual/manually/chase/chasing/wastage/spoil/shrinkage/bleeding/bleed
""",
        "not size": """
1: employees | headcount | offices | sites do | branches do | people work | people do you have | people are | staff do | budget | price | priced | per seat | licence | license
1: discount | invoice | our fee | we charge | subscription | how long have you been | how much time do you have | minutes do we | how many people | how big is | how large is
1: how old | how long is your contract | minutes today | minutes of your | half an hour of | how soon | when
""",
        "others": """
1: customer of ours | client of ours | our customers/clients | one of our | carriers we | companies we | firms we | a customer | a client | they saved/cut/reduced/recovered
1: audited | most companies/carriers/firms/teams | many companies/firms/carriers | the industry | on average | average | typically | usually | research | study | studies | survey
1: benchmark | according to | report | reported | data shows | companies like | carriers like | firms like | like you | like yours | peers | others | elsewhere | at another
1: we see | we find | we found | we have seen | in our pilots | reference | published | you said | you told | you mentioned | your report | your annual | your website | your brief
""",
        "supposed": """
1: ^if | suppose | say it is | let us say | imagine | even if | assume | assuming | for argument | were it | hypothetically | for example | might be | could be anything | if it were | if that were | if you
""",
        "ours": """
1: we charge | price | priced | fee | licence | license | per seat | per user | discount | off the | percent off | contract | implementation | pilot | trial | live in | weeks to | go live
1: our team | our platform has | we have | we are | we were | we serve | set up | takes/take | minutes today | minutes of | meet | call | invoice | warranty | support | for free | thursday | i have
""",
        "harm": """
1: you lose | you are losing | you could be losing | you must be losing | you are probably losing | you waste | you are wasting | costs you | costing you | cost you | you are paying | you overpay
1: you are leaving | you leave | save you | saves you | saving you | you will save | you would save | you could save | you can save | you gain | you would gain | you will gain | your losses
1: your leakage/waste/downtime/churn/costs/cost/turnover/margin/error/errors/overpayments/attrition | your savings | your problem | you are missing | you miss | you recover | you would recover
1: you could recover | you will recover | worth * to you | your * losses | your * cost | your * rate | your team/people/staff * waste/lose/spend/wastes/loses/spends | you are bleeding | you will see a
1: your return | your roi | increase your | reduce your | cut your | boost your | grow your | lower your | improve your | you are overpaying | you will cut | you would cut
""",
    }
)


def _heard(words: Sequence[str]) -> set[str]:
    return set(_SIZES.scores(words))


def asks_number(words: Sequence[str]) -> bool:
    """True if a question asks for a figure."""
    return "asks" in _heard(words)


def quantifies(
    kind: Kind,
    words: Sequence[str],
    said: Sequence[Figure],
    given: Sequence[Figure],
    from_buyer: Sequence[Figure],
    taken: bool,
) -> bool:
    """The codebook's tag: a number on the buyer's problem, impact or value, put or asked for.

    Product prices, company size and other customers' results do not count; a benchmark applied to
    this buyer does, and so does the buyer's own figure taken up as the point of the words.
    """
    heard = _heard(words)
    if "not size" in heard and "harm" not in heard:
        return False
    if kind in QUESTIONS:
        if "asks" in heard:
            return "impact" in heard or taken
        return bool(said) and _about_buyer(words, said, given, from_buyer, heard)
    if not said or kind in (Kind.RAPPORT, Kind.AGENDA, Kind.CONCEDE, Kind.ADVANCE, Kind.OTHER):
        return False
    return _about_buyer(words, said, given, from_buyer, heard)


def _about_buyer(
    words: Sequence[str],
    said: Sequence[Figure],
    given: Sequence[Figure],
    from_buyer: Sequence[Figure],
    heard: set[str],
) -> bool:
    own = any(same(figure, other) for figure in said for other in from_buyer)
    if own and "ours" not in heard:
        return True
    if "harm" in heard and "ours" not in heard:
        return True
    return worked_out(said, given) and "impact" in heard


def worked_out(said: Sequence[Figure], given: Sequence[Figure]) -> bool:
    """True if a figure follows from given ones without being one of them."""
    return any(
        not any(same(figure, other) for other in given) and follows(figure, given)
        for figure in said
        if figure.unit != "count" or figure.value > 12
    )


def unsupported(
    words: Sequence[str], said: Sequence[Figure], given: Sequence[Figure]
) -> Figure | None:
    """The first figure asserted of this buyer that nobody gave and no source is named for."""
    if not said:
        return None
    heard = _heard(words)
    if "harm" not in heard or heard & {"others", "supposed", "ours"}:
        return None
    for figure in said:
        if figure.unit == "count" and figure.value < 20:
            continue
        if not follows(figure, given):
            return figure
    return None


def difficulty_in(text: str) -> bool:
    """True if a buyer's words name a difficulty."""
    scores = said_cues().scores([token.word for token in tokens(text)])
    return scores.get(Said.DIFFICULTY, 0.0) >= 3.0
