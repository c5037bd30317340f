"""What the database knows of changes."""

from samdrift.changes.models.approval import ApprovalRule, Delegation, RiskCell, Vote
from samdrift.changes.models.calendars import FeedKey, MaintenanceWindow, Standstill
from samdrift.changes.models.changes import (
    Change,
    ChangeEvent,
    ChangeLink,
    ChangeNumber,
    Template,
    Touched,
)

__all__ = [
    "ApprovalRule",
    "Change",
    "ChangeEvent",
    "ChangeLink",
    "ChangeNumber",
    "Delegation",
    "FeedKey",
    "MaintenanceWindow",
    "RiskCell",
    "Standstill",
    "Template",
    "Touched",
    "Vote",
]
