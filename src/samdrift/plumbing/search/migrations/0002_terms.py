"""Where each database keeps the terms of entries.

Whoever makes SQLite's table of entries anew in a later migration makes the trigger anew too.
"""

from django.db import migrations

POSTGRESQL = (
    "ALTER TABLE search_entry ADD COLUMN terms tsvector NOT NULL DEFAULT ''",
    # Long texts and terms lie beside the table, so that what is ranked lies close together.
    "ALTER TABLE search_entry SET (toast_tuple_target = 256)",
    # Without a list of what is pending, which every question would read through.
    "CREATE INDEX search_entry_terms ON search_entry USING gin (terms) WITH (fastupdate = off)",
)
SQLITE = (
    """
    CREATE VIRTUAL TABLE search_terms USING fts5(
        head, head_parts, body, body_parts, labels,
        tokenize = "ascii tokenchars '.@'", prefix = '2 3 4'
    )
    """,
    """
    CREATE TRIGGER search_entry_is_forgotten AFTER DELETE ON search_entry
    BEGIN DELETE FROM search_terms WHERE rowid = old.id; END
    """,
)


def make(apps, schema_editor):
    of_this = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in of_this:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN terms")
        return
    schema_editor.execute("DROP TRIGGER search_entry_is_forgotten")
    schema_editor.execute("DROP TABLE search_terms")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
