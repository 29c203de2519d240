"""Starting files for authors: from nothing, or from a call that was had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path

from roleplay.domain.moves import QUESTIONS
from roleplay.domain.problem import BadInput
from roleplay.domain.scenario import Act, Scenario
from roleplay.domain.transcript import (
    CorrectedEvent,
    DecidedEvent,
    HeardEvent,
    SaidEvent,
    decisions_of,
)
from roleplay.domain.tries import Try
from roleplay.library import (
    FieldPath,
    Library,
    name_free,
    new_pack,
    new_rubric,
    new_scenario,
    new_scenario_from,
)
from roleplay.listening import Topics

from .calls import reopen
from .kept import KeptCall
from .looking import Subject, look
from .new_tries import landed
from .played import play
from .pruning import pruned
from .workspace import Workspace

LAST = "last"
"""Stands for the newest call where a call's id may stand."""
LONGEST_LINE = 25
"""Words a line of ``listen_for`` may have: more is a speech, and is heard as anything."""
CANDIDATE_FROM = 0.15
"""Score from which what was not understood is put beside the topic that it is nearest to."""

_LOST = frozenset({Act.UNCLEAR, Act.DEFLECTS, Act.UNKNOWN, Act.NARROWS})
"""What a buyer does who was asked something and did not know what, or had nothing to say."""


def new(form: str, name: str, folder: Path) -> Path:
    """Write a commented pack, scenario or rubric that passes ``check``.

    Raises:
        BadInput: the name is no id, or something is there already.
    """
    make = {"pack": new_pack, "scenario": new_scenario, "rubric": new_rubric}
    return make[form](name, folder)


def new_from_call(workspace: Workspace, name: str, folder: Path, call_id: str) -> Path:
    """Write a scenario drafted from a kept call into the pack ``folder``; returns the file.

    ``call_id`` may be ``last``, the newest call. The draft is the call as the variant that was
    played has it, with the seller's words as a try that lands where it landed, and what the buyer
    did not understand as lines to be decided on.

    Raises:
        BadInput: no such call, nothing was said in it, the name is no id, or it is taken.
    """
    name_free(name, folder)
    kept = reopen(workspace, _newest(workspace) if call_id == LAST else call_id)
    said = [event.text for event in kept.events if isinstance(event, SaidEvent)]
    if not said:
        raise BadInput(f"call {call_id}: the seller said nothing in it that could be a draft")
    settings = workspace.settings
    library = Library([*settings.scenario_roots, folder.parent], settings.rubric_folders)
    meant = _meant(kept)
    call, left_out = _at_home(_with_lines(pruned(kept.scenario), meant), name, folder, library)
    call, moved = _with_tries(call, said, library, folder)
    comments = _comments(kept, call, meant)
    comments["id",] = _what_next(kept, call, [*left_out, *moved])
    return new_scenario_from(call, comments, folder)


def _newest(workspace: Workspace) -> str:
    rows = workspace.store.calls(limit=1, seller=workspace.settings.seller)
    if not rows:
        raise BadInput("no call has been had yet that could be a draft")
    return rows[0].id


# What was said


def _meant(kept: KeptCall) -> dict[str, list[str]]:
    """Words that the seller corrected us about, by the topic that they meant."""
    words = {event.turn: event.text for event in kept.events if isinstance(event, SaidEvent)}
    found: dict[str, list[str]] = defaultdict(list)
    for event in kept.events:
        if isinstance(event, CorrectedEvent):
            for segment in event.heard.segments:
                line = words[event.turn][segment.start : segment.end].strip()
                if segment.topics and len(line.split()) <= LONGEST_LINE:
                    found[segment.topics[0].id].append(line)
    return found


def _lost(kept: KeptCall) -> Iterator[tuple[int, str]]:
    """Questions that got no answer, only a loss or a change of subject: turn and words."""
    words = {event.turn: event.text for event in kept.events if isinstance(event, SaidEvent)}
    heard = {e.turn: e.heard for e in kept.events if isinstance(e, HeardEvent | CorrectedEvent)}
    corrected = {event.turn for event in kept.events if isinstance(event, CorrectedEvent)}
    decided: dict[int, DecidedEvent] = decisions_of(kept.events)
    for turn, event in decided.items():
        lines = event.decision.lines
        elsewhere = all(line.kind in ("hint", "ask") for line in lines)
        lost = elsewhere or any(line.act in _LOST for line in lines)
        if turn in corrected or turn not in heard or not lost:
            continue
        for segment in heard[turn].segments:
            line = words[turn][segment.start : segment.end].strip()
            unheard = not (elsewhere and segment.topics)
            if segment.kind in QUESTIONS and unheard and len(line.split()) <= LONGEST_LINE:
                yield turn, line


# The draft


def _with_lines(call: Scenario, meant: dict[str, list[str]]) -> Scenario:
    """The call listening for what was meant, too."""
    parts = {}
    for part in ("knows", "needs", "objections", "commitments"):
        parts[part] = tuple(
            item.model_copy(
                update={
                    "listen_for": tuple(dict.fromkeys((*item.listen_for, *meant.get(item.id, ()))))
                }
            )
            for item in getattr(call, part)
        )
    return call.model_copy(update=parts)


def _at_home(
    call: Scenario, name: str, folder: Path, library: Library
) -> tuple[Scenario, list[str]]:
    """The call under its new name, with what its new pack does not have left out, and told."""
    changes: dict[str, object] = {"id": name, "title": f"{call.title[:1980]} (a draft)"}
    left_out: list[str] = []
    pack = next((p for p in library.packs() if p.folder.resolve() == folder.resolve()), None)
    sold = pack.strategy.offerings if pack is not None and pack.strategy is not None else ()
    if call.offering is not None and call.offering not in {offering.id for offering in sold}:
        changes["offering"] = None
        left_out.append(f"Name an offering: this pack's strategy has no {call.offering}.")
    if call.rubric not in library.rubric_ids():
        changes["rubric"] = "value-creation"
        left_out.append(f"Name a rubric: there is no {call.rubric} here.")
    return call.model_copy(update=changes), left_out


def _with_tries(
    call: Scenario, said: Sequence[str], library: Library, folder: Path
) -> tuple[Scenario, list[str]]:
    """The call with the seller's words as a try, and those of its own tries that still land."""
    rubric = library.rubric(call.rubric)
    pack = next((p for p in library.packs() if p.folder.resolve() == folder.resolve()), None)
    strategy = pack.strategy if pack is not None else None
    went = play(call, "a", said, rubric=rubric, strategy=strategy)
    overall = went.scorecard.overall
    bound = None if overall is None else f"<={ceil(overall * 10) / 10:g}"
    as_said = Try(seller=tuple(said), expect=landed(call, went.events, bound))
    everything = call.model_copy(update={"tries": {**call.tries, "as-it-went": as_said}})
    results = look(Subject(everything, rubric, strategy)).tries
    lands = {each.name for each in results if each.ok}
    tries = {name: each for name, each in everything.tries.items() if name in lands}
    gone = [name for name in everything.tries if name not in lands]
    told = [f"Write these tries anew, they no longer land: {', '.join(gone)}."] if gone else []
    return call.model_copy(update={"tries": tries}), told


def _comments(
    kept: KeptCall, call: Scenario, meant: dict[str, list[str]]
) -> dict[FieldPath, list[str]]:
    """What stands beside the lines: where they come from, and which are still to be decided on."""
    comments: dict[FieldPath, list[str]] = defaultdict(list)
    topics = Topics.of(call)
    parts = {t.id: t.of if t.of == "knows" else f"{t.of}s" for t in call.topics()}
    for name, lines in meant.items():
        if name in parts:
            says = f"{len(lines)} of these the seller said they meant, after we had misheard."
            comments[parts[name], name, "listen_for"].append(says)
    nowhere: list[str] = []
    for turn, line in _lost(kept):
        near = topics.ranked(line, CANDIDATE_FROM)
        if near and near[0].id in parts:
            path = (parts[near[0].id], near[0].id, "listen_for", "end")
            if path not in comments:
                comments[path].append("Not understood in the call. Is it about this? Then take it:")
            comments[path].append(f"  - {_quoted(line)}    (turn {turn})")
        else:
            nowhere.append(f"  {_quoted(line)} (turn {turn})")
    if nowhere:
        comments["knows",] += [
            "Asked in the call, and near to nothing that is listened for. Facts to add?",
            *nowhere,
        ]
    comments["tries", "as-it-went"].append(
        "The seller's own words, and where they landed. Write down where they should have."
    )
    return comments


def _quoted(line: str) -> str:
    return '"' + " ".join(line.split()).replace('"', "'") + '"'


def _what_next(kept: KeptCall, call: Scenario, more: Sequence[str]) -> list[str]:
    short = (kept.id or "")[-6:]
    steps = [
        "Change who it is: name, company, numbers. Two buyers who say the same sentence are one"
        " buyer renamed, and `check` says which lines are.",
        "Go through the lines marked below: take them, or leave them out.",
        "Change what the buyer knows and needs, then what the tries expect.",
        *more,
        f"`roleplay check {call.id}.yaml --watch` beside your editor says how it stands.",
    ]
    numbered = [f"{place}. {step}" for place, step in enumerate(steps, start=1)]
    came = f"A draft from call {short} of {kept.scenario.id}, variant {kept.variant}. What to do:"
    return [came, *numbered]
