"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson("parties.user-of-person", "auth.User", ("pk",), _("Kontot")),
    HeldOfPerson("parties.membership-of-person", "parties.Membership", ("user",), _("Roller")),
    HeldOfPerson(
        "parties.personchange-of-person",
        "parties.PersonChange",
        ("user",),
        _("Ändringar av kontot"),
    ),
    HeldOfPerson(
        "parties.opensession-of-person",
        "parties.OpenSession",
        ("user",),
        _("Inloggade webbläsare"),
    ),
    Processing(
        "parties.processing",
        name=_("Konton och behörighet"),
        purpose=_("Att bara rätt person kommer åt uppgifter"),
        whose=_("De som loggar in"),
        what=_("Namn, användarnamn, roller, organisation, vad som gjorts med kontot"),
        kept=_("Kontot stängs när någon slutar; händelserna bevaras"),
        told=_("Ingen"),
    ),
)
