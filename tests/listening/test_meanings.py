"""Nearness in meaning, and what speaks for a topic."""

import json
from pathlib import Path

import pytest

from roleplay.library import Library
from roleplay.listening import Topics
from roleplay.listening.meanings import Nearness, length_together, meaning
from roleplay.listening.weighing import SUREST, likely
from tests.listening.test_topics import topics_then

DATA = Path(__file__).parent / "data"


def near(a: str, b: str) -> float:
    said, other = meaning(a.split()), meaning(b.split())
    assert said is not None
    return Nearness([other]).to(said)[0]


@pytest.mark.parametrize(
    ("said", "nearer", "farther"),
    [
        ("lorries", "trucks", "invoices"),
        ("staff", "employees", "pallets"),
        ("the bill from the hauliers", "what carriers charge", "the weather in spring"),
        ("surcharges", "extra fees", "planners"),
    ],
)
def test_words_of_one_meaning_are_nearer(said: str, nearer: str, farther: str) -> None:
    assert near(said, nearer) > near(said, farther) + 0.1


def test_the_same_words_are_as_near_as_can_be_and_forms_are_known() -> None:
    assert near("close the books", "books close the") == pytest.approx(1.0, abs=0.01)
    assert near("haulier", "hauliers") > 0.8
    assert meaning(["xqzzt"]) is None
    assert meaning([]) is None


def test_many_texts_are_compared_at_once_and_unknown_ones_are_near_nothing() -> None:
    texts = [meaning([word]) for word in ("lorries", "xqzzt", "trucks", "lorries")]
    said = meaning(["lorries"])
    assert said is not None

    found = Nearness(texts).to(said)

    assert found[0] == found[3] == pytest.approx(1.0, abs=0.01)
    assert found[1] == 0.0
    assert 0.2 < found[2] < 1.0
    assert Nearness([]).to(said) == []


def test_texts_that_agree_lie_farther_out_together() -> None:
    lorry, weather = meaning(["lorry"]), meaning(["weather"])

    assert length_together([lorry, lorry]) == pytest.approx(2.0, abs=0.01)
    assert 1.0 < length_together([lorry, weather]) < 1.9
    assert length_together([lorry, None]) == pytest.approx(1.0, abs=0.01)
    assert length_together([]) == 0.0


def test_nothing_is_surer_than_the_authors_own_line() -> None:
    assert max(likely([100.0, -100.0], 0.0)) == pytest.approx(SUREST)
    assert likely([], 0.0) == []


def test_topics_compete_with_each_other_and_with_none() -> None:
    alone, beside, outdone = likely([2.0], 1.0), likely([2.0, 2.0], 1.0), likely([2.0], 4.0)

    assert alone[0] > beside[0] > outdone[0]
    assert beside[0] == beside[1]


def test_what_the_buyer_has_just_spoken_of_is_likelier() -> None:
    topics = scenario_topics("easy-yes")

    def score(spoken: dict[str, float]) -> float:
        ranked = topics.ranked("what about the rest of it", 0.0, spoken)
        return next(each.score for each in ranked if each.id == "small-drops")

    assert score({"small-drops": 1.0}) > score({})


def scenario_topics(name: str) -> Topics:
    return Topics.of(Library([Path(__file__).parents[2] / "scenarios"]).scenario(name))


def test_lines_written_unseen_are_understood_or_refused() -> None:
    """Floors a little under what is measured; see data/README.md for who wrote the lines."""
    rows = [json.loads(line) for line in (DATA / "fresh.jsonl").read_text("utf-8").splitlines()]
    labels = {row["topic"] for row in rows}
    library = Library([Path(__file__).parents[2] / "scenarios"])
    calls = {row["scenario"] for row in rows}
    topics = {name: topics_then(library.scenario(name), labels) for name in calls}
    named = [row for row in rows if row["topic"]]
    heard = {row["seller"]: topics[row["scenario"]].named(row["seller"])[0] for row in rows}
    right = sum(
        heard[r["seller"]][:1] != () and heard[r["seller"]][0].id == r["topic"] for r in named
    )
    taken = sum(bool(heard[row["seller"]]) for row in rows if not row["topic"])

    assert len(named) >= 110
    assert right / len(named) >= 0.64
    assert taken / (len(rows) - len(named)) <= 0.08


def test_an_author_is_shown_the_line_that_came_nearest() -> None:
    first, *others = scenario_topics("sceptical-cfo").explain(
        "what holds up the ledgers each month"
    )

    assert first.topic == "month-end"
    assert first.line
    assert first.score >= max(each.score for each in others)


def test_a_question_takes_up_what_the_buyer_told_turns_ago() -> None:
    topics = scenario_topics("easy-yes")
    told = (
        "Half of our drops are under ten cases. I worked it out once on the back of a label: it "
        "costs me thirty-four pounds to make a sixty pound delivery. I put the label in a drawer."
    )

    found = topics.taken_up("why is that label still in the drawer", ["Aye.", told])

    assert [topic.id for topic in found] == ["small-drops"]
    assert topics.taken_up("why is that dog still in the kennel", ["Aye.", told]) == ()
    assert set(topics.spoken(["Aye.", told])) == {"small-drops"}
