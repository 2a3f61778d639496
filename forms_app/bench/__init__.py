"""`doorstep bench rush`: the real server under a rush, beside the raw engine's own rate."""
