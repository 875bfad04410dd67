"""Plain data and NumPy arrays in one file: a JSON text and the arrays it names, in NumPy's ``.npz`` form, no pickle."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

ARRAY = "__array__"
"""The key of a mapping that stands for an array in the JSON text."""

ADVICE = "Give a file that Memory.save wrote."


def write_plain(path: str | Path, data: Any) -> None:
    """Write data into a file, all of it or nothing.

    Args:
        path: of the file; one that is there is replaced.
        data: dictionaries with string keys, lists, strings, numbers, booleans, None and NumPy arrays.

    Raises:
        ValueError: something else is in it.
    """
    arrays: dict[str, Any] = {}
    text = _without_arrays(data, arrays)
    target = Path(path)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=target.name, delete=False) as file:
        np.savez(file, json=np.array(json.dumps(text)), **arrays)
    os.replace(file.name, target)


def read_plain(path: str | Path) -> Any:
    """Return what :func:`write_plain` wrote.

    Args:
        path: of the file.

    Raises:
        ValueError: the file is not of this form.
    """
    try:
        file = np.load(path, allow_pickle=False)
    except (ValueError, EOFError, BadZipFile) as error:
        raise ValueError(f"{path} holds no memory: it is no file of arrays. {ADVICE}") from error
    if not isinstance(file, np.lib.npyio.NpzFile):
        raise ValueError(f"{path} holds no memory: it is a single array. {ADVICE}")
    with file:
        if "json" not in file:
            raise ValueError(f"{path} holds no memory: it has no JSON text. {ADVICE}")
        return _with_arrays(json.loads(str(file["json"])), file)


def _without_arrays(data: Any, arrays: dict[str, NDArray[Any]]) -> Any:
    if isinstance(data, np.ndarray):
        if data.dtype.hasobject:
            raise ValueError(f"A memory's arrays hold numbers or texts, no objects; got {data.dtype}.")
        name = f"a{len(arrays)}"
        arrays[name] = data
        return {ARRAY: name}
    if isinstance(data, np.generic):
        return data.item()
    if isinstance(data, dict):
        if not all(isinstance(key, str) for key in data):
            raise ValueError(f"A memory is saved by string keys; got {[key for key in data if type(key) is not str]}.")
        return {key: _without_arrays(value, arrays) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_arrays(value, arrays) for value in data]
    if data is None or isinstance(data, str | int | float):
        return data
    raise ValueError(f"A memory is saved as plain data and arrays; got {data!r} of {type(data).__name__}.")


def _with_arrays(data: Any, arrays: Any) -> Any:
    if isinstance(data, dict):
        if set(data) == {ARRAY}:
            return np.array(arrays[data[ARRAY]])
        return {key: _with_arrays(value, arrays) for key, value in data.items()}
    return [_with_arrays(value, arrays) for value in data] if isinstance(data, list) else data
