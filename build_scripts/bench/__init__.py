"""Benchmarks: a catalogue of any size, what its build costs, what the peers need for it."""
