"""The app's doorplate."""

from samdrift.plumbing import contributions


class DirectoryConfig(contributions.SamdriftAppConfig):
    """Who works where, and how they are reached."""

    name = "samdrift.directory"
