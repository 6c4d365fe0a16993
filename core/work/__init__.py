"""Machine work: runs of jobs, the scheduler, and the leadership that keeps it single. Not the human queue."""

from __future__ import annotations
