"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, checks, contributions, files
from samdrift.plumbing.components.menu import MenuItem
from samdrift.plumbing.jobs.ports import Chore
from samdrift.plumbing.seals import Seal

PAGES = (
    MenuItem(
        "plumbing.components",
        _("Komponenter"),
        "components",
        92,
        is_for=access.may_administer,
        is_in_bar=False,
    ),
)


class PlumbingConfig(contributions.SamdriftAppConfig):
    """All that is Django but not municipal."""

    name = "samdrift.plumbing"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the pages found by words, and what is done with files nobody has, or damaged."""
        return (
            *PAGES,
            Chore("plumbing.old-files", files.sweep),
            Seal("plumbing.files", "Filer", files.looked_at),
        )

    @override
    def ready(self) -> None:
        register(checks.assertions_are_on)
