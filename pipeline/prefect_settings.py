"""The settings under which Prefect runs here; to be set before Prefect is imported.

Prefect keeps its database and profile under the tiptrace home, so that nothing is written elsewhere;
whoever has set a variable already keeps it.
"""

from __future__ import annotations

from pipeline.home import Home


def settings(home: Home) -> dict[str, str]:
    """Environment variables; the folder of Prefect's database is made, which Prefect does not do."""
    (home.root / "prefect").mkdir(parents=True, exist_ok=True)
    return {
        "PREFECT_HOME": str(home.root / "prefect"),
        "TIPTRACE_HOME": str(home.root),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # A server on a busy machine of two cores has been seen to take half a minute.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
