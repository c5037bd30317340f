"""Where agents send, and the addresses of machines."""

from django.urls import path

from samdrift.inventory.views import acts, endpoint, keeping, pages

app_name = "inventory"

AGENTS = [
    path("", endpoint.endpoint, name="endpoint"),
    path("<str:key>/", endpoint.endpoint, name="endpoint-with-key"),
]

urlpatterns = [
    path("", pages.list_page, name="machines"),
    path("program/", pages.titles_page, name="titles"),
    path("program/<int:title_id>/", pages.title_page, name="title"),
    path("matchning/", keeping.matching_page, name="matching"),
    path("matchning/gor/<slug:name>/", keeping.matching_act, name="matching-act"),
    path("olasta/", keeping.unread_page, name="unread"),
    path("olasta/<int:unread_id>/undan/", keeping.put_away, name="put-away"),
    path("nycklar/", keeping.keys_page, name="keys"),
    path("nycklar/ta-tillbaka/", keeping.take_back_key, name="take-back-key"),
    path("<int:machine_id>/", pages.machine_page, name="machine"),
    path("<int:machine_id>/program/", pages.machine_programs_page, name="machine-programs"),
    path("<int:machine_id>/del/<str:name>/", pages.section_page, name="section"),
    path(
        "<int:machine_id>/skillnad/<int:difference_id>/",
        pages.difference_page,
        name="difference",
    ),
    path("<int:machine_id>/gor/<slug:name>/", acts.act, name="act"),
]
