"""Whatever is done to a file's bytes, the answer is a value or problems with a place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleplay.domain.problem import BadFiles
from roleplay.library import load_rubric, load_scenario, load_strategy
from roleplay.library.files import load
from roleplay.library.forms import Form

from .conftest import sample

FORMS: dict[Form, tuple[Callable[[Path], object], bytes]] = {
    "scenario": (load_scenario, sample("scenario").encode()),
    "rubric": (load_rubric, sample("rubric").encode()),
    "strategy": (load_strategy, sample("strategy").encode()),
}
PIECES = [
    *(bytes([byte]) for byte in b"\n\t :,-?[]{}#&*!|>'\"%@`\\0~"),
    b"  ",
    b": ",
    b"- ",
    b"---\n",
    b"null",
    b"[]",
    b"{}",
    b"&a ",
    b"*a",
    b"1e999",
    b"9" * 400,
    b"\x00",
    b"\xff",
    "é\u202e".encode(),
    b"id: leakage",
    b"when: {any: [{}]}",
]
edits = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=10_000),
        st.integers(min_value=0, max_value=40),
        st.sampled_from(PIECES) | st.binary(max_size=4),
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(form=st.sampled_from(sorted(FORMS)), edits=edits)
def test_only_bad_files_come_out(
    form: Form, edits: list[tuple[int, int, bytes]], tmp_path: Path
) -> None:
    loader, data = FORMS[form]
    for at, length, piece in edits:
        at %= len(data) + 1
        data = data[:at] + piece + data[at + length :]
    path = tmp_path / "mutated.yaml"
    path.write_bytes(data)
    with suppress(BadFiles):
        loader(path)
    for problem in load(path, form).problems:
        assert problem.line is not None or problem.code in ("empty", "too-large", "syntax")
        assert "\n" not in str(problem)
