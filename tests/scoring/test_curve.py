from pathlib import Path

from scoring.curve import curve


def test_drawing_is_that_of_the_code() -> None:
    drawn = Path(__file__).parents[2] / "docs" / "urgency.svg"
    assert drawn.read_text(encoding="utf-8") == curve(), "lancer : python -m scoring.curve"
