"""Rules that both halves must answer alike: working days, opening hours, numbers.

Standard library only, no files, no clock.  This is the one room of `build_scripts`
that `forms_app` may import (kept by tests/test_house.py).
"""
