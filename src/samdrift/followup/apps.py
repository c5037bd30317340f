"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "followup.year",
        _("Uppföljning"),
        "followup:year",
        16,
        is_yearly=True,
        is_for=access.reads_the_year,
        is_in_bar=False,
    ),
)


class FollowupConfig(contributions.SamdriftAppConfig):
    """How a year goes against its budget, and what those who answer for it expect."""

    name = "samdrift.followup"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.followup import (  # noqa: PLC0415  Models load late.
            personal,
            records,
            tables,
            work,
        )

        return (*MENU, *tables.OFFERS, *records.OFFERS, *personal.OFFERS, *work.OFFERS)
