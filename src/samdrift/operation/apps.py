"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing import access, contributions
from samdrift.plumbing.components.menu import MenuItem

MENU = (
    MenuItem(
        "operation.overview",
        _("Drift"),
        "operation:overview",
        95,
        is_for=access.may_run_the_product,
        is_in_bar=False,
    ),
)


class OperationConfig(contributions.SamdriftAppConfig):
    """How the product itself runs, told to whoever runs it and to their machines."""

    name = "samdrift.operation"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return MENU
