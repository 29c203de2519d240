"""``check``, ``new`` and ``doctor``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Roleplay
from tests.llm.faults import error
from tests.llm.misbehaving import KEY, Request, Server, Wire, well
from tests.practice.examples import PACKS

PACK = PACKS / "harbour"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of our pack, to be broken."""
    shutil.copytree(PACK, tmp_path / "packs" / "harbour")
    return tmp_path / "packs" / "harbour"


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_check_has_every_field(roleplay: Roleplay) -> None:
    ran = roleplay("check", PACK, "--json", packs=None)
    assert (ran.status, ran.err) == (0, "")
    found = ran.json()
    assert set(found) == {"schema", "ok", "problems", "tries"}
    assert (found["ok"], found["problems"]) == (True, [])
    assert {"scenario", "name", "ok", "overall", "missed"} <= set(found["tries"][0])
    assert [(each["scenario"], each["name"]) for each in found["tries"]] == [
        ("claims", "strong"),
        ("claims", "weak"),
    ]
    assert "2 tries played, 0 missed" in roleplay("check", PACK, packs=None).out


def test_what_is_wrong_is_told_with_its_place(roleplay: Roleplay, pack: Path) -> None:
    _change(pack / "claims.yaml", "minutes: 12", "minutes: 12000")
    _change(pack / "claims.yaml", "brief:", "breif:")
    ran = roleplay("check", pack, "--json", packs=None)
    assert ran.status == 1
    found = ran.json()
    assert not found["ok"]
    wanted = {"file", "line", "column", "field", "level", "code", "message"}
    assert all(set(problem) == wanted for problem in found["problems"])
    assert {problem["field"] for problem in found["problems"]} >= {"minutes"}
    in_words = roleplay("check", pack, packs=None)
    assert in_words.status == 1
    assert f"{pack / 'claims.yaml'}:6:" in in_words.out
    assert "brief" in in_words.out


@pytest.mark.parametrize("broken", ["rubrics/plain.yaml", "strategy.yaml", "renewal.yaml"])
def test_one_broken_file_is_reported_and_ends_nothing(
    roleplay: Roleplay, pack: Path, broken: str
) -> None:
    (pack / broken).write_text("a: [1\n")
    ran = roleplay("check", pack, "--json", packs=None)
    assert ran.status == 1
    assert any(p["file"].endswith(broken) for p in ran.json()["problems"])


def test_a_try_that_misses_says_by_what(roleplay: Roleplay, pack: Path) -> None:
    old = 'overall: ">=4", needs: {leakage: stated}'
    _change(pack / "claims.yaml", old, 'overall: "<=2", needs: {fraud: stated}')
    ran = roleplay("check", pack, "--json", packs=None)
    assert ran.status == 1
    missed = [each for each in ran.json()["tries"] if not each["ok"]]
    assert [each["missed"] for each in missed] == [
        ["overall 5, expected <=2", "need fraud hidden, expected stated"]
    ]
    assert "MISS claims a/strong: 5" in roleplay("check", pack, packs=None).out


def test_watching_checks_again_when_a_file_changes(
    roleplay: Roleplay, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def waits(_: float) -> None:
        looked.append(1)
        if len(looked) == 2:
            _change(pack / "renewal.yaml", "title:", "titel:")
        if len(looked) > 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("roleplay.cli.content.sleep", waits)
    ran = roleplay("check", pack, "--watch", packs=None)
    assert ran.status == 1
    first, second = (line for line in ran.out.splitlines() if "tries played" in line)
    assert "(0 of them again)" in second
    assert first.startswith("0 errors")
    assert not second.startswith("0 errors")


def test_a_path_that_is_not_there(roleplay: Roleplay) -> None:
    assert "/nowhere" in roleplay("check", "/nowhere").failed(2)


@pytest.mark.parametrize("name", ["call.yml", "call.txt", "empty", "deep/deeper/deepest/a.yaml"])
def test_nothing_to_check_is_no_clean_bill(roleplay: Roleplay, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix:
        path.write_text("id: x\n")
    else:
        path.mkdir()
    named = tmp_path if "deep" in name else path
    assert "nothing to check, allowed: a .yaml file" in roleplay("check", named).failed(2)


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02", b"\xff\xfe", b"", b"a: &a [*a, *a]\n", b"[" * 50_000, b"x" * 3_000_000],
    ids=lambda content: str(content[:12]),
)
def test_files_that_are_no_content(roleplay: Roleplay, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "it.yaml").write_bytes(content)
    ran = roleplay("check", tmp_path / "it.yaml", packs=None)
    assert ran.status in (1, 2)
    assert "it.yaml" in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err


@pytest.mark.parametrize("form", ["scenario", "rubric", "strategy"])
def test_the_schema_of_a_form(roleplay: Roleplay, form: str) -> None:
    ran = roleplay("check", "--schema", form)
    assert ran.status == 0
    assert json.loads(ran.out)["type"] == "object"


def test_a_schema_there_is_not(roleplay: Roleplay) -> None:
    assert "invalid choice: 'poem'" in roleplay("check", "--schema", "poem").failed(2)


def test_what_new_writes_passes_check(
    roleplay: Roleplay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert roleplay("new", "pack", "fresh").status == 0
    assert (tmp_path / "fresh").is_dir()
    assert roleplay("new", "scenario", "second-call", "--in", "fresh").status == 0
    assert roleplay("new", "rubric", "my-rubric", "--in", "fresh/rubrics").status == 0
    ran = roleplay("check", "fresh", packs=None)
    assert ran.status == 0, ran.out
    assert "fresh" in roleplay("new", "pack", "fresh").failed(2)


@pytest.mark.parametrize("name", ["../up", "a/b", "", "A B", "x" * 100, "\x1b[31m", "con/../x"])
@pytest.mark.parametrize("form", ["pack", "scenario", "rubric"])
def test_a_name_that_is_no_id(
    roleplay: Roleplay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, name: str
) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    roleplay("new", form, name).failed(2)
    assert [path.name for path in tmp_path.rglob("*") if path.name != "in"] == []


@pytest.mark.parametrize("folder", ["FILE", "/proc/nowhere"])
def test_new_where_nothing_can_be_written(roleplay: Roleplay, tmp_path: Path, folder: str) -> None:
    (tmp_path / "FILE").write_text("mine")
    folder = folder.replace("FILE", str(tmp_path / "FILE"))
    ran = roleplay("new", "pack", "mine", "--in", folder)
    assert ran.status in (2, 3)
    assert folder in ran.failed(ran.status)


def test_doctor(roleplay: Roleplay, home: Path, pack: Path) -> None:
    ran = roleplay("doctor")
    assert ran.status == 0
    assert str(home) in ran.out
    found = roleplay("doctor", "--json").json()
    assert (found["ok"], found["errors"]) == (True, [])
    (pack / "renewal.yaml").write_text("id: renewal\ntitel: Oh\n")
    ran = roleplay("doctor", "--json", packs=pack.parent)
    assert ran.status == 1
    assert any("titel" in line for line in ran.json()["errors"])


def test_simulate_reports_on_the_calls_it_played(roleplay: Roleplay) -> None:
    ran = roleplay("simulate", "claims", "-n", "4", "--variant", "a")
    assert ran.status == 0, ran.err
    assert "claims: 4 calls, seller strong, buyer scripted" in ran.out
    assert "How they ended" in ran.out
    document = roleplay("simulate", "claims", "-n", "4", "--variant", "a", "--json").json()
    assert len(document["calls"]) == 4


def test_simulate_reports_on_the_calls_before_the_model_failed(
    roleplay: Roleplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Request] = []

    def tires(wire: Wire, request: Request) -> None:
        asked.append(request)
        (well if len(asked) <= 60 else error("401 No"))(wire, request)

    server = Server({"m": tires})
    monkeypatch.setenv("ROLEPLAY_LLM_BASE_URL", server.url)
    monkeypatch.setenv("ROLEPLAY_LLM_MODEL", "m")
    monkeypatch.setenv("ROLEPLAY_LLM_API_KEY", KEY)
    ran = roleplay("simulate", "claims", "--seller", "model", "-n", "50")
    server.close()
    assert ran.status == 3
    assert "How they ended" in ran.out
    assert "does not accept the key (401)" in ran.err


def test_simulate_takes_a_file_of_lines(roleplay: Roleplay, lines: Path) -> None:
    document = roleplay("simulate", "claims", "--seller", lines, "-n", "2", "--json").json()
    assert document["seller"] == str(lines)
    assert {call["ending"] for call in document["calls"]} <= {"agreed_next_step", "put_off"}


def test_simulate_names_the_sellers_there_are(roleplay: Roleplay) -> None:
    said = roleplay("simulate", "claims", "--seller", "brilliant").failed(2)
    assert "allowed: strong, weak, model, or a file of lines" in said
