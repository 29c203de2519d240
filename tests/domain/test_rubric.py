from __future__ import annotations

import pytest
from pydantic import ValidationError

from roleplay.domain.rubric import Count


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"in_last": 2}, "in_last goes with by: buyer"),
        ({"said": "number"}, "said goes with by: buyer"),
        ({"by": "buyer", "met_with": "number"}, "met_with goes with what the seller does"),
        ({"by": "buyer", "not_met_with": "doubt"}, "not_met_with goes with what the seller does"),
        ({"by": "buyer", "replies_to": "doubt"}, "replies_to goes with what the seller does"),
    ],
)
def test_what_cannot_be_counted_together_is_refused(given, message):
    with pytest.raises(ValidationError, match=message):
        Count.model_validate({**given, "at_least": 1})


def test_what_fits_is_taken():
    assert Count.model_validate({"by": "buyer", "said": "number", "in_last": 2, "at_least": 1})
    assert Count.model_validate({"met_with": "number", "replies_to": "doubt", "at_least": 1})
