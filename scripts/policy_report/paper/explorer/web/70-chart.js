/* A series as a small drawing: a dot for a number, a bar for what a hedge or rounding leaves open, an arrow where a
   bound is open. Only figures that compare with the chosen one as published stand on one axis. */
(() => {
  'use strict';
  const { all, verdict, element, words, say, idOf, anchorOf, language } = explorer;

  const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [360, 180, 54, 12, 12, 26];

  /** The figures of the same place, indicator and category that compare with one as published, in order of time. */
  function fellows(item) {
    const same = (table, row, name) => table.key(name, row) === item.table.key(name, item.row);
    const found = [];
    for (const table of [all.claims, all.series]) {
      for (let row = 0; row < table.size; row += 1) {
        const drawn = table.columns.end[row] && (table.columns.lower[row] !== null || table.columns.upper[row] !== null);
        if (!drawn || !['place', 'indicator', 'category'].every((name) => same(table, row, name))) continue;
        const other = { table, row };
        if (verdict(idOf(item), idOf(other)).degree === 'same') found.push(other);
      }
    }
    return found.sort((one, other) => (time(one) < time(other) ? -1 : 1));
  }

  const time = ({ table, row }) => table.columns.end[row];

  const number = (value) => new Intl.NumberFormat(language, { notation: Math.abs(value) >= 1e5 ? 'compact' : 'standard', maximumFractionDigits: 2 }).format(value);

  /** Round numbers that a scale is marked with. */
  function ticks(low, high) {
    const rough = (high - low) / 3 || Math.abs(high) || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
    const first = Math.floor(low / step);
    const last = Math.max(first + 1, Math.ceil(high / step));
    return Array.from({ length: last - first + 1 }, (_, more) => Number(((first + more) * step).toPrecision(12)));
  }

  /** A figure with the drawing and a list of its values; null where there is nothing to draw. */
  function chart(item, link) {
    const found = fellows(item);
    if (found.length < 2) return null;
    const ends = found.flatMap(({ table, row }) => [table.columns.lower[row], table.columns.upper[row]]).filter((end) => end !== null);
    const marks = ticks(Math.min(...ends), Math.max(...ends));
    const years = found.map((one) => Date.parse(time(one)));
    const [early, late] = [Math.min(...years), Math.max(...years)];
    const x = (at) => LEFT + 8 + ((at - early) / (late - early || 1)) * (WIDTH - LEFT - RIGHT - 16);
    const y = (value) => HEIGHT - BOTTOM - ((value - marks[0]) / (marks.at(-1) - marks[0])) * (HEIGHT - TOP - BOTTOM);
    const name = say('chartOf', { what: item.table.text('about', item.row), number: found.length });
    const drawing = element(
      'svg:svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': name, class: 'chart' },
      ...marks.flatMap((mark) => [
        element('svg:line', { class: 'grid-line', x1: LEFT, x2: WIDTH - RIGHT, y1: y(mark), y2: y(mark) }),
        element('svg:text', { x: LEFT - 6, y: y(mark) + 4, 'text-anchor': 'end' }, number(mark)),
      ]),
      ...yearMarks(early, late, x),
      ...found.map((one, index) => pointOf(one, x(years[index]), y, idOf(one) === idOf(item))),
    );
    const list = element('ul', {}, ...found.map((one) => element('li', {}, link(anchorOf(one), say('chartValue', { period: one.table.raw('period', one.row), value: one.table.raw('reading', one.row) })))));
    return element('figure', { class: 'series-chart' }, drawing, element('figcaption', {}, words.chartNote), element('details', {}, element('summary', {}, say('chartValues', { number: found.length })), list));
  }

  function yearMarks(early, late, x) {
    const [from, to] = [early, late].map((at) => new Date(at).getUTCFullYear());
    const shown = from === to ? [early] : [early, late];
    return shown.map((at, index) =>
      element('svg:text', { x: x(at), y: HEIGHT - 8, 'text-anchor': index ? 'end' : shown.length > 1 ? 'start' : 'middle' }, String(index ? to : from)),
    );
  }

  function pointOf({ table, row }, x, y, chosen) {
    const [low, high, value] = ['lower', 'upper', 'value'].map((name) => table.columns[name][row]);
    const parts = [];
    const [top, bottom] = [high === null ? TOP : y(high), low === null ? HEIGHT - BOTTOM : y(low)];
    if (bottom - top > 1) parts.push(element('svg:line', { class: 'span', x1: x, x2: x, y1: top, y2: bottom }));
    if (high === null) parts.push(element('svg:path', { class: 'open', d: `M${x - 4} ${TOP + 6}L${x} ${TOP}L${x + 4} ${TOP + 6}` }));
    if (low === null) parts.push(element('svg:path', { class: 'open', d: `M${x - 4} ${HEIGHT - BOTTOM - 6}L${x} ${HEIGHT - BOTTOM}L${x + 4} ${HEIGHT - BOTTOM - 6}` }));
    const inside = value !== null && (low === null || value >= low) && (high === null || value <= high);
    if (inside) parts.push(element('svg:circle', { cx: x, cy: y(value), r: chosen ? 4.5 : 3 }));
    const title = element('svg:title', {}, say('chartValue', { period: table.raw('period', row), value: table.raw('reading', row) }));
    return element('svg:g', { class: chosen ? 'point chosen' : 'point' }, title, ...parts);
  }

  Object.assign(explorer, { chart });
})();
