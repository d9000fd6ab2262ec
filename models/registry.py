"""The registry: versions of the model, their aliases, their files, the export for the service.

The service never comes here: promotion exports to a folder that ``models.serving`` reads.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.tracking import Tracking, connected
from vigie.errors import OperatorError, UserError

NAME = "vigie-risque"
CHAMPION, CHALLENGER = "champion", "challenger"


@dataclass(frozen=True, slots=True)
class Version:
    """One registered model. ``aliases`` holds champion or challenger."""

    version: str
    aliases: tuple[str, ...]
    run_id: str
    tags: dict[str, str]

    @property
    def candidate(self) -> str:
        """Name of the candidate that it is."""
        return self.tags.get("candidate", "")


def list_versions(tracking: Tracking) -> tuple[Version, ...]:
    """Registered versions, newest first."""
    with connected(tracking) as (_, client):
        if not exists(client):
            return ()
        aliases = client.get_registered_model(NAME).aliases
        found = client.search_model_versions(f"name='{NAME}'")
        versions = [_version(one, aliases) for one in found]
    return tuple(sorted(versions, key=lambda one: -int(one.version)))


def card(tracking: Tracking, version: str) -> str:
    """The model card of a version, in French."""
    found = _wanted(tracking, version)
    return _artifact(tracking, found.run_id, "carte.md").decode()


def find(tracking: Tracking, version: str) -> Version:
    """A version by number or alias.

    Raises:
        UserError: there is none.
    """
    return _wanted(tracking, version)


def artifact(tracking: Tracking, version: Version, name: str) -> bytes:
    """A file that the training of a version left."""
    return _artifact(tracking, version.run_id, name)


def artifacts(tracking: Tracking, version: Version) -> tuple[str, ...]:
    """Names of the files that the training of a version left."""
    with connected(tracking) as (_, client):
        return tuple(found.path for found in client.list_artifacts(version.run_id))


def export(tracking: Tracking, version: Version, *, by: str, on: date) -> Path:
    """Write a version for serving, in one step; the one in force becomes the previous one."""
    folder = tracking.home / "champion"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads(_artifact(tracking, version.run_id, "service.json"))
    data = _artifact(tracking, version.run_id, "service.skops")
    if hashlib.sha256(data).hexdigest() != version.tags["sha256"]:
        raise OperatorError(
            f"Le fichier du modèle {version.version} a changé depuis son entraînement : "
            "relancez « vigie train »."
        )
    manifest |= {
        "version": f"{NAME}-{version.version}",
        "sha256": version.tags["sha256"],
        "file": f"model-{version.tags['sha256'][:16]}.skops",
        "promoted_by": by,
        "promoted_on": on.isoformat(),
    }
    _write(folder / manifest["file"], data)
    current = folder / "manifest.json"
    if current.is_file():
        _write(folder / "previous.json", current.read_bytes())
    _write(current, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return current


def set_champion(tracking: Tracking, version: Version, *, by: str, on: date, why: str) -> None:
    """Move the alias and keep who signed, when and on what proof."""
    with connected(tracking) as (_, client):
        client.set_registered_model_alias(NAME, CHAMPION, version.version)
        if CHALLENGER in version.aliases:
            client.delete_registered_model_alias(NAME, CHALLENGER)
        for key, value in (("promoted_by", by), ("promoted_on", on.isoformat()), ("proof", why)):
            client.set_model_version_tag(NAME, version.version, key, value)


def exists(client: Any) -> bool:
    """Whether anything was ever registered."""
    return bool(client.search_registered_models(f"name='{NAME}'"))


def _version(found: Any, aliases: dict[str, str]) -> Version:
    own = tuple(sorted(a for a, number in aliases.items() if str(number) == str(found.version)))
    return Version(str(found.version), own, str(found.run_id), dict(found.tags))


def _wanted(tracking: Tracking, version: str) -> Version:
    versions = list_versions(tracking)
    asked = version.removeprefix(f"{NAME}-")
    found = next((v for v in versions if asked == v.version or asked in v.aliases), None)
    if found is None:
        known = ", ".join(v.version for v in versions) or "aucune : lancez « vigie train »"
        raise UserError(f"Modèle {version} inconnu. Versions enregistrées : {known}.")
    return found


def _artifact(tracking: Tracking, run_id: str, name: str) -> bytes:
    with connected(tracking) as (_, client), TemporaryDirectory() as folder:
        return Path(client.download_artifacts(run_id, name, folder)).read_bytes()


def _write(path: Path, data: bytes) -> None:
    """Write beside, then replace: a reader sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
