"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem
from samdrift.privacy import personal

MENU = (
    MenuItem(
        "privacy.page",
        _("Personuppgifter"),
        "privacy:page",
        61,
        is_for=access.may_tell_of_persons,
        is_in_bar=False,
    ),
    MenuItem(
        "privacy.files",
        _("Uttagna filer"),
        "privacy:files",
        62,
        is_for=access.may_see_what_is_taken_out,
        is_in_bar=False,
    ),
)


class PrivacyConfig(contributions.SamdriftAppConfig):
    """What is held of people, told to them when they ask, and why it is held."""

    name = "samdrift.privacy"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return (*MENU, *personal.OFFERS)
