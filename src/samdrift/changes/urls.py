"""The addresses of changes."""

from django.urls import path

from samdrift.changes.views import acts, board, calendars, changes, results, rules

app_name = "changes"

urlpatterns = [
    path("", changes.list_page, name="list"),
    path("ny/", changes.new_page, name="new"),
    path("rad/", board.board_page, name="board"),
    path("kalender/", calendars.calendar_page, name="calendar"),
    path("kalender/prenumerera/", calendars.new_key, name="new-key"),
    path("kalender/<str:token>.ics", calendars.feed_file, name="feed"),
    path("regler/", rules.rules_page, name="rules"),
    path("regler/<slug:name>/", rules.act, name="rule-act"),
    path("uppfoljning/<int:year>/", results.results_page, name="results"),
    path("<str:number>/", changes.change_page, name="change"),
    path("<str:number>/skriv-om/", changes.rewrite_page, name="rewrite"),
    path("<str:number>/<slug:name>/", acts.act, name="act"),
]
