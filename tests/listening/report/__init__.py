"""How well the listener hears: ``python -m tests.listening.report [--json]``."""
