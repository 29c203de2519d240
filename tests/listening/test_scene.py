"""What a turn is said into: what the buyer said reaches what the seller's words are taken for."""

import pytest

from roleplay.domain.moves import Speaker
from roleplay.domain.transcript import Turn
from roleplay.listening import hear
from roleplay.listening.buyer import leanings
from roleplay.listening.scene import parts_in, scene_of
from tests.listening.test_kinds import after

OBJECTED = "We are not doing another replacement."


def test_every_part_knows_what_the_buyers_last_turn_may_amount_to() -> None:
    context = after(OBJECTED)
    scene = scene_of(context, None)

    assert scene.said == leanings(OBJECTED, context[:-1])
    assert scene.said != ()
    assert [part.setting.buyer_said for part in parts_in("I see. It takes a week.", scene)] == [
        scene.said,
        scene.said,
    ]


def test_the_sellers_own_turns_in_between_do_not_hide_it() -> None:
    context = [*after(OBJECTED), Turn(turn=9, speaker=Speaker.SELLER, text="Hm.")]

    assert scene_of(context, None).said == scene_of(context[:-1], None).said
    assert scene_of((), None).said == ()


def test_it_changes_what_the_sellers_words_are_taken_for(monkeypatch: pytest.MonkeyPatch) -> None:
    told = hear("It takes four months.", after(OBJECTED)).segments[0]
    monkeypatch.setattr("roleplay.listening.scene._said", lambda context: ())
    untold = hear("It takes four months.", after(OBJECTED)).segments[0]

    assert (told.kind, told.confidence) != (untold.kind, untold.confidence)
