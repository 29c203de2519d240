"""A store in a folder of its own, on a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from roleplay.store import Store
from tests.store.examples import Body, Clock, new_call, spoken


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.db"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Store]:
    with Store(path, clock, Random(1)) as opened:
        yield opened


@pytest.fixture
def digest(store: Store) -> str:
    return store.keep("scenario", Body(title="The CFO"))


@pytest.fixture
def begin(store: Store, digest: str, clock: Clock) -> Callable[..., str]:
    """Begins a call, a minute after the one before, with the buyer's opener in it."""

    def begin(**changes: object) -> str:
        clock.pass_by(minutes=1)
        call = store.begin_call(new_call(digest, **changes))
        store.append(call, spoken(1))
        return call

    return begin


@pytest.fixture
def call(begin: Callable[..., str]) -> str:
    return begin()
