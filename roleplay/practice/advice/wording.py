"""The author's words by themselves: said twice, too long, too early, or given away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rapidfuzz import fuzz

from roleplay.domain.ledger import NeedState
from roleplay.domain.scenario import Manner, Need, Scenario
from roleplay.engine.lines import default_lines
from roleplay.library import FieldPath, Remark
from roleplay.listening.figures import figures
from roleplay.listening.words import content

from .study import Study, short

LONGEST_SAY = 60
"""Words a buyer says in one go; a person who says more is making a speech."""
NEARLY_THE_SAME = 92.0
"""Likeness of two lines, 0 to 100, from which they are one line written twice."""
WORDS_TO_COMPARE = 5
"""Words from which a line is more than a turn of phrase that anybody says twice."""
ANSWERS_FROM = 0.6
"""Share of a hint's telling words that a reveal has, from which the hint is the answer."""
STATED_FROM = 0.7
"""Share of a reveal's telling words that the opener has, from which there is nothing to find."""
TELLING_WORDS = 4
"""Telling words that a line must have before its share is looked at."""
RUN = 3
"""Telling words on end that a seller and a reveal have in common, from which it was read there."""
TELLING_COUNT = 100
"""Bare counts below this are in every text and give nothing away."""

_NAME = re.compile(r"(?<=[\w,;:] )(?!I\b|I')[A-Z][\w'’-]+")
_NOT_NAMES = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
)

Said = tuple[FieldPath, str]


def lines_of(call: Scenario) -> Iterator[Said]:
    """Everything the buyer may say in the author's words, with where it stands."""
    yield ("buyer", "opener"), call.buyer.opener
    for place, ask in enumerate(call.buyer.asks):
        yield from _each(("buyer", "asks", place, "say"), ask.say)
        yield from _each(("buyer", "asks", place, "if_dodged"), ask.if_dodged)
    for known in call.knows:
        yield from _each(("knows", known.id, "say"), known.say)
    for need in call.needs:
        yield from _each(("needs", need.id, "hints"), need.hints)
        for rung, reveal in enumerate(need.reveals):
            yield from _each(("needs", need.id, "reveals", rung, "say"), reveal.say)
    for objection in call.objections:
        yield from _each(("objections", objection.id, "says"), objection.says)
        yield from _each(("objections", objection.id, "behind"), objection.behind)
    for commitment in call.commitments:
        for field in ("accepts", "declines", "puts_off"):
            path = ("commitments", commitment.id, field)
            yield from _each(path, getattr(commitment, field))
    for act, lines in call.lines.items():
        yield from _each(("lines", act.value), lines)


def _each(path: FieldPath, lines: Iterable[str]) -> Iterator[Said]:
    for place, line in enumerate(lines):
        yield (*path, place), line


def repeated(study: Study) -> Iterator[Remark]:
    """Lines that stand twice, nearly twice, or in every buyer's mouth."""
    kept: list[tuple[FieldPath, str, str]] = []
    by_key: dict[str, FieldPath] = {}
    defaults = _default_keys()
    for path, line in lines_of(study.scenario):
        key = _key(line)
        if key in defaults:
            message = (
                f"{short(line)} is a line that {defaults[key]} buyers have anyway: write this"
                " one's own, or leave it out"
            )
            yield study.remark(path, "default-line", message)
        elif key in by_key and not _either_or(path, by_key[key]):
            message = f"{short(line)} is said in {_where(by_key[key])} too: say it in other words"
            yield study.remark(path, "repeated", message)
        elif len(key.split()) >= WORDS_TO_COMPARE:
            other = next((o for o in kept if o[0][:2] != path[:2] and _alike(o[1], key)), None)
            if other is not None:
                message = (
                    f"{short(line)} is nearly what is said in {_where(other[0])}: {short(other[2])}"
                )
                yield study.remark(path, "nearly-repeated", message)
            kept.append((path, key, line))
        by_key.setdefault(key, path)


def copied(call: Scenario, others: Mapping[str, frozenset[str]]) -> Iterator[Remark]:
    """Lines that another call has word for word, one remark for each such call.

    ``others`` holds `keys_of` the other calls, by id.
    """
    own = {_key(line): line for _, line in lines_of(call)}
    for name, keys in others.items():
        if not keys.isdisjoint(own):
            shared = [line for key, line in own.items() if key in keys]
            count = "a line" if len(shared) == 1 else f"{len(shared)} lines"
            message = (
                f"{count} stand word for word in {name} too ({short(shared[0])}): two buyers who"
                " say the same sentence are one buyer renamed"
            )
            yield Remark("a", ("id",), "copied", message)


def keys_of(call: Scenario) -> frozenset[str]:
    """The buyer's longer lines, as they are compared between calls."""
    keys = (_key(line) for _, line in lines_of(call))
    return frozenset(key for key in keys if len(key.split()) >= WORDS_TO_COMPARE)


@cache
def _default_keys() -> dict[str, str]:
    return {
        _key(line): manner.value
        for manner in Manner
        for lines in default_lines(manner).values()
        for line in lines
    }


def _key(line: str) -> str:
    return " ".join(re.findall(r"[\w']+", line.lower().replace("’", "'")))


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < 0.8 * longer:
        return False
    return fuzz.ratio(one, other, score_cutoff=NEARLY_THE_SAME) > 0


def _either_or(one: FieldPath, other: FieldPath) -> bool:
    """A step is declined or put off: the same words may do for both."""
    return one[:2] == other[:2] and {one[2], other[2]} == {"declines", "puts_off"}


def _where(path: FieldPath) -> str:
    return " ".join(str(step) for step in path[:3] if not isinstance(step, int))


# Too long, too early


def overlong(study: Study) -> Iterator[Remark]:
    """Lines that nobody says in one go."""
    for path, line in lines_of(study.scenario):
        words = len(line.split())
        if words > LONGEST_SAY:
            message = (
                f"{words} words in one go, and a person says {LONGEST_SAY} at most: make it two"
                " reveals, or let some of it be asked for"
            )
            yield study.remark(path, "too-long", message)


def given_away(study: Study) -> Iterator[Remark]:
    """What must be found out, and stands in the brief, the opener or a hint already."""
    call = study.scenario
    for path, text in ((("brief",), call.brief), (("buyer", "opener"), call.buyer.opener)):
        for need in call.needs:
            line = _stated_in(text, need, whole=path == ("brief",))
            if line is not None:
                message = (
                    f"the {path[-1]} says already what {need.id} is to reveal ({short(line)}):"
                    " leave it out here, or let the reveal say more"
                )
                yield study.remark(path, f"{path[-1]}-gives-away", message)
    for need in call.needs:
        yield from _telling_hints(study, need)


def _locked(need: Need) -> Iterator[tuple[str, ...]]:
    """The lines of the reveals that must be earned: those that bring the need somewhere."""
    for reveal in need.reveals:
        if reveal.becomes is not None and reveal.becomes.at_least(NeedState.STATED):
            yield reveal.say


def _stated_in(text: str, need: Need, *, whole: bool) -> str | None:
    """A locked line of which a text has every figure, or (unless ``whole``) most of the words."""
    given = _figures(text)
    for lines in _locked(need):
        for line in lines:
            inside = _figures(line)
            if any(_telling(figure) for figure in inside) and inside <= given:
                return line
            if not whole and _share(line, text) >= STATED_FROM:
                return line
    return None


def _telling_hints(study: Study, need: Need) -> Iterator[Remark]:
    call = study.scenario
    known = _figures(call.brief) | _figures(call.buyer.opener)
    for place, line in enumerate(need.hints):
        given = {figure for figure in _figures(line) - known if _telling(figure)}
        for lines in _locked(need):
            answer = next(
                (s for s in lines if given & _figures(s) or _share(line, s) >= ANSWERS_FROM), None
            )
            if answer is not None:
                message = (
                    f"this hint is the answer already ({short(answer)}): let it only make curious"
                )
                yield study.remark(("needs", need.id, "hints", place), "hint-answers", message)
                break


def _share(line: str, text: str) -> float:
    """The share of a line's telling words that a text has; 0 for a line with too few."""
    words = set(content(line))
    return len(words & set(content(text))) / len(words) if len(words) >= TELLING_WORDS else 0.0


def _figures(text: str) -> frozenset[tuple[float, str]]:
    return frozenset((figure.value, figure.unit) for figure in figures(text))


def _telling(figure: tuple[float, str]) -> bool:
    """Not one of the small counts that are in every text."""
    value, unit = figure
    return unit != "count" or value >= TELLING_COUNT


# What nobody has said yet


def unsaid(study: Study) -> Iterator[Remark]:
    """A ``try_saying`` with numbers, names or turns of phrase that a seller cannot have yet."""
    hints = [hint for need in study.scenario.needs for hint in need.hints]
    known = [*study.known, *hints]
    text = " ".join(known)
    given = frozenset().union(*(_figures(each) for each in known))
    spoken = {word.casefold() for word in re.findall(r"[\w’'-]+", text)}
    for need in study.scenario.needs:
        if not need.try_saying:
            continue
        names = {name for name in _NAME.findall(need.try_saying) if name not in _NOT_NAMES}
        strange = [name for name in names if _bare(name) not in spoken]
        strange += [
            need.try_saying[f.start : f.end]
            for f in figures(need.try_saying)
            if _telling((f.value, f.unit)) and (f.value, f.unit) not in given
        ]
        runs = _runs(need.try_saying)
        own = (line for lines in _locked(need) for line in lines)
        strange += [line for line in own if runs & _runs(line) - _runs(text)]
        if strange:
            message = (
                f"{short(strange[0])} is nothing a seller can know at the start: use only the"
                " brief, the strategy, the opener and hints"
            )
            yield study.remark(("needs", need.id, "try_saying"), "not-said-yet", message)


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every `RUN` telling words that follow each other."""
    words = content(text)
    return {words[at : at + RUN] for at in range(len(words) - RUN + 1)}


def _bare(name: str) -> str:
    return name.casefold().replace("’", "'").removesuffix("'s")
