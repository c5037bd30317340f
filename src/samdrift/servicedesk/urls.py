"""The addresses of the desk."""

from django.urls import path

from samdrift.servicedesk.views import acts, desk, registering, statistics, strokes

app_name = "servicedesk"

urlpatterns = [
    path("", desk.desk_page, name="desk"),
    path("nytt/", registering.register_page, name="register"),
    path("personer/", registering.people_found, name="people-found"),
    path("puls/", desk.pulse, name="pulse"),
    path("flera/", strokes.change_many, name="change-many"),
    path("angra/<slug:batch>/", strokes.undo, name="undo"),
    path("utkast/", strokes.save_draft, name="save-draft"),
    path("statistik/", statistics.statistics_page, name="statistics"),
    path("statistik/fil/", statistics.statistics_file, name="statistics-file"),
    path("<str:number>/", desk.case_page, name="case"),
    path("<str:number>/<slug:name>/", acts.act, name="act"),
]
