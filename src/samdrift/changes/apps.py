"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.changes import personal
from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem("changes.list", _("Ändringar"), "changes:list", 24, is_for=access.may_read_changes),
    MenuItem(
        "changes.calendar",
        _("Ändringskalender"),
        "changes:calendar",
        9,
        is_for=access.may_read_changes,
        is_in_bar=False,
    ),
)


class ChangesConfig(contributions.SamdriftAppConfig):
    """What is changed in what runs: approved before, looked at after."""

    name = "samdrift.changes"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.changes import (  # noqa: PLC0415  Models load late.
            beside,
            hooks,
            planned,
            records,
            searches,
            tables,
            work,
        )

        return (
            *MENU,
            *tables.OFFERS,
            *records.OFFERS,
            *searches.OFFERS,
            *beside.OFFERS,
            *planned.OFFERS,
            *work.OFFERS,
            *hooks.OFFERS,
            *personal.OFFERS,
        )
