"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson(
        "switchboard.extension-of-person", "switchboard.Extension", ("user",), _("Anknytning")
    ),
    Processing(
        "switchboard.processing",
        name=_("Telefonväxeln"),
        purpose=_("Att svara i telefon och mäta hur snart"),
        whose=_("De som ringer och svarar"),
        what=_("Nummer, tid, hur samtalet slutade"),
        kept=_("Enligt gallringsplanen"),
        told=_("Ingen"),
    ),
)
