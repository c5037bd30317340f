"""What is told for those inside alone; what is told is told anew."""

from django.db import migrations, models

MAKE = """
CREATE VIRTUAL TABLE search_terms USING fts5(
    head, head_parts, body, body_parts{inner}, labels,
    tokenize = "ascii tokenchars '.@'", prefix = '2 3 4'
)
"""
TRIGGER = """
CREATE TRIGGER search_entry_is_forgotten AFTER DELETE ON search_entry
BEGIN DELETE FROM search_terms WHERE rowid = old.id; END
"""


def forget(apps, schema_editor):
    apps.get_model("search", "Entry").objects.all().delete()


def make(apps, schema_editor):
    _make(schema_editor, ", inner, inner_parts")


def make_as_before(apps, schema_editor):
    _make(schema_editor, "")


def _make(schema_editor, inner):
    """Make SQLite's table anew, and the trigger, which went with the table of entries."""
    if schema_editor.connection.vendor == "postgresql":
        return
    schema_editor.execute("DROP TRIGGER IF EXISTS search_entry_is_forgotten")
    schema_editor.execute("DROP TABLE search_terms")
    schema_editor.execute(MAKE.format(inner=inner))
    schema_editor.execute(TRIGGER)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_terms")]

    operations = [
        migrations.RunPython(forget, forget),
        migrations.RunPython(migrations.RunPython.noop, make_as_before),
        migrations.AddField(
            model_name="entry",
            name="inside",
            field=models.TextField(blank=True, default="", db_default=""),
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "key"], name="mark_of_a_thing")],
            },
        ),
    ]
