"""What can be typed after ``roleplay`` where several people practise."""

from __future__ import annotations

from .arguments import Commands, Parser, add_command, day, how_many

NAMES = "names of people or teams, with commas between them"


def with_others(commands: Commands[Parser]) -> None:
    """Adds ``people``, ``assign``, ``share`` and ``review``."""
    _people(commands)
    _assign(commands)
    _share(commands)
    _review(commands)


def _people(commands: Commands[Parser]) -> None:
    people = add_command(commands, "people", "say who practises here, and who coaches whom")
    what = people.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="NAME", help="somebody, to a team")
    what.add_argument("--use", metavar="NAME", help="go on as somebody who was added")
    what.add_argument("--set", metavar="NAME", help="somebody takes on --role in --team")
    what.add_argument("--out", metavar="NAME", help="somebody is not --role in --team any more")
    what.add_argument("--new-team", metavar="TEAM", help="a team that you manage")
    what.add_argument(
        "--show-practice", choices=("yes", "no"), help="managers of --team see days and calls"
    )
    what.add_argument(
        "--forget-me", action="store_true", help="your calls, words and name, for good"
    )
    people.add_argument(
        "--role", choices=("rep", "manager", "leader"), default="rep", help="rep if not given"
    )
    people.add_argument("--team", metavar="TEAM", help="the team's name")


def _assign(commands: Commands[Parser]) -> None:
    assign = add_command(commands, "assign", "ask people to practise; list what was asked")
    assign.add_argument(
        "scenarios", metavar="SCENARIO", nargs="*", help="in their order; ID/VARIANT names one"
    )
    assign.add_argument("--to", metavar="NAMES", help=NAMES)
    assign.add_argument("--why", metavar="TEXT", help="in words that they read")
    assign.add_argument("--due", type=day, metavar="DAY", help="such as 2026-11-27")
    assign.add_argument("--attempts", type=how_many, metavar="N", help="so many count at most")
    assign.add_argument("--done", metavar="CRITERION=LEVEL", help="what it is done by")
    assign.add_argument(
        "--shares",
        choices=("best", "last", "firsts"),
        default="best",
        help="which calls you will see; they are told before the first word",
    )
    what = assign.add_mutually_exclusive_group()
    what.add_argument("--hand-in", metavar="ID", help="share now what it will share")
    what.add_argument("--withdraw", metavar="ID", help="take it back")


def _share(commands: Commands[Parser]) -> None:
    share = add_command(commands, "share", "share one of your calls; list those shared with you")
    share.add_argument("call", metavar="CALL", nargs="?")
    share.add_argument("--with", dest="receivers", metavar="NAMES", help=f"{NAMES}; your manager")
    share.add_argument(
        "--redact", action="store_true", help="leave names, e-mail addresses and numbers out"
    )
    what = share.add_mutually_exclusive_group()
    what.add_argument("--ask", action="store_true", help="say what it would mean, share nothing")
    what.add_argument("--stop", action="store_true", help="share it no longer")


def _review(commands: Commands[Parser]) -> None:
    review = add_command(commands, "review", "look at shared calls; say what you think of one")
    review.add_argument("call", metavar="CALL", nargs="?", help="without one: what waits for you")
    what = review.add_mutually_exclusive_group()
    what.add_argument("--comment", metavar="TEXT")
    what.add_argument("--praise", metavar="TEXT")
    what.add_argument("--better", metavar="LINE", help="what could have been said in --turn")
    what.add_argument("--rate", metavar="CRITERION=LEVEL", help="a level of yours, --because ...")
    what.add_argument("--reveal", action="store_true", help="show what you rated blind")
    what.add_argument("--reviewed", action="store_true", help="you have looked at all of it")
    what.add_argument(
        "--second-look", metavar="CRITERION/CHECK", help="have a check judged again; send nothing"
    )
    what.add_argument(
        "--dispute", metavar="CRITERION/CHECK", help="with --turn, --words and --because"
    )
    what.add_argument("--uphold", metavar="CHECK", help="a dispute is right, --because ...")
    what.add_argument("--decline", metavar="CHECK", help="a dispute is not right, --because ...")
    review.add_argument("--turn", type=how_many, metavar="N")
    review.add_argument("--words", metavar="WORDS", default="", help="words of that turn")
    review.add_argument("--because", metavar="TEXT", default="")
    review.add_argument(
        "--blind", action="store_true", help="without the app's levels, before you have seen them"
    )
