"""The app's doorplate."""

from typing import override

from django.core.checks import register

from samdrift.plumbing import checks, contributions


class PlumbingConfig(contributions.SamdriftAppConfig):
    """All that is Django but not municipal."""

    name = "samdrift.plumbing"

    @override
    def ready(self) -> None:
        register(checks.assertions_are_on)
