"""From the first word to the outcome of a dispute: one register, one code."""
