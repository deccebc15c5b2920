"""Which published figures may stand beside each other: a licence for any two rows of the claims and the series.

This is the ordinary demand of measurement validity (`adcock2001measurement`), applied pair by pair. A licence has one
of four degrees:

same
    The two figures compare as published. Nothing bars it; caveats may remain.
convertible
    They compare after a conversion that published rows allow, and the licence states it with its inputs.
direction
    Only the direction of change compares: both sides say of the same construct that it rose or fell.
none
    They do not compare.

What bars a comparison as published (`differences.py`):

- *construct*: another indicator, or another breakdown of it. A part is not its whole.
- *measure*: a level against a change, a count against a rate, or a statement without a number against anything.
- *unit*: another unit, or a change of a rate in "%" that may be percent or percentage points.
- *denominator*: a rate or share whose dictionary entry does not know what it is divided by; two reports of one figure
  of one place and period are spared, for them it is a caveat.
- *period unknown*: a flow without both of its days, a stock without its day.
- *period*: periods that do not meet. Of one place, counts compare over spans of the same length and season (a series),
  and rates over any; of two places, counts need the same span and rates spans that overlap. A span that falls short
  by up to a week counts as the whole, as year-end figures are released in the last week of December; nothing else is
  ever scaled up. Changes need bases equally far back.
- *population*: another population is counted. Resident, registered and census population are three; so is a series
  before and after a census. Counts and amounts of two places grow with the places and compare only per head, save
  those that say how large a place is. Ranks compare only within one table.
- *scale*: a rate that its definition does not bound, set beside a share that cannot pass its whole.

What only limits a comparison is a caveat of the licence: *source basis* (statistics against what the police or the
press report, a copy, an inferred date, a preliminary against a final account) always; *scale* between two rates that
are both unbounded; *population* between a county and a city or province, where rates are meant; *period* where the
spans of two rates are not the same. A caveat never refuses: it is what a reader has to be told.

Place as such is no reason. To set one place beside another is the point.

Conversions (`conversions.py`) are one step from published rows: a count over the population of its place and year; a
rate from its two counts, and either count from the rate and the other; a level from a change and its base, and a
change from two levels a year apart. A level of part of a year is not a level of the year, whatever the arithmetic.
"""
