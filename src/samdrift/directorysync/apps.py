"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.directorysync import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "directorysync.sources",
        _("Katalogen"),
        "directorysync:sources",
        26,
        is_for=access.may_keep_directory,
        is_in_bar=False,
    ),
)


class DirectorysyncConfig(contributions.SamdriftAppConfig):
    """What the directories of municipalities tell of people, units and group accounts."""

    name = "samdrift.directorysync"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.directorysync import health, leavers, work  # noqa: PLC0415  Models load late.

        return (*MENU, *work.OFFERS, *leavers.OFFERS, *health.OFFERS, *personal.OFFERS)
