"""``roleplay author --plain``: the mind, told line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.cli import author as command
from roleplay.practice.authors import Rehearsal, RehearsalView
from tests.cli.conftest import Roleplay
from tests.practice.examples import PACKS

ASKED = b"How do you know claims are under control?\n"


def test_each_turn_tells_what_was_heard_why_that_was_said_and_what_moved(
    roleplay: Roleplay,
) -> None:
    ran = roleplay("author", "claims", "--plain", typed=ASKED)
    assert (ran.status, ran.err) == (0, "")
    told = ran.out.splitlines()
    assert told[0].endswith("On the line: Dana Whitfield, CFO.")
    assert "claims.yaml, variant a of a, b, c" in told[1]
    after = told[told.index("  2 You: " + ASKED.decode().strip()) :]
    assert "as open_question" in after[1]
    assert "about leakage 1.00" in after[1]
    assert after[2] == "  3 Buyer: We audit two percent of files after the fact."
    assert after[3] == "    why: 7 the need's next rung: need leakage, rung 1"
    assert any(line.startswith("    trust 47 (was 45: +2 open_question") for line in after)
    assert any(line.startswith("    need leakage: hinted (was hidden), 1 of 3") for line in after)
    assert not any("need fraud" in line for line in after), "nothing about it moved"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The call about claims, in a pack of the user's own."""
    text = (PACKS / "harbour" / "claims.yaml").read_text()
    path = tmp_path / "mine" / "my-claims.yaml"
    path.parent.mkdir()
    path.write_text(text.replace("id: claims\n", "id: my-claims\n"))
    strategy = (PACKS / "harbour" / "strategy.yaml").read_text()
    (path.parent / "strategy.yaml").write_text(strategy)
    return path


def test_everything_else_can_be_asked_for_on_a_line_of_its_own(
    roleplay: Roleplay, file: Path
) -> None:
    typed = (
        ASKED + b"/if Who looks for fraud?\n/back\n/again\n/turn 2\n/mind\n/variant b\n/seed 4\n"
    )
    typed += b"/variant a\n/try strong\n/to 2\n/save mine\n/check\n/help\n"
    ran = roleplay("author", file, "--plain", typed=typed)
    assert (ran.status, ran.err) == (0, "")
    assert "What if:" in ran.out
    assert "1 taken back; /again says the next of them" in ran.out
    assert "Played again: variant b, seed 0." in ran.out
    assert "Played again: variant b, seed 4." in ran.out
    assert f"written to {file.with_name('my-claims.try.txt')}" in ran.out
    assert "nothing is wrong with it" in ran.out
    for name in command.COMMANDS:
        assert name in ran.out


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        (b"/nope", "allowed: /if"),
        (b"/turn 3", "allowed: 1"),
        (b"/to x", "a whole number"),
        (b"/variant z", "allowed: a, b, c"),
        (b"/try z", "allowed: strong, weak"),
        (b"/save A b", "no name for a try"),
        (b"/back", "nothing has been said"),
        (b"x" * 9000, "8,000"),
    ],
)
def test_a_slip_is_one_line_and_the_next_line_goes_on(
    roleplay: Roleplay, line: bytes, allowed: str
) -> None:
    ran = roleplay("author", "claims", "--plain", typed=line + b"\n" + ASKED)
    assert ran.status == 0
    assert ran.err.startswith("roleplay: ")
    assert ran.err.count("\n") == 1
    assert allowed in ran.err
    assert "We audit two percent" in ran.out


def test_a_save_between_two_lines_is_played_before_the_next(
    roleplay: Roleplay, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Rehearsal.say

    def say_and_save(rehearsal: Rehearsal, text: str) -> RehearsalView:
        view = real(rehearsal, text)
        told = "trust: much" if "trust: 45" in file.read_text() else "trust: 45"
        file.write_text(file.read_text().replace("trust: 45", told))
        return view

    monkeypatch.setattr(Rehearsal, "say", say_and_save)
    ran = roleplay("author", file, "--plain", typed=ASKED + b"And then?\n")
    assert f"not played: {file}:17:18 buyer.start.trust:" in ran.out
    assert ran.out.index("not played") < ran.out.index("4 You: And then?")


def test_without_a_terminal_plain_is_named(roleplay: Roleplay) -> None:
    assert "--plain" in roleplay("author", "claims").failed(2)


def test_a_file_that_is_not_there_is_told(roleplay: Roleplay) -> None:
    assert "no such file" in roleplay("author", "nothing.yaml", "--plain").failed(2)
