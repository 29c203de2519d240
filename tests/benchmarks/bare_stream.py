"""The least that shows a model's words: the openai package, and a line that is written to."""

from __future__ import annotations

import sys

import openai

READY = "ready to ask"
ASKS = "Go on."

if __name__ == "__main__":
    address, model, turns = sys.argv[1:]
    client = openai.OpenAI(base_url=address, api_key="none", max_retries=0)
    print(READY, flush=True)
    for _ in range(int(turns)):
        input()
        stream = client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": ASKS}], stream=True
        )
        for chunk in stream:
            if chunk.choices:
                sys.stdout.write(chunk.choices[0].delta.content or "")
                sys.stdout.flush()
        print(flush=True)
