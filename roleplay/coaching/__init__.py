"""Scorecards over time, and what follows from them, as values."""
