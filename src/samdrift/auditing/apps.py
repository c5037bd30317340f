"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "auditing.year",
        _("Granskning av verifikationer"),
        "auditing:year",
        93,
        is_yearly=True,
        is_for=access.reads_books,
        is_in_bar=False,
    ),
)


class AuditingConfig(contributions.SamdriftAppConfig):
    """Vouchers that an auditor picks out, and what was found of them."""

    name = "samdrift.auditing"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return MENU
