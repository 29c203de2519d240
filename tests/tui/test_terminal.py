from __future__ import annotations

import io
import os
import sys

import pytest

from roleplay.tui.terminal import Terminal

pty = pytest.importorskip("pty")


def test_a_terminal_is_gone_once_its_other_end_has_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "r") as stdin:
        monkeypatch.setattr(sys, "__stdin__", stdin)
        monkeypatch.setattr(sys, "__stderr__", None)
        terminal = Terminal()
        assert not terminal.gone()
        os.close(ours)
        assert terminal.gone()


def test_what_never_was_a_terminal_does_not_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdin__", io.StringIO())
    monkeypatch.setattr(sys, "__stderr__", None)
    assert not Terminal().gone()
