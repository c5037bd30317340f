"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson

OFFERS = (
    HeldOfPerson(
        "provisioning.provisioned-of-person",
        "provisioning.Provisioned",
        ("person",),
        _("Konton genom SCIM"),
    ),
)
