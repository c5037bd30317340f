"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem
from samdrift.problems import personal

MENU = (
    MenuItem(
        "problems.list",
        _("Problem"),
        "problems:list",
        23,
        is_for=access.may_read_every_ticket,
        is_in_bar=False,
    ),
)


class ProblemsConfig(contributions.SamdriftAppConfig):
    """Why things go wrong again and again, and what is known of it."""

    name = "samdrift.problems"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.problems import beside, searches  # noqa: PLC0415  Models load late.

        return (*MENU, *beside.OFFERS, *searches.OFFERS, *personal.OFFERS)
