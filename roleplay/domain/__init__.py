"""What we talk about: frozen values and pure functions. It imports nothing of ours."""
