"""The app's doorplate."""

from samdrift.plumbing import contributions


class InternalcontrolConfig(contributions.SamdriftAppConfig):
    """Risks, and the controls that hold them."""

    name = "samdrift.internalcontrol"
