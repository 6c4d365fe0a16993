"""`suar doctor`: what is present, what is missing, and the fix in words."""

from __future__ import annotations

import json
from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add `suar doctor`."""
    app.command("doctor")(doctor)


def doctor(
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> int:
    """Look at this installation and say in words what is missing and how to mend it. Exit code 1 when something is.

    Example: suar doctor --data /var/lib/suar
    """
    from core.diagnosis import examine

    findings = examine(data)
    if as_json:
        print(json.dumps([finding.model_dump() for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            print(f"{finding.mark} {finding.what}" + (f"\n    {finding.fix}" if finding.fix else ""))
    return 1 if any(finding.level == "bad" for finding in findings) else 0
