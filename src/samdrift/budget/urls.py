"""The addresses of budgets."""

from django.urls import path

from samdrift.budget import views

app_name = "budget"

urlpatterns = [
    path("budget/", views.newest_page, name="newest"),
    path("budget/<int:year>/", views.year_page, name="year"),
    path("budget/<int:year>/<int:number>/", views.version_page, name="version"),
    path("budget/<int:year>/<int:number>/fil/", views.list_page, name="list"),
    path("budget/<int:year>/<int:number>/volymer/", views.volumes_page, name="volumes"),
]
