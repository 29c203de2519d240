"""What sellers commonly ask for, and a call would miss."""

from pathlib import Path

from roleplay.domain.scenario import Topic
from roleplay.library import Library
from roleplay.listening import Topics
from roleplay.practice.advice.missing import MOST_TOLD, _unheard, common_ways
from tests.practice.test_advice import only

DECIDING = ("who decides", "who signs it off", "who has to agree", "is it your call")


def test_the_way_that_is_not_heard_is_told_with_the_topic_of_the_others() -> None:
    topics = Topics(
        [
            Topic(
                id="decision",
                of="knows",
                listen_for=("who decides here", "who signs it off", "who has to agree to it"),
            ),
            Topic(id="weather", of="knows", listen_for=("is it raining",)),
        ]
    )

    assert _unheard(topics, DECIDING) == ("decision", "is it your call")
    assert _unheard(topics, DECIDING[:3]) is None
    assert _unheard(topics, ("is it raining", "is it your call", "what is a zebra")) is None


def test_an_author_is_told_which_line_to_add(tmp_path: Path) -> None:
    problem = only(
        tmp_path,
        (
            "knows:\n",
            "knows:\n"
            "  - id: deciding\n"
            "    listen_for: [who makes the decision, who signs it off, who has to agree to it,\n"
            "      who needs to be happy with it]\n"
            '    say: ["I do."]\n',
        ),
    )

    assert problem.code == "would-be-missed"
    assert problem.level == "warning"
    assert problem.field == "knows[0].listen_for"
    assert '"who has the final say" would be missed' in problem.message


def test_each_subject_has_ways_enough_to_know_it_by_and_no_two_the_same() -> None:
    ways = [way for subject in common_ways() for way in subject]

    assert len(ways) == len(set(ways))
    assert all(len(subject) >= 3 for subject in common_ways())
    assert len(common_ways()) > MOST_TOLD


def test_the_shipped_calls_miss_nothing_common() -> None:
    library = Library([Path(__file__).parents[2] / "scenarios"])
    for name in library.scenario_ids():
        topics = Topics.of(library.scenario(name))
        assert [_unheard(topics, ways) for ways in common_ways() if _unheard(topics, ways)] == []
