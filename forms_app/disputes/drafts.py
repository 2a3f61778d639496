"""Answers on their way through the questions, sealed in the database.

Not in the cookie (it is signed, not secret, and stays on a shared computer) and not in
hidden fields (they would sit in the browser's page cache and its history): only a
random key travels. The draft outlives the back button, and is gone an hour after the
last answer or when the request is sent; after seven days where somebody has agreed
that this browser keeps the key.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.disputes import queries
from forms_app.disputes.models import IntakeDraft
from forms_app.refusals import DraftGone
from forms_app.vault import Vault

KEEP = timedelta(minutes=60)
KEEP_AGREED = timedelta(days=7)
AGREED = "kept"
"""The answer that says whether this browser may keep the key: yes or nothing."""
PURPOSE = "intake_draft.key"
Answers = Mapping[str, str]


def begin(session: Session, vault: Vault, answers: Answers, *, now: datetime) -> str:
    """A new draft; returns its key. Drafts past their hour are dropped."""
    queries.drop_expired_drafts(session, now=now)
    key = secrets.token_hex(16)
    draft = IntakeDraft(
        key_digest=vault.digest(PURPOSE, key),
        answers_sealed=_sealed(vault, key, answers),
        expires_at=now + how_long(answers),
    )
    session.add(draft)
    return key


def read(session: Session, vault: Vault, key: str, *, now: datetime) -> dict[str, str]:
    """The answers so far; DraftGone when the hour is over."""
    draft = queries.draft(session, vault.digest(PURPOSE, key), now=now)
    if draft is None:
        raise DraftGone
    answers: dict[str, str] = json.loads(
        vault.open(f"intake_draft.answers:{key}", draft.answers_sealed)
    )
    return answers


def add(
    session: Session,
    vault: Vault,
    key: str,
    answers: Answers,
    *,
    now: datetime,
    forget: Collection[str] = (),
) -> dict[str, str]:
    """Put more answers into a draft; its time begins again. Returns all of them."""
    draft = queries.draft(session, vault.digest(PURPOSE, key), now=now)
    if draft is None:
        raise DraftGone
    before = read(session, vault, key, now=now)
    kept = {name: text for name, text in before.items() if name not in forget}
    together = {**kept, **answers}
    draft.answers_sealed = _sealed(vault, key, together)
    draft.expires_at = now + how_long(together)
    return together


def how_long(answers: Answers) -> timedelta:
    return KEEP_AGREED if answers.get(AGREED) == "yes" else KEEP


def drop(session: Session, vault: Vault, key: str) -> None:
    queries.drop_draft(session, vault.digest(PURPOSE, key))


def _sealed(vault: Vault, key: str, answers: Answers) -> bytes:
    return vault.seal(f"intake_draft.answers:{key}", json.dumps(dict(answers)))
