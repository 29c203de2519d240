"""What can be typed after ``roleplay``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import NoReturn

from roleplay import __version__
from roleplay.domain.endings import Ending
from roleplay.domain.text import clean


class Parser(argparse.ArgumentParser):
    """Wrong use is told in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to find out more; exit with 2."""
        self.exit(2, f"{self.prog}: {clean(message)} (see: {self.prog} --help)\n")


def parser() -> Parser:
    """The whole command line."""
    top = Parser(
        prog="roleplay",
        description="Practise the sales call before the call. Without a command: the app.",
    )
    top.add_argument("--version", action="version", version=f"roleplay {__version__}")
    top.add_argument(
        "--sample", action="store_true", help="open the app on a made-up history, to look around"
    )
    _packs(top, "packs")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _practising(commands)
    _looking_back(commands)
    _content(commands)
    from .with_others import with_others

    with_others(commands)
    return top


Commands = argparse._SubParsersAction


def add_command(commands: Commands[Parser], name: str, does: str, *, json: bool = True) -> Parser:
    """A command that does that, with the options every command has."""
    command = commands.add_parser(name, help=does, description=does[:1].upper() + does[1:] + ".")
    _packs(command, "more_packs")
    if json:
        command.add_argument("--json", action="store_true", help="print one JSON document")
    return command


def _packs(command: argparse.ArgumentParser, kept_as: str) -> None:
    """``--packs``, before the command or after it: argparse would let one replace the other."""
    command.add_argument(
        "--packs",
        dest=kept_as,
        type=_folder,
        action="append",
        default=[],
        metavar="DIR",
        help="a folder that holds packs of your own (repeatable)",
    )


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text}: there is no such folder")
    return Path(text)


def day(text: str) -> date:
    """A day as it is typed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not allowed here: a day such as 2026-11-23"
        ) from None


def _level(text: str) -> float:
    try:
        level = float(text)
    except ValueError:
        level = 0.0
    if not 1.0 <= level <= 5.0:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not allowed here: from 1 to 5")
    return level


def _seed(text: str) -> int:
    return _number(text, -(2**63), 2**63 - 1)


def how_many(text: str) -> int:
    """A number of things as it is typed: from 1 on."""
    return _number(text, 1, 1_000_000)


def _number(text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = most + 1
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not allowed here: a whole number from {least} to {most}"
        )
    return number


def _practising(commands: Commands[Parser]) -> None:
    practice = add_command(commands, "practice", "have a call, in the app or from a file of lines")
    practice.add_argument("scenario", metavar="SCENARIO")
    practice.add_argument(
        "--seller", metavar="FILE", help="one seller turn a line, an empty line a pause; - is stdin"
    )
    practice.add_argument("--buyer", choices=("scripted", "model"), default="scripted")
    practice.add_argument("--variant", metavar="ID", help="which variant of the call")
    practice.add_argument("--seed", type=_seed, default=None, metavar="N", help="0 in the shell")
    practice.add_argument("--plain", action="store_true", help="line by line, without the app")
    practice.add_argument("--no-save", action="store_true", help="keep nothing of it")

    retry = add_command(commands, "retry", "redo one of your turns, the buyer as they were")
    retry.add_argument("call", metavar="CALL")
    retry.add_argument("--at", type=int, required=True, metavar="TURN", help="a seller's turn")
    retry.add_argument("--seller", metavar="FILE", help="your turns from there on; - is stdin")
    retry.add_argument("--no-save", action="store_true", help="keep nothing of it")

    listen = add_command(commands, "listen", "show what is heard in turns, one JSON line each")
    listen.add_argument("file", metavar="FILE", help="JSON lines; - is stdin")
    listen.add_argument("--scenario", metavar="ID", help="hear this scenario's topics too")

    score = add_command(commands, "score", "score transcripts from outside")
    score.add_argument("files", metavar="FILE", nargs="+", type=Path)
    score.add_argument("--rubric", metavar="ID", default="value-creation")
    score.add_argument("--seller", metavar="NAME", help="who in the file is the seller")
    score.add_argument("--judge", action="store_true", help="with the help of a model")


def _looking_back(commands: Commands[Parser]) -> None:
    history = add_command(commands, "history", "list your calls, newest first")
    history.add_argument("--limit", type=how_many, default=20, metavar="N")
    history.add_argument("--scenario", metavar="ID")
    history.add_argument("--search", metavar="WORDS", help="all of them said in one turn")
    history.add_argument("--skill", metavar="SKILL", help="such as discovery")
    history.add_argument(
        "--ending",
        choices=[each.value for each in Ending],
        metavar="ENDING",
        help="such as put_off",
    )
    history.add_argument(
        "--kind", choices=("first", "retake", "fork", "practice"), help="practice: all but first"
    )
    history.add_argument("--since", type=day, metavar="DAY", help="such as 2026-11-23")
    history.add_argument("--until", type=day, metavar="DAY", help="that day included")
    history.add_argument("--least", type=_level, metavar="N", help="an overall of N or more")
    history.add_argument("--most", type=_level, metavar="N", help="an overall of N or less")
    history.add_argument("--levels", action="store_true", help="the level per skill over time")
    history.add_argument("--cost", action="store_true", help="what a model cost, per rep in all")

    show = add_command(commands, "show", "show a call: what was said, and its score")
    show.add_argument("call", metavar="CALL")
    show.add_argument(
        "--against", metavar="OTHER", help="set it beside another take of the same call"
    )
    show.add_argument("--cost", action="store_true", help="what a model was asked for it, and cost")

    judge = add_command(commands, "judge", "have a model judge a call that is kept")
    judge.add_argument("call", metavar="CALL")
    judge.add_argument("--rubric", metavar="ID", help="another than the call was played by")
    judge.add_argument(
        "--repeats",
        type=int,
        choices=(1, 3, 5, 7, 9),
        default=1,
        help="how often each question is asked: 1, 3, 5, 7 or 9",
    )

    coach = add_command(
        commands, "coach", "say the moment that mattered otherwise, with a model's help"
    )
    coach.add_argument("call", metavar="CALL")
    coach.add_argument("--ask", metavar="QUESTION", help="something about the call, 8 at most")
    coach.add_argument("--again", action="store_true", help="other lines than those kept")

    replay = add_command(commands, "replay", "play a kept call back")
    replay.add_argument("call", metavar="CALL", nargs="?", help="without one: every kept call")
    replay.add_argument(
        "--verify", action="store_true", help="work it out anew and name the first difference"
    )

    export = add_command(commands, "export", "write a call with its score", json=False)
    export.add_argument("call", metavar="CALL")
    export.add_argument("--format", choices=("markdown", "json"), default="markdown")
    export.add_argument("--output", type=Path, metavar="FILE", help="instead of the screen")

    forget = add_command(commands, "forget", "delete a call, or everything, for good", json=False)
    forget.add_argument("call", metavar="CALL", nargs="?")
    forget.add_argument("--everything", action="store_true", help="all of your calls")


def _content(commands: Commands[Parser]) -> None:
    check = add_command(
        commands, "check", "check scenarios, rubrics and strategies; play their tries"
    )
    check.add_argument("paths", metavar="PATH", nargs="*", type=Path)
    check.add_argument(
        "--schema",
        choices=("scenario", "rubric", "strategy", "moments"),
        metavar="FORM",
        help="print the JSON Schema of scenario, rubric, strategy or moments",
    )

    check.add_argument("--watch", action="store_true", help="check again whenever a file changes")

    new = add_command(commands, "new", "write a commented file to start from", json=False)
    new.add_argument("form", choices=("pack", "scenario", "rubric"))
    new.add_argument("name", metavar="NAME")
    new.add_argument(
        "--in", "--pack", dest="folder", type=Path, default=Path(), metavar="DIR", help="where"
    )
    new.add_argument(
        "--from",
        dest="call",
        metavar="CALL",
        help="a scenario drafted from a call, or from the last",
    )

    author = add_command(commands, "author", "play a call with the buyer's mind open", json=False)
    author.add_argument("target", metavar="FILE|SCENARIO", help="a scenario's file, or its id")
    author.add_argument("--variant", metavar="ID", help="which variant of the call")
    author.add_argument("--seed", type=_seed, default=None, metavar="N", help="0 if not given")
    author.add_argument("--plain", action="store_true", help="line by line, without the app")

    simulate = add_command(
        commands, "simulate", "let a simulated seller play a call many times over"
    )
    simulate.add_argument("scenario", metavar="SCENARIO")
    simulate.add_argument(
        "--seller",
        default="strong",
        metavar="strong|weak|FILE|model",
        help="one of the scenario's tries by its name, a file of lines, or a model",
    )
    simulate.add_argument("-n", "--calls", type=how_many, default=10, metavar="N")
    simulate.add_argument("--buyer", choices=("scripted", "model"), default="scripted")
    simulate.add_argument("--variant", metavar="ID", help="this one only; else all in turn")
    simulate.add_argument("--seed", type=_seed, default=0, metavar="N", help="of the first call")

    doctor = add_command(commands, "doctor", "say whether everything here is in order")
    doctor.add_argument(
        "--model", action="store_true", help="ask the model that is set up what it can do"
    )
    key = add_command(
        commands, "key", "keep the key to a model in your system's keyring", json=False
    )
    key.add_argument(
        "what", choices=("set", "delete"), help="set reads it from you, or from standard input"
    )
