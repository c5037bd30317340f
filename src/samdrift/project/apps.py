"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class ProjectConfig(contributions.SamdriftAppConfig):
    """Settings, addresses and the command line."""

    name = "samdrift.project"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.project import health  # noqa: PLC0415  Models load after apps.

        return health.OFFERS
