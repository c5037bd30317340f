"""Nothing grows until nobody reads it."""

import ast

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 50


def test_no_module_is_longer_than_it_can_be_read(sources, root):
    lengths = {
        str(path): len((root / "src" / "samdrift" / path).read_text("utf-8").splitlines())
        for path in sources
    }

    assert {path: n for path, n in lengths.items() if n > MOST_LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_a_page(sources):
    wrong = [
        f"{path}:{node.lineno} {node.name} has {length} lines"
        for path, tree in sources.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for length in [node.end_lineno - node.lineno + 1]
        if length > MOST_LINES_IN_A_FUNCTION
    ]

    assert wrong == []


def test_every_module_says_what_lives_there(sources):
    silent = [str(path) for path, tree in sources.items() if not ast.get_docstring(tree)]

    assert silent == []
