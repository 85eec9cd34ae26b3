"""The examples of `models/rules/compounds.yaml`."""

from __future__ import annotations

import pytest

from pipeline.read.pdf_hyphens import Example, Hyphens, compounds


def joined(example: Example) -> str:
    line, following = example.broken.split("|")
    hyphens = Hyphens([example.known])
    if hyphens.suspended(line, following):
        return f"{line} {following}"
    return line + following if hyphens.kept(line, following) else line[:-1] + following


@pytest.mark.parametrize(
    "example", [*compounds().examples, *compounds().counter_examples], ids=lambda example: example.joined
)
def test_examples(example: Example) -> None:
    assert joined(example) == example.joined
