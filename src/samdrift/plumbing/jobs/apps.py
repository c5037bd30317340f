"""The app's doorplate."""

from samdrift.plumbing import contributions


class JobsConfig(contributions.SamdriftAppConfig):
    """Work that takes longer than a page may, done by a worker."""

    name = "samdrift.plumbing.jobs"
    label = "jobs"
