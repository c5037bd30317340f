"""What may not be done with a person's way in, told so that somebody knows what to do instead."""

from __future__ import annotations

from samdrift.kernel.refusals import Refusal


class CannotSaveUser(Refusal):
    """A user that cannot be as was asked."""


class CannotShutOut(CannotSaveUser):
    """Somebody who must go on being able to sign in, as what they are."""


class CannotChoosePassword(Refusal):
    """A password that cannot be had; the text says why."""

    is_about_old = False


class WrongOldPassword(CannotChoosePassword):
    """The password somebody says they have is not theirs."""

    is_about_old = True


class CannotAddSupplier(Refusal):
    """A supplier that cannot be added as told."""
