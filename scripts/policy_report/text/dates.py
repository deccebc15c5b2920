"""How a date or a period is written in each language, as far as it is known: partial ISO dates, such as `2024-07`."""

from datetime import date

from policy_report.text.language import Language
from policy_report.text.words import word


def date_text(partial: str, language: Language, *, with_year: bool = True, short: bool = False) -> str:
    """Write a partial ISO date as a reader of the language writes it: `12 Jul 2024`, `2024年7月12日`.

    `with_year`: whether the year is said; without it, a date of which no more is known is empty.
    `short`: whether there is little room.
    """
    parts = [int(part) for part in partial.split("-") if part]
    if not parts or (len(parts) == 1 and not with_year):
        return ""
    pattern = ("year", "month", "day")[len(parts) - 1] + ("" if with_year else "_within")
    return _written(f"date{'_short' if short else ''}.{pattern}", language, parts)


def full_date(day: date, language: Language, *, day_first: bool = False) -> str:
    """Write a day with the name of its month in full: `July 12, 2024` or `12 July 2024`, `2024年7月12日`."""
    return _written("date.day_first" if day_first else "date.long", language, [day.year, day.month, day.day])


def month_name(month: int, language: Language) -> str:
    """Give the short name of a month, counted from 1: `Jul`, `7月`."""
    return str(word.entry("date.months_short", language)[month - 1])


def _written(key: str, language: Language, parts: list[int]) -> str:
    year, month, day = (*parts, 1, 1)[:3]
    name = word.entry("date.months", language)[month - 1]
    short = month_name(month, language)
    return word(key, language, year=year, month=month, month_name=name, month_short=short, day=day)


def span_text(start: str, end: str, language: Language) -> str:
    """Write two partial ISO dates as a reader writes them, a year that both share only once."""
    if start == end or not end:
        return date_text(start, language)
    if not start:
        return word("period.until", language, end=date_text(end, language))
    return _between("period.between", start, end, language, short=False)


def short_period(start: str, end: str, language: Language) -> str:
    """Write a period of partial ISO dates in the shortest form that says no more than they do."""
    if not end and not start:
        return word("period_short.unknown", language)
    if start == end:
        return date_text(end, language, short=True)
    if not start or (start[:4] == end[:4] and len(end) > len("YYYY-MM") and start[4:] in ("", "-01", "-01-01")):
        return word("period_short.until", language, end=date_text(end, language, short=True))
    if start[:4] != end[:4]:
        start, end = start[:7], end[:7]
    return _between("period_short.between", start, end, language, short=True)


def _between(key: str, start: str, end: str, language: Language, *, short: bool) -> str:
    """Write from one date to another, with the year once if both share it and the first says more than its year."""
    once = start[:4] == end[:4] and (short or len(start) > len("YYYY"))
    kept = word("date.year_kept", language)
    first = date_text(start, language, with_year=not once or kept == "first", short=short)
    last = date_text(end, language, with_year=not once or kept == "last", short=short)
    return word(key, language, start=first, end=last)
