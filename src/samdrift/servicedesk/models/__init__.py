"""Tickets, what is written and done in them, and what those who were helped thought of it."""

from samdrift.servicedesk.models.attention import Mention, Reminder, Timer
from samdrift.servicedesk.models.callers import PersonNote
from samdrift.servicedesk.models.conversation import Attachment, Draft, Message
from samdrift.servicedesk.models.counts import DayToRecount, TicketCount
from samdrift.servicedesk.models.groups import Away, Group, SupplierTerms
from samdrift.servicedesk.models.history import SecrecyReading, TicketEvent
from samdrift.servicedesk.models.mailing import Correspondence, Letterhead, MailboxRule
from samdrift.servicedesk.models.routing import RoutingRule
from samdrift.servicedesk.models.surveys import SurveyAnswer
from samdrift.servicedesk.models.tickets import (
    ConcernedThing,
    Keyword,
    Ticket,
    TicketKeyword,
    TicketLink,
    TicketNumber,
)
from samdrift.servicedesk.models.visiting import VisitPlace
from samdrift.servicedesk.models.working import (
    ChecklistItem,
    Handover,
    Opinion,
    Presence,
    SavedView,
    TextBlock,
    TimeSpent,
    Watcher,
)

__all__ = [
    "Attachment",
    "Away",
    "ChecklistItem",
    "ConcernedThing",
    "Correspondence",
    "DayToRecount",
    "Draft",
    "Group",
    "Handover",
    "Keyword",
    "Letterhead",
    "MailboxRule",
    "Mention",
    "Message",
    "Opinion",
    "PersonNote",
    "Presence",
    "Reminder",
    "RoutingRule",
    "SavedView",
    "SecrecyReading",
    "SupplierTerms",
    "SurveyAnswer",
    "TextBlock",
    "Ticket",
    "TicketCount",
    "TicketEvent",
    "TicketKeyword",
    "TicketLink",
    "TicketNumber",
    "TimeSpent",
    "Timer",
    "VisitPlace",
    "Watcher",
]
