"""Turns bytes of a page into text, title, date and address, in a child process that may be killed."""

from __future__ import annotations
