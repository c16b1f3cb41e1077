// The flows that every engine has to manage. What is clicked and read stands in the page, so that
// any driver that can open a page and run a script will do.

/** Helpers for the page; every script begins with them. */
const HELP = `
  const until = async (what, fits) => {
    const end = Date.now() + 30000;
    for (;;) {
      const found = fits();
      if (found) return found;
      if (Date.now() > end) throw new Error('never came: ' + what + '; the page says: ' + document.body.innerText.slice(0, 300));
      await new Promise((done) => setTimeout(done, 50));
    }
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const named = (selector, words) => all(selector).find((element) => element.checkVisibility() && element.textContent.includes(words));
  const click = async (selector, words) => (await until(words, () => named(selector, words))).click();
  const says = (words) => until(words, () => document.body.innerText.includes(words));
  const level = async (question, steps) => {
    const card = await until(question, () => document.querySelector('#q-' + question.replaceAll('.', '-')));
    return all('#' + card.id + ' input[type=radio]')[steps];
  };
  const choose = async (text) => {
    const input = await until('the file field', () => document.querySelector('#import-file'));
    const files = new DataTransfer();
    files.items.add(new File([text], 'copy.json', { type: 'application/json' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
`;

/** Each flow gets a page without anything kept and says nothing where it went well. */
export const FLOWS = {
  async 'the app opens and shows a sample'({ open, run }) {
    await open('');
    await run(`${HELP} await click('button', 'Software firm, 40 people'); await says('Where you stand');`);
  },

  async 'an answer is there after a reload'({ open, run, reload }) {
    await open('');
    await run(`${HELP}
      await click('button', 'Start quick assessment');
      (await level('4.1', 3)).click();
      await says('Saved in this browser');`);
    await reload();
    await run(`${HELP}
      const field = await level('4.1', 3);
      if (!field.checked) throw new Error('the answer is gone');`);
  },

  async 'an answer is there after the browser was closed'({ open, run, restart }) {
    if (!restart) return 'its driver keeps nothing beyond a session';
    await open('');
    const place = await run(`${HELP}
      await click('button', 'Start quick assessment');
      (await level('4.1', 2)).click();
      await says('Saved in this browser');
      return location.hash;`);
    await restart();
    await open(place);
    await run(`${HELP}
      const field = await level('4.1', 2);
      if (!field.checked) throw new Error('the answer is gone');`);
  },

  async 'every page of an assessment opens'({ open, run }) {
    await open('');
    await run(
      `${HELP}
      await click('button', 'Software firm, 40 people');
      await says('Where you stand');
      for (const link of all('nav[aria-label="Assessment"] a').map((link) => link.getAttribute('href'))) {
        // Pages that are built alike may keep the element.
        const heading = () => document.querySelector('main h1')?.textContent ?? '';
        const before = heading();
        if (link === location.hash) continue;
        location.hash = link;
        await until(link, () => heading() !== '' && heading() !== before);
        if (document.querySelector('#crash').checkVisibility()) throw new Error('it crashed on ' + link);
        if (document.body.innerText.includes('could not be fetched')) throw new Error('a part is missing on ' + link);
      }`,
    );
  },

  async 'what is exported can be imported again'({ open, run }) {
    await open('');
    const text = await run(`${HELP}
      await click('button', 'Manufacturer, 600 people');
      await says('Where you stand');
      const made = new Promise((done) => {
        const real = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { done(blob.text()); return real(blob); };
      });
      await click('.workbar button', 'Export');
      return await made;`);
    await run(`localStorage.clear(); for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);`);
    await open('?again');
    const back = await run(
      `${HELP}
      await choose(args[0]);
      await click('main button', 'Import');
      await says('Where you stand');
      const made = new Promise((done) => {
        const real = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => { done(blob.text()); return real(blob); };
      });
      await click('.workbar button', 'Export');
      return await made;`,
      text,
    );
    if (back !== text) throw new Error('the file came back changed');
  },

  async 'a broken file is refused in words'({ open, run }) {
    await open('');
    await run(`${HELP} await choose('{"half'); await says('was not imported'); await says('Nothing was changed');`);
  },

  async 'a full storage is said, and the work goes on'({ open, run }) {
    await open('');
    await run(`${HELP}
      await click('button', 'Start quick assessment');
      await level('4.1', 1);
      let size = 1024 * 1024;
      for (let n = 0; size >= 1; n += 1) {
        try { localStorage.setItem('filler-' + n, 'x'.repeat(size)); } catch { size = Math.floor(size / 2); }
      }
      // The database has room of its own, so the work is saved as long as that writes.
      (await level('4.1', 3)).click();
      await says('Saved in this browser');
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...args) {
        const request = put.apply(this, args);
        this.transaction.abort();
        return request;
      };
      (await level('4.2', 3)).click();
      await says('storage is full');
      IDBObjectStore.prototype.put = put;
      for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key);
      await says('Saved in this browser');`);
  },

  // WebKit counts two bytes for every character, so that its quota is half of what others have.
  async 'what is too much for half a quota is kept all the same'({ open, run }) {
    await open('');
    await run(`${HELP}
      const note = '\u2019'.repeat(19000);
      const answers = Object.fromEntries(['4.1', '4.2', '4.3', '4.4', '5.1'].map((id) => [id, { rating: 2, note }]));
      const texts = Array.from({ length: 30 }, (_, n) => JSON.stringify({ format: 'isms-gauge.assessment', version: 1, id: 'big-' + n, answers }));
      await choose(JSON.stringify({ format: 'isms-gauge.backup', version: 1, made: '2026-11-26', assessments: texts }));
      await click('main button', 'Restore 30 assessments');
      const deep = () => new Promise((done, fail) => {
        const open = indexedDB.open('isms-gauge');
        open.onerror = () => fail(open.error);
        open.onsuccess = () => {
          const keys = open.result.transaction('texts').objectStore('texts').getAllKeys();
          keys.onsuccess = () => { open.result.close(); done(keys.result.filter((key) => key.startsWith('assessment/')).length); };
        };
      });
      for (let n = 0; (await deep()) < 30; n += 1) {
        if (n > 300) throw new Error('only ' + (await deep()) + ' of 30 are in the database');
        await new Promise((done) => setTimeout(done, 100));
      }
      location.hash = '#/a/big-29/questions/4';
      (await level('4.1', 3)).click();
      await says('Saved in this browser');
      const used = Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
      if (used > 1_300_000) throw new Error(used + ' characters in local storage');
      if (document.body.innerText.includes('storage is full')) throw new Error('it is called full');`);
  },

  async 'a blocked storage is said, and the work goes on'({ open, run }) {
    await open('?blocked');
    await run(`${HELP}
      await says('keep nothing');
      await click('button', 'Start quick assessment');
      const begun = document.querySelector('.question') ?? document.querySelector('[role=alert]');
      if (!begun) throw new Error('neither the questions nor a word on why not');`);
  },
};
