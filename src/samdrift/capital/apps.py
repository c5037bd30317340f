"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "capital.debts",
        _("Lån och leasing"),
        "capital:debts",
        97,
        is_for=access.reads_capital,
        is_in_bar=False,
    ),
    MenuItem(
        "capital.investments",
        _("Investeringar"),
        "capital:newest",
        96,
        is_for=access.reads_capital,
        is_in_bar=False,
    ),
    MenuItem(
        "capital.fixed",
        _("Anläggningar"),
        "capital:fixed",
        95,
        is_for=access.reads_capital,
        is_in_bar=False,
    ),
)


class CapitalConfig(contributions.SamdriftAppConfig):
    """Investments, fixed assets and debts: what was decided, spent, written off and owed."""

    name = "samdrift.capital"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.capital import (  # noqa: PLC0415  Models load late.
            booking,
            checks,
            debts,
            exchange,
            fixed_tables,
            queries,
            records,
            register,
            tables,
        )

        return (
            *MENU,
            *exchange.OFFERS,
            *tables.OFFERS,
            *fixed_tables.OFFERS,
            *records.OFFERS,
            *checks.OFFERS,
            *queries.FEW,
            *register.FEW,
            *debts.FEW,
            *booking.SOURCES,
        )
