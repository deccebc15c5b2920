/* A number opens a card that says where it comes from. What the card shows is the row that the link goes to, under the
   table's own headings: a row of this page, or one that an article takes along (links.lua) and the explorer has. Without
   this script the link goes to the row. */
(() => {
  'use strict';
  const { words, say, element, textOf, named, captionParts } = window.paper;
  const DELAY = 300;
  const GRACE = 250;
  const EXPLORER = 'evidence.html';
  const LINKS = ['', EXPLORER].flatMap((page) => ['clm', 'num'].map((kind) => `a[href^="${page}#${kind}-"]`)).join(', ');
  const HAN = /\p{Script=Han}/u;

  const body = element('div', { class: 'card-body' });
  const title = element('p', { class: 'card-title', id: 'card-title' });
  const back = element('button', { type: 'button', class: 'card-back', 'aria-label': words.back }, '←');
  const shut = element('button', { type: 'button', class: 'card-close', 'aria-label': words.close }, '×');
  const card = element(
    'div',
    { class: 'card', id: 'card', role: 'dialog', 'aria-labelledby': 'card-title', tabindex: '-1', popover: 'manual' },
    element('div', { class: 'card-head' }, back, title, shut),
    body,
  );
  /** The link that the card belongs to, whether the reader asked for it, and the rows walked through in it. */
  const state = { link: null, pinned: false, trail: [], timer: 0 };

  /** Rows that are not on the page, for the cards only. */
  const kept = document.getElementById('evidence-rows')?.content;
  const targetOf = (link) => named(link.hash) ?? kept?.getElementById(decodeURIComponent(link.hash.slice(1)));
  const rowOf = (link) => targetOf(link)?.closest('tr') ?? null;
  const nameOf = (row) => row.querySelector('[id^="clm-"], [id^="num-"]')?.id ?? '';

  /** A copy of a cell's content that can stand a second time in the page. */
  function copied(cell) {
    const content = cell.cloneNode(true);
    for (const marked of content.querySelectorAll('.uses')) marked.remove();
    for (const named of content.querySelectorAll('[id], [aria-expanded]')) {
      for (const name of ['id', 'aria-expanded', 'aria-controls', 'aria-haspopup']) named.removeAttribute(name);
    }
    return [...content.childNodes];
  }

  /** Each input of a computed number with its phrase beside it. */
  function withPhrases(nodes) {
    for (const link of nodes.filter((node) => node.matches?.(LINKS))) {
      const phrase = rowOf(link)?.querySelector('.phrase');
      if (phrase && textOf(phrase) !== textOf(link)) {
        const copy = element('span', { class: 'card-input' }, ` ${textOf(phrase)}`);
        if (HAN.test(copy.textContent)) copy.lang = 'zh';
        link.append(copy);
      }
    }
    return nodes;
  }

  /** A text in which the ids of claims are links to their rows. */
  function linked(text) {
    return text.split(/((?<![\w-])[A-Za-z][\w-]*)/).map((part, index) => {
      if (index % 2 === 0) return part;
      const link = element('a', { href: `#clm-${part}` }, part);
      return rowOf(link) ? link : part;
    });
  }

  /** What the build wrote beside a claim about comparing it, and where the appendix lists its licences. */
  function licences(anchor) {
    const noted = anchor.dataset.licence;
    if (!noted) return [];
    const rows = document.querySelectorAll(`[id^="tbl-licen"] tbody a[href="#${CSS.escape(anchor.id)}"]`);
    const float = rows[0]?.closest('[id^="tbl-licen"]');
    const caption = float?.querySelector('figcaption');
    const table = caption && element('a', { href: `#${float.id}` }, captionParts(caption).label);
    return [...linked(noted), ...(table ? [' ', table] : [])];
  }

  function sourceLinks(row) {
    const entries = [...row.querySelectorAll('a[role="doc-biblioref"]')].map(targetOf);
    const outward = entries.map((entry) => entry?.querySelector('a[href^="http"]')?.href).filter(Boolean);
    return [...new Set(outward)].map((href) => element('a', { href, rel: 'noopener' }, words.source));
  }

  /** What can be done with a row: take its address, its words, or a citation of it. */
  function actions(list, anchor, address) {
    const whole = new URL(address, location.href).href;
    const act = (name, click) => element('button', { type: 'button', click }, name);
    const copy = (text) => (event) => {
      const done = (said) => { event.target.textContent = said; };
      const failed = () => done(words.notCopied);
      if (navigator.clipboard) navigator.clipboard.writeText(text()).then(() => done(words.copied), failed);
      else failed();
    };
    const facts = () => [...list.querySelectorAll('dt')].map((name) => `${textOf(name)}: ${textOf(name.nextElementSibling)}`);
    const part = { label: textOf(anchor), delimiter: ': ', caption: title.textContent, anchor: anchor.id };
    return [
      act(words.copy, copy(() => [title.textContent, ...facts(), whole].join('\n'))),
      act(words.copyLink, copy(() => whole)),
      ...(window.paper.cite ? [act(words.cite, () => { close(); window.paper.cite(part); })] : []),
    ];
  }

  /** Who speaks: after a bare number of a reference how its entry begins. */
  function withNames(nodes) {
    const found = nodes.flatMap((node) => (node.querySelectorAll ? [...node.querySelectorAll('a[role="doc-biblioref"]')] : []));
    for (const link of found) {
      const entry = /^\d+$/.test(textOf(link)) && targetOf(link);
      if (!entry) continue;
      const who = textOf(entry.querySelector('.csl-right-inline') ?? entry).replace(/^\[\d+\]\s*/, '').split(/(?<=[^A-Z])\.\s?/)[0];
      link.closest('.citation')?.append(element('span', { class: 'card-input', lang: entry.lang }, ` ${who}`));
    }
    return nodes;
  }

  /** Fills the card with a row. */
  function fill(row) {
    const heads = [...row.closest('table').tHead.rows[0].cells];
    const anchor = row.querySelector('[id^="clm-"], [id^="num-"]');
    const about = row.querySelector('.about');
    const method = row.querySelector('.method');
    // A computed number is called by what its method says first.
    title.textContent = about ? textOf(about) : method ? textOf(method).split(/[;；:：]/)[0] : textOf(anchor);
    const list = element('dl');
    let phrase = null;
    [...row.cells].forEach((cell, column) => {
      if (about && cell.contains(about)) return;
      if (!about && textOf(cell) === title.textContent) return;
      const main = cell.querySelector('.phrase');
      if (main && !phrase) {
        phrase = element('p', { class: 'card-phrase' }, textOf(main));
        if (HAN.test(phrase.textContent)) phrase.lang = 'zh';
        list.prepend(element('dt', {}, textOf(heads[column])), element('dd', { class: 'card-main' }, phrase));
        return;
      }
      if (textOf(cell)) list.append(element('dt', {}, textOf(heads[column])), element('dd', {}, ...withNames(withPhrases(copied(cell)))));
    });
    const noted = licences(anchor);
    if (noted.length) list.append(element('dt', {}, words.licences), element('dd', {}, ...noted));
    for (const name of ['scope', 'note']) {
      const said = anchor.dataset[name];
      if (said) list.append(element('dt', {}, words[name]), element('dd', {}, said));
    }
    const home = row.isConnected && !kept?.contains(row) ? '' : EXPLORER;
    const address = `${home}#${anchor.id}`;
    const links = [element('a', { href: address, class: 'card-row' }, words.row), ...sourceLinks(row)];
    body.replaceChildren(list, element('p', { class: 'card-links' }, ...links, ...actions(list, anchor, address)));
    back.hidden = state.trail.length < 2;
    body.scrollTop = 0;
  }

  /** Beside the first line of the link, inside the window; a phone shows the card as a sheet (paper.css). */
  function place() {
    card.style.left = card.style.top = card.style.maxHeight = '';
    const mark = state.link.getClientRects()[0];
    const gap = 8;
    if (getComputedStyle(card).position === 'fixed') {
      // The number stays in sight above the sheet; beside a card at the side it is.
      const edge = card.getBoundingClientRect().top;
      if (edge > 2 * gap) scrollBy(0, Math.max(0, mark.bottom + gap - edge));
      return;
    }
    const width = document.documentElement.clientWidth;
    const left = Math.max(gap, Math.min(mark.left - 16, width - card.offsetWidth - gap));
    // On the side of the link that has room for it, or else more room, in which it scrolls.
    const below = innerHeight - mark.bottom - 2 * gap;
    const above = mark.top - 2 * gap;
    card.style.maxHeight = '';
    const under = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = `${Math.max(160, under ? below : above)}px`;
    const wanted = under ? mark.bottom + gap : mark.top - card.offsetHeight - gap;
    const top = Math.max(gap, Math.min(wanted, innerHeight - card.offsetHeight - gap));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  function open(link, pinned) {
    const row = rowOf(link);
    if (!row) return;
    if (state.link !== link) close();
    Object.assign(state, { link, pinned, trail: [row] });
    fill(row);
    link.after(card);
    card.showPopover?.();
    card.classList.add('open');
    link.setAttribute('aria-expanded', 'true');
    link.setAttribute('aria-controls', 'card');
    place();
    if (pinned) card.focus({ preventScroll: true });
  }

  function close(refocus = false) {
    clearTimeout(state.timer);
    const { link } = state;
    if (!link) return;
    state.link = null;
    link.setAttribute('aria-expanded', 'false');
    link.removeAttribute('aria-controls');
    card.classList.remove('open');
    card.hidePopover?.();
    card.remove();
    if (refocus) link.focus({ preventScroll: true });
  }

  /** Goes on to another row within the card. */
  function walk(row) {
    state.trail.push(row);
    state.pinned = true;
    fill(row);
    place();
    card.focus({ preventScroll: true });
  }

  const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const linkAt = (event) => (event.target instanceof Element ? event.target.closest(LINKS) : null);

  document.addEventListener('click', (event) => {
    clearTimeout(state.timer);
    if (!isPlain(event)) return;
    const link = linkAt(event);
    if (link && card.contains(link)) {
      const row = rowOf(link);
      if (link.matches('.card-row') || !row) {
        close();
      } else {
        event.preventDefault();
        walk(row);
      }
    } else if (link && !link.closest('.uses') && rowOf(link)) {
      event.preventDefault();
      if (state.link === link && state.pinned) close(true);
      else open(link, true);
    } else if (card.contains(event.target)) {
      if (event.target.closest('a[href^="#"]')) close();
    } else {
      close();
    }
  });
  shut.addEventListener('click', () => close(true));
  back.addEventListener('click', () => {
    state.trail.pop();
    fill(state.trail.at(-1));
    place();
    card.focus({ preventScroll: true });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.link) {
      event.preventDefault();
      close(card.contains(document.activeElement) || state.pinned);
    }
  });
  card.addEventListener('focusout', (event) => {
    const next = event.relatedTarget;
    if (state.pinned && next && !card.contains(next) && next !== state.link) close();
  });

  // A mouse that rests on a number shows its card, and may move over to it.
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse' || state.pinned && state.link) return;
    const link = linkAt(event);
    clearTimeout(state.timer);
    if (card.contains(event.target) || (link && link === state.link)) return;
    if (link && !link.closest('.uses') && rowOf(link)) state.timer = setTimeout(() => open(link, false), DELAY);
    else if (state.link) state.timer = setTimeout(() => close(), GRACE);
  });
  addEventListener('resize', () => state.link && place());

  const counts = new Map();
  for (const link of document.querySelectorAll(LINKS)) {
    if (!rowOf(link)) continue;
    link.setAttribute('aria-haspopup', 'dialog');
    link.setAttribute('aria-expanded', 'false');
    if (!link.matches('.datum')) continue;
    const name = decodeURIComponent(link.hash.slice(1));
    counts.set(name, [...(counts.get(name) ?? []), link]);
  }
  // From a row back to where the text uses it.
  for (const [name, links] of counts) {
    const anchor = document.getElementById(name);
    if (!anchor) continue;
    const uses = element('span', { class: 'uses' });
    links.slice(0, 9).forEach((link, index) => {
      link.id ||= `use-${name}-${index + 1}`;
      const label = say('use', { number: index + 1, key: textOf(anchor) });
      uses.append(' ', element('a', { href: `#${link.id}`, 'aria-label': label, title: label }, `↩${index ? index + 1 : ''}`));
    });
    anchor.after(uses);
  }
})();
