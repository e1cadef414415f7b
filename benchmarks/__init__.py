"""Measures the program against its budgets: `python -m benchmarks`, or `make bench`.

Figures depend on the machine and on what else it does. Where another program gives a measure of
the machine, it runs in the same rounds and the ratio counts.
"""
