"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson

OFFERS = (
    HeldOfPerson(
        "privacy.takenout-of-person", "privacy.TakenOut", ("by_user",), _("Uttagna filer")
    ),
    HeldOfPerson(
        "privacy.extract-of-person", "privacy.Extract", ("person", "by_user"), _("Utdrag")
    ),
)
