"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (MenuItem("secondstep.own", _("Min inloggning"), "own-sign-in", 92, is_in_bar=False),)


class SecondstepConfig(contributions.SamdriftAppConfig):
    """A code besides the password, a key in its place, and for whom."""

    name = "samdrift.secondstep"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return its page, and the step that signing in asks for."""
        from samdrift.parties.ports import SecondStep, WithoutPassword  # noqa: PLC0415  Models load late.
        from samdrift.secondstep import personal, queries  # noqa: PLC0415
        from samdrift.secondstep.views import step  # noqa: PLC0415

        due = queries.has_code_app
        asked = SecondStep("secondstep.code", due, step.begin, "take-away-code-app", "own-sign-in")
        alone = WithoutPassword("secondstep.passkey", _("Logga in med en nyckel"), "use-passkey")
        return (*MENU, asked, alone, *personal.OFFERS)
