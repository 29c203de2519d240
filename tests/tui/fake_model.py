"""A judge and a coach without a model behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

from roleplay.coaching.coach import Suggested, Suggestions
from roleplay.coaching.conversation import Exchange, Reply, Sentence
from roleplay.domain.moves import Span
from roleplay.domain.problem import Broken
from roleplay.practice import coach, judging, scorecards
from roleplay.practice.comparing import CheckMove
from roleplay.practice.debriefs import Debrief, FlagView, JudgeView, Quote
from roleplay.practice.scorecards import CardLine, CardsBeside, CriterionBeside
from roleplay.practice.verdicts import JudgedView

MODEL = "qwen3-8b"
ANSWERED = (
    "I suppose it is. The last audit found four percent overpaid. Nobody multiplied that out."
)
"""What the buyer says in turn 5."""
FAILED = (
    "127.0.0.1:11434 answered nothing in 30 s. Look whether the model is loaded, or allow it more "
    "time in Settings, Model."
)


class FakeModel:
    """Judges and answers at once, unless it is held; nothing of it is set up at first."""

    def __init__(self, wrap: Callable[[str], str]) -> None:
        self.wrap = wrap
        self.is_set_up = False
        self.judged: list[tuple[str, int]] = []
        """Model and repeats of each time."""
        self.is_small = False
        """It talks nonsense: hardly any quote of its stands."""
        self.fails = False
        self.goes_on = Event()
        self.goes_on.set()
        self.so_far: tuple[Exchange, ...] = ()
        self.suggested = 0

    def on(self, debrief: Debrief) -> Debrief:
        """The debrief with what the model makes of it."""
        if not self.is_set_up:
            return debrief
        debrief = replace(
            debrief,
            judge_model=MODEL if debrief.scorable else "",
            coach_model=MODEL,
            tokens=0 if not self.judged else 18_420 * len(self.judged),
            scorecards=1 + len(self.judged),
            overall_counted=debrief.overall,
        )
        return self._judged(debrief) if self.judged else debrief

    def _judged(self, debrief: Debrief) -> Debrief:
        wrap = self.wrap
        model, repeats = self.judged[-1]
        discovery, sizes, concerns = debrief.criteria
        turns = {turn.turn: turn.text for turn in debrief.turns}
        number = "nobody multiplied that out"
        start = turns[5].lower().find(number)
        says_number = Quote(5, start, start + len(number), turns[5][start : start + len(number)])
        if self.is_small:
            view = JudgeView(
                model,
                repeats,
                14,
                1,
                ((wrap("not what was said in that turn"), 9), ("said by the other side", 4)),
                "",
                0,
            )
            nothing = JudgedView(
                "not_assessable",
                "cannot tell",
                wrap("The judge says it is met and shows words for 0 of 2."),
                (),
                (1, 1),
                False,
            )
            checks = tuple(replace(check, judged=nothing) for check in discovery.checks)
            sizes = replace(
                sizes,
                unanswered=wrap("The judge gave no answer: what came is no JSON, twice."),
            )
            return replace(
                debrief,
                judge=view,
                criteria=(replace(discovery, checks=checks), sizes, concerns),
            )
        met, missed = discovery.checks
        times = (repeats, repeats)
        agrees = JudgedView(
            "met",
            "met",
            wrap("Turns 2 and 4 both pick up Dana's own words."),
            (),
            times,
            False,
        )
        otherwise = JudgedView(
            "met",
            "met",
            wrap("Asking where an overpayment would show up asks what follows from it."),
            (Quote(4, 3, 73, turns[4][3:73]),),
            (max(1, repeats - 1), repeats),
            False,
        )
        decides = JudgedView(
            "met", "met", wrap("Dana says what nobody has done with the figure."), (), times, True
        )
        look = (
            "The app says not met, the judge says met. The app's answer stands; have a person look."
        )
        return replace(
            debrief,
            criteria=(
                replace(
                    discovery,
                    checks=(
                        replace(met, judged=agrees),
                        replace(missed, judged=otherwise, look=look),
                    ),
                ),
                replace(
                    sizes,
                    checks=tuple(
                        replace(each, judged=decides, quotes=(says_number,))
                        for each in sizes.checks
                    ),
                ),
                concerns,
            ),
            judge=JudgeView(
                model, repeats, 15, 13, ((wrap("not what was said in that turn"), 2),), "", 1
            ),
            flags=(
                FlagView(
                    Quote(6, 0, 81, turns[6][:81]),
                    "A fact of your strategy says otherwise.",
                    wrap("Live in sixteen to twenty weeks where claims come from two systems."),
                ),
            ),
        )

    def judge_call(
        self, workspace: Any, call_id: str, *, repeats: int, stop: Any, progress: Any
    ) -> None:
        progress(3, 8)
        self._wait(stop)
        self.judged.append(
            (workspace.settings.environ.get("ROLEPLAY_LLM_MODEL_JUDGE", MODEL), repeats)
        )

    def suggestions(
        self, workspace: Any, call_id: str, *, again: bool, stop: Any
    ) -> Suggestions | None:
        self._wait(stop)
        wrap = self.wrap
        self.suggested += 1
        line = Suggested(
            wrap("Nobody multiplied it out. What would four percent come to in a year?"),
            wrap("It takes up what Dana had just said, and leaves the figure to her."),
            "leakage",
            wrap("Leakage nobody multiplies out"),
        )
        if self.is_small:
            note = "No line held up, so none is shown. Ask again for others."
            return Suggestions(6, (), note)
        other = replace(
            line,
            line=wrap("Who would have to know about those four percent, if they are right?"),
            why=wrap("It asks whom the overpayment reaches before any weeks are named."),
        )
        # Asked for others, it gives others.
        return Suggestions(6, (line, other) if self.suggested % 2 else (other, line))

    def talk(self, workspace: Any, call_id: str) -> tuple[Exchange, ...]:
        return self.so_far

    def ask(self, workspace: Any, call_id: str, question: str, stop: Any) -> Reply:
        self._wait(stop)
        wrap = self.wrap
        said = ANSWERED.find("Nobody multiplied that out")
        start = len(wrap("\0").split("\0")[0]) + said
        sentences = (
            Sentence(
                wrap("You named the weeks right after she had admitted that nobody had done it."),
                (Span(turn=5, start=start, end=start + 26),),
            ),
            Sentence(wrap("So she went back to the last project instead of the overpayment.")),
        )
        if self.is_small:
            nothing = "I have nothing on that which this call's own words would bear out."
            reply = Reply((Sentence(nothing),), 3)
        else:
            reply = Reply(sentences)
        self.so_far = (*self.so_far, Exchange(question, reply))
        return reply

    def scorecards(self, workspace: Any, call_id: str) -> tuple[CardLine, ...]:
        wrap = self.wrap
        first = CardLine("0", "The app alone", "", 0, "today 09:10", 2.7, 0.7, "", True, False)
        judged = tuple(
            CardLine(
                str(place),
                wrap(f"The app and {model}"),
                model,
                repeats,
                f"today 09:{10 + place}",
                2.9,
                1.0,
                "",
                False,
                place == len(self.judged),
            )
            for place, (model, repeats) in enumerate(self.judged, start=1)
        )
        return (first, *judged)

    def beside(self, workspace: Any, call_id: str, first: str, second: str) -> CardsBeside:
        wrap = self.wrap
        cards = {card.id: card for card in self.scorecards(workspace, call_id)}
        quote = Quote(5, 46, 75, wrap("Nobody multiplied that out."))
        return CardsBeside(
            cards[first],
            cards[second],
            (
                CriterionBeside(
                    wrap("Sizes it with the buyer"),
                    "between 2 and 4",
                    "3 of 5",
                    (
                        CheckMove(
                            wrap("The buyer says what follows from it"),
                            "not_assessable",
                            "met",
                            (),
                            (quote,),
                        ),
                    ),
                ),
            ),
            (wrap("Understands before proposing, 4 of 5"), wrap("Meets concerns, unscored")),
            (),
        )

    def _wait(self, stop: Any) -> None:
        while not self.goes_on.wait(0.02):
            if stop.is_set:
                raise Broken("stopped.")
        if self.fails:
            raise Broken(self.wrap(FAILED))


def install_model(wrap: Callable[[str], str], put: Callable[[Any, str, Any], None]) -> FakeModel:
    """Put it where the app looks for the real one."""
    fake = FakeModel(wrap)
    put(judging, "judge_call", fake.judge_call)
    for name in ("suggestions", "talk", "ask"):
        put(coach, name, getattr(fake, name))
    put(scorecards, "scorecards", fake.scorecards)
    put(scorecards, "beside", fake.beside)
    return fake
