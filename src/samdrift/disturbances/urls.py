"""The addresses of disturbances at the desk; what everybody reads is the portal's."""

from django.urls import path

from samdrift.disturbances.views import acts, pages

app_name = "disturbances"

urlpatterns = [
    path("", pages.disturbance_list, name="list"),
    path("ny/", pages.new_page, name="new"),
    path("lanka/", pages.choose_page, name="choose"),
    path("<int:disturbance_id>/", pages.disturbance_page, name="disturbance"),
    path("<int:disturbance_id>/andra/", pages.change_page, name="change"),
    path("<int:disturbance_id>/rapport/", pages.report_page, name="report"),
    path("<int:disturbance_id>/gor/<slug:name>/", acts.act, name="act"),
]
