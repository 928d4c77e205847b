"""Files to products: any catalogue, read safely, with a report of what was wrong line by line."""

from __future__ import annotations

from index.catalogue.fetching import DEFAULT_LIMITS, FetchLimits
from index.catalogue.report import Problem, Report
from index.catalogue.source import CatalogueSource, FileSource, open_source

__all__ = [
    "DEFAULT_LIMITS",
    "CatalogueSource",
    "FetchLimits",
    "FileSource",
    "Problem",
    "Report",
    "open_source",
]
