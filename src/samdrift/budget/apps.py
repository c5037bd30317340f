"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "budget.year",
        _("Budget"),
        "budget:newest",
        17,
        is_for=access.reads_the_year,
        is_in_bar=False,
    ),
)


class BudgetConfig(contributions.SamdriftAppConfig):
    """What a year may cost: worked out in versions, compared, and adopted."""

    name = "samdrift.budget"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.budget import (  # noqa: PLC0415  Models load late.
            checks,
            queries,
            records,
            tables,
        )

        return (*MENU, *tables.OFFERS, *records.OFFERS, *checks.OFFERS, *queries.FEW)
