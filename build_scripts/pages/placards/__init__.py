"""Placards: what hangs on walls and doors, one sheet of A4 each, with code and QR."""
