"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem("annualreport.overview", _("Översikt"), "annualreport:overview", 10, is_yearly=True),
    MenuItem("annualreport.report", _("Årsredovisning"), "annualreport:report", 20, is_yearly=True),
    MenuItem(
        "annualreport.reconciliation",
        _("Avstämning"),
        "annualreport:reconciliation",
        25,
        is_yearly=True,
    ),
)


class AnnualreportConfig(contributions.SamdriftAppConfig):
    """The year as told to its owners."""

    name = "samdrift.annualreport"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the words of the top bar, what years were adopted as, and what must hold."""
        from samdrift.annualreport import checks  # noqa: PLC0415  Models load after apps.
        from samdrift.annualreport.editions import queries  # noqa: PLC0415  As above.

        return (*MENU, *checks.OFFERS, queries.HELD)
