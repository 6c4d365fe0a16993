"""The two ends that every batch command has."""

from __future__ import annotations

import typer

INPUT = typer.Option("--input", help="JSON Lines file, `-` for standard input.")
OUTPUT = typer.Option("--output", help="Where the answers go, `-` for standard output.")
