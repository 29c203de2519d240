"""Topics: other words for the same are found, other things refused."""

import json
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest

from roleplay.domain.scenario import Scenario, Topic
from roleplay.library import Library
from roleplay.listening import HEARD_FROM, NEAR_FROM, Topics, hear
from tests.listening.test_kinds import after
from tests.listening.training import asked

TOPICS = Topics(
    (
        Topic(id="system", of="knows", listen_for=("which system do you run claims on",)),
        Topic(
            id="leakage",
            of="need",
            called="the audit",
            listen_for=(
                "how do you know claims are under control",
                "what do you lose to overpayment",
                "how do you audit claims",
            ),
            words=("Leakage nobody multiplies out", "We audit two percent of files."),
        ),
        Topic(
            id="attrition",
            of="need",
            called="the adjusters",
            listen_for=("how long do adjusters stay", "why do adjusters leave"),
        ),
        Topic(
            id="storms",
            of="need",
            listen_for=("what happens when a storm comes", "how do you cope with peaks"),
        ),
        Topic(
            id="rip-and-replace",
            of="objection",
            listen_for=("what happened with the last replacement",),
            words=("We are not doing another core replacement.",),
            met_by=("runs beside the core system", "nothing is replaced"),
        ),
        Topic(
            id="meet-claims",
            of="commitment",
            listen_for=("meet your head of claims", "introduce me to your head of claims"),
        ),
    ),
    ("Harbourline pays 220 million in claims a year.",),
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Which software do your claims people use?", "system"),
        ("How do you check that claims are paid right?", "leakage"),
        ("what share of claims get overpaid", "leakage"),
        ("When you say under control, what would tell you if it weren't?", "leakage"),
        ("How are files audited today?", "leakage"),
        ("what does overpaying cost you", "leakage"),
        ("How many adjusters quit last year?", "attrition"),
        ("What makes your adjusters go?", "attrition"),
        ("and in storm season, what happens?", "storms"),
        ("What went wrong with the previous core replacement?", "rip-and-replace"),
        ("Could you introduce me to whoever heads claims?", "meet-claims"),
    ],
)
def test_other_words_for_a_topic_are_found(text: str, topic: str) -> None:
    outright, _ = TOPICS.named(text)

    assert [found.id for found in outright][:1] == [topic]
    assert all(HEARD_FROM <= found.score <= 1 for found in outright)


@pytest.mark.parametrize(
    "text",
    [
        "How is your marketing budget set?",
        "What do you think of the weather?",
        "How do you hire finance people?",
        "Do you have offices abroad?",
        "What keeps you up at night?",
        "Our platform is the market leader.",
        "What happens next year?",
        "How do you know me?",
        "",
        "???",
    ],
)
def test_other_subjects_are_refused(text: str) -> None:
    assert TOPICS.named(text)[0] == ()


def test_all_the_words_at_once_name_no_single_topic_much_better() -> None:
    soup = "claims audit adjusters storm peaks replacement head system"

    assert all(s.kind != "open_question" for s in hear(soup, (), TOPICS).segments)


def test_near_lies_between_the_thresholds() -> None:
    for text in ("How do you handle claims?", "What of the core?", "Who heads the claims side?"):
        for found in TOPICS.named(text)[1]:
            assert NEAR_FROM <= found.score < HEARD_FROM


def test_the_openers_own_topic() -> None:
    opener = "I have fifteen minutes, and I'll be honest: I think claims are under control."

    assert TOPICS.best(opener) == "leakage"
    assert TOPICS.best("Good morning.") is None


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("It runs beside your core, nothing gets replaced.", ("rip-and-replace",)),
        ("It sits alongside the core system.", ("rip-and-replace",)),
        ("We start small and see.", ()),
    ],
)
def test_what_an_answer_touches(text: str, met: tuple[str, ...]) -> None:
    heard = hear(text, after("We are not doing another core replacement."), TOPICS)

    assert heard.segments[0].meets == met


def test_figures_of_the_brief_are_given() -> None:
    heard = hear("With 220 million of claims, that matters.", after("Hm."), TOPICS)

    assert heard.segments[0].grounded


PARAPHRASES = Path(__file__).parent / "data" / "paraphrases.jsonl"


def topics_then(scenario: Scenario, labels: Collection[str | None]) -> Topics:
    """A call's topics as they were when the lines were labelled: what was added may be meant too.

    A line about the weather was about nothing until somebody wrote down what is said of it.
    """
    known = tuple(each for each in scenario.knows if each.id in labels)
    return Topics.of(scenario.model_copy(update={"knows": known}))


def test_what_a_seller_might_say_in_the_shipped_scenarios() -> None:
    """Labelled before anything was tuned; of the lines about nothing, three of 41 are taken up."""
    library = Library([Path(__file__).parents[2] / "scenarios"])
    rows = [json.loads(line) for line in PARAPHRASES.read_text("utf-8").splitlines()]
    labels = {row["topic"] for row in rows}
    topics = {
        name: topics_then(library.scenario(name), labels) for name in {r["scenario"] for r in rows}
    }
    right, wrong, asked_back, named, nothing, taken_up = 0, 0, 0, 0, 0, 0
    for row in rows:
        outright, near = topics[row["scenario"]].named(row["seller"])
        if row["topic"] is None:
            nothing += 1
            taken_up += bool(outright)
            continue
        named += 1
        right += outright[:1] != () and outright[0].id == row["topic"]
        wrong += outright[:1] != () and outright[0].id != row["topic"]
        asked_back += not outright and row["topic"] in [topic.id for topic in near]

    assert named >= 120
    assert nothing >= 40
    assert right / named >= 0.8
    assert (right + asked_back) / named >= 0.87
    assert wrong / named <= 0.05
    assert taken_up / nothing <= 0.08


def test_an_authors_line_said_word_for_word_names_its_topic() -> None:
    library = Library([Path(__file__).parents[2] / "scenarios"])
    for name in library.scenario_ids():
        scenario = library.scenario(name)
        topics = Topics.of(scenario)
        for topic in scenario.topics():
            for line in topic.listen_for:
                assert [found.id for found in topics.named(line)[0]][:1] == [topic.id], line
            if topic.called:
                outright, near = topics.named(topic.called)
                assert topic.id in [found.id for found in (*outright, *near)], topic.called


def test_sellers_who_saw_only_the_briefing_are_understood_or_refused() -> None:
    """Floors a little under what is measured on lines that nothing was fitted on."""
    counts = sum(asked.figures("asked_two").values(), Counter())
    named = sum(counts[kind] for kind in ("right", "near", "refused", "wrong"))

    assert named == 304
    assert counts["right"] / named >= 0.71
    assert counts["wrong"] / named <= 0.09
    assert counts["taken"] / (counts["taken"] + counts["left"]) <= 0.05
