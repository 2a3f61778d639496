"""The search of the static site: an index made at build time, asked in the browser.

No query leaves the reader's machine.  A query fetches a few small files: the shards in
which its words hash, and the cards of what was found.
"""
