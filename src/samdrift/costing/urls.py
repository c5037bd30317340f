"""The addresses of the cost model."""

from django.urls import path

from samdrift.costing.views import model, thinking

app_name = "costing"

urlpatterns = [
    path("", model.model_page, name="model"),
    path("ny/", model.new_node, name="new"),
    path("plats/<slug:key>/", model.node_page, name="node"),
    path("tank-om/", thinking.whole_page, name="whole"),
    path("tank-om/<slug:key>/", thinking.what_if_page, name="what-if"),
    path("<int:run_id>/", model.run_page, name="run"),
    path("<int:run_id>/allt.csv", model.run_file, name="file"),
    path("<int:run_id>/<slug:key>/", model.part_page, name="part"),
]
