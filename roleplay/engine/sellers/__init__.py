"""Simulated sellers: whom a buyer is tried on when no person is at hand."""
