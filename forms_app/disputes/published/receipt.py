"""What somebody takes home to prove later that the register was not changed.

Their own lines in full; of the lines of others, up to the end of the chain, nothing but
a digest each.  `deploy/verify_receipt.py` checks it without any of our code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_app.disputes import queries, trail
from forms_app.disputes.models import Case
from forms_app.disputes.published.queries import trail_between
from forms_app.disputes.trail import Head

MOST_LINKS = 5000
"""A case so old that more happened since: its later lines are on the receipt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    first: int
    before: str
    """The hash of the line before the first."""
    links: tuple[str, ...]
    """Digests of every line from the first to the head."""
    lines: Mapping[int, list[object]]
    """Number → content, of the lines this person may see."""
    head: Head

    def as_json(self) -> dict[str, object]:
        return {
            "receipt": 1,
            "first": self.first,
            "before": self.before,
            "links": list(self.links),
            "lines": {str(seq): content for seq, content in self.lines.items()},
            "head": [self.head.seq, self.head.hash],
        }


def receipt_of(session: Session, case: Case) -> Receipt:
    head = trail.head(session)
    oldest = max(1, head.seq - MOST_LINKS + 1)
    own = [
        event
        for event in queries.events(session, case.id)
        if event.shown and event.seq >= oldest
    ]
    first = own[0].seq if own else head.seq
    links: list[str] = []
    before = trail.BEGINNING
    for event in trail_between(session, first, head.seq):
        before = before if links else event.prev_hash
        links.append(trail.digest_of(event))
    lines = {event.seq: trail.content_of(event) for event in own}
    return Receipt(first, before, tuple(links), lines, head)
