"""Trained models as files: skops archives of plain values and arrays, the same bytes for the same model.

An archive is a zip of `schema.json` and one `.npy` file for each array. `skops.io.load(FILE)` opens it
without a trusted type; `read` does the same without importing skops and scikit-learn, which takes
seconds. Neither unpickles anything: there are only dictionaries, strings, numbers and arrays.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

_SCHEMA = "schema.json"
_DAWN = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can state


class ArchiveError(ValueError):
    """A file holds no model that could be read."""


def write(values: Mapping[str, Any], path: Path) -> None:
    """Save nested dictionaries of strings, numbers and arrays with skops.

    skops names things by their addresses in memory and notes the time; both are replaced, so that
    training twice gives the same file.
    """
    import skops.io

    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(dict(values)))) as drawn:
        members = {name: drawn.read(name) for name in drawn.namelist()}
    schema = members.pop(_SCHEMA).decode()
    numbers: dict[str, str] = {}
    schema = re.sub(
        r'(?<="__id__": )\d+|(?<="file": ")\d+(?=\.npy)',
        lambda match: numbers.setdefault(match.group(), str(len(numbers) + 1)),
        schema,
    )
    renamed = {f"{numbers[Path(name).stem]}.npy": data for name, data in members.items()}
    with zipfile.ZipFile(path, "w") as out:
        for name in sorted(renamed):
            _add(out, name, renamed[name])
        _add(out, _SCHEMA, schema.encode())


def _add(out: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DAWN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(entry, data, compresslevel=9)


def read(path: Path) -> dict[str, Any]:
    """What `write` saved; ArchiveError where the file holds anything else."""
    try:
        with zipfile.ZipFile(path) as archive:
            value = _value(json.loads(archive.read(_SCHEMA)), archive)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ArchiveError(f"{path} holds no trained model: {error}; train it again or delete it") from error
    if not isinstance(value, dict):
        raise ArchiveError(f"{path} holds no trained model; train it again or delete it")
    return value


def _value(node: Mapping[str, Any], archive: zipfile.ZipFile) -> Any:
    match node["__loader__"]:
        case "DictNode":
            return {name: _value(one, archive) for name, one in node["content"].items()}
        case "JsonNode":
            return json.loads(node["content"])
        case "NdArrayNode":
            return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
        case other:
            raise ValueError(f"a {other} is no part of one")
