"""What every model can do, whatever it holds."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db import models

EXAMPLES = {
    models.BooleanField: True,
    models.DateField: date(2015, 12, 31),
    models.DateTimeField: datetime(2015, 12, 31, 13, 20, tzinfo=UTC),
    models.TimeField: time(9, 30),
    models.JSONField: {},
    models.IntegerField: 1,
    models.DecimalField: 1,
    models.CharField: "Kinda",
    models.TextField: "Kinda",
    models.UUIDField: UUID(int=1),
}


def example(model, within=()):
    """Make one of a model, in memory only, with something in every field but its own kind."""
    values = {}
    for field in model._meta.get_fields():
        if not field.concrete:
            continue
        if field.is_relation and not field.many_to_many:
            if field.related_model not in (model, *within):
                values[field.name] = example(field.related_model, (model, *within))
        elif not field.is_relation:
            kind = next(kind for kind in type(field).mro() if kind in EXAMPLES)
            choice = field.choices[0][0] if field.choices else EXAMPLES[kind]
            values[field.name] = choice
    return model(**values)


def test_every_model_has_a_name_that_a_person_can_read(house_models):
    names = {model._meta.label: str(example(model)) for model in house_models}

    assert [label for label, name in names.items() if not name or " object (" in name] == []


def test_no_constraint_has_a_name_that_is_no_sentence(house_models):
    constraints = [
        constraint.name for model in house_models for constraint in model._meta.constraints
    ]

    assert [name for name in constraints if name.count("_") < 2] == []
