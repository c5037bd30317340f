"""What is held of people here, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.personal import HeldOfPerson

OFFERS = (
    HeldOfPerson("secondstep.passkey-of-person", "secondstep.Passkey", ("user",), _("Nycklar")),
    HeldOfPerson("secondstep.codeapp-of-person", "secondstep.CodeApp", ("user",), _("Kodapp")),
)
