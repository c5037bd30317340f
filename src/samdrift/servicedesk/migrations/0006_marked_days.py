from django.db import migrations

from samdrift.servicedesk.statistics.triggers import marking


def mark_all(apps, editor):
    """Tickets that were there before are counted too."""
    table, marks = "servicedesk_ticket", "servicedesk_daytorecount"
    day = "({0} AT TIME ZONE 'UTC')::date" if editor.connection.vendor == "postgresql" else "substr({0}, 1, 10)"
    days = " UNION ".join(
        f"SELECT {day.format(column)} AS day FROM {table} WHERE {column} IS NOT NULL"
        for column in ("opened_at", "closed_at")
    )
    editor.execute(f"INSERT INTO {marks} (day) SELECT day FROM ({days}) AS told")


class Migration(migrations.Migration):
    dependencies = [("servicedesk", "0005_ticket_counts")]
    operations = [marking(), migrations.RunPython(mark_all, migrations.RunPython.noop)]
