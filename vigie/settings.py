"""Settings: one frozen object, built at the edge and passed down."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from vigie.errors import OperatorError

EngineName = Literal["tesseract", "rapidocr"]


class Settings(BaseSettings):
    """Read from environment variables ``VIGIE_<FIELD>``."""

    model_config = SettingsConfigDict(env_prefix="VIGIE_", frozen=True, extra="forbid")

    home: Path = Path("var")  # everything the program writes
    database_url: str | None = None  # default: SQLite in home
    real_data: Path | None = None  # folder of real files, for the tests marked realdata
    capacity: int = 5  # acts a day that the team can read closely
    random_share: float = 0.2  # part of the capacity drawn at random
    max_upload_mb: int = 150
    theme: Path | None = None  # folder of style sheets of the service: dsfr.min.css, theme.css
    ign_background: bool = False  # the IGN's plan under maps: tells data.geopf.fr what is looked at
    # those that may read scans, by commas; Tesseract alone is lighter, RapidOCR mends damaged pages
    engines: Annotated[tuple[EngineName, ...], NoDecode] = ("tesseract", "rapidocr")
    workers: int | None = None  # reading processes; default: one a core
    cluster: str | None = None  # address of a Dask scheduler; default: a local cluster

    @field_validator("engines", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(value.replace(" ", "").split(",")) if isinstance(value, str) else value

    public_url: str = "http://127.0.0.1:8000"  # where people reach the pages
    digest_to: str | None = None  # who is sent the morning's e-mail, by commas; nobody by default
    digest_from: str | None = None
    smtp_host: str | None = None
    smtp_port: int = 25

    @property
    def store_url(self) -> str:
        """URL of the store for SQLAlchemy."""
        return self.database_url or f"sqlite:///{(self.home / 'vigie.sqlite').absolute()}"

    @property
    def tracking_url(self) -> str:
        """Where MLflow keeps runs and models."""
        given = os.environ.get("MLFLOW_TRACKING_URI")
        return given or f"sqlite:///{(self.home / 'mlflow.sqlite').absolute()}"


def load_settings() -> Settings:
    """Settings from the environment.

    Raises:
        OperatorError: an unknown ``VIGIE_…`` variable or a value of the wrong type.
    """
    known = {f"VIGIE_{name}".upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith("VIGIE_") and name not in known)
    if unknown:
        raise OperatorError(
            f"Réglage inconnu : {', '.join(unknown)}. "
            f"Réglages possibles : {', '.join(sorted(known))}."
        )
    try:
        return Settings()
    except ValueError as error:
        raise OperatorError(f"Réglage VIGIE_… illisible : {error}") from error
