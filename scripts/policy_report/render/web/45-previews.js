/* What a citation, a note, a cross-reference or the mark of a finding leads to, shown beside it; and from a reference the
   ways back. */
(() => {
  'use strict';
  const { say, element, textOf, named } = window.paper;
  const DELAY = 300;
  const GRACE = 200;
  const LINKS = 'main a:is([role="doc-biblioref"], [role="doc-noteref"], .quarto-xref, .finding-mark)';
  const box = element('div', { class: 'preview', id: 'preview', role: 'tooltip', popover: 'manual' });
  const state = { link: null, timer: 0 };
  /** Rows that an article takes along (links.lua). */
  const kept = document.getElementById('evidence-rows')?.content;
  // The browser would show a second box with what the link is called.
  for (const mark of document.querySelectorAll('.finding-mark[title]')) mark.removeAttribute('title');

  /** A copy that can stand a second time in the page: without names, and without what can be pressed. */
  function copied(node) {
    const copy = node.cloneNode(true);
    for (const part of copy.querySelectorAll('button, .uses, .cite-part, .filter, [role="doc-backlink"], .anchor, .finding-mark')) part.remove();
    for (const part of [copy, ...copy.querySelectorAll('[id]')]) part.removeAttribute('id');
    // What a drawing uses of itself is found in the drawing that stays.
    for (const part of copy.querySelectorAll('[tabindex]')) part.removeAttribute('tabindex');
    return copy;
  }

  /** What shows best what a link leads to: an entry, a note, a figure, a caption, or how a section begins. */
  function contentOf(target) {
    if (target.matches('.csl-entry, [id^="fn"]')) return [...copied(target).childNodes];
    const drawing = target.querySelector('.drawing');
    const caption = target.querySelector('figcaption');
    if (caption) return [...(drawing ? [copied(drawing)] : []), element('p', {}, textOf(caption))];
    const heading = target.querySelector('h1, h2, h3, h4');
    const first = target.querySelector('p');
    return [heading, first].filter(Boolean).map(copied);
  }

  /** A finding: its sentence, and what the row of its test says under the heads of the table. */
  function findingOf(link) {
    const name = decodeURIComponent(link.hash.slice(1)).replace(/-test$/, '');
    const row = (named(`#${name}-test`) ?? kept?.getElementById(`${name}-test`))?.closest('tr');
    if (!row) return [];
    const heads = row.closest('table').tHead.rows[0].cells;
    const facts = [...row.cells].slice(1).flatMap((cell, column) => [
      element('dt', {}, textOf(heads[column + 1])),
      element('dd', {}, ...copied(cell).childNodes),
    ]);
    const sentence = named(`#${name}`);
    return [...(sentence ? [element('p', {}, textOf(copied(sentence)))] : []), element('dl', {}, ...facts)];
  }

  function show(link) {
    const target = named(link.hash);
    const content = link.matches('.finding-mark') ? findingOf(link) : target ? contentOf(target) : [];
    if (!content.length) return;
    hide();
    state.link = link;
    box.replaceChildren(...content);
    link.after(box);
    box.showPopover?.();
    box.classList.add('open');
    link.setAttribute('aria-describedby', 'preview');
    const mark = link.getClientRects()[0];
    const left = Math.max(8, Math.min(mark.left - 12, document.documentElement.clientWidth - box.offsetWidth - 8));
    const under = mark.bottom + 8 + box.offsetHeight <= innerHeight || mark.top < innerHeight / 2;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(under ? mark.bottom + 8 : Math.max(8, mark.top - box.offsetHeight - 8)) + scrollY}px`;
  }

  function hide() {
    clearTimeout(state.timer);
    if (!state.link) return;
    state.link.removeAttribute('aria-describedby');
    state.link = null;
    box.classList.remove('open');
    box.hidePopover?.();
    box.remove();
  }

  const linkAt = (event) => (event.target instanceof Element ? event.target.closest(LINKS) : null);
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse') return;
    const link = linkAt(event);
    clearTimeout(state.timer);
    if (box.contains(event.target) || (link && link === state.link)) return;
    if (link && !link.closest('.card')) state.timer = setTimeout(() => show(link), DELAY);
    else if (state.link) state.timer = setTimeout(hide, GRACE);
  });
  document.addEventListener('focusin', (event) => {
    const link = linkAt(event);
    if (link?.matches(':focus-visible') && !link.closest('.card')) show(link);
    else if (!box.contains(event.target)) hide();
  });
  document.addEventListener('click', hide);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });

  // From a reference back to where the text cites it.
  const cited = new Map();
  for (const link of document.querySelectorAll('main a[role="doc-biblioref"]')) {
    if (!link.closest('table, template')) cited.set(link.hash, [...(cited.get(link.hash) ?? []), link]);
  }
  for (const [hash, links] of cited) {
    const entry = named(hash);
    if (!entry) continue;
    const uses = element('span', { class: 'uses' });
    links.slice(0, 9).forEach((link, index) => {
      link.id ||= `cited-${entry.id.replace(/^ref-/, '')}-${index + 1}`;
      const label = say('use', { number: index + 1, key: textOf(link) });
      uses.append('\u00a0', element('a', { href: `#${link.id}`, 'aria-label': label, title: label }, `↩${index ? index + 1 : ''}`));
    });
    entry.append(uses);
  }
})();
