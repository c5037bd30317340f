"""Things, found by their number and by words: those of the register, and those packages count."""

from __future__ import annotations

from samdrift.assets.searches import counted, registered

THINGS = frozenset((counted.THING, registered.THING))
"""The kinds of things that are found."""

OFFERS = (*counted.OFFERS, *registered.OFFERS)
