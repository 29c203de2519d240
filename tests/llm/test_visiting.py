"""What the two threads promise each other where a door is closed while somebody asks."""

from __future__ import annotations

import asyncio
import threading

from roleplay.llm.visiting import Loop, Visit


class Slow:
    """Takes as long to close as it is told to."""

    def __init__(self) -> None:
        self.closing = threading.Event()
        self.go_on = threading.Event()

    async def close(self) -> None:
        self.closing.set()
        await asyncio.to_thread(self.go_on.wait, 10)


def test_what_comes_while_the_loop_is_closing_is_never_begun() -> None:
    loop, slow = Loop(), Slow()
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)

    visit = Visit(loop, None)
    closing = threading.Thread(target=loop.close, args=(lambda: slow,))
    closing.start()
    assert slow.closing.wait(10)
    visit.start(0, work)
    assert list(visit.happenings()) == []
    slow.go_on.set()
    closing.join(10)
    assert not closing.is_alive()
    assert begun == []
