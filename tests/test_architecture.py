"""What keeps the code from rotting where code like it rots first."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "roleplay"
MODULES = sorted(PACKAGE.rglob("*.py"))
HEAVY = ("pydantic", "sqlalchemy", "alembic", "yaml", "rapidfuzz", "openai", "textual")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_has_at_most_400_lines_and_a_class_at_most_20_methods(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            methods = [
                n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
            assert len(methods) <= 20, node.name


def loaded_after(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after running ``code``."""
    script = f"import sys\n{code}\nprint(*[n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()) if done.stdout.strip() else set()


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_load_nothing_heavy(option: str) -> None:
    code = f"from roleplay.cli import main\ntry:\n    main([{option!r}])\nexcept SystemExit: pass"
    assert loaded_after(code) == set()


def test_home_can_be_painted_before_anything_but_textual_is_loaded() -> None:
    assert loaded_after("import roleplay.tui.app, roleplay.practice.home") == {"textual"}


def test_the_shell_never_loads_the_app() -> None:
    assert "textual" not in loaded_after(
        "import roleplay.cli.running, roleplay.cli.practising, roleplay.cli.past,"
        " roleplay.cli.content, roleplay.cli.hearing"
    )
