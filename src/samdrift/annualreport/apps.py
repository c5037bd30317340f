"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "annualreport.overview",
        _("Översikt"),
        "annualreport:overview",
        10,
        is_yearly=True,
        is_for=access.reads_the_year,
    ),
    MenuItem(
        "annualreport.targets",
        _("Mål och kontroll"),
        "annualreport:targets",
        25,
        is_yearly=True,
        is_for=access.follows_goals,
    ),
    MenuItem(
        "annualreport.report",
        _("Årsredovisning"),
        "annualreport:report",
        20,
        is_yearly=True,
        is_for=access.reads_the_year,
    ),
    MenuItem(
        "annualreport.reconciliation",
        _("Avstämning"),
        "annualreport:reconciliation",
        26,
        is_yearly=True,
        is_for=access.reconciles,
    ),
    MenuItem(
        "annualreport.editions",
        _("Utgåvor av årsredovisningen"),
        "annualreport:editions",
        27,
        is_yearly=True,
        is_in_bar=False,
    ),
)


class AnnualreportConfig(contributions.SamdriftAppConfig):
    """The year as told to its owners."""

    name = "samdrift.annualreport"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the words of the top bar, what was adopted, what must hold, what is made ready."""
        from samdrift.annualreport import checks, searches, work  # noqa: PLC0415  Models load late.
        from samdrift.annualreport.editions import queries  # noqa: PLC0415  As above.

        return (*MENU, *searches.OFFERS, *checks.OFFERS, *work.OFFERS, *queries.OFFERS)
