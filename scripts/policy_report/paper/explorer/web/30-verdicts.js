/* May two figures be compared, how far, and why not: the rules of `analysis/comparability`, word for word.
   tests/web/test_explorer.py holds every verdict against the one of `policy-report compare`. */
(() => {
  'use strict';
  const { constructs, statements, places, sources, steps, figures, forms } = explorer.comparisons;

  const DEGREES = ['same', 'convertible', 'direction', 'none'];
  const REASONS = [
    'construct', 'measure', 'unit', 'denominator-unknown', 'period-unknown', 'period-disjoint', 'population',
    'scale-not-bounded', 'source-basis',
  ];
  const AMBIGUOUS = 'percent or points';
  const RATIOS = ['rate', 'share'];
  const MOMENTS = ['stock', 'duration', 'area'];
  const GROWING = ['count', 'amount'];
  const WEEK = 7;

  const day = (iso) => Date.parse(iso) / 86_400_000;
  const year = (iso) => Number(iso.slice(0, 4));

  const known = new Map();
  /** A statement of a figure with all that follows from it, made once. */
  function statement(number, [, place, source]) {
    const key = `${number} ${place} ${source}`;
    if (!known.has(key)) {
      const [of, kind, unit, start, end, direction] = statements[number];
      const construct = constructs[of];
      const [id, level, parent] = places[place];
      const [tier, doubtful, account] = sources[source];
      const level_ = kind === 'level';
      const timeless = construct.measure === 'area' && kind !== 'change';
      const moment = MOMENTS.includes(construct.measure) && kind !== 'change';
      known.set(key, {
        construct, kind, unit, start, end, direction, place: id, level, parent, tier, doubtful, account, timeless, moment,
        measured: JSON.stringify([construct.id, construct.category]),
        ratio: RATIOS.includes(construct.measure),
        dated: timeless || Boolean(end && (start || moment)),
        addsUp: level_ && [...GROWING, 'per_head'].includes(construct.measure),
        grows: level_ && GROWING.includes(construct.measure) && !construct.is_size,
      });
    }
    return known.get(key);
  }

  function differences(one, other) {
    const bars = new Set();
    const caveats = new Set();
    if (one.measured !== other.measured) bars.add('construct');
    if (!sameMeasure(one, other)) bars.add('measure');
    if (!sameUnit(one, other)) bars.add('unit');
    if (!(one.construct.denominator_known && other.construct.denominator_known)) {
      (oneFigure(one, other) ? caveats : bars).add('denominator-unknown');
    }
    const [barred, differ] = periods(one, other);
    if (barred) bars.add(barred);
    if (differ) caveats.add('period-disjoint');
    for (const [found, reason] of [[population(one, other), 'population'], [scale(one, other), 'scale-not-bounded']]) {
      if (found !== null) (found ? bars : caveats).add(reason);
    }
    if (basis(one, other)) caveats.add('source-basis');
    return [bars, caveats].map((set) => REASONS.filter((reason) => set.has(reason)));
  }

  function sameMeasure(one, other) {
    if (one.kind === 'words' || one.kind !== other.kind) return false;
    return (one.ratio && other.ratio) || one.construct.measure === other.construct.measure;
  }

  function sameUnit(one, other) {
    if (one.unit === AMBIGUOUS || other.unit === AMBIGUOUS) return false;
    return one.unit === other.unit || one.kind !== other.kind || one.kind === 'words';
  }

  const oneFigure = (one, other) =>
    one.measured === other.measured && one.place === other.place && one.start === other.start &&
    one.end === other.end && one.dated;

  /** True if another population bars the comparison, false if it limits it, null if it is the same. */
  function population(one, other) {
    if (one.construct.of_people && other.construct.of_people) {
      if (one.construct.id !== other.construct.id) return true;
      if (one.account !== other.account) return ![one.account, other.account].some((name) => ['', 'unstated'].includes(name));
    }
    if (one.construct.measure === 'rank' && other.construct.measure === 'rank') {
      return one.parent !== other.parent ? true : null;
    }
    if (one.place === other.place) return null;
    if (one.measured === other.measured && one.grows && other.grows) return true;
    return one.level !== other.level ? false : null;
  }

  function scale(one, other) {
    if (!(one.ratio && other.ratio && one.kind === 'level' && other.kind === 'level')) return null;
    if (one.construct.bounded !== other.construct.bounded) return true;
    return one.construct.bounded ? null : false;
  }

  const basis = (one, other) =>
    one.doubtful || other.doubtful || (one.tier === 'statistics') !== (other.tier === 'statistics') ||
    (!one.construct.of_people && one.account !== other.account);

  /** The reason that bars the comparison, or null; and whether the periods differ enough to be named. */
  function periods(one, other) {
    if (one.timeless && other.timeless) return [null, false];
    if (!(one.dated && other.dated)) return ['period-unknown', false];
    if (one.moment && other.moment) return moments(one, other);
    if (one.moment || other.moment || yearsBack(one) !== yearsBack(other)) return ['period-disjoint', false];
    return spans(one, other);
  }

  function moments(one, other) {
    if (one.place === other.place || one.timeless || other.timeless) return [null, false];
    return year(one.end) !== year(other.end) ? ['period-disjoint', false] : [null, one.end !== other.end];
  }

  const yearsBack = (one) => (one.kind === 'change' ? year(one.end) - year(one.start) : 0);
  const apart = (one, other) => Math.abs(day(one) - day(other));

  function spans(one, other) {
    const addsUp = one.addsUp || other.addsUp;
    const exact = one.start === other.start && one.end === other.end;
    const alike = exact || apart(one.start, other.start) + apart(one.end, other.end) <= WEEK;
    if (one.place === other.place) {
      const series = alike || sameSeason(one, other);
      return addsUp && !series ? ['period-disjoint', false] : [null, !(exact || series)];
    }
    if (alike) return [null, !exact];
    const overlap = one.start <= other.end && other.start <= one.end;
    return overlap && !addsUp ? [null, true] : ['period-disjoint', false];
  }

  /** Whether one span is the other one moved by whole years, up to a week; 2000 has every day. */
  function sameSeason(one, other) {
    const moved = (name) => apart(`2000${one[name].slice(4)}`, `2000${other[name].slice(4)}`);
    const years = [one, other].map((span) => year(span.end) - year(span.start));
    return years[0] === years[1] && moved('start') + moved('end') <= WEEK;
  }

  const meetings = new Map();
  /** What a figure states as published and as converted, by what it could meet. */
  function formsOf(id) {
    if (!meetings.has(id)) {
      const place = figures[id];
      const found = new Map();
      const listed = [[place[0], null, '', ''], ...(forms[id] ?? [])];
      for (const [number, step, row, shown] of listed) {
        const stated = statement(number, place);
        const key = JSON.stringify([stated.measured, stated.kind, stated.unit]);
        const form = { stated, step: step === null ? null : { key: steps[step][0], text: steps[step][1], row, shown } };
        found.set(key, [...(found.get(key) ?? []), form]);
      }
      meetings.set(id, found);
    }
    return meetings.get(id);
  }

  /** The comparison that takes the fewest conversions and caveats. */
  function converted(first, second) {
    let best = null;
    const others = formsOf(second);
    for (const [key, ones] of formsOf(first)) {
      for (const one of ones) {
        for (const other of others.get(key) ?? []) {
          if (!one.step && !other.step) continue;
          const [reasons, caveats] = differences(one.stated, other.stated);
          if (reasons.length) continue;
          const cost = costOf(one, other, caveats);
          if (!best || less(cost, best.cost)) best = { cost, caveats, conversion: [one.step, other.step] };
        }
      }
    }
    return best;
  }

  function costOf(one, other, caveats) {
    const taken = [one, other].filter((form) => form.step).map((form) => `${form.step.key} ${form.step.row}`);
    return [taken.length, one.stated.kind === 'level' ? 0 : 1, caveats.length, ...taken.sort(byCode)];
  }

  const byCode = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  function less(one, other) {
    const place = one.findIndex((part, index) => part !== other[index]);
    return place >= 0 && one[place] < other[place];
  }

  /**
   * Says what may be said of two figures together.
   * @returns {{degree: string, reasons: string[], caveats: string[], conversion: (object|null)[]}}
   */
  function verdict(first, second) {
    const none = [null, null];
    if (first === second) return { degree: 'same', reasons: [], caveats: [], conversion: none };
    const [one, other] = [first, second].map((id) => statement(figures[id][0], figures[id]));
    const [reasons, caveats] = differences(one, other);
    if (!reasons.length) return { degree: 'same', reasons, caveats, conversion: none };
    const best = converted(first, second);
    if (best) {
      const kept = best.caveats.filter((reason) => !reasons.includes(reason));
      return { degree: 'convertible', reasons, caveats: kept, conversion: best.conversion };
    }
    if (one.direction && other.direction && one.measured === other.measured) {
      return { degree: 'direction', reasons, caveats, conversion: none };
    }
    return { degree: 'none', reasons, caveats: [], conversion: none };
  }

  Object.assign(explorer, { verdict, DEGREES });
})();
