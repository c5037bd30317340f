"""The addresses of the portal."""

from django.urls import path

from samdrift.portal.views import (
    accessible,
    approving,
    bookings,
    cases,
    guides,
    opinions,
    ordering,
    searching,
    start,
    status,
)

app_name = "portal"

urlpatterns = [
    path("", start.start_page, name="start"),
    path("anmal/", start.report_page, name="report"),
    path("anmal/<str:number>/tack/", start.thanks_page, name="thanks"),
    path("forslag/", start.suggestions, name="suggestions"),
    path("att-godkanna/", approving.approve_page, name="approve"),
    path("bestall/", ordering.order_page, name="order"),
    path("boka/", bookings.booking_page, name="book"),
    path("boka/<int:booking_id>/", bookings.one_booking, name="booking"),
    path("boka/<int:booking_id>/bokad-tid.ics", bookings.booking_file, name="booking-file"),
    path("boka/<int:booking_id>/<slug:name>/", bookings.act_on_booking, name="act-on-booking"),
    path("arenden/", cases.case_list, name="cases"),
    path("arenden/<str:number>/", cases.case_page, name="case"),
    path("arenden/<str:number>/fil/<int:file_id>/", cases.attached_file, name="file"),
    path("arenden/<str:number>/<slug:name>/", cases.act, name="act"),
    path("sok/", searching.search_page, name="search"),
    path("omdome/<str:token>/", opinions.opinion_page, name="opinion"),
    path("guider/", guides.guide_list, name="guides"),
    path("guider/<slug:key>/", guides.guide_page, name="guide"),
    path("guider/<slug:key>/svar/", guides.guide_answer, name="guide-answer"),
]

STATUS = [
    path("", status.status_page, name="page"),
    path("flode.xml", status.feed, name="feed"),
    path("<int:disturbance_id>/", status.status_of_one, name="one"),
    path("<int:disturbance_id>/folj/", status.follow, name="follow"),
    path("bekrafta/<str:token>/", status.confirm, name="confirm"),
    path("sluta/<str:token>/", status.unfollow, name="unfollow"),
]
"""The status page has an address of its own, short enough to be said on the phone."""

STATEMENT = [path("", accessible.statement_page, name="page")]
"""The accessibility statement, which every page leads to."""
