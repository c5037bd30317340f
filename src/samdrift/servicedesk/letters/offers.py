"""What the room offers: who takes letters."""

from __future__ import annotations

from samdrift.plumbing.mail.ports import LetterHandler
from samdrift.servicedesk.letters import intake

OFFERS = (LetterHandler("servicedesk.letters", intake.take),)
