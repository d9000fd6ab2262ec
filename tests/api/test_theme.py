"""A service that has its own style sheets shows them around ours."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from vigie.errors import OperatorError
from vigie.settings import Settings


def sheets(client) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.get("/").text)


def test_without_a_theme_ours_is_alone(client):
    assert sheets(client) == ["/static/vigie.css"]


def test_the_sheets_of_the_service_come_before_and_after(desk, tmp_path):
    folder = tmp_path / "dsfr"
    (folder / "fonts").mkdir(parents=True)
    (folder / "dsfr.min.css").write_text("h1 { color: navy }")
    (folder / "theme.css").write_text(":root { --accent: navy }")
    (folder / "fonts" / "a.woff2").write_bytes(b"font")
    with TestClient(create_app(Settings(home=tmp_path, theme=folder), desk=desk)) as client:
        assert sheets(client) == [
            "/static/theme/dsfr.min.css",
            "/static/vigie.css",
            "/static/theme/theme.css",
        ]
        assert client.get("/static/theme/fonts/a.woff2").content == b"font"


def test_a_folder_without_sheets_is_refused(desk, tmp_path):
    with pytest.raises(OperatorError, match="VIGIE_THEME"):
        create_app(Settings(home=tmp_path, theme=tmp_path / "nowhere"), desk=desk)
