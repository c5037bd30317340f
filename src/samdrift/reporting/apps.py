"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import contributions
from samdrift.plumbing.components.menu import MenuItem


class ReportingConfig(contributions.SamdriftAppConfig):
    """Tables of figures, documents, and their ink."""

    name = "samdrift.reporting"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the word of the top bar."""
        return (
            MenuItem("reporting.tables", _("Tabeller"), "reporting:tables", 30, is_yearly=True),
        )
