"""The app's doorplate."""

from samdrift.plumbing import contributions


class ProjectConfig(contributions.SamdriftAppConfig):
    """Settings, addresses and the command line."""

    name = "samdrift.project"
