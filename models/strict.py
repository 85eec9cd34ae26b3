"""YAML that refuses what it does not know, with file and line.

Rules, the catalogue and the codebook are data that people edit by hand; a misspelt key must not
be passed over in silence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class Strict(BaseModel):
    """A record of a data file: unknown keys are refused, values are never coerced loosely."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DataFileError(ValueError):
    """A data file is wrong; the message names file, line and what is allowed."""


Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model]) -> Model:
    """Read one YAML file as `model`; DataFileError names each wrong line."""
    text = path.read_text(encoding="utf-8")
    try:
        values = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise DataFileError(f"{path}:{line}: not valid YAML: {getattr(error, 'problem', error)}") from error
    try:
        return model.model_validate(values)
    except ValidationError as error:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        raise DataFileError("\n".join(_explain(path, tree, model, e) for e in error.errors())) from error


def _explain(path: Path, tree: yaml.Node | None, model: type[BaseModel], error: Any) -> str:
    where = tuple(error["loc"])
    line = _line(tree, where)
    name = ".".join(str(part) for part in where) or "the file"
    if error["type"] == "extra_forbidden":
        allowed = ", ".join(_allowed(model, where[:-1])) or "none"
        parent = ".".join(map(str, where[:-1])) or "the file"
        return f"{path}:{line}: unknown key '{where[-1]}' in {parent}; allowed: {allowed}"
    return f"{path}:{line}: {name}: {error['msg']}"


def _line(node: yaml.Node | None, where: tuple[Any, ...]) -> int:
    """The line on which the value at `where` stands (or its nearest parent)."""
    line = node.start_mark.line + 1 if node else 1
    for part in where:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, child = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            child = node.value[part]
            line = child.start_mark.line + 1
        if child is None:
            break
        node = child
    return line


def _allowed(model: type[BaseModel], where: tuple[Any, ...]) -> list[str]:
    """The keys that the mapping at `where` may hold, found by walking the model's schema."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema

    def resolve(n: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in n:
            n = schema["$defs"][n["$ref"].rsplit("/", 1)[1]]
        for option in n.get("anyOf", ()):
            found = resolve(option)
            if found.get("properties") or found.get("items") or found.get("additionalProperties"):
                return found
        return n

    for part in where:
        node = resolve(node)
        if isinstance(part, int):
            node = node.get("items") or {}
        else:
            extra = node.get("additionalProperties")
            node = node.get("properties", {}).get(part) or (extra if isinstance(extra, dict) else {})
    return sorted(resolve(node).get("properties", {}))
