"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class JobsConfig(contributions.SamdriftAppConfig):
    """Work that takes longer than a page may, done by a worker."""

    name = "samdrift.plumbing.jobs"
    label = "jobs"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return whether somebody works, and gets through what is asked for."""
        from samdrift.plumbing.jobs import health  # noqa: PLC0415  Models load after apps.

        return health.OFFERS
