"""The half that writes: appointments and dispute requests, and the desk behind them.

`apps.py` makes the two apps; each room (appointments, disputes, staff) has the same
names inside: models, queries, the rules, forms, routes (residents), desk (staff).
"""
