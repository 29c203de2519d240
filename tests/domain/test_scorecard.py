from __future__ import annotations

import pytest

from roleplay.domain.moves import PLAIN_FROM
from roleplay.domain.scorecard import Evidence


@pytest.mark.parametrize(
    ("confidence", "corrected", "how"),
    [
        (1.0, False, ""),
        (PLAIN_FROM, False, ""),
        (PLAIN_FROM - 0.01, False, "not heard surely"),
        (PLAIN_FROM - 0.01, True, "as you corrected it"),
    ],
)
def test_how_words_were_heard_is_told_where_it_is_not_plain(confidence, corrected, how):
    words = Evidence(
        turn=2, start=0, end=3, quote="Why", confidence=confidence, corrected=corrected
    )
    assert words.how == how
