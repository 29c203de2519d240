"""``people``: who practises here, and who coaches whom."""

from __future__ import annotations

import argparse

from roleplay.domain.problem import BadInput
from roleplay.domain.text import clean
from roleplay.practice import people as here
from roleplay.practice.documents import SCHEMA, as_json
from roleplay.practice.workspace import Workspace


def people(workspace: Workspace, asked: argparse.Namespace) -> int:
    """Do what was asked, if anything; then say who is here."""
    said = _done(workspace, asked)
    found = here.people(workspace)
    if asked.json:
        document = {
            "schema": SCHEMA,
            "people": [
                {
                    "id": each.id,
                    "name": each.name,
                    "roles": list(each.roles),
                    "me": each.is_me,
                    "days": each.days,
                    "calls": each.calls,
                }
                for each in found
            ],
            "said": list(said),
        }
        print(as_json(document))
        return 0
    for line in said:
        print(clean(line))
    if said:
        return 0
    if not found:
        print("You practise alone. `roleplay people --add NAME` adds somebody.")
    for each in found:
        roles = ", ".join(each.roles) or "in no team"
        practised = f"; practised on {each.days} days" if each.days is not None else ""
        print(clean(f"{'*' if each.is_me else ' '} {each.name} ({each.id}): {roles}{practised}"))
    return 0


def _done(workspace: Workspace, asked: argparse.Namespace) -> tuple[str, ...]:
    """What was done, in lines; nothing where it was only asked who is here."""
    if asked.add is not None:
        return here.add(workspace, asked.add, asked.role, asked.team).lines
    if asked.use is not None:
        return (f"You are {here.use(workspace, asked.use).name} from now on.",)
    if asked.new_team is not None:
        return (f"{here.make_team(workspace, asked.new_team).name} is there; you manage it.",)
    if asked.forget_me:
        gone = here.leave(workspace)
        calls = "1 call" if len(gone) == 1 else f"{len(gone)} calls"
        return (f"Forgotten: {calls}, what you wrote about others', and your name.",)
    if asked.show_practice is not None:
        shown = asked.show_practice == "yes"
        here.show_practice(workspace, _team(asked), shown=shown)
        see = "see" if shown else "do not see"
        return (f"Managers of {asked.team} {see} on which days their reps practised.",)
    for name, joined in ((asked.set, True), (asked.out, False)):
        if name is not None:
            here.set_role(workspace, name, asked.role, _team(asked), joined=joined)
            is_now = "is" if joined else "is no longer"
            return (f"{name} {is_now} {asked.role} in {asked.team}.",)
    return ()


def _team(asked: argparse.Namespace) -> str:
    if asked.team is None:
        raise BadInput("say in which team: --team NAME")
    return str(asked.team)
