"""How an app tells what it holds of people, and why: asked for by whoever answers to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class HeldOfPerson:
    """Rows of a model that tell of somebody: by which fields, and what they are called.

    A field leads to a person or to the account they sign in with; `pk` is the row of the person,
    or of the account, itself.
    """

    key: str
    model: str
    by: tuple[str, ...]
    title: str | Promise


@dataclass(frozen=True, slots=True)
class Processing:
    """A line of the register of processing (GDPR, article 30): what is done with whose data, why.

    `kept` says for how long, `told` who else is told.
    """

    key: str
    name: str | Promise
    purpose: str | Promise
    whose: str | Promise
    what: str | Promise
    kept: str | Promise
    told: str | Promise
