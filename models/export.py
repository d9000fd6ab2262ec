"""The pseudonymised export: acts as models see them, to study elsewhere, and read back.

Numbers of the features, days, outcomes, kinds. No name, address, dossier number, parcel, text or
commune: acts, lineages and communes stand by pseudonyms made with a key that stays in
``VIGIE_HOME``, so that two exports of one home agree and nobody else can make them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.dataset import NEVER, Acts, Column, Days
from vigie.errors import UserError

KEY_FILE = "pseudonymes.cle"
FORMAT = b"vigie-export-1"
FEATURE = "x_"  # prefix of the columns that are features
LENGTH = 16


def pseudonym_key(home: Path) -> bytes:
    """The key of a home, made once, readable by its owner only."""
    path = home / KEY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        key = os.urandom(32)
        file.write(key)
    return key


def write_export(acts: Acts, path: Path, *, key: bytes) -> None:
    """Write acts as Parquet; the properties of the columns are in the metadata of the file."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to import

    table = pa.table(_rows(acts, key))
    columns = json.dumps([asdict(column) for column in acts.columns], ensure_ascii=False)
    metadata = {b"format": FORMAT, b"signature": acts.signature, b"columns": columns}
    pq.write_table(table.replace_schema_metadata(metadata), path)


def read_export(path: Path) -> Acts:
    """The acts of an export.

    Raises:
        UserError: the file is not one.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to import

    table = pq.read_table(path)
    metadata = table.schema.metadata or {}
    if metadata.get(b"format") != FORMAT:
        raise UserError(f"{path} n'est pas un export de Vigie : « vigie export -o {path} ».")
    columns = tuple(Column(**column) for column in json.loads(metadata[b"columns"]))
    said = {name: table.column(name).to_pylist() for name in _PLAIN}
    x = [table.column(FEATURE + column.name).to_numpy() for column in columns]
    return Acts(
        columns=columns,
        signature=metadata[b"signature"].decode(),
        act_ids=np.array(said["act"], dtype=np.str_),
        x=np.column_stack(x).astype(np.float64).reshape(len(table), len(columns)),
        received=_days(said["received"]),
        reviewed=_days(said["reviewed"]),
        positive=_days(said["positive"]),
        drawn=np.array(said["drawn"], dtype=np.bool_),
        tipped=np.array(said["tipped"], dtype=np.bool_),
        group=np.unique(said["lineage"], return_inverse=True)[1].astype(np.int64),
        commune=np.array(said["commune"], dtype=np.str_),
        kind=np.array(said["kind"], dtype=np.str_),
        applicant=np.array(said["applicant"], dtype=np.str_),
        gravity=np.array(said["gravity"], dtype=np.float64),
    )


_PLAIN = (
    "act", "received", "reviewed", "positive", "drawn", "tipped", "lineage", "commune", "kind",
    "applicant", "gravity",
)  # fmt: skip


def _rows(acts: Acts, key: bytes) -> dict[str, Any]:
    first = {int(group): i for i, group in reversed(list(enumerate(acts.group.tolist())))}
    founders = [str(acts.act_ids[first[int(group)]]) for group in acts.group.tolist()]
    plain = {
        "act": _pseudonyms("act", acts.act_ids.tolist(), key),
        "received": _dates(acts.received),
        "reviewed": _dates(acts.reviewed),
        "positive": _dates(acts.positive),
        "drawn": acts.drawn,
        "tipped": acts.tipped,
        "lineage": _pseudonyms("lineage", founders, key),
        "commune": _pseudonyms("commune", acts.commune.tolist(), key),
        "kind": acts.kind.tolist(),
        "applicant": acts.applicant.tolist(),
        "gravity": acts.gravity,
    }
    return plain | {FEATURE + c.name: acts.x[:, i] for i, c in enumerate(acts.columns)}


def _pseudonyms(what: str, names: Sequence[str], key: bytes) -> list[str]:
    """The same name gives the same pseudonym; an unknown one stays empty."""
    return [
        hmac.new(key, f"{what}|{name}".encode(), hashlib.sha256).hexdigest()[:LENGTH]
        if name
        else ""
        for name in names
    ]


def _dates(days: Days) -> npt.NDArray[np.datetime64]:
    """Dates; one that has not come is null."""
    known = days != NEVER
    shown = np.where(known, days - date(1970, 1, 1).toordinal(), 0).astype("datetime64[D]")
    dates: npt.NDArray[np.datetime64] = np.where(known, shown, np.datetime64("NaT"))
    return dates


def _days(dates: Sequence[Any]) -> Days:
    return np.array([NEVER if day is None else day.toordinal() for day in dates], dtype=np.int64)
