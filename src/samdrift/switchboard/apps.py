"""The app's doorplate."""

from samdrift.plumbing import contributions


class SwitchboardConfig(contributions.SamdriftAppConfig):
    """Telephone calls, answered and lost."""

    name = "samdrift.switchboard"
