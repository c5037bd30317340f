"""The calendar of changes, by month or week, and as calendar programs follow it."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samdrift.changes import feed
from samdrift.changes.collisions import collide, overlaps
from samdrift.changes.queries import calendars, rules
from samdrift.changes.queries.calendars import Placed, Stop
from samdrift.changes.services import ruling
from samdrift.changes.views import words
from samdrift.changes.views.readers import reader_of
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.clock import SWEDEN

A_WEEK = timedelta(days=7)
FEED_BEFORE, FEED_AFTER = timedelta(days=60), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Entry:
    """A change on one day of the calendar."""

    number: str
    title: str
    when: str
    times: str
    kind: str
    status: str
    status_kind: str
    responsible: str
    collides_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, with what is changed on it and what stops it."""

    day: date
    is_inside: bool
    is_today: bool
    entries: tuple[Entry, ...]
    stops: tuple[str, ...]


@require_GET
def calendar_page(request: HttpRequest) -> HttpResponse:
    """Show a month or a week: what is changed when, what collides, and when nothing is changed."""
    reader_of(request)
    today = clock.now().astimezone(SWEDEN).date()
    on = _day(request.GET.get("dag", "")) or today
    is_week = request.GET.get("vy") == "vecka"
    weeks = _weeks(on, is_week=is_week)
    start, end = _midnight(weeks[0][0]), _midnight(weeks[-1][-1] + timedelta(days=1))
    changes = calendars.placed(start=start, end=end)
    stops = calendars.stops(start=start, end=end)
    made = [
        [_made(day, changes, stops, on=on, today=today, is_week=is_week) for day in week]
        for week in weeks
    ]
    before, after = _beside(on, is_week=is_week)
    view = "vecka" if is_week else "manad"
    context = {
        "place": "changes.list",
        "weeks": made,
        "busy": [day for week in made for day in week if day.entries or day.stops],
        "title": _title(on, is_week=is_week),
        "is_week": is_week,
        "before_href": f"?vy={view}&dag={before}",
        "after_href": f"?vy={view}&dag={after}",
        "today_href": f"?vy={view}",
        "views": [
            {"href": f"?vy=manad&dag={on}", "words": _("Månad"), "is_current": not is_week},
            {"href": f"?vy=vecka&dag={on}", "words": _("Vecka"), "is_current": is_week},
        ],
    }
    return render(request, "changes/calendar.html", context)


@require_POST
@never_cache
def new_key(request: HttpRequest) -> HttpResponse:
    """Make an address with which one's own calendar program follows the changes; shown once."""
    reader_of(request)
    user_id = request.user.pk
    assert user_id is not None, "who reads has signed in"
    token = ruling.new_feed_key(user_id=user_id, at=clock.now())
    address = request.build_absolute_uri(reverse("changes:feed", args=[token]))
    context = {"place": "changes.list", "address": address}
    return render(request, "changes/feed.html", context)


@require_GET
@login_not_required
@never_cache
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program that has a key; without one the address is not there."""
    user_id = rules.follower(token)
    viewer = parties.viewer(user_id) if user_id is not None else None
    if viewer is None or not access.may_read_changes(viewer):
        raise Http404
    at = clock.now()
    start, end = at - FEED_BEFORE, at + FEED_AFTER
    text = feed.written(
        calendars.placed(start=start, end=end),
        calendars.stops(start=start, end=end),
        host=request.get_host().partition(":")[0],
        address=request.build_absolute_uri(reverse("changes:list")),
        at=at,
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _made(
    day: date,
    changes: tuple[Placed, ...],
    stops: tuple[Stop, ...],
    *,
    on: date,
    today: date,
    is_week: bool,
) -> Day:
    start, end = _midnight(day), _midnight(day + timedelta(days=1))
    return Day(
        day,
        is_week or day.month == on.month,
        day == today,
        tuple(
            _entry(each, changes, day)
            for each in changes
            if overlaps(each.slot.starts_at, each.slot.ends_at, start, end)
        ),
        tuple(each.reason for each in stops if overlaps(each.starts_at, each.ends_at, start, end)),
    )


def _entry(change: Placed, others: tuple[Placed, ...], day: date) -> Entry:
    starts_at = change.slot.starts_at.astimezone(SWEDEN)
    status_kind, status = words.standing(change.state)
    return Entry(
        change.number,
        change.title,
        f"{starts_at:%H.%M}" if starts_at.date() == day else "",
        words.times(change.slot.starts_at, change.slot.ends_at),
        change.kind,
        status,
        status_kind,
        change.responsible,
        tuple(
            other.number
            for other in others
            if other.number != change.number and collide(change.slot, other.slot)
        ),
    )


def _weeks(on: date, *, is_week: bool) -> list[list[date]]:
    if is_week:
        monday = on - timedelta(days=on.weekday())
        return [[monday + timedelta(days=number) for number in range(7)]]
    return Calendar().monthdatescalendar(on.year, on.month)


def _beside(on: date, *, is_week: bool) -> tuple[date, date]:
    if is_week:
        return on - A_WEEK, on + A_WEEK
    first = on.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)


def _title(on: date, *, is_week: bool) -> str:
    if is_week:
        return _("Vecka %(number)s, %(year)s") % {
            "number": on.isocalendar().week,
            "year": on.isocalendar().year,
        }
    return date_format(on, "F Y").capitalize()


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SWEDEN)
