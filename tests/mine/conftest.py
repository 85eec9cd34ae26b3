"""Rules are tested by themselves: what the model of readings makes of them is in `test_choice.py`."""

from __future__ import annotations

import pytest

from pipeline.mine import choice


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "model", lambda: None)
