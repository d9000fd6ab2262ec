"""Settings come from the environment, and a misspelt one stops the program."""

import pytest

from vigie.errors import OperatorError
from vigie.settings import load_settings


def test_a_misspelt_setting_is_named_with_those_that_exist(monkeypatch):
    monkeypatch.setenv("VIGIE_CAPACITE", "5")
    with pytest.raises(OperatorError, match=r"VIGIE_CAPACITE.*VIGIE_CAPACITY"):
        load_settings()


def test_a_value_of_the_wrong_type_is_refused(monkeypatch):
    monkeypatch.setenv("VIGIE_CAPACITY", "beaucoup")
    with pytest.raises(OperatorError, match="capacity"):
        load_settings()


def test_the_store_stands_in_home_unless_a_database_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("VIGIE_HOME", str(tmp_path))
    assert load_settings().store_url == f"sqlite:///{tmp_path}/vigie.sqlite"
    monkeypatch.setenv("VIGIE_DATABASE_URL", "postgresql+psycopg://vigie@localhost/vigie")
    assert load_settings().store_url.startswith("postgresql")


def test_engines_are_listed_by_commas(monkeypatch):
    assert load_settings().engines == ("tesseract", "rapidocr")
    monkeypatch.setenv("VIGIE_ENGINES", "tesseract")
    assert load_settings().engines == ("tesseract",)
    monkeypatch.setenv("VIGIE_ENGINES", "rapidocr, tesseract")
    assert load_settings().engines == ("rapidocr", "tesseract")
    monkeypatch.setenv("VIGIE_ENGINES", "abbyy")
    with pytest.raises(OperatorError, match="engines"):
        load_settings()
