"""What became of pages that were to come in, in one line and as an exit code."""

from __future__ import annotations

from typing import Final

import msgspec

from reader.cli.output import DONE, FAILED, PARTLY
from reader.ingest.pipeline import Report

REASONS_SAID: Final = 8
"""Reasons for leaving out records that are said, the most frequent ones."""


def outcome(report: Report) -> int:
    """The exit code of what became of the pages."""
    if report.failed:
        return PARTLY if report.read else FAILED
    return DONE


def summary(report: Report) -> str:
    """What became of the pages, in one line."""
    parts = [f"{report.added:,} added"]
    if report.revised:
        parts.append(f"{report.revised:,} changed")
    if report.unchanged:
        parts.append(f"{report.unchanged:,} known already")
    if report.failed:
        parts.append(f"{report.failures:,} failed")
    if report.skipped:
        count = report.left_out
        parts.append("1 file that is no page left out" if count == 1 else f"{count:,} files that are no pages left out")
    return ", ".join(parts)


def bulk_summary(report: Report) -> str:
    """The same of an archive, whose records are left out for reasons that are worth counting."""
    parts = [summary(msgspec.structs.replace(report, skipped=[], untold_skipped=0))]
    if report.left_out:
        reasons = sorted(report.reasons.items(), key=lambda reason: -reason[1])
        told = "; ".join(f"{count:,} {reason}" for reason, count in reasons[:REASONS_SAID])
        parts.append(f"{report.left_out:,} records left out ({told})")
    return ", ".join(parts)
