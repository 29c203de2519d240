"""What the buyer would tell a colleague about the call, in a sentence."""

from __future__ import annotations

from roleplay.domain.endings import Ending
from roleplay.domain.ledger import CommitmentState, Ledger, NeedState, ObjectionState
from roleplay.domain.scenario import Scenario


def to_a_colleague(scenario: Scenario, ledger: Ledger, ending: Ending | None) -> str:
    """The buyer's own summary, by what they came to and how it ended."""
    sized = {change.id for change in ledger.changes if change.state is NeedState.QUANTIFIED}
    furthest = max(
        scenario.needs,
        key=lambda need: (ledger.need(need.id).rank, need.id in sized, bool(need.called)),
        default=None,
    )
    about = (furthest and furthest.called) or "something I hadn't looked at in a while"
    told = furthest is not None and ledger.need(furthest.id).at_least(NeedState.STATED)
    agreed = bool(ledger.accepted())
    came_to = {*ledger.accepted(), ending.value if ending else ""}
    right = bool(came_to & set(scenario.right_ending))
    if ending is Ending.HUNG_UP:
        return "I gave them the time I had, and they spent it on themselves, so I ended it."
    if ending is Ending.DISQUALIFIED:
        if right:
            return (
                "They told me straight that this isn't for us. I'd take their call again tomorrow."
            )
        return "They backed out before I'd told them half of it. Odd, really."
    if furthest is not None and furthest.id in sized:
        if agreed:
            return f"They had me put a number on {about}, and I didn't much like it. We go on."
        return f"They had me put a number on {about}, and then left me alone with it."
    if told:
        if agreed:
            return f"I ended up telling them about {about}. We're taking it a step further."
        if _standing_concern(ledger):
            return f"They listened when I came to {about}, less so when I said what worries me."
        return f"I told them about {about}. What they'd do about it, I couldn't tell you."
    if agreed:
        return "Pleasant enough. I said yes to a next step; ask me what for and I'd have to guess."
    if _asked_for_anything(ledger):
        return "They wanted a meeting. I'm still not sure what about."
    return "We had a chat. I don't think they found out much, and neither did I."


def _asked_for_anything(ledger: Ledger) -> bool:
    return any(ledger.commitment(name) is not CommitmentState.NONE for name in ledger.commitments)


def _standing_concern(ledger: Ledger) -> bool:
    unsettled = (ObjectionState.RAISED, ObjectionState.EXPLORED)
    return any(ledger.objection(name) in unsettled for name in ledger.objections)
