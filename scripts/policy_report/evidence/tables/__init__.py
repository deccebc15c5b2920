"""Reads official tables as they are published, in the formats of statistics offices, and checks that they add up."""

from policy_report.evidence.tables.model import TIDY_COLUMNS, Cell, OfficialTable, SeriesValue, series_values
from policy_report.evidence.tables.reader import read_table_file
from policy_report.evidence.tables.recipe import read_recipe

__all__ = [
    "TIDY_COLUMNS", "Cell", "OfficialTable", "SeriesValue", "read_recipe", "read_table_file", "series_values",
]  # fmt: skip
