"""The addresses of the cost model."""

from django.urls import path

from samdrift.costing import views

app_name = "costing"

urlpatterns = [
    path("", views.model_page, name="model"),
    path("ny/", views.new_node, name="new"),
    path("plats/<slug:key>/", views.node_page, name="node"),
    path("tank-om/<slug:key>/", views.what_if_page, name="what-if"),
    path("<int:run_id>/", views.run_page, name="run"),
    path("<int:run_id>/allt.csv", views.run_file, name="file"),
    path("<int:run_id>/<slug:key>/", views.part_page, name="part"),
]
