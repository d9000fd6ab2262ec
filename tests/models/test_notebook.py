"""The notebook of the docs runs from the export to the comparison, and keeps no output."""

import ast
import json
from pathlib import Path

import matplotlib

from models.dataset import collect
from models.export import write_export
from tests.models.records import some_records

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "compare.ipynb"


def code_cells():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_outputs_are_stripped():
    assert all(cell["outputs"] == [] for cell in code_cells())
    assert all(cell["execution_count"] is None for cell in code_cells())


def test_every_cell_runs_on_an_export(tmp_path, monkeypatch):
    file = tmp_path / "actes.parquet"
    write_export(collect(some_records(300)), file, key=b"k" * 32)
    monkeypatch.setenv("VIGIE_EXPORT", str(file))
    matplotlib.use("agg")
    names: dict[str, object] = {}
    shown = [run_cell("".join(cell["source"]), names) for cell in code_cells()]
    assert names["recalls"].shape == (3, 3)
    differences = next(one for one in reversed(shown) if "moyenne" in getattr(one, "columns", ()))
    assert next(iter(differences.index)) == "boosting − logistic"
    assert {"logistic", "boosting", "rules"} <= set(names["judged"])
    assert names["moved"]["logistic"] is not None


def run_cell(source: str, names: dict[str, object]) -> object:
    """Run a cell as Jupyter does: the value of its last line is what it shows."""
    tree = ast.parse(source)
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "cell", "exec"), names)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
