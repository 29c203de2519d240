"""What a judge is asked, what of its answers holds, and whose answer counts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from roleplay.domain.ledger import CommitmentState, Ledger, NeedState, ObjectionState
from roleplay.domain.moves import Focus, Kind, Said, Speaker
from roleplay.domain.requests import Outcome
from roleplay.domain.rubric import Rubric
from roleplay.domain.scenario import NeedKind, Scenario
from roleplay.domain.scorecard import DISAGREE, CheckResult, JudgedCheck, Scorecard, Verdict
from roleplay.domain.strategy import Strategy
from roleplay.domain.transcript import HeardCall
from roleplay.llm.values import Ask, ModelFailed
from roleplay.scoring import differences, evaluate, questions
from roleplay.scoring.judge import judge
from roleplay.scoring.judging import Judging
from roleplay.scoring.questions import Asked
from roleplay.scoring.verifying import over_parts
from tests.builders import buyer, call, check, criterion, rubric, scenario, seller
from tests.fakes import FakeDoor, Given
from tests.scoring.calls import strong
from tests.scoring.judges import answering, says, shown

HEARD = call(
    buyer("I think claims are under control."),
    seller("What would tell you if they weren't?", "open_question", confidence=0.9),
    buyer("We audit two percent, and nobody looks at the rest.", "difficulty"),
    seller("Two percent, then.", "reflection", confidence=0.55),
    buyer("Two percent. Four were wrong.", "number"),
    seller("We find all of them.", "pitch"),
    buyer("That would be something."),
)
THOUGHT = check("thought", judge_only=True)
BY = rubric(criterion("thinks", THOUGHT))


def judged(
    answers: Callable[[Ask], Given],
    by: Rubric = BY,
    heard: HeardCall = HEARD,
    *,
    record: Ledger | None = None,
    at: Scenario | None = None,
    strategy: Strategy | None = None,
    repeats: int = 1,
) -> tuple[Judging, Scorecard]:
    door: Any = FakeDoor(answers)
    known: dict[str, Any] = {"scenario": at, "strategy": strategy, "ledger": record}
    judging = judge(heard, rubric=by, door=door, model="m", repeats=repeats, **known)
    return judging, evaluate(heard, rubric=by, judging=judging, **known)


def only(card: Scorecard) -> CheckResult:
    return card.criteria[0].checks[0]


def says_of(answer: dict[str, Any]) -> Callable[[Ask], dict[str, object]]:
    return answering("cannot_tell", {answer["id"]: answer})


def test_a_check_for_a_judge_is_met_by_words_of_the_call() -> None:
    judging, card = judged(says_of(says("thought", "met", (3, "nobody looks at the REST"))))
    assert only(card).verdict is Verdict.MET
    assert [e.quote for e in only(card).evidence] == ["nobody looks at the rest"]
    assert only(card).judged is not None
    assert card.criteria[0].level == 5
    assert (judging.notes.quotes, judging.notes.verified, judging.notes.dropped) == (1, 1, {})


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ((3, "We lose nine million a year."), "not_in_turn"),
        ((5, "nobody looks at the rest"), "not_in_turn"),
        ((99, "nobody looks at the rest"), "no_such_turn"),
        ((1, "claims are under control"), "before_the_seller_spoke"),
    ],
)
def test_words_that_were_not_said_there_are_dropped_and_counted(
    quote: tuple[int, str], why: str
) -> None:
    judging, card = judged(says_of(says("thought", "met", quote)))
    assert judging.notes.dropped == {why: 1}
    assert only(card).verdict is Verdict.NOT_ASSESSABLE
    assert only(card).reason == "The judge says it is met and shows words for 0 of 1."
    assert card.criteria[0].level is None


def test_the_same_words_count_once() -> None:
    by = rubric(criterion("asks", check("twice", count={"move": "insight", "at_least": 2})))
    words = (2, "What would tell you")
    judging, card = judged(says_of(says("twice", "met", words, words)), by)
    assert judging.notes.dropped == {"repeated": 1}
    assert only(card).judged is not None
    assert only(card).judged.verdict is Verdict.NOT_ASSESSABLE  # type: ignore[union-attr]


def test_words_shown_for_everything_are_shown_for_nothing() -> None:
    names = ("a", "b", "c", "d")
    checks = [check(name, judge_only=True) for name in names]
    seller_said, buyer_said = (2, "What would tell you"), (3, "nobody looks at the rest")

    def results(words: tuple[int, str], count: int) -> tuple[Judging, set[Verdict]]:
        by = rubric(*(criterion(each.id, each) for each in checks[:count]))
        judging, card = judged(answering("met", {n: says(n, "met", words) for n in names}), by)
        return judging, {c.checks[0].verdict for c in card.criteria}

    judging, verdicts = results(seller_said, 4)
    assert verdicts == {Verdict.NOT_ASSESSABLE}
    assert (judging.notes.verified, judging.notes.dropped) == (0, {"for_too_much": 4})
    assert results(seller_said, 3)[1] == {Verdict.MET}
    assert results(buyer_said, 4)[1] == {Verdict.MET}


def test_what_the_seller_does_is_shown_by_the_sellers_words() -> None:
    by = rubric(criterion("asks", check("asks", count={"move": "insight", "at_least": 1})))
    judging, _ = judged(says_of(says("asks", "met", (3, "nobody looks at the rest"))), by)
    assert judging.notes.dropped == {"wrong_speaker": 1}


def test_what_must_not_happen_is_met_without_words_and_not_met_with_them() -> None:
    by = rubric(criterion("holds", check("no-pitch", count={"move": "pitch", "at_most": 0})))
    _, card = judged(says_of(says("no-pitch", "met")), by)
    assert only(card).judged.verdict is Verdict.MET  # type: ignore[union-attr]
    _, card = judged(says_of(says("no-pitch", "not_met")), by)
    assert only(card).judged.verdict is Verdict.NOT_ASSESSABLE  # type: ignore[union-attr]
    against = ((6, "We find all of them."),)
    _, card = judged(says_of(says("no-pitch", "not_met", against=against)), by)
    assert only(card).judged.verdict is Verdict.NOT_MET  # type: ignore[union-attr]


def test_in_a_practice_call_the_record_counts_and_a_person_is_told() -> None:
    heard, record = strong()
    by = rubric(criterion("reach", check("owned", ledger={"any_need": True, "reached": "owned"})))
    alone = evaluate(heard, rubric=by, ledger=record)
    answer = says("owned", "not_met", against=((7, "nine million"),))
    _, card = judged(says_of(answer), by, heard, record=record)
    assert only(card).verdict is only(alone).verdict is Verdict.MET
    assert only(card).flag == DISAGREE
    assert not only(card).judged.counts  # type: ignore[union-attr]
    assert card.overall == alone.overall


def test_where_the_listener_heard_plainly_code_counts() -> None:
    by = rubric(criterion("asks", check("idea", count={"move": "insight", "at_least": 1})))
    _, card = judged(says_of(says("idea", "met", (2, "What would tell you"))), by)
    assert (only(card).verdict, only(card).flag) == (Verdict.NOT_MET, DISAGREE)


def test_where_the_listener_was_not_sure_the_judge_counts() -> None:
    by = rubric(criterion("asks", check("idea", count={"move": "insight", "at_least": 1})))
    _, card = judged(says_of(says("idea", "met", (4, "Two percent, then."))), by)
    assert (only(card).verdict, only(card).flag) == (Verdict.MET, DISAGREE)
    assert only(card).judged.counts  # type: ignore[union-attr]


def test_what_stands_in_for_a_record_yields_to_a_judge_where_it_was_not_sure() -> None:
    test: dict[str, Any] = {"any_need": True, "reached": "quantified"}
    stand_in: dict[str, Any] = {"by": "buyer", "said": "commitment", "at_least": 1}
    by = rubric(criterion("size", check("sized", ledger=test, without_ledger=stand_in)))
    shown_words = says_of(says("sized", "met", (5, "Four were wrong")))
    _, card = judged(shown_words, by)
    assert (only(card).verdict, only(card).flag) == (Verdict.NOT_MET, DISAGREE)
    turn = HEARD.turns[4]
    unsure = turn.said[0].model_copy(update={"confidence": 0.5})
    turns = [*HEARD.turns]
    turns[4] = turn.model_copy(update={"said": (unsure,)})
    heard = HEARD.model_copy(update={"turns": tuple(turns)})
    _, card = judged(shown_words, by, heard)
    assert (only(card).verdict, only(card).flag) == (Verdict.MET, DISAGREE)
    _, card = judged(says_of(says("sized", "met")), by, heard)
    assert only(card).verdict is Verdict.NOT_MET


def test_a_judge_who_finds_everything_met_does_not_carry_a_call() -> None:
    test: dict[str, Any] = {"any_need": True, "reached": "quantified"}
    stand_in: dict[str, Any] = {"by": "buyer", "said": "commitment", "at_least": 1}
    by = rubric(criterion("size", check("sized", ledger=test, without_ledger=stand_in)))
    alone = evaluate(HEARD, rubric=by)
    _, card = judged(says_of(says("sized", "met", (7, "That would be something."))), by)
    assert card.overall == alone.overall
    assert only(card).flag == DISAGREE


def test_a_concern_nobody_voiced_is_not_held_against_the_seller() -> None:
    answers = check(
        "answers",
        count={"move": "answer_concern", "at_least": 1},
        **{"if": {"objection": "raised"}},
    )
    by = rubric(criterion("meets", answers))
    _, card = judged(says_of(says("answers", "not_met")), by)
    assert only(card).verdict is Verdict.NOT_ASSESSABLE
    voiced = ((7, "That would be something."),)
    _, card = judged(says_of(says("answers", "not_met", against=voiced)), by)
    assert only(card).verdict is Verdict.NOT_MET


def test_a_question_without_an_answer_is_unscored_and_the_others_stand() -> None:
    by = rubric(criterion("thinks", THOUGHT), criterion("asks", check("asks", judge_only=True)))

    def answer(ask: Ask) -> Given:
        if shown(ask)["checks"][0]["id"] == "thought":
            return ModelFailed(Outcome.RATE_LIMITED, "too many requests.")
        return says_of(says("asks", "met", (2, "What would tell you")))(ask)

    judging, card = judged(answer, by)
    assert card.criteria[0].level is None
    assert card.criteria[0].reason == "The judge gave no answer: too many requests."
    assert card.criteria[1].level == 5
    assert judging.failed == 1


def test_an_answer_that_leaves_a_check_out() -> None:
    _, card = judged(lambda ask: {"checks": []})
    assert only(card).reason == "The judge left it out."


@pytest.mark.parametrize(
    ("answers", "verdict", "agree"),
    [
        (("met", "met", "met"), Verdict.MET, (3, 3)),
        (("met", "not_met", "met"), Verdict.MET, (2, 3)),
        (("not_met", "cannot_tell", "not_met"), Verdict.NOT_MET, (2, 3)),
        (("met", "not_met", "cannot_tell"), Verdict.NOT_ASSESSABLE, (1, 3)),
        (("met", "cannot_tell", "cannot_tell"), Verdict.NOT_ASSESSABLE, (2, 3)),
    ],
)
def test_what_most_answers_say(
    answers: tuple[str, ...], verdict: Verdict, agree: tuple[int, int]
) -> None:
    def answer(ask: Ask) -> Given:
        says_now = answers[(ask.seed or 1) - 1]
        return says_of(says("thought", says_now, (3, "nobody looks at the rest")))(ask)

    _, card = judged(answer, repeats=3)
    judged_as = only(card).judged
    assert judged_as is not None
    assert (judged_as.verdict, judged_as.agree) == (verdict, agree)


def test_a_long_call_is_asked_about_in_parts_that_overlap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(questions, "MOST_CHARACTERS", 90)
    monkeypatch.setattr(questions, "OVERLAP", 1)
    seen: list[list[int]] = []

    def answer(ask: Ask) -> Given:
        turns = [turn["turn"] for turn in shown(ask)["turns"]]
        seen.append(turns)
        if 5 in turns:
            return says_of(says("thought", "met", (5, "Four were wrong")))(ask)
        return says_of(says("thought", "not_met"))(ask)

    _, card = judged(answer)
    assert only(card).verdict is Verdict.MET
    assert len(seen) > 2
    assert {turn for turns in seen for turn in turns} == set(range(1, 8))
    assert all(one[-1] == other[0] for one, other in pairwise(seen))


def test_a_judge_sees_turns_as_data_the_anchors_and_what_the_words_mean() -> None:
    by = rubric(
        criterion(
            "asks",
            check("asks", count={"move": "open_question", "builds_on": "buyer", "at_least": 1}),
        )
    )
    door: Any = FakeDoor(answering("cannot_tell"))
    judge(HEARD, rubric=by, door=door, model="m")
    (ask,) = door.asked
    document = shown(ask)
    assert document["turns"][1] == {
        "turn": 2,
        "speaker": "seller",
        "text": "What would tell you if they weren't?",
    }
    assert document["criterion"]["levels"] == {"1": "One.", "3": "Three.", "5": "Five."}
    assert document["checks"][0]["test"]["builds_on"] == "buyer"
    assert {"open_question", "builds_on"} <= document["words"].keys()
    assert "never" not in document
    assert ask.messages[0].role == "system"


def test_what_the_prompt_promises_is_in_the_document() -> None:
    if_raised: dict[str, Any] = {"if": {"objection": "raised"}}
    by = rubric(
        criterion(
            "all",
            check("one", count={"move": "pitch", "at_most": 0}, **if_raised),
            check("two", count={"move": "pitch", "at_least": 2}),
        )
    )
    door: Any = FakeDoor(answering("cannot_tell"))
    judge(HEARD, rubric=by, door=door, model="m")
    document = shown(door.asked[0])
    fields = set(document) | {key for each in document["checks"] for key in each}
    promised = {
        word.strip("`") for word in door.asked[0].messages[0].text.split() if word[0] == "`"
    }
    named = {"turns", "part", "words", "criterion", "checks", "asks", "test", "quote", "times"}
    assert named | {"absent", "only_if", "id"} <= fields
    assert {"asks", "test", "quote", "times"} <= promised


def test_code_measures_what_can_be_measured() -> None:
    metric = check("short", metric={"name": "longest_turn", "at_most": 50})
    door: Any = FakeDoor(answering("met"))
    judging = judge(HEARD, rubric=rubric(criterion("talks", metric)), door=door, model="m")
    assert judging.asked == 0


STRATEGY = Strategy.model_validate(
    {
        "offerings": [
            {
                "id": "claims-intelligence",
                "title": "Claims Intelligence",
                "kind": "strategic",
                "implementation": ["Nothing is replaced.", "The first site takes 11 weeks."],
            }
        ]
    }
)
TRUTH = rubric(
    criterion(
        "true",
        check("true", metric={"name": "contradicted_facts", "at_most": 0}, cap=2.0),
        THOUGHT,
        three=("thought",),
        five=("thought",),
    )
)
SOLD = HEARD.model_copy(
    update={
        "turns": (
            *HEARD.turns,
            seller("You are up and running by Friday.", "pitch").model_copy(update={"turn": 8}),
        )
    }
)


@pytest.mark.parametrize(
    ("verdict", "fact_quote", "kinds", "overall"),
    [
        ("contradicts", "takes 11 weeks", ["contradicts_facts"], 2.0),
        ("contradicts", "takes a year", [], 5.0),
        ("not_found", "", ["to_check"], 5.0),
        ("agrees", "takes 11 weeks", [], 5.0),
    ],
)
def test_a_claim_is_held_against_the_facts(
    verdict: str, fact_quote: str, kinds: list[str], overall: float
) -> None:
    claim = {"turn": 8, "quote": "up and running by Friday", "fact": 2, "fact_quote": fact_quote}

    def answer(ask: Ask) -> Given:
        if "facts" in shown(ask):
            return {"claims": [{**claim, "verdict": verdict}]}
        return says_of(says("thought", "met", (3, "nobody looks at the rest")))(ask)

    at = scenario(offering="claims-intelligence")
    _, card = judged(answer, TRUTH, SOLD, at=at, strategy=STRATEGY)
    assert [flag.kind for flag in card.flags] == kinds
    if kinds == ["contradicts_facts"]:
        assert (card.flags[0].words.quote, card.flags[0].fact) == (claim["quote"], fact_quote)
        assert "implementing Claims Intelligence" in card.metrics["contradicted_facts"].reading
    assert card.overall == overall
    assert card.capped_by == ("true" if overall == 2.0 else None)


def test_a_seller_who_says_the_fact_itself_does_not_contradict_it() -> None:
    truthful = SOLD.model_copy(
        update={
            "turns": (
                *HEARD.turns,
                seller("Well, the first site takes 11 weeks.").model_copy(update={"turn": 8}),
            )
        }
    )
    claim = {"turn": 8, "quote": "the first site takes 11 weeks", "fact": 2}

    def answer(ask: Ask) -> Given:
        if "facts" in shown(ask):
            found = {**claim, "fact_quote": "takes 11 weeks", "verdict": "contradicts"}
            return {"claims": [found]}
        return says_of(says("thought", "met", (3, "nobody looks at the rest")))(ask)

    at = scenario(offering="claims-intelligence")
    judging, card = judged(answer, TRUTH, truthful, at=at, strategy=STRATEGY)
    assert (card.flags, card.capped_by) == ((), None)
    assert judging.notes.dropped == {"is_the_fact": 1}


def test_what_must_not_happen_is_met_if_every_part_can_tell() -> None:
    met, unsure, not_met = (
        JudgedCheck(verdict=verdict)
        for verdict in (Verdict.MET, Verdict.NOT_ASSESSABLE, Verdict.NOT_MET)
    )
    test = check("holds", count={"move": "pitch", "at_most": 0})
    absent = Asked(test, Speaker.SELLER, 0)
    assert over_parts(absent, [met, met]).verdict is Verdict.MET
    assert over_parts(absent, [met, unsure]).verdict is Verdict.NOT_ASSESSABLE
    assert over_parts(absent, [met, unsure, not_met]).verdict is Verdict.NOT_MET
    with_occasion = Asked(test, Speaker.SELLER, 0, only_if="the buyer voiced an objection")
    assert over_parts(with_occasion, [met, unsure]).verdict is Verdict.MET


def test_holding_back_at_a_concern_takes_the_concern() -> None:
    test: dict[str, Any] = {"if": {"objection": "raised"}}
    held = check("held", count={"move": "concede", "at_most": 0}, **test)
    by = rubric(criterion("holds", held))
    _, card = judged(says_of(says("held", "met")), by)
    assert only(card).verdict is Verdict.NOT_ASSESSABLE
    _, card = judged(says_of(says("held", "met", against=((3, "nobody looks at the rest"),))), by)
    assert only(card).verdict is Verdict.MET


def test_the_same_answers_make_the_same_bytes_in_whatever_order_they_come() -> None:
    by = rubric(*(criterion(name, check(name, judge_only=True)) for name in ("a", "b", "c")))
    answers = answering("met", {n: says(n, "met", (3, "nobody looks")) for n in ("a", "b")})
    first, second = (judged(answers, by)[1].model_dump_json() for _ in range(2))
    assert first == second


def test_scorecards_of_two_judges_are_set_side_by_side() -> None:
    _, one = judged(says_of(says("thought", "met", (3, "nobody looks at the rest"))))
    _, other = judged(says_of(says("thought", "not_met")))
    (found,) = differences(one, other)
    assert (found.check, found.before, found.after) == ("thought", Verdict.MET, Verdict.NOT_MET)
    assert (found.level_before, found.level_after) == (5, 1)


def test_an_even_number_of_repeats_is_refused() -> None:
    with pytest.raises(ValueError, match="repeats: 2"):
        judged(answering("met"), repeats=2)


def test_scoring_without_a_judge_loads_nothing_of_a_model() -> None:
    script = (
        "import sys, roleplay.scoring;"
        "print([m for m in sys.modules if 'roleplay.llm' in m or 'openai' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert json.loads(done.stdout.replace("'", '"')) == []


def test_every_word_of_a_test_has_its_meaning() -> None:
    kinds = (Kind, Focus, Said, NeedKind, NeedState, ObjectionState, CommitmentState)
    words = {each.value for kind in kinds for each in kind}
    known = {line.split(": ")[0] for line in questions.prompt("words.txt").splitlines()}
    # The first states of each: nothing a rubric would ask a judge for.
    assert words - known == {"hidden", "latent", "none"}
    assert {"quantifies", "builds_on", "answered", "met_with", "not_met_with", "before"} <= known
