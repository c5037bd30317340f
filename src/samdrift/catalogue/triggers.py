"""What the database refuses of prices: a list that is published is never changed."""

from __future__ import annotations

from django.db.migrations import RunPython

from samdrift.plumbing.append_only import kept_when

TEXT = "A price list that is published is never changed: a new one holds from another day."

_OF_PRICE = (
    "EXISTS (SELECT 1 FROM catalogue_pricelist list WHERE list.published_on IS NOT NULL "
    "AND list.id = {row}.price_list_id)"
)
_OF_ITEM = (
    "EXISTS (SELECT 1 FROM catalogue_price price JOIN catalogue_pricelist list "
    "ON list.id = price.price_list_id WHERE list.published_on IS NOT NULL "
    "AND price.id = {row}.price_id)"
)


def published_stays() -> RunPython:
    """Return the operation that guards what is published, and takes the guard away backwards."""
    conditions = {
        "catalogue_pricelist": "{row}.published_on IS NOT NULL",
        "catalogue_price": _OF_PRICE,
        "catalogue_costitem": _OF_ITEM,
    }
    return kept_when(conditions, inserts=("catalogue_price", "catalogue_costitem"), text=TEXT)
