"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.core.checks import register

from samdrift.plumbing import checks, contributions, files
from samdrift.plumbing.jobs.ports import Chore


class PlumbingConfig(contributions.SamdriftAppConfig):
    """All that is Django but not municipal."""

    name = "samdrift.plumbing"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return what a worker does with files that nobody has any more."""
        return (Chore("plumbing.old-files", files.sweep),)

    @override
    def ready(self) -> None:
        register(checks.assertions_are_on)
