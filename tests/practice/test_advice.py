"""Each piece of advice, by a call that is sound but for the one thing it is about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from roleplay.domain.problem import Problem
from roleplay.practice.checking import check
from roleplay.practice.workspace import Workspace
from tests.practice.examples import PACKS, Clock, settings

ROOT = Path(__file__).parents[2]
STATED = 'becomes: stated}\n      - {say: "Four percent'


def warnings(folder: Path, *changes: tuple[str, str], file: str = "claims.yaml") -> list[Problem]:
    """What is said of the pack's call about claims with those words put in place of others."""
    pack = folder / "harbour"
    shutil.copytree(PACKS / "harbour", pack)
    text = (pack / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (pack / file).write_text(text, encoding="utf-8")
    with Workspace(settings(folder / "home", packs=folder), Clock()) as workspace:
        problems = check(workspace, [pack]).problems
    assert [str(each) for each in problems if each.level == "error"] == []
    return list(problems)


def only(folder: Path, *changes: tuple[str, str]) -> Problem:
    found = warnings(folder, *changes)
    assert len(found) == 1, [f"{each.code}: {each}" for each in found]
    return found[0]


def test_a_sound_pack_has_nothing_said_about_it(tmp_path):
    assert warnings(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "field", "old", "new"),
    [
        (
            "form-alone",
            "needs[0].reveals[1].when",
            "when: {asked: leakage, trust: 40}, becomes: stated",
            "when: {move: open_question, trust: 40}, becomes: stated",
        ),
        (
            "form-alone",
            "needs[0].reveals[1].when",
            "when: {asked: leakage, trust: 40}, becomes: stated",
            "when: {any: [{asked: leakage}, {trust: 40}]}, becomes: stated",
        ),
        (
            "won-without-asking",
            "commitments[0].accept_when",
            "accept_when: {needs: {leakage: stated}, trust: 40}",
            "accept_when: {trust: 47}",
        ),
        (
            "unreachable-reveal",
            "needs[0].reveals[1].when",
            "when: {asked: leakage, trust: 40}, becomes: stated",
            "when: {any: [{asked: leakage, patience: 90}, {asked: fraud, patience: 80}]},"
            " becomes: stated",
        ),
        (
            "unreachable-reveal",
            "needs[0].reveals[2].when",
            "when: {quantifies: leakage}",
            "when: {asked: leakage, move: pitch}",
        ),
        (
            "never-raised",
            "objections[0].raise_when",
            "raise_when: {move: pitch}",
            "raise_when: {turn: 400}",
        ),
        (
            "never-met",
            "objections[0].met_by",
            'met_by: ["it runs beside the core system", "nothing is replaced"]',
            'met_by: ["I do not think we are a fit for you"]',
        ),
        (
            "phrase-not-heard",
            "objections[0].met_by[1]",
            '"nothing is replaced"]',
            '"I do not think we are a fit for you"]',
        ),
        (
            "try-not-heard",
            "needs[1].try_saying",
            'try_saying: "Who looks for fraud before you pay?"',
            'try_saying: "Where do you go on holiday?"',
        ),
        (
            "not-said-yet",
            "needs[1].try_saying",
            'try_saying: "Who looks for fraud before you pay?"',
            'try_saying: "Who at Fortescue looks for fraud before you pay?"',
        ),
        (
            "not-said-yet",
            "needs[1].try_saying",
            'try_saying: "Who looks for fraud before you pay?"',
            'try_saying: "Who looks for fraud before you pay? Are there 7300 pounds of it?"',
        ),
        (
            "not-said-yet",
            "needs[0].try_saying",
            "would tell you if it weren't?",
            "would tell you if it weren't? Did the last audit say: four percent overpaid,"
            " nobody multiplied that?",
        ),
        (
            "repeated",
            "commitments[0].accepts",
            'accepts: "Bring her in. Thursday."',
            'accepts: "Guidewire, since 2016."',
        ),
        (
            "nearly-repeated",
            "commitments[0].accepts",
            'accepts: "Bring her in. Thursday."',
            'accepts: "We audit two percent of the files after the fact."',
        ),
        (
            "default-line",
            "commitments[0].accepts",
            'accepts: "Bring her in. Thursday."',
            'accepts: "Lovely, let\'s do it that way."',
        ),
        (
            "too-long",
            "commitments[0].accepts",
            'accepts: "Bring her in. Thursday."',
            f'accepts: "{" ".join(f"well{n}" for n in range(61))}"',
        ),
        (
            "brief-gives-away",
            "brief",
            "brief: They insure boats, and audit some files after the fact.",
            "brief: They insure boats, and audit some files; four percent were overpaid.",
        ),
        (
            "opener-gives-away",
            "buyer.opener",
            "I think claims are under control.",
            "I think claims are under control. The last audit found nobody multiplied that out"
            " when they overpaid.",
        ),
        (
            "hint-answers",
            "needs[0].hints[0]",
            '"Our numbers look fine to me."',
            '"Four percent is what I heard."',
        ),
        (
            "nobody-fails",
            "tries",
            'expect: {overall: "<=2.5"}',
            "expect: {ending: seller_ended}",
        ),
        (
            "copied",
            "id",
            'accepts: "Bring her in. Thursday."',
            'accepts: "The backlog is the problem, nobody owns it."',
        ),
    ],
)
def test_the_one_thing_that_is_wrong_is_told_at_its_place(tmp_path, code, field, old, new):
    found = only(tmp_path, (old, new))
    expected = "renewal.yaml" if code == "copied" else "claims.yaml"
    assert (found.code, found.field, Path(found.file).name) == (code, field, expected)
    assert found.level == "warning"
    assert found.line is not None


def test_a_need_that_nothing_leads_to(tmp_path):
    old = "brief: Their contract ends in March, and open cases are said to pile up."
    found = warnings(tmp_path, (old, "brief: Their contract ends in March."), file="renewal.yaml")
    assert [each.code for each in found] == ["nothing-leads"]


def test_a_line_that_two_topics_listen_for(tmp_path):
    found = only(
        tmp_path,
        (
            'listen_for: ["how do you find fraud',
            'listen_for: ["how many claims are overpaid", "how do you find fraud',
        ),
    )
    assert (found.code, found.field) == ("doubled", "needs[1].listen_for[0]")
    assert "leakage" in found.message


def test_topics_that_are_told_apart_by_their_own_lines_alone(tmp_path):
    old = '["how do you find fraud among the claims", "what do the fraud cases cost"]'
    lines = [
        "are you sure that claims are under control",
        "how much is lost to claims you overpay",
        "do you pay more on claims than you should",
        "what share of claims is overpaid would you say",
    ]
    found = warnings(tmp_path, (old, str(lines).replace("'", '"')))
    assert "confused" in {each.code for each in found}
    message = next(each.message for each in found if each.code == "confused")
    assert "said in other words" in message
    assert {"leakage", "fraud"} <= set(message.replace(",", "").replace(":", "").split())


def test_a_step_that_nobody_can_be_given_shuts_the_level_that_wants_it(tmp_path):
    found = warnings(
        tmp_path,
        ("accept_when: {needs: {leakage: stated}, trust: 40}", "accept_when: {patience: 99}"),
    )
    assert [each.code for each in found] == ["never-accepted"]


def test_a_step_that_only_another_variant_can_be_given_is_meant(tmp_path):
    two = (
        "commitments:\n",
        "commitments:\n  - {id: call-back, called: a call, listen_for: ['let us speak again in"
        " spring'], accept_when: {needs: {fraud: owned}}, accepts: 'In spring, then.'}\n",
    )
    there = (
        "  - {id: b, ",
        "  - {id: b, commitments: {call-back: {accept_when: {needs: {fraud: stated}}}}, ",
    )
    assert [each.code for each in warnings(tmp_path / "one", two)] == ["never-accepted"]
    assert warnings(tmp_path / "two", two, there) == []


def test_what_only_a_variant_has_is_told_where_the_variant_says_it(tmp_path):
    found = only(
        tmp_path,
        (
            "- {id: b, start",
            "- {id: b, needs: {leakage: {hints: ['Four percent, they say.']}}, start",
        ),
    )
    assert (found.code, found.field) == ("hint-answers", "variants[0].needs.leakage.hints[0]")


def test_what_a_variants_temper_shuts_is_told_with_its_name(tmp_path):
    start = "{id: b, start: {trust: 25, interest: 20, patience: 50}}"
    found = only(
        tmp_path,
        ("trust: 40}, becomes: stated", "trust: 40, patience: 55}, becomes: stated"),
        (start, start),
    )
    assert found.code == "unreachable-reveal"
    assert found.message.startswith("in variant b: ")
    assert "patience 55, and it starts at 50 and nothing raises it" in found.message


def test_tries_that_all_go_one_way(tmp_path):
    weak = (
        '  weak: {seller: ["We are the leader in claims software.", "Our platform is the best there'
        ' is.", "It has dashboards."], expect: {overall: "<=2.5"}}'
    )
    same = (
        "  again:\n    seller:\n      - 'How do you know claims are under control?'\n"
        "      - 'What do you lose to overpayment?'\n"
        "      - 'Could we meet your head of claims on Thursday?'\n"
        "    expect: {overall: '<=5'}\n"
    )
    assert only(tmp_path, (weak, same)).code == "one-way"


def test_a_level_that_nothing_in_the_call_can_reach(tmp_path):
    sized = ("any_need: true, reached: stated", "any_need: true, reached: owned")
    found = warnings(tmp_path / "all", sized, file="rubrics/plain.yaml")
    assert [(each.code, each.field, Path(each.file).name) for each in found] == [
        ("unreachable-level", "rubric", "renewal.yaml")
    ]
    assert "cannot reach level 5 in this call: stated wants a need owned" in found[0].message


def test_the_shipped_calls_that_were_there_first_are_clean(tmp_path):
    places = (ROOT / "scenarios",), (ROOT / "rubrics",)
    from roleplay.settings import Settings

    with Workspace(Settings(tmp_path, "sam", *places), Clock()) as workspace:
        for name in ("sceptical-cfo", "nightmare-rollout", "easy-yes"):
            report = check(workspace, [workspace.library.file_of(name)])
            assert [str(each) for each in report.problems] == []
