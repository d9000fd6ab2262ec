from pathlib import Path

from scoring.grounds.page import page

ROOT = Path(__file__).parents[3]


def test_page_is_that_of_the_code() -> None:
    written = (ROOT / "docs" / "grounds.md").read_text(encoding="utf-8")
    assert written == page(), "lancer : python -m scoring.grounds.page"
