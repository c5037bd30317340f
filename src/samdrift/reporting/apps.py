"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem, NewestYear
from samdrift.plumbing.jobs.ports import Chore


class ReportingConfig(contributions.SamdriftAppConfig):
    """Tables of figures, documents, and their ink."""

    name = "samdrift.reporting"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the word of the top bar, the newest year, what must tie, and what is tidied."""
        from samdrift.reporting import memory, searches, totals  # noqa: PLC0415  Models load late.
        from samdrift.reporting.views import asking  # noqa: PLC0415  As above.

        return (
            *totals.OFFERS,
            *searches.OFFERS,
            Chore("reporting.tidy", lambda _at: memory.tidy()),
            NewestYear("reporting.newest-year", asking.newest_told_year),
            MenuItem(
                "reporting.tables",
                _("Tabeller"),
                "reporting:tables",
                30,
                is_yearly=True,
                is_for=access.reads_tables,
            ),
        )
