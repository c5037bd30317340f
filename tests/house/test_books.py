"""The documentation tells of everything there is, and of nothing there is not."""

import re

import click
import pytest
from django.apps import apps

from samdrift.ledger import titles
from samdrift.project import cli
from samdrift.reporting import registry

VARIABLE = re.compile(r"(?<![A-Z_])SAMDRIFT_[A-Z][A-Z_]*[A-Z]")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MOST_LINES_IN_ARCHITECTURE = 300

FOR_TESTS = ("tests", "scripts", "benchmarks", "Makefile")


@pytest.fixture(scope="session")
def docs(root):
    return root / "docs"


def test_every_package_stands_in_the_architecture(sources, root):
    text = (root / "ARCHITECTURE.md").read_text("utf-8")
    packages = {path.parts[:-1] for path in sources if path.stem == "__init__"} - {()}
    unnamed = [
        ".".join(parts) for parts in sorted(packages) if not re.search(rf"\b{parts[-1]}\b", text)
    ]

    assert unnamed == []
    assert len(text.splitlines()) <= MOST_LINES_IN_ARCHITECTURE


def test_every_decision_is_linked_from_the_list_of_them(docs):
    listed = set(LINK.findall((docs / "adr" / "README.md").read_text("utf-8")))
    decided = {path.name for path in (docs / "adr").glob("[0-9]*.md")}

    assert decided <= listed
    assert len(decided) >= 10


def test_every_model_has_its_page_and_every_page_its_model(house_models, docs):
    labels = {model._meta.label for model in house_models}
    pages = {path.stem for path in (docs / "models").glob("*.md")} - {"README"}

    assert labels - pages == set()
    assert pages - labels == set()


def test_a_models_page_names_every_field(house_models, docs):
    absent = [
        f"{model._meta.label}.{field.name}"
        for model in house_models
        for text in [(docs / "models" / f"{model._meta.label}.md").read_text("utf-8")]
        for field in model._meta.get_fields()
        if field.concrete and not field.auto_created and f"`{field.name}`" not in text
    ]

    assert absent == []


@pytest.mark.django_db
def test_every_table_is_told_of(docs):
    pages = {path.stem: path.read_text("utf-8") for path in (docs / "tables").glob("*.md")}
    told = "\n".join(pages.values())
    ids = {spec.id for spec in registry.tables()} | set(titles.TITLES)

    assert sorted(each for each in ids if each not in pages and f"`{each}`" not in told) == []


@pytest.mark.django_db
def test_every_page_of_a_table_is_of_one_that_exists(docs):
    known = {spec.id for spec in registry.tables()}
    pages = {path.stem for path in (docs / "tables").glob("*.md") if "." in path.stem}

    assert pages - known == set()


def commands():
    """Yield every command with its full name: `user add`."""
    context = click.Context(cli.samdrift)
    for name in cli.samdrift.list_commands(context):
        command = cli.samdrift.get_command(context, name)
        yield name, command
        if isinstance(command, click.Group):
            for inner, subcommand in command.commands.items():
                yield f"{name} {inner}", subcommand


def section(text, name):
    """Return what stands under a command's heading, up to the next heading."""
    _, found, rest = text.partition(f"\n### samdrift {name}\n")
    assert found, f"docs/commands.md has no heading for samdrift {name}"
    return rest.partition("\n###")[0]


def test_every_command_is_told_of_with_its_options_and_an_example(docs):
    text = (docs / "commands.md").read_text("utf-8")
    absent = []
    for name, command in commands():
        if isinstance(command, click.Group):
            continue
        told = section(text, name)
        longest = [max(each.opts, key=len) for each in command.params if each.opts[0][0] == "-"]
        absent += [f"{name} {option}" for option in longest if f"`{option}" not in told]
        if f"samdrift {name}" not in told:
            absent.append(f"{name}: an example")

    assert absent == []


def test_every_command_told_of_exists(docs):
    told = re.findall(
        r"^### samdrift (.+)$", (docs / "commands.md").read_text("utf-8"), re.MULTILINE
    )

    assert set(told) <= {name for name, _ in commands()}


@pytest.mark.parametrize("book", ["operator.md", "sv/drift.md"])
def test_every_variable_an_operator_may_set_is_told_of(tracked_texts, docs, book):
    text = (docs / book).read_text("utf-8")
    used = {
        name
        for path, source in tracked_texts.items()
        if path.parts[0] == "src" and path.suffix == ".py" and "tests" not in path.parts
        for name in VARIABLE.findall(source)
    }

    assert sorted(used - set(VARIABLE.findall(text))) == []
    assert sorted(set(VARIABLE.findall(text)) - used) == []


def test_every_variable_of_the_tests_is_told_of_to_who_contributes(tracked_texts, root):
    told = set(VARIABLE.findall((root / "CONTRIBUTING.md").read_text("utf-8")))
    told |= set(VARIABLE.findall((root / "docs" / "operator.md").read_text("utf-8")))
    used = {
        name
        for path, source in tracked_texts.items()
        if path.parts[0] in FOR_TESTS or "tests" in path.parts
        for name in VARIABLE.findall(source)
    }

    assert sorted(used - told) == []


def test_every_dependency_and_every_vendored_package_has_its_reason(root, tracked_texts):
    text = (root / "docs" / "dependencies.md").read_text("utf-8")
    asked = {
        name
        for path in ("requirements/runtime.in", "requirements/dev.in")
        for name in re.findall(r"^([A-Za-z][\w.-]*)", (root / path).read_text(), re.MULTILINE)
    }
    vendored = {
        name
        for path in root.glob("[st]*/**/VENDOR.toml")
        for name in re.findall(r'^name = "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    }

    assert sorted(name for name in asked | vendored if f"| {name} |" not in text) == []


def test_every_link_between_our_pages_leads_somewhere(tracked_texts, root):
    broken = [
        f"{path}: {target}"
        for path, text in tracked_texts.items()
        if path.suffix == ".md" and path.parts[0] != "src"
        for target in LINK.findall(text)
        if "://" not in target and not target.startswith(("#", "mailto:"))
        if not (root / path.parent / target.partition("#")[0]).exists()
    ]

    assert broken == []


def test_every_app_is_one_sentence():
    silent = [
        config.name
        for config in apps.get_app_configs()
        if config.name.startswith("samdrift.") and not (config.__class__.__doc__ or "").strip()
    ]

    assert silent == []
