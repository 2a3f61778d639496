"""Which sealed value lives under which context, for every table of this room."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from forms_app.disputes.models import Case, MediationSession, Party, Referral
from forms_app.vault import Vault

CODE_PURPOSE = "case.code"
PHONE_PURPOSE = "party.phone"


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How somebody may be reached without harm."""

    when: str = "any"
    """A key of intake.CONTACT_TIMES."""
    message: str = "no"
    """yes | no: whether a message may be left."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What else the desk has to know of the applicant's side."""

    landmark: str = ""
    language: str = ""
    age: str = ""
    """Of the child or the young applicant: a key of applicants.AGES."""
    side: str = ""
    """On which side the one stands who sends somebody else: a key of applicants.SIDES."""
    paper: str = ""
    """yes: there is a signed authorisation, to be shown."""
    consent: str = ""
    """yes: the guardian agrees to the use of the child's data."""
    guardian: str = ""
    """no: the guardian must not be told; somebody else is to sit with the child."""
    notice: str = ""
    """Version of the purpose notice that was shown."""


def seal(vault: Vault, place: str, uid: str, text: str) -> bytes | None:
    """The sealed text, or None for nothing."""
    return vault.seal(f"{place}:{uid}", text) if text else None


def seal_contact(vault: Vault, uid: str, contact: SafeContact) -> bytes | None:
    return seal(vault, "case.contact", uid, json.dumps(asdict(contact)))


def opened(vault: Vault, place: str, uid: str, sealed: bytes | None) -> str:
    """The text; '' where there was none or it was erased."""
    return vault.open(f"{place}:{uid}", sealed) if sealed is not None else ""


def story(vault: Vault, case: Case) -> str:
    return opened(vault, "case.story", case.uid, case.story_sealed)


def wish(vault: Vault, case: Case) -> str:
    return opened(vault, "case.wish", case.uid, case.wish_sealed)


def terms(vault: Vault, case: Case) -> str:
    return opened(vault, "case.terms", case.uid, case.terms_sealed)


def code(vault: Vault, case: Case) -> str:
    return opened(vault, "case.code", case.uid, case.code_sealed)


def contact(vault: Vault, case: Case) -> SafeContact:
    text = opened(vault, "case.contact", case.uid, case.contact_sealed)
    return SafeContact(**json.loads(text)) if text else SafeContact()


def details(vault: Vault, case: Case) -> Details:
    text = opened(vault, "case.details", case.uid, case.details_sealed)
    return Details(**json.loads(text)) if text else Details()


def name(vault: Vault, party: Party) -> str:
    return opened(vault, "party.name", party.uid, party.name_sealed)


def phone(vault: Vault, party: Party) -> str:
    return opened(vault, "party.phone", party.uid, party.phone_sealed)


def about(vault: Vault, party: Party) -> str:
    return opened(vault, "party.about", party.uid, party.about_sealed)


def reason(vault: Vault, referral: Referral) -> str:
    return opened(vault, "referral.reason", referral.uid, referral.reason_sealed)


def facts(vault: Vault, meeting: MediationSession) -> str:
    return opened(vault, "session.facts", meeting.uid, meeting.facts_sealed)


def concessions(vault: Vault, meeting: MediationSession) -> str:
    sealed = meeting.concessions_sealed
    return opened(vault, "session.concessions", meeting.uid, sealed)
