"""Measure again and put the tables into README.md: `python -m docs.tables [accuracy] [speed]`.

Each table stands between two comments, `<!-- NAME -->` and `<!-- /NAME -->`; what is between them is
replaced by what the command prints.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.bench import SHARED

README = Path(__file__).parents[1] / "README.md"
ASIDE = Path(__file__).parents[1] / "models" / "coded" / "tip-2018-aside.jsonl"
TIPTRACE = str(Path(sys.executable).with_name("tiptrace"))
COMMANDS = {
    "accuracy": [TIPTRACE, "eval", str(SHARED / "gold" / "dev.jsonl"), str(ASIDE), "--markdown"],
    "speed": [sys.executable, "-m", "tests.bench", "--markdown"],
}


def insert(text: str, name: str, table: str) -> str:
    """`text` with `table` between the comments called `name`; ValueError where they are missing."""
    place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not place.search(text):
        raise ValueError(f"README.md has no place for the table '{name}': <!-- {name} --> … <!-- /{name} -->")
    return place.sub(lambda match: f"{match[1]}{table.strip()}\n{match[2]}", text)


def main() -> None:
    for name in sys.argv[1:] or COMMANDS:
        print(f"measuring {name} …", file=sys.stderr)
        table = subprocess.run(COMMANDS[name], check=True, capture_output=True, text=True).stdout
        README.write_text(insert(README.read_text(encoding="utf-8"), name, table), encoding="utf-8")


if __name__ == "__main__":
    main()
