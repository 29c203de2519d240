"""A whole call, its judging and its coaching, with a real model server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from rapidfuzz.fuzz import partial_ratio

from roleplay.domain.moves import Speaker
from roleplay.domain.problem import Broken
from roleplay.domain.requests import Outcome
from roleplay.domain.transcript import SpokenEvent, ledger_of
from roleplay.llm import ModelFailed
from roleplay.practice import coach
from roleplay.practice.calls import LiveCall, resume, start
from roleplay.practice.judging import judge_call
from roleplay.practice.workspace import Workspace
from roleplay.settings import read
from tests.model.conftest import Server
from tests.model.serve import NAME

CALL = "sceptical-cfo"
LINES = 7
"""Of the author's strong try: a call of fifteen turns."""
FEW = 3
"""Where the model has to read it all: it reads some hundred tokens a second."""
TOO_SMALL = {Outcome.TRUNCATED, Outcome.BAD_SHAPE}
"""How a model ends that is too small for what it was asked."""
RUBRIC = """\
id: small
title: Two questions that a model of this size can read in a minute
criteria:
  - id: asks
    skill: discovery
    checks:
      - id: asks-open
        says: The seller asks an open question.
        count: {move: open_question, at_least: 1}
      - {id: listens, says: The seller shows that they have listened, judge_only: true}
    levels:
      1: {anchor: Asks nothing., requires: []}
      3: {anchor: Asks an open question., requires: [asks-open]}
      5: {anchor: Asks and listens., requires: [asks-open, listens]}
"""


def opened(home: Path, server: Server) -> Workspace:
    patience = "[model]\nfirst_token_seconds = 120\ntotal_seconds = 300\n"
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(patience, encoding="utf-8")
    rubrics = home / "packs" / "small" / "rubrics"
    rubrics.mkdir(parents=True, exist_ok=True)
    (rubrics / "small.yaml").write_text(RUBRIC, encoding="utf-8")
    return Workspace(
        read(
            {
                "ROLEPLAY_HOME": str(home),
                "ROLEPLAY_LLM_BASE_URL": server.base_url,
                "ROLEPLAY_LLM_MODEL": NAME,
            }
        )
    )


@pytest.fixture
def workspace(tmp_path: Path, server: Server) -> Iterator[Workspace]:
    with opened(tmp_path / "home", server) as made:
        yield made


def seller(live: LiveCall) -> tuple[str, ...]:
    return live.scenario.tries["strong"].seller[:LINES]


def spoken(live: LiveCall) -> list[SpokenEvent]:
    return [event for event in live.events if isinstance(event, SpokenEvent)]


def test_a_whole_call(workspace: Workspace) -> None:
    live = start(workspace, CALL, "a", seed=0, buyer="model")
    scripted = start(workspace, CALL, "a", seed=0, save=False)
    seen: list[str] = []
    live.on_sentence = lambda turn, text: seen.append(text)
    for line in seller(live):
        live.say(line)
        scripted.say(line)
    live.end()
    scripted.end()

    assert ledger_of(live.scenario, live.events) == ledger_of(scripted.scenario, scripted.events)
    assert [each.turn for each in spoken(live)] == [1, *range(3, 2 * LINES + 2, 2)]
    kept = workspace.store.events(live.id or "")
    assert list(kept) == live.events
    requests = [row.request for row in workspace.store.requests(live.id or "")]
    assert len(requests) >= LINES
    assert all(request.role == "buyer" for request in requests)
    assert all(request.prompt_digest for request in requests)
    answered = [request for request in requests if request.outcome is Outcome.ANSWERED]
    assert all(request.tokens_in and request.tokens_out for request in answered)
    # What the mind had told is told, whoever chose the words.
    for mine, theirs in zip(spoken(live), spoken(scripted), strict=True):
        if mine.voice == "scripted":
            assert mine.spoken.text == theirs.spoken.text
    modelled = [each for each in spoken(live) if each.voice == "model"]
    assert all(each.spoken.text.strip() for each in modelled)
    assert bool(seen) == bool(modelled)


def test_the_server_dies_in_mid_call_and_the_rep_goes_on(tmp_path: Path, mortal: Server) -> None:
    with opened(tmp_path / "home", mortal) as workspace:
        live = start(workspace, CALL, "a", seed=0, buyer="model")
        lines = seller(live)
        live.say(lines[0])
        mortal.kill()
        with pytest.raises(Broken) as failed:
            live.say(lines[1])
        assert "127.0.0.1" in str(failed.value)
        assert live.turns[-1].speaker is Speaker.SELLER
        assert live.turns[-1].text == lines[1]
        assert live.id is not None
        again = workspace.store.events(live.id)
        assert again[-1].event == "decided"
        live.use_voice("scripted")
        live.say("")
        for line in lines[2:]:
            live.say(line)
        live.end()
        assert [turn.text for turn in live.turns if turn.speaker is Speaker.SELLER] == list(lines)
        assert live.score().scorable


def test_a_server_that_dies_while_it_speaks_loses_nothing(tmp_path: Path, mortal: Server) -> None:
    with opened(tmp_path / "home", mortal) as workspace:
        live = start(workspace, CALL, "a", seed=0, buyer="model")
        live.on_sentence = lambda turn, text: mortal.kill()
        try:
            live.say(seller(live)[0])
        except Broken:
            live.use_voice("scripted")
            live.say("")
        assert live.turns[-1].speaker is Speaker.BUYER
        assert live.turns[-1].text.strip()
        live.use_voice("scripted")
        live.say(seller(live)[1])
        live_id = live.id
    with opened(tmp_path / "home", mortal) as workspace:
        assert resume(workspace, live_id or "").turns == live.turns


def test_a_call_is_judged_or_it_is_said_why_not(workspace: Workspace) -> None:
    live = start(workspace, CALL, "a", seed=0)
    for line in seller(live)[:FEW]:
        live.say(line)
    live.end()
    offline = live.score()
    card = None
    with suppress(Broken):
        # A model of this size may quote itself round and round until its tokens are spent.
        card = judge_call(workspace, live.id or "", rubric="small").scorecard
    requests = [row.request for row in workspace.store.requests(live.id or "")]
    assert requests
    assert all(request.role == "judge" and request.text for request in requests)
    assert all(request.parameters["structure"] == "json_schema" for request in requests)
    assert workspace.store.scorecards(live.id or "")[0].scorecard == offline
    if card is None:
        assert {request.outcome for request in requests} <= TOO_SMALL
        return
    assert card.judge is not None
    assert card.judge.model == NAME
    texts = {turn.turn: turn.text for turn in live.turns}
    (asked,) = card.criteria
    assert {check.id for check in asked.checks} == {"asks-open", "listens"}
    for check in asked.checks:
        for evidence in check.evidence:
            assert texts[evidence.turn][evidence.start : evidence.end] == evidence.quote


def test_a_call_is_coached_or_nothing_is_said(workspace: Workspace) -> None:
    live = start(workspace, CALL, "a", seed=0)
    for line in live.scenario.tries["middling"].seller:
        live.say(line)
    live.end()
    live.score()
    found = None
    with suppress(ModelFailed):
        found = coach.suggestions(workspace, live.id or "")
    requests = [row.request for row in workspace.store.requests(live.id or "")]
    assert requests
    if found is None:
        assert {request.outcome for request in requests} <= TOO_SMALL
    assert all(request.role == "coach" for request in requests)
    said = " ".join(turn.text for turn in live.turns)
    for each in found.lines if found is not None else ():
        assert each.line.strip()
        assert partial_ratio(each.line, said) < 100
