"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.assets import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "assets.register", _("Inventarier"), "assets:register", 21, is_for=access.may_read_things
    ),
    MenuItem(
        "assets.stock",
        _("Lager"),
        "assets:stock",
        23,
        is_for=access.may_read_things,
        is_in_bar=False,
    ),
    MenuItem(
        "assets.loans",
        _("Att låna"),
        "assets:loans",
        23,
        is_for=access.may_keep_things,
        is_in_bar=False,
    ),
    MenuItem(
        "assets.leases",
        _("Leasing"),
        "assets:leases",
        23,
        is_for=access.may_read_things,
        is_in_bar=False,
    ),
    MenuItem(
        "assets.plan",
        _("Att byta"),
        "assets:plan",
        23,
        is_for=access.may_read_things,
        is_in_bar=False,
    ),
    MenuItem(
        "assets.field",
        _("Fältarbete"),
        "assets:field",
        23,
        is_for=access.may_keep_things,
        is_in_bar=False,
    ),
    MenuItem(
        "assets.orders",
        _("Beställningar"),
        "assets:orders",
        23,
        is_for=access.may_read_things,
        is_in_bar=False,
    ),
    MenuItem(
        "assets.afterlife",
        _("Miljöredovisning"),
        "assets:afterlife",
        23,
        is_for=access.may_read_things,
        is_in_bar=False,
    ),
)


class AssetsConfig(contributions.SamdriftAppConfig):
    """What every municipality has, since when."""

    name = "samdrift.assets"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.assets import (  # noqa: PLC0415  Models load late.
            charges,
            exchange,
            leavers,
            queries,
            records,
            searches,
            tables,
            tallies,
        )
        from samdrift.assets.register import sights  # noqa: PLC0415
        from samdrift.assets.stock import papers  # noqa: PLC0415
        from samdrift.assets.taking_in import queries as lists  # noqa: PLC0415

        return (
            *charges.OFFERS,
            *MENU,
            lists.FILES,
            papers.FILES,
            *exchange.OFFERS,
            *leavers.OFFERS,
            *tables.OFFERS,
            *tallies.OFFERS,
            *records.OFFERS,
            *searches.OFFERS,
            *sights.OFFERS,
            *queries.FEW,
            *personal.OFFERS,
        )
