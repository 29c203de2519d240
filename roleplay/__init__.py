"""Practise the sales call before the call."""

__version__ = "0.1.0"
