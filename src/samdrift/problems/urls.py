"""The addresses of problems."""

from django.urls import path

from samdrift.problems.views import acts, pages

app_name = "problems"

urlpatterns = [
    path("", pages.problem_list, name="list"),
    path("nytt/", pages.new_page, name="new"),
    path("lanka/", pages.choose_page, name="choose"),
    path("<int:number>/", pages.problem_page, name="problem"),
    path("<int:number>/<slug:name>/", acts.act, name="act"),
]
