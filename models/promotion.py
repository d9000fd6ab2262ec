"""Comparing versions, and promoting one by proof: gates, a name, an export for the service."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models import registry
from models.evaluate import (
    SHARES,
    Estimate,
    Ranked,
    at_capacity,
    calibration,
    mean_recall,
    mean_recall_difference,
    recall_difference,
)
from models.gates import Gate, Proof, gates
from models.predictions import PREDICTIONS, RULES, SEEN, UNSEEN, in_common, read_predictions
from models.registry import Version
from models.serving import ServedModel, from_manifest
from models.tracking import Tracking
from vigie.errors import UserError


@dataclass(frozen=True, slots=True)
class AtShare:
    """What two versions find when a share of the acts is read, and the paired difference."""

    share: float
    recall_one: Estimate
    recall_other: Estimate
    precision_one: Estimate
    precision_other: Estimate
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions on the acts that both ranked without knowing their outcome.

    The recalls and their difference are means over the shares of ``at``.
    """

    one: Version
    other: Version
    acts: int
    positives: int
    recall_one: Estimate
    recall_other: Estimate
    difference: Estimate
    ece_one: float | None
    ece_other: float | None
    at: tuple[AtShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Promotion:
    """What a promotion was decided on. ``manifest`` is None when it was refused."""

    version: Version
    gates: tuple[Gate, ...]
    manifest: Path | None


class PromotionRefused(UserError):  # noqa: N818 - the word of the trade
    """A gate did not pass; the message names it and what was measured."""


def compare(tracking: Tracking, one: str, other: str) -> Comparison:
    """Recall (mean at 5, 10 and 20 %) and calibration of two versions, on the same acts.

    Raises:
        UserError: a version is not known.
    """
    first, second = registry.find(tracking, one), registry.find(tracking, other)
    mine, theirs = in_common(
        _predictions(tracking, first, PREDICTIONS), _predictions(tracking, second, PREDICTIONS)
    )
    return Comparison(
        one=first,
        other=second,
        acts=len(mine.act_ids),
        positives=int(mine.positive.sum()),
        recall_one=mean_recall(mine),
        recall_other=mean_recall(theirs),
        difference=mean_recall_difference(mine, theirs),
        ece_one=calibration(mine).ece,
        ece_other=calibration(theirs).ece,
        at=tuple(_at(mine, theirs, share) for share in SHARES),
    )


def _at(mine: Ranked, theirs: Ranked, share: float) -> AtShare:
    one, other = at_capacity(mine, share), at_capacity(theirs, share)
    return AtShare(
        share=share,
        recall_one=one.recall,
        recall_other=other.recall,
        precision_one=one.precision,
        precision_other=other.precision,
        difference=recall_difference(mine, theirs, share),
    )


def promote(tracking: Tracking, version: str, *, by: str, on: date) -> Promotion:
    """Make a version the champion if every gate passes, and export it for the service.

    Going back to a version that was champion before asks no new proof: that is the rollback.

    Raises:
        UserError: no such version, or nobody signs.
        PromotionRefused: a gate does not pass.
    """
    if not by.strip():
        raise UserError("Promotion : dites qui la signe (--by « Prénom Nom »).")
    found = registry.find(tracking, version)
    passed = check(tracking, found)
    back = "promoted_by" in found.tags
    failed = [gate for gate in passed if not gate.passed]
    if failed and not (back and all(gate.name != "caractéristiques" for gate in failed)):
        reasons = " ; ".join(f"{gate.name} : {gate.said}" for gate in failed)
        raise PromotionRefused(
            f"Le modèle {found.version} n'est pas promu. {reasons}. "
            "Le modèle en service reste en place."
        )
    proof = "; ".join(f"{gate.name}: {gate.said}" for gate in passed)
    manifest = registry.export(tracking, found, by=by, on=on)
    registry.set_champion(tracking, found, by=by, on=on, why=proof)
    return Promotion(found, passed, manifest)


def check(tracking: Tracking, version: Version) -> tuple[Gate, ...]:
    """The gates of a version against the champion in force."""
    versions = registry.list_versions(tracking)
    champion = next((v for v in versions if registry.CHAMPION in v.aliases), None)
    against = None if champion is None or champion.version == version.version else champion
    return gates(
        _proof(tracking, version),
        None if against is None else _proof(tracking, against),
        _predictions(tracking, version, RULES),
        _served(tracking, version),
    )


def _proof(tracking: Tracking, version: Version) -> Proof:
    names = registry.artifacts(tracking, version)

    def optional(name: str) -> Ranked | None:
        return _predictions(tracking, version, name) if name in names else None

    return Proof(_predictions(tracking, version, PREDICTIONS), optional(UNSEEN), optional(SEEN))


def _predictions(tracking: Tracking, version: Version, name: str) -> Ranked:
    return read_predictions(registry.artifact(tracking, version, name).decode())


def load_version(tracking: Tracking, version: str) -> ServedModel:
    """A version as the service loaded it in its day: what it answered then, it answers again."""
    return _served(tracking, registry.find(tracking, version))


def _served(tracking: Tracking, version: Version) -> ServedModel:
    """The version as the service would load it, with all its checks."""
    manifest: dict[str, Any] = json.loads(registry.artifact(tracking, version, "service.json"))
    data = registry.artifact(tracking, version, "service.skops")
    manifest |= {
        "version": f"{registry.NAME}-{version.version}",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    with TemporaryDirectory() as folder:
        file = Path(folder) / "service.skops"
        file.write_bytes(data)
        return from_manifest(manifest, file)
