"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "yearend.close",
        _("Årsbokslut"),
        "yearend:close",
        18,
        is_yearly=True,
        is_for=access.reads_capital,
        is_in_bar=False,
    ),
)


class YearendConfig(contributions.SamdriftAppConfig):
    """A year closed, point by point, and what it came to by the law's own reckoning."""

    name = "samdrift.yearend"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.yearend import (  # noqa: PLC0415  Models load late.
            booking,
            checks,
            queries,
            records,
            services,
            tables,
        )

        return (
            *MENU,
            *tables.OFFERS,
            *records.OFFERS,
            *checks.OFFERS,
            *booking.OFFERS,
            *queries.FEW,
            services.FILES,
        )
