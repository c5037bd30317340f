"""The app's doorplate."""

from samdrift.plumbing import contributions


class GoalsConfig(contributions.SamdriftAppConfig):
    """What the owners want, and how far it has come."""

    name = "samdrift.goals"
