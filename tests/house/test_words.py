"""One word for one thing: the glossary, and the names that hide what they hold."""

import ast
import re

import pytest

HIDING = {"core", "common", "utils", "util", "base", "helpers", "helper", "misc", "manager"}


@pytest.fixture(scope="session")
def glossary(root):
    """The rows of the glossary: English, Swedish, rejected synonyms."""
    lines = (root / "GLOSSARY.md").read_text("utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines
        if line.startswith("| ") and not line.startswith("| ---") and "| English |" not in line
    ]
    return [(row[0], row[1], [word.strip() for word in row[2].split(",") if word.strip() != "–"])
            for row in rows]  # fmt: skip


def identifiers(tree):
    """Yield every name that a module gives: functions, classes, arguments, variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def words(identifier):
    """`LedgerEdition` and `ledger_edition` are both `ledger edition`."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", identifier)
    return f" {apart.replace('_', ' ').lower().strip()} "


def test_no_module_has_a_name_under_which_anything_could_hide(sources):
    wrong = [str(path) for path in sources if HIDING & {*path.parts[:-1], path.stem}]

    assert wrong == []


def test_the_glossary_maps_one_word_to_one_word(glossary):
    english = [row[0].lower() for row in glossary]
    swedish = [row[1].lower() for row in glossary]

    assert len(glossary) > 30
    assert [word for word in english if english.count(word) > 1] == []
    assert [word for word in swedish if swedish.count(word) > 1] == []


def test_no_word_of_the_glossary_is_a_rejected_one(glossary):
    english = {row[0].lower() for row in glossary}
    rejected = {word.lower() for row in glossary for word in row[2]}

    assert english & rejected == set()


def test_no_name_uses_a_rejected_synonym(sources, glossary):
    rejected = {f" {word.lower()} ": row[0] for row in glossary for word in row[2]}
    wrong = {
        f"{path}: {name} (say {instead})"
        for path, tree in sources.items()
        for name in identifiers(tree)
        for word, instead in rejected.items()
        if word in words(name)
    }

    assert sorted(wrong) == []
