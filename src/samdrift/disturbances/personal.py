"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson, Processing

OFFERS = (
    HeldOfPerson(
        "disturbances.follower-of-person",
        "disturbances.Follower",
        ("person",),
        _("Störningar som någon följer"),
    ),
    HeldOfPerson(
        "disturbances.disturbanceevent-of-person",
        "disturbances.DisturbanceEvent",
        ("by_user",),
        _("Händelser i störningar"),
    ),
    HeldOfPerson(
        "disturbances.majorincident-of-person",
        "disturbances.MajorIncident",
        (
            "lead",
            "communicator",
        ),
        _("Större incidenter som någon ledde"),
    ),
    Processing(
        "disturbances.processing",
        name=_("Driftstatus"),
        purpose=_("Att berätta vad som inte fungerar"),
        whose=_("De som följer en störning"),
        what=_("E-postadress"),
        kept=_("Tills störningen är över och berättad"),
        told=_("Ingen"),
    ),
)
