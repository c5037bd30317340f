"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "bookkeeping.books",
        _("Bokföring"),
        "bookkeeping:newest",
        94,
        is_for=access.reads_books,
        is_in_bar=False,
    ),
)


class BookkeepingConfig(contributions.SamdriftAppConfig):
    """Vouchers that people book here, and the periods they are booked in."""

    name = "samdrift.bookkeeping"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.bookkeeping import queries  # noqa: PLC0415  Models load late.

        return (*MENU, queries.FILES, *queries.SOURCES)
