/* Tables and figures that are wider than the screen scroll in their own box, and a figure opens large. */
(() => {
  'use strict';
  const { words, say, element, captionParts } = window.paper;

  /** A box that scrolls says at its edges that there is more (paper.css), and can be reached by keyboard. */
  function follow(box, caption) {
    const show = () => {
      const more = box.scrollWidth - box.clientWidth;
      box.classList.toggle('more-left', box.scrollLeft > 1);
      box.classList.toggle('more-right', box.scrollLeft < more - 1);
      if (more > 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    };
    box.setAttribute('role', box.querySelector('table') ? 'region' : 'group');
    box.setAttribute('aria-labelledby', caption.id);
    box.addEventListener('scroll', show, { passive: true });
    new ResizeObserver(show).observe(box);
  }

  /** A way past what has many links, for readers who go from one to the next by keyboard. */
  function passable(box, label) {
    const many = 8;
    if (box.querySelectorAll('a[href], button').length < many) return;
    const end = element('span', { tabindex: '-1', class: 'passed' });
    const pass = (event) => {
      event.preventDefault();
      end.focus();
    };
    box.before(element('a', { class: 'skip past', href: '#', click: pass }, say('pastPart', { label })));
    box.after(end);
  }

  const title = element('h2', { id: 'figure-title' });
  const sheet = element('div', { class: 'figure-sheet', tabindex: '0', role: 'region', 'aria-labelledby': 'figure-title' });
  const shut = element('button', { type: 'button', click: () => dialog.close() }, words.close);
  const dialog = element(
    'dialog',
    { class: 'figure-dialog', 'aria-labelledby': 'figure-title' },
    element('div', { class: 'figure-head' }, title, shut),
    sheet,
  );
  dialog.addEventListener('close', () => sheet.replaceChildren());

  function enlarge(image, label) {
    title.textContent = label;
    const copy = image.cloneNode(true);
    copy.removeAttribute('loading');
    sheet.replaceChildren(copy);
    dialog.showModal();
    sheet.scrollTo(0, 0);
  }

  for (const figure of document.querySelectorAll('figure.quarto-float')) {
    const caption = figure.querySelector('figcaption');
    const box = figure.querySelector('div[aria-describedby]');
    if (!box || !caption) continue;
    follow(box, caption);
    const { label } = captionParts(caption);
    passable(box, label);
    const image = box.querySelector('img, svg.drawing');
    if (!image || !figure.matches('.quarto-float-fig')) continue;
    const open = () => enlarge(image, label);
    const attributes = { type: 'button', 'aria-label': say('enlargePart', { label }), 'aria-haspopup': 'dialog', click: open };
    const button = element('button', attributes, words.enlarge);
    // Who selects words of a drawing wants the words.
    image.addEventListener('click', () => { if (window.getSelection().isCollapsed) open(); });
    const row = figure.querySelector('.cite-part') ?? element('div', { class: 'cite-part' });
    caption.after(row);
    row.append(button);
  }
  document.body.append(dialog);
})();
