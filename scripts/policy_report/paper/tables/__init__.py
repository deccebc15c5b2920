"""The tables that any study may show: functions marked `@table` that give their rows."""
