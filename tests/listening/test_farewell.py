"""Taking leave is told from proposing to talk, and from words about a goodbye."""

from __future__ import annotations

import pytest

from roleplay.listening.farewell import takes_leave


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, talk Thursday, bye",
        "Thanks Dana, talk Thursday. Bye.",
        "Bye.",
        "goodbye",
        "Right, bye then.",
        "Perfect. I'll send Priya the two dates today. Speak soon.",
        "ok great thanks so much dana ill speak to you thursday bye",
        "I'll see you next week, Dana.",
        "Thank you for your time. Have a good weekend!",
        "Lovely. Take care, Tom.",
        "Okay, I\u2019ll let you go.",
        "I'll leave you to it then.",
        "Great, until Thursday!",
        "Good. See you Thursday morning.",
        "That is all from me today. Goodbye, Ruth.",
        "Have a great rest of your day",
    ],
)
def test_leave_is_taken(text: str) -> None:
    assert takes_leave(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hi Dana, thanks for your time today.",
        "Shall we talk Thursday?",
        "Let's talk Thursday.",
        "Could we speak next week.",
        "I'd like to see you next week.",
        "You would say goodbye to the old system.",
        "Say goodbye to manual checks.",
        "Did they wave goodbye?",
        "Have a good look at page four.",
        "How long until Thursday?",
        "Let's talk later about the audit.",
        "I'll talk to you about the audit.",
        "Bye the way, what did the audit find?",
        "We take care of the files.",
        "They take care of claims",
        "See you Thursday? What would you need by then?",
        "When do you see your brokers again",
        "Our people have a busy week",
    ],
)
def test_it_is_not(text: str) -> None:
    assert not takes_leave(text)
