"""What the app calls, without a store, a listener or a mind behind it: for pictures and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from roleplay.domain.moves import Heard, Kind, Segment, Speaker, TopicScore
from roleplay.domain.problem import Broken
from roleplay.domain.transcript import CorrectedEvent, SpokenEvent, Started, Turn
from roleplay.practice import (
    at_hand,
    calls,
    debriefs,
    exports,
    history,
    home,
    notes,
    shelf,
    takes,
    trends,
    workspace,
)
from roleplay.practice.at_hand import AtHand, Bring, ConcernAnswer, LastTime
from roleplay.practice.debriefs import (
    CheckView,
    CriterionView,
    Debrief,
    HiddenNeed,
    LedgerRow,
    MomentView,
    Quote,
)
from roleplay.practice.history import HistoryPage, Wanted
from roleplay.practice.home import CallRow, HomeView, NextThing, SkillLine, Week
from roleplay.practice.live import HeardLine
from roleplay.practice.shelf import BriefCriterion, Briefing, ScenarioCard
from roleplay.practice.takes import Takes
from roleplay.practice.trends import SkillTrend
from tests.tui import fake_past
from tests.tui.fake_model import FakeModel, install_model
from tests.tui.fake_preferences import FakePreferences, install_preferences
from tests.tui.fake_voice import NAME, FakeVoice, begun_by_model, cut_event, scripted_event

TITLE = "The CFO who thinks claims are under control"
OPENER = "I have fifteen minutes, and I'll be honest: I think claims are under control."
SAID = (
    "Thanks, Dana. Before I say anything about us: when you say under control, what would tell "
    "you if it weren't?",
    "So the two percent audit is the only place an overpayment would show up?",
    "Our platform checks every file before it is paid, and it is live in eleven weeks.",
)
ANSWERS = (
    "We audit two percent of files after the fact. Nobody has complained.",
    "I suppose it is. The last audit found four percent overpaid. Nobody multiplied that out.",
    "Eleven weeks. The last replacement ran two years late, so forgive me if I do not write "
    "that down.",
)


def conversation(count: int = 3, wrap: Callable[[str], str] = str) -> tuple[Turn, ...]:
    turns = [Turn(turn=1, speaker=Speaker.BUYER, text=wrap(OPENER))]
    for place in range(count):
        turns.append(
            Turn(turn=len(turns) + 1, speaker=Speaker.SELLER, text=wrap(SAID[place % len(SAID)]))
        )
        turns.append(
            Turn(
                turn=len(turns) + 1, speaker=Speaker.BUYER, text=wrap(ANSWERS[place % len(ANSWERS)])
            )
        )
    return tuple(turns)


@dataclass
class FakeCall:
    """A call with a buyer who has three answers."""

    id: str
    practice: FakePractice
    kind: str = "first"
    turns: tuple[Turn, ...] = field(default_factory=lambda: conversation(0))
    ended: bool = False
    ending: str | None = None
    ended_by: str | None = None
    forked_at: int | None = None
    take_one: tuple[Turn, ...] = ()
    draft: str = ""
    variant: str = "a"
    minutes: int = 12
    corrected: bool = False
    voice: str = "scripted"
    speaks_by_model: bool = False
    waiting: bool = False
    failed: str = ""
    on_said: Callable[[], None] = lambda: None
    on_sentence: Callable[[int, str], None] = lambda turn, text: None
    events: list[CorrectedEvent | SpokenEvent | Started] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.practice.wrap(TITLE)

    @property
    def scenario(self) -> SimpleNamespace:
        return SimpleNamespace(
            goal=self.practice.wrap("Dana sees a difficulty of her own."),
            brief=self.practice.wrap(
                "Dana agreed to fifteen minutes after your note about claims cost. She believes "
                "claims are under control. Harbourline has run the same core system since 2016."
            ),
            tips=(),
        )

    @property
    def buyer_name(self) -> str:
        return self.practice.wrap("Dana Whitfield")

    @property
    def buyer_role(self) -> str:
        return self.practice.wrap("CFO")

    @property
    def seconds(self) -> float:
        words = sum(len(turn.text.split()) for turn in self.turns)
        return words * 60 / 140 + len(self.turns) * 2

    @property
    def parting(self) -> bool:
        said = [turn.text for turn in self.turns if turn.speaker is Speaker.SELLER]
        return bool(said) and "bye" in said[-1].lower() and not self.ended

    def over(self) -> str:
        return self.practice.wrap("Dana agreed to a next step.") if self.ended else ""

    def say(self, text: str, *, closing: bool = False) -> Turn:
        if self.practice.broken:
            raise Broken("The history cannot be written: the disk is full. Free some space.")
        if self.waiting:
            said, self.turns = self.turns[-1], self.turns[:-1]
        else:
            said = Turn(turn=len(self.turns) + 1, speaker=Speaker.SELLER, text=text)
        place = sum(turn.speaker is Speaker.SELLER for turn in self.turns)
        answer = self.practice.wrap(ANSWERS[place % len(ANSWERS)])
        number = said.turn + 1
        self.turns, self.waiting, self.failed = (*self.turns, said), True, ""
        self.draft = ""
        self.on_said()
        if self.voice == "model":
            answer = self._spoken_by_model(number)
        elif self.speaks_by_model:
            self.events.append(scripted_event(number, answer))
        spoken = Turn(turn=number, speaker=Speaker.BUYER, text=answer, voice=self.voice)
        self.turns, self.waiting = (*self.turns, spoken), False
        self.corrected = False
        if closing or "goodbye" in text.lower():
            self.ended, self.ending, self.ended_by = True, "agreed_next_step", "seller"
        return spoken

    @property
    def speaker(self) -> str:
        return NAME if self.voice == "model" else ""

    def use_voice(self, name: str) -> None:
        self.voice = name
        if name == "model" and not self.speaks_by_model:
            self.speaks_by_model = True
            self.events.append(begun_by_model())

    def interrupt(self) -> None:
        self.practice.voice.stopped.set()

    def _spoken_by_model(self, number: int) -> str:
        voice = self.practice.voice
        try:
            answer = voice.speak(lambda text: self.on_sentence(number, text))
        except Broken as error:
            self.failed = str(error)
            raise
        if voice.stopped.is_set() or voice.cut_by:
            cut_by, voice.cut_by = voice.cut_by or "stopped", ""
            self.events.append(cut_event(number, answer, cut_by))
        return answer

    def heard(self) -> tuple[HeardLine, ...]:
        said = [turn for turn in self.turns if turn.speaker is Speaker.SELLER]
        if not said:
            return ()
        wrap = self.practice.wrap
        return (
            HeardLine("open_question", "an open question", said[-1].text[:60], wrap("the audit")),
        )

    def can_correct(self) -> bool:
        return len(self.turns) > 1 and not self.corrected and not self.ended

    def meanings(self) -> tuple[tuple[str, str], ...]:
        return (
            ("open_question", "an open question"),
            ("closed_question", "a yes-or-no question"),
            ("reflection", "saying back what I heard"),
            ("insight", "something they may not know"),
            ("answer_concern", "answering the concern"),
            ("advance", "asking for a next step"),
            ("pitch", "telling about our offering"),
            ("acknowledge", "taking in what was said"),
        )

    def subjects(self) -> tuple[tuple[str, str], ...]:
        return (("leakage", self.practice.wrap("the audit")), ("system", "the system they run"))

    def correct(self, kind: str, topic: str | None) -> Turn:
        spoken = self.turns[-1].model_copy(update={"text": f"If you meant {kind}: yes."})
        self.turns = (*self.turns[:-1], spoken)
        self.corrected = True
        said = self.turns[-2]
        segment = Segment(
            kind=Kind(kind),
            start=0,
            end=len(said.text),
            confidence=1.0,
            topics=(TopicScore(id=topic, score=1.0),) if topic else (),
        )
        heard = Heard(segments=(segment,), dominant=Kind(kind))
        self.events.append(CorrectedEvent(turn=said.turn, heard=heard))
        return spoken

    def mood(self) -> str:
        return self.practice.wrap("Dana is guarded, but still with you.")

    def save_draft(self, text: str) -> None:
        if self.practice.broken:
            raise Broken("The history cannot be written: the disk is full. Free some space.")
        self.draft = text

    def end(self) -> None:
        self.ended, self.ending, self.ended_by = True, "put_off", "seller"

    def score(self) -> object:
        return object()


@dataclass
class FakePractice:
    """Module-level functions of practice, as `install` puts them in place."""

    wrap: Callable[[str], str] = str
    """Put around every text, to see what hostile words do."""
    broken: bool = False
    """Nothing can be saved."""
    calls: dict[str, FakeCall] = field(default_factory=dict)
    turned: list[str] = field(default_factory=list)
    notes: dict[str, dict[int, str]] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    voice: FakeVoice = field(default_factory=FakeVoice)
    """The model that speaks, where one does."""
    buyers_model: str = ""
    """Its name, where one is set up."""
    preferences: FakePreferences | None = None
    """What Settings shows, once it is installed."""
    model: FakeModel | None = None
    """The judge and the coach, once they are installed."""
    empty: bool = False
    lesson: str | None = None
    """The call that teaches the app, where there is no history."""
    unscorable: bool = False
    had: int = 1
    """Finished takes of the call."""
    past: int = 5
    """Calls in the history."""
    forgotten: list[str] = field(default_factory=list)
    compared: list[tuple[str, str | None]] = field(default_factory=list)

    def home(self, workspace: Any, *, check: bool = True) -> HomeView:
        wrap = self.wrap
        if self.broken:
            raise Broken("The history is locked by another program. Close it and try again.")
        if self.empty:
            return HomeView(
                "sam",
                NextThing(
                    TITLE,
                    "Your first call: twelve minutes with a buyer who is not easily impressed.",
                    "start",
                    "cfo",
                    "a",
                    None,
                    None,
                    12,
                ),
                lesson=self.lesson,
            )
        row = CallRow(
            "c1",
            wrap(TITLE),
            "cfo",
            "a",
            "today 14:05",
            "first",
            2.7,
            "agreed_next_step",
            wrap("agreed a next step"),
        )
        return HomeView(
            wrap("sam"),
            NextThing(
                wrap("Take the third minute again"),
                wrap(
                    "When Dana named the last replacement, you answered before you had heard "
                    "what happened."
                ),
                "retake",
                "cfo",
                "a",
                "c1",
                6,
                5,
            ),
            tuple(
                CallRow(
                    call.id,
                    wrap(TITLE),
                    "cfo",
                    "a",
                    "today 15:20",
                    call.kind,
                    None,
                    None,
                    wrap("3 of 12 minutes in"),
                )
                for call in self.calls.values()
                if not call.ended
            ),
            (
                row,
                CallRow(
                    "c2",
                    wrap("The friendly meeting"),
                    "friendly",
                    "b",
                    "yesterday 09:30",
                    "retake",
                    None,
                    "put_off",
                    wrap("put off politely"),
                ),
                CallRow(
                    "c3",
                    wrap(TITLE),
                    "cfo",
                    "b",
                    "12 Nov 16:10",
                    "fork",
                    3.4,
                    "disqualified",
                    wrap("stepped away"),
                ),
            ),
            (wrap("scenarios/mine/one.yaml:3:1 buyer: is missing"),),
            Week(3, 5, 41),
            SkillLine(wrap("sizing it with the buyer"), 2.7, 4),
        )

    def snapshot(self, path: Path) -> HomeView | None:
        return None

    def shelf(self, workspace: Any, query: str = "") -> tuple[ScenarioCard, ...]:
        wrap = self.wrap
        cards = (
            ScenarioCard(
                "cfo",
                wrap(TITLE),
                "meridian",
                wrap("Dana Whitfield"),
                wrap("CFO"),
                wrap("Harbourline Insurance"),
                "discovery",
                ("discovery", "value"),
                3,
                12,
                wrap("agreed a next step"),
                ("a",),
                ("a", "b"),
                ("direct", "numerate", "reserved"),
                "on",
                (
                    ("+", wrap("employees 5,200, at least 1,000")),
                    ("?", wrap("region not known, wanted UK or IE")),
                ),
                wrap("Claims Intelligence"),
                wrap(
                    "Dana agreed to fifteen minutes after your note about claims cost. She "
                    "believes claims are under control."
                ),
                wrap("Dana sees a difficulty of her own."),
                2.7,
                "yesterday 09:30",
                "first",
                1.0,
            ),
            ScenarioCard(
                "friendly",
                "The friendly meeting",
                "meridian",
                "Tom Okafor",
                "Operations director",
                "Pennant Logistics",
                "prospecting",
                ("qualification",),
                2,
                10,
                "",
                (),
                ("a", "b"),
                ("warm", "open"),
                "off",
                (("-", "employees 31, at least 1,000"),),
                own=True,
                brief="Tom has been to our breakfast twice and likes everybody there. He runs the "
                "depot for thirty-one people and has asked for a coffee.",
                goal="Tom knows whether there is anything in it for him, and so do you.",
            ),
            ScenarioCard(
                "nightmare",
                "“I heard it is a nightmare to implement”",
                "meridian",
                "Ruth Adeyemi",
                "Head of claims",
                "Castlegate Mutual",
                "value",
                ("concerns", "advance"),
                4,
                14,
                "",
                (),
                ("a", "b", "c"),
                ("guarded", "hurried", "wary"),
                "on",
                (("+", "Castlegate Mutual is a target account"),),
                brief="Ruth has heard from a friend at another insurer what it took to start.",
                goal="Ruth says what she heard, and who would have to be ready for it.",
            ),
        )
        found = query.lower()
        return tuple(c for c in cards if found in f"{c.title} {c.buyer} {c.account}".lower())

    def briefing(self, workspace: Any, scenario_id: str, variant: str | None = None) -> Briefing:
        wrap = self.wrap
        return Briefing(
            scenario_id,
            variant or "a",
            wrap(TITLE),
            (
                wrap("Harbourline Insurance · insurance · UK"),
                wrap("5,200 people · 1.9 billion in revenue"),
            ),
            wrap("Dana Whitfield, CFO: direct, numerate"),
            wrap(
                "Dana agreed to fifteen minutes after your note about claims cost. She believes "
                "claims are under control. Harbourline has run the same core system since 2016."
            ),
            wrap("Dana sees a difficulty of her own and gives you someone to work it out with."),
            12,
            (wrap("Claims Intelligence: checks every file before it is paid."),),
            tuple(
                BriefCriterion(
                    wrap(title),
                    weight,
                    (
                        (1, wrap("Proposes before any difficulty is stated.")),
                        (3, wrap("The buyer states a difficulty before the first pitch.")),
                        (5, wrap("The buyer has also said what follows from it.")),
                    ),
                    (
                        wrap("The buyer states a difficulty before the first pitch"),
                        wrap("Two questions take up what the buyer just said"),
                    ),
                )
                for title, weight in (
                    ("Understands before proposing", 2.0),
                    ("Creates value", 3.0),
                    ("Sizes it with the buyer", 2.0),
                    ("Meets concerns", 2.0),
                    ("Gains an advance", 2.0),
                )
            ),
        )

    def at_hand(self, workspace: Any, scenario_id: str, variant: str | None = None) -> AtHand:
        wrap = self.wrap
        return AtHand(
            variant or "a",
            ("a", "b"),
            1,
            True,
            Bring(
                wrap("Claims Intelligence"),
                "strategic",
                "CFO",
                wrap("Overpayment as one number with causes, before the month is closed."),
                (
                    wrap("Nothing is replaced: it reads from the core system."),
                    wrap("A data person two days a week for six weeks."),
                ),
                (wrap("Every file is checked before it is paid, not two in a hundred."),),
                (
                    ConcernAnswer(
                        wrap("I heard it is a nightmare to implement."),
                        "it only looks so",
                        wrap(
                            "One rollout was. Since then we look at the data before anybody signs."
                        ),
                    ),
                ),
            ),
            LastTime("c1", wrap("today 14:05, variant a: put off"), 2.7, wrap("at the weeks"), ()),
            model=self.buyers_model,
        )

    def start(
        self,
        workspace: Any,
        scenario_id: str,
        variant: str | None = None,
        seed: int | None = None,
        save: bool = True,
        buyer: str = "scripted",
    ) -> FakeCall:
        call = FakeCall(f"live{len(self.calls)}", self, turns=conversation(0, self.wrap))
        call.use_voice(buyer)
        self.voice.on_wait = lambda wait: workspace.on_wait(wait)
        self.calls[call.id] = call
        return call

    def get_ready(
        self,
        workspace: Any,
        scenario_id: str,
        variant: str | None = None,
        buyer: str = "scripted",
    ) -> None:
        """Nothing to do beforehand."""

    def resume(self, workspace: Any, call_id: str, *, ask: bool = True) -> FakeCall:
        self.voice.on_wait = lambda wait: workspace.on_wait(wait)
        self.calls[call_id].failed = ""
        return self.calls[call_id]

    def leave(self, live: FakeCall, draft: str = "") -> None:
        live.save_draft(draft)

    def fork(self, workspace: Any, call_id: str, turn: int, seed: int | None = None) -> FakeCall:
        turns = conversation(3, self.wrap)
        call = FakeCall(
            f"live{len(self.calls)}",
            self,
            kind="fork",
            turns=turns[: turn - 1],
            forked_at=turn,
            take_one=turns[turn - 1 :],
        )
        self.calls[call.id] = call
        return call

    def debrief(self, workspace: Any, call_id: str) -> Debrief:
        wrap = self.wrap
        live = self.calls.get(call_id)
        turns = conversation(3, wrap)
        quote = Quote(4, 7, 31, turns[3].text[7:31], wrap("it takes up what Dana had just said"))
        opening = Quote(5, 17, 60, turns[4].text[17:60], wrap("no question took this up"))
        if self.unscorable:
            criteria: tuple[CriterionView, ...] = ()
        else:
            criteria = (
                CriterionView(
                    wrap("Understands before proposing"),
                    4,
                    None,
                    wrap("4 of 5"),
                    None,
                    (
                        CheckView(
                            wrap("Two questions take up what the buyer just said"),
                            "met",
                            None,
                            (quote,),
                        ),
                        CheckView(
                            wrap("A question about consequences is answered"),
                            "not_met",
                            wrap("no question about consequences was asked"),
                            (),
                        ),
                    ),
                ),
                CriterionView(
                    wrap("Sizes it with the buyer"),
                    None,
                    (2, 4),
                    wrap("between 2 and 4"),
                    wrap("no number was asked for"),
                    (
                        CheckView(
                            wrap("The buyer says a number"),
                            "met",
                            None,
                            (Quote(5, 13, 60, turns[4].text[13:60], ""),),
                        ),
                    ),
                ),
                CriterionView(
                    wrap("Meets concerns"),
                    None,
                    None,
                    "unscored",
                    wrap("no concern was raised"),
                    (),
                ),
            )
        made = Debrief(
            call_id,
            "cfo",
            "a",
            wrap(TITLE),
            wrap("Dana Whitfield"),
            live.kind if live else "first",
            wrap("Dana put it off politely."),
            not self.unscorable,
            wrap("A call needs at least three seller turns to be scored; this one has one.")
            if self.unscorable
            else None,
            wrap("“They asked one good question about the audit, then went straight to weeks.”"),
            None
            if self.unscorable
            else MomentView(
                6,
                turns[5].text,
                turns[6].text,
                wrap("Dana had just said that nobody multiplied it out; nothing was asked."),
                wrap("Four percent of what you paid last year: what would that come to?"),
            ),
            None if self.unscorable else quote,
            criteria,
            (
                LedgerRow(
                    "need",
                    wrap("Leakage nobody multiplies out"),
                    "stated",
                    wrap("The last audit found four percent overpaid."),
                    5,
                ),
                LedgerRow(
                    "objection",
                    wrap("No core replacement"),
                    "raised",
                    wrap("The last replacement ran two years late."),
                    7,
                ),
            ),
            2,
            (
                (wrap("Talking"), wrap("You spoke 46% of the words: close to half each.")),
                (wrap("Longest stretch"), wrap("Your longest stretch was 22 words.")),
            ),
            (opening,),
            1,
            0,
            turns,
            None if self.unscorable else 2.7,
            None if self.unscorable else (2.7, 3.4),
            0.7,
            call_id in self.opened,
            fake_past.exchanges(wrap),
            self.had,
            notes=tuple(self.notes_to_self(workspace, call_id).items()),
        )
        return self.model.on(made) if self.model is not None else made

    def look_through(
        self, workspace: Any, wanted: Wanted, after: str | None = None, limit: int = 50
    ) -> HistoryPage:
        rows = () if self.empty else fake_past.calls(self.past, self.wrap)
        kept = tuple(row for row in rows if row.call not in self.forgotten)
        return fake_past.page(kept, wanted, after, limit, self.wrap)

    def trends(self, workspace: Any) -> tuple[SkillTrend, ...]:
        return () if self.empty else fake_past.trends(self.wrap)

    def export(self, workspace: Any, call_id: str) -> Path:
        if self.broken:
            raise Broken("exports/c1.md: cannot be written (the disk is full)")
        return Path("/home/sam/roleplay/exports/cfo-c1.md")

    def forget(self, workspace: Any, call_id: str) -> tuple[str, ...]:
        self.forgotten.append(call_id)
        return (call_id,)

    def takes(self, workspace: Any, call_id: str, against: str | None = None) -> Takes:
        self.compared.append((call_id, against))
        return fake_past.takes(self.wrap, max(2, self.had))

    def notes_to_self(self, workspace: Any, call_id: str) -> dict[int, str]:
        return dict(self.notes.get(call_id, {}))

    def note_to_self(self, workspace: Any, call_id: str, turn: int, text: str) -> dict[int, str]:
        if self.broken:
            raise Broken("The history cannot be written: the disk is full. Free some space.")
        kept = self.notes.setdefault(call_id, {})
        kept[turn] = text.strip()
        if not kept[turn]:
            del kept[turn]
        return dict(sorted(kept.items()))

    def say_where_it_turned(self, workspace: Any, call_id: str, text: str) -> None:
        if self.broken:
            raise Broken("The history cannot be written: the disk is full. Free some space.")
        self.turned.append(text)

    def open_hidden(self, workspace: Any, call_id: str) -> tuple[HiddenNeed, ...]:
        self.opened.append(call_id)
        wrap = self.wrap
        return (
            HiddenNeed(
                wrap("Adjusters retype what brokers send"),
                wrap("a problem she has not seen"),
                "hidden",
                (wrap("Every broker file is typed in twice."),),
                wrap("How does a broker's file get into your system?"),
            ),
        )


class FakeWorkspace:
    def __init__(self, settings: Any, **_: Any) -> None:
        self.settings = settings
        self.on_wait: Callable[[Any], object] = lambda wait: None

    def aside(self, settings: Any) -> FakeWorkspace:
        return FakeWorkspace(settings)

    def close(self) -> None:
        """Nothing is open."""

    def close_doors(self) -> None: ...


def install(practice: FakePractice, put: Callable[[Any, str, Any], None] = setattr) -> FakePractice:
    """Put ``practice`` where the app looks for the real one; ``put`` is monkeypatch's in a test."""
    put(workspace, "Workspace", FakeWorkspace)
    put(home, "home", practice.home)
    put(home, "snapshot", practice.snapshot)
    put(shelf, "shelf", practice.shelf)
    put(shelf, "briefing", practice.briefing)
    put(calls, "start", practice.start)
    put(calls, "get_ready", practice.get_ready)
    put(calls, "resume", practice.resume)
    put(calls, "fork", practice.fork)
    put(calls, "leave", practice.leave)
    put(takes, "takes", practice.takes)
    put(history, "look_through", practice.look_through)
    put(history, "forget", practice.forget)
    put(exports, "export", practice.export)
    put(trends, "trends", practice.trends)
    put(at_hand, "at_hand", practice.at_hand)
    put(notes, "notes_to_self", practice.notes_to_self)
    put(notes, "note_to_self", practice.note_to_self)
    put(debriefs, "debrief", practice.debrief)
    put(debriefs, "say_where_it_turned", practice.say_where_it_turned)
    put(debriefs, "open_hidden", practice.open_hidden)
    practice.preferences = install_preferences(practice.wrap, put)
    practice.model = install_model(practice.wrap, put)
    return practice
