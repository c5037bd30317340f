"""Passwords that whoever knows where somebody works would guess first."""

from __future__ import annotations

import re
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.parties.models import HomeOrganisation, Organisation

OUR_WORDS: Final = frozenset(
    {"samdrift", "servicedesk", "helpdesk", "kommun", "kommunen", "förbund", "lösenord", "sommar"}
    | {"vinter", "höst", "välkommen", "password", "admin", "administrator", "handläggare"}
)
"""What is no secret however it is decorated: the product, the work, and the seasons."""
LEAST_BESIDE: Final = 8
"""So many letters and digits besides such words make a password of its own."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_WORD: Final = 4


class OurOwnWords:
    """Refuses a password that is little more than words of the organisation; others may be any."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError where too little is left once such words are taken away."""
        folded = left = password.casefold()
        for word in sorted(self._words(user), key=len, reverse=True):
            left = left.replace(word, " ")
        if left != folded and sum(sign.isalnum() for sign in left) < LEAST_BESIDE:
            raise ValidationError(
                _(
                    "Lösenordet är för lätt att gissa. Använd flera ord som inte har med "
                    "organisationen eller ditt namn att göra."
                )
            )

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _("Inte bara organisationens namn, ditt eget namn eller en årstid med siffror.")

    def _words(self, user: User | None) -> frozenset[str]:
        names = [*HomeOrganisation.objects.values_list("name", flat=True)]
        names += Organisation.objects.values_list("name", flat=True)
        if user is not None:
            names += [user.username, user.first_name, user.last_name]
        found = {word for name in names for word in _LETTERS.findall(name.casefold())}
        return OUR_WORDS | {word for word in found if len(word) >= _SHORTEST_WORD}
