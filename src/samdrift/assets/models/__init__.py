"""Kinds of things, things, what happens to them, and who has had which since when."""

from samdrift.assets.models.devices import Device, DeviceEvent, Standing
from samdrift.assets.models.holdings import Gap, Holding
from samdrift.assets.models.imports import ColumnMap, ThingImport
from samdrift.assets.models.kinds import AssetKind, KindField
from samdrift.assets.models.leases import Lease
from samdrift.assets.models.life import LifeState, LifeStep
from samdrift.assets.models.lists import ComparedList
from samdrift.assets.models.loans import LoanBooking
from samdrift.assets.models.orders import (
    Delivery,
    Order,
    OrderEvent,
    OrderLine,
    StandardModel,
)
from samdrift.assets.models.papers import Paper
from samdrift.assets.models.receipts import Receipt
from samdrift.assets.models.relations import Relation
from samdrift.assets.models.stock import StockLevel, StockPlace, Stocktake, StocktakeFind

__all__ = [
    "AssetKind",
    "ColumnMap",
    "ComparedList",
    "Delivery",
    "Device",
    "DeviceEvent",
    "Gap",
    "Holding",
    "KindField",
    "Lease",
    "LifeState",
    "LifeStep",
    "LoanBooking",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Paper",
    "Receipt",
    "Relation",
    "StandardModel",
    "Standing",
    "StockLevel",
    "StockPlace",
    "Stocktake",
    "StocktakeFind",
    "ThingImport",
]
