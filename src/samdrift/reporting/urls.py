"""The addresses of tables, figures and records."""

from django.urls import path, register_converter

from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import changes, figures, records, tables


class TableFormatConverter:
    """A format at the end of an address."""

    regex = "|".join(TableFormat)

    def to_python(self, value: str) -> TableFormat:
        """Return the format."""
        return TableFormat(value)

    def to_url(self, value: TableFormat) -> str:
        """Return its ending."""
        return value.value


register_converter(TableFormatConverter, "tableformat")

app_name = "reporting"

urlpatterns = [
    path("ar/<int:year>/tabeller/", tables.table_list, name="tables"),
    path("ar/<int:year>/tabeller/<str:table_id>/", tables.table_page, name="table"),
    path(
        "ar/<int:year>/tabeller/<str:table_id>.<tableformat:form>",
        tables.table_file,
        name="table-file",
    ),
    path("figur/", figures.figure_page, name="figure"),
    path("forandring/", changes.change_page, name="change"),
    path("poster/", records.records_page, name="records"),
    path("poster/fil/", records.records_file, name="records-file"),
]
