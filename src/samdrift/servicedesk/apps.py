"""The app's doorplate."""

from samdrift.plumbing import contributions


class ServicedeskConfig(contributions.SamdriftAppConfig):
    """What people asked for help with and what became of it."""

    name = "samdrift.servicedesk"
