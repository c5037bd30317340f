"""The app's doorplate."""

from samdrift.plumbing import contributions


class PortalConfig(contributions.SamdriftAppConfig):
    """What somebody who needs help sees: one box, their own cases, guides, and what is down."""

    name = "samdrift.portal"
