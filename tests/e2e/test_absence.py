"""Tests in a browser never pass by not having run."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import absent


@pytest.mark.parametrize("value", ["true", "1"])
def test_without_chromium_continuous_integration_fails(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CI", value)
    with pytest.raises(pytest.fail.Exception, match="Chromium absent"):
        absent("Chromium absent")


def test_without_chromium_a_developer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium absent"):
        absent("Chromium absent")
