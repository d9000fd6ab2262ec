"""The export: everything that models need, nothing that names anybody."""

import stat
from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest

from models.dataset import as_of, collect
from models.export import pseudonym_key, read_export, write_export
from tests.models.records import some_records
from vigie.errors import UserError

RECORDS = some_records(120)
ACTS = collect(RECORDS)
KEY = b"k" * 32


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    file = tmp_path_factory.mktemp("export") / "actes.parquet"
    write_export(ACTS, file, key=KEY)
    return file


def test_what_is_read_back_is_what_models_learn_from(path):
    again = read_export(path)
    assert again.columns == ACTS.columns
    assert again.signature == ACTS.signature
    for name in ("x", "received", "reviewed", "positive", "drawn", "kind", "applicant", "gravity"):
        np.testing.assert_array_equal(getattr(again, name), getattr(ACTS, name))
    for name in ("group", "commune", "act_ids"):  # renamed, and tied as they were
        mine, theirs = getattr(again, name), getattr(ACTS, name)
        assert len(set(zip(mine, theirs, strict=True))) == len(set(mine)) == len(set(theirs))
    until = date(2024, 12, 31)
    assert as_of(again, until).positive.sum() == as_of(ACTS, until).positive.sum() > 0


def test_nothing_in_the_file_names_anybody(path):
    bare = path.read_bytes() + str(pq.read_table(path).to_pylist()).encode()
    for record in RECORDS:
        facts = record.dossier.facts
        for said in (record.act_id, facts.dossier_number.value, facts.applicant_name.value):
            assert said.encode() not in bare
        assert facts.commune_insee.value not in read_export(path).commune.tolist()


def test_pseudonyms_are_stable_for_one_key_and_strange_to_another(path, tmp_path):
    write_export(ACTS.take(np.arange(60, 120)), tmp_path / "part.parquet", key=KEY)
    write_export(ACTS, tmp_path / "other.parquet", key=b"o" * 32)
    whole, part = read_export(path).act_ids, read_export(tmp_path / "part.parquet").act_ids
    assert part.tolist() == whole[60:].tolist()
    assert not set(whole) & set(read_export(tmp_path / "other.parquet").act_ids)


def test_the_key_is_made_once_and_for_its_owner(tmp_path):
    key = pseudonym_key(tmp_path)
    assert pseudonym_key(tmp_path) == key
    assert len(key) == 32
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_parquet_file_is_refused(tmp_path):
    import pyarrow as pa

    pq.write_table(pa.table({"a": [1]}), tmp_path / "x.parquet")
    with pytest.raises(UserError, match="export"):
        read_export(tmp_path / "x.parquet")
