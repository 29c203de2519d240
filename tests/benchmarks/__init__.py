"""How long things take and how much memory they need, against what was promised.

``python -m tests.benchmarks`` prints one table and exits with 1 when a bound is missed. Timings
stand here and in no other test.
"""
