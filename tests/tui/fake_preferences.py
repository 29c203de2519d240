"""Preferences and the sample history without a file behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from roleplay.domain.problem import BadInput
from roleplay.practice import model_setup, model_trial, preferences, sample
from roleplay.practice.model_setup import KeyView, ModelView
from roleplay.practice.model_trial import Finding, Tried
from roleplay.practice.preferences import Action, PackFolder, PackLine, SettingsView
from roleplay.settings import Settings


class FakePreferences:
    """What Settings shows and changes."""

    def __init__(self, wrap: Callable[[str], str]) -> None:
        self.wrap = wrap
        self.actions: tuple[Action, ...] = ()
        self.forgotten = 0
        self.older = 0
        """Calls that are older than whatever is asked for."""
        self.key = self.keyring = self.strays = ""
        """Where the key to a model is; why there is no asking for it."""
        self.variables: dict[str, str] = {}
        self.trials: list[FakeTrial] = []

    def look(self, workspace: Any) -> SettingsView:
        settings: Settings = workspace.settings
        wrap = self.wrap
        wrong = "/home/sam/calls/kiln/call.yaml:4:3 titel: is not known, did you mean title?"
        return SettingsView(
            folders=(
                PackFolder(
                    Path("/opt/roleplay/scenarios"),
                    "shipped",
                    (
                        PackLine(wrap("northmere"), "8 calls", ()),
                        PackLine("welcome", "1 call, 1 rubric", ()),
                    ),
                ),
                PackFolder(Path("/home/sam/.local/share/roleplay/packs"), "yours", ()),
                *(
                    PackFolder(folder, "added", (PackLine("kiln", "2 calls", (wrap(wrong),)),))
                    for folder in settings.preferences.packs
                ),
            ),
            home=Path("/home/sam/.local/share/roleplay"),
            size=2_345_678,
            calls=0 if self.forgotten else 34,
            unfinished=1,
            has_sample=False,
            file=Path("/home/sam/.local/share/roleplay/settings.toml"),
        )

    def change(self, workspace: Any, **values: Any) -> Settings:
        settings: Settings = workspace.settings
        if len(values.get("name", "")) > 20:
            raise BadInput(self.wrap("a name has at most 20 characters here"))
        likes = replace(settings.preferences, **values)
        workspace.settings = replace(settings, preferences=likes)
        return workspace.settings

    def add_packs(self, workspace: Any, text: str) -> Settings:
        if "nowhere" in text or not text:
            raise BadInput(self.wrap(f"{text}: there is no such folder"))
        return self.change(workspace, packs=(Path(text),))

    def remove_packs(self, workspace: Any, folder: Path) -> Settings:
        return self.change(workspace, packs=())

    def write_keys(self, workspace: Any, actions: Sequence[Action]) -> Settings:
        self.actions = tuple(actions)
        return self.change(workspace)

    def due(self, workspace: Any, months: int) -> tuple[str, ...]:
        return ("c",) * self.older if months else ()

    def tidy(self, workspace: Any) -> int:
        self.forgotten += self.older
        return self.older

    def forget_all(self, workspace: Any) -> int:
        self.forgotten = 34
        return 34

    def look_model(self, workspace: Any) -> ModelView:
        model = workspace.settings.model
        return ModelView(
            model=model,
            variables=self.variables,
            roles=model_setup.roles(model),
            here=model_setup.is_here(model.base_url),
            used_today=12_345,
        )

    def change_model(self, workspace: Any, name: str, value: str) -> Settings:
        if "nowhere" in value:
            raise BadInput(self.wrap(f"{value} is not allowed; allowed: an address"))
        settings: Settings = workspace.settings
        known: Any = int(value) if value.isdigit() else value
        model = replace(settings.preferences.model, **{name: known})
        return self.change(workspace, model=model)

    def find_key(self, settings: Settings) -> KeyView:
        where = bool(self.key)
        return KeyView(self.key, where, self.wrap(self.keyring), self.wrap(self.strays))

    def set_key(self, key: str) -> None:
        if " " in key:
            raise BadInput(self.wrap("a key is one word"))
        self.key = "in your system's keyring"

    def delete_key(self) -> bool:
        self.key = ""
        return True

    def make(
        self, settings: Settings, progress: Callable[[int, int], None], cancelled: Any
    ) -> bool:
        progress(5, 12)
        if not cancelled():
            settings.sample.mkdir(parents=True)
        return settings.sample.is_dir()

    def throw_away(self, settings: Settings) -> None:
        settings.sample.rmdir()


class FakeTrial:
    """A try that finds what a small model on this machine can do, as soon as it may go on."""

    FINDINGS = (
        Finding("reached", "", True, "the address answers"),
        Finding("answers", "llama", True, "llama answers, the first word after 0.4 s"),
        Finding("streams", "llama", True, "llama says its words as it finds them"),
        Finding("counts", "llama", True, "llama tells its tokens, so budgets hold"),
        Finding(
            "logprobs",
            "llama",
            None,
            "llama does not tell how likely its words are; nothing needs it",
        ),
        Finding("embeddings", "e5", False, "127.0.0.1:11434 has no model e5; is it loaded?"),
    )

    def __init__(self, wrap: Callable[[str], str]) -> None:
        self.wrap = wrap
        self.goes_on = Event()
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True
        self.goes_on.set()

    def run(self, tell: Callable[[Finding], None]) -> Tried:
        for finding in self.FINDINGS[:3]:
            tell(replace(finding, says=self.wrap(finding.says)))
        self.goes_on.wait(10)
        for finding in self.FINDINGS[3:]:
            tell(replace(finding, says=self.wrap(finding.says)))
        return Tried(self.FINDINGS, self.wrap("One thing does not work."), True, False)


def install_preferences(
    wrap: Callable[[str], str], put: Callable[[Any, str, Any], None] = setattr
) -> FakePreferences:
    """Put them where the app looks for the real ones."""
    fake = FakePreferences(wrap)
    for name in ("look", "change", "add_packs", "remove_packs", "write_keys", "due", "tidy"):
        put(preferences, name, getattr(fake, name))
    put(preferences, "forget_all", fake.forget_all)
    put(model_setup, "look", fake.look_model)
    put(model_setup, "change", fake.change_model)
    put(model_setup, "find_key", fake.find_key)
    put(model_setup, "set_key", fake.set_key)
    put(model_setup, "delete_key", fake.delete_key)

    def trial(settings: Settings) -> FakeTrial:
        fake.trials.append(FakeTrial(wrap))
        return fake.trials[-1]

    put(model_trial, "Trial", trial)
    put(sample, "make", fake.make)
    put(sample, "throw_away", fake.throw_away)
    return fake
