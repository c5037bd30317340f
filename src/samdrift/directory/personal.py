"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson(
        "directory.person-of-person",
        "directory.Person",
        (
            "pk",
            "user",
        ),
        _("Personen"),
    ),
    HeldOfPerson(
        "directory.unit-of-person", "directory.Unit", ("manager",), _("Enheter som någon leder")
    ),
    Processing(
        "directory.processing",
        name=_("Katalogen"),
        purpose=_("Att veta vem som behöver hjälp och var"),
        whose=_("Anställda, elever, förtroendevalda, leverantörers kontakter"),
        what=_("Namn, titel, arbetsplats, e-post, telefon, språk"),
        kept=_("Tills regeln för dem som slutat tar bort namnet"),
        told=_("Ingen"),
    ),
)
