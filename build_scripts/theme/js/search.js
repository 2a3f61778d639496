// The search of search.html: asks the files of search/ as build_scripts/search/query.py tells.
// Nothing typed here leaves the browser.  Published without comments and indentation.
(() => {
  "use strict";
  const place = document.querySelector("[data-ds-search]");
  const form = document.querySelector("form[role=search]");
  const root = place.dataset.dsSearch;
  const lang = document.documentElement.lang;
  const say = JSON.parse(place.dataset.dsSay);
  const [status, results, help] = place.children;
  const fetched = new Map();
  let told, words; // the manifest, and its words made ready for use

  function read(url, cache) {
    if (!fetched.has(url)) {
      const answer = fetch(`${root}/search/${url}`, { cache }).then((got) => got.json());
      answer.catch(() => fetched.delete(url)); // the next question tries again
      fetched.set(url, answer);
    }
    return fetched.get(url);
  }

  // ---- From words to what is looked up (wording.py, terms.py)

  async function prepare() {
    if (told) return;
    told = await read("index.json", "no-cache");
    const byWord = (meanings) => [].concat(...Object.entries(meanings).map(
      ([meaning, list]) => list.split("|").map((word) => [word, meaning])));
    const same = new Map(byWord(told.same));
    const now = Array.from(told.script[1]);
    words = {
      script: new Map(Array.from(told.script[0], (old, i) => [old, now[i]])),
      same,
      anySame: anyOf(Array.from(same.keys())),
      ignored: anyOf(told.ignore.split("|")),
      urgent: byWord(told.urgent),
      syllable: new RegExp(`^(?:${told.syllable})$`),
    };
  }

  function anyOf(list) {
    const ordered = list.filter(Boolean).sort((a, b) => b.length - a.length);
    return new RegExp(ordered.join("|") || "(?!)", "g"); // a word holds no punctuation
  }

  const isHanzi = (piece) => piece[0] > "\u3000";
  const plain = (text) => Array.from(text.normalize("NFKC").toLowerCase().replace(/ü/g, "v"),
    (letter) => words.script.get(letter) || letter).join("");

  function piecesOf(text) {
    const pieces = /[\u3400-\u9fff]+|[a-z]+|[0-9]+/g;
    const said = plain(text);
    const asked = said.replace(words.ignored, "").replace(words.anySame, (word) => words.same.get(word));
    const kept = Array.from(asked).filter((letter) => !told.particles.includes(letter)).join("");
    return kept.match(pieces) || said.match(pieces) || [];
  }

  function syllables(letters) {
    if (!letters) return [];
    if (letters.length > told.longestWord) return null;
    for (let length = Math.min(6, letters.length); length; length--) {
      const rest = words.syllable.test(letters.slice(0, length)) && syllables(letters.slice(length));
      if (rest) return [letters.slice(0, length), ...rest];
    }
    return null;
  }

  const blurred = (syllable) =>
    syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/([aei])ng$/, "$1n");

  // A slot is one place of the question: the [term, tenths] each of which answers it.
  function slotsOf(pieces) {
    const slots = [];
    let sounds = [];
    const close = () => {
      if (sounds.length === 1) slots.push([[sounds[0][1], 10]]);
      sounds.slice(1).forEach((two, i) => {
        const one = sounds[i];
        const pair = [`${one[0]} ${two[0]}`, 10];
        slots.push(one[1] === two[1] ? [pair, [one[1], 10]] : [pair]);
      });
      sounds = [];
    };
    for (const piece of pieces) {
      const parts = piece > "9" && !isHanzi(piece) && syllables(piece);
      if (parts) {
        parts.forEach((part) => sounds.push([blurred(part), piece]));
      } else {
        close();
        slots.push(...written(piece, pieces.length > 1));
      }
    }
    close();
    return slots.slice(0, told.mostSlots);
  }

  function written(piece, inCompany) {
    const cut = (text, length) => Array.from(text.slice(length - 1), (_, i) => text.slice(i, i + length));
    if (isHanzi(piece)) {
      if (piece.length > 1) return cut(piece, 2).map((pair) => [[pair, 10]]);
      return inCompany ? [] : [[[piece, 10]]];
    }
    const threes = piece > "9" ? cut(piece.replace(/n/g, "l"), 3) : [];
    if (!threes.length) return [[[piece, 10]]];
    return threes.map((three) => [[`'${three}`, 10], [piece, 10]]);
  }

  async function bySound(slots) {
    const sound = new Map();
    for (const [syllable, letters] of Object.entries(await read(told.hanzi))) {
      for (const letter of letters) sound.set(letter, syllable);
    }
    return slots.map((slot) => {
      const [one, two] = Array.from(slot[0][0], (letter) => sound.get(letter));
      return one && two && slot[0][0].length === 2 ? [...slot, [`${one} ${two}`, told.alike]] : slot;
    });
  }

  // ---- Asking the index (query.py)

  function shard(kind, at) {
    return read(`${kind}-${at}-${told[kind].slice(at * told.hash, (at + 1) * told.hash)}.json`);
  }

  const whole = (text) => parseInt(text, 36);

  async function postings(term) {
    let hash = 0x811c9dc5;
    for (const letter of term) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193);
    const lines = await shard("terms", ((hash ^ (hash >>> 15)) >>> 0) % (told.terms.length / told.hash));
    const holders = [];
    if (!Object.keys(lines).includes(term)) return { rarity: 0, holders };
    const [rarity, lists] = lines[term].split("|");
    for (const list of lists.split(";")) {
      const [weight, numbers] = list.split(":");
      let number = 0;
      for (const part of numbers.split(",")) {
        const [step, times] = part.split("*");
        for (let i = whole(times || 1); i; i--) holders.push([number += whole(step), whole(weight)]);
      }
    }
    return { rarity: whole(rarity), holders };
  }

  async function card(number) {
    return (await shard("cards", Math.floor(number / told.together)))[number % told.together];
  }

  async function ranked(slots, exact) {
    const lists = slots.map((slot) => Promise.all(slot.map(([term]) => postings(term))));
    const [exactly, ...answers] = await Promise.all([postings(exact), ...lists]);
    const rows = new Map();
    let total = 0;
    answers.forEach((lines, at) => {
      const best = new Map();
      let worth = 0;
      lines.forEach(({ rarity, holders }, i) => {
        const tenths = slots[at][i][1];
        worth = Math.max(worth, rarity);
        for (const [number, weight] of holders) {
          const points = rarity * weight * tenths;
          if (points > (best.get(number) || [0])[0]) {
            best.set(number, [points, (rarity + told.anyPlace) * tenths, weight]);
          }
        }
      });
      total += (worth || told.unknown) + told.anyPlace;
      best.forEach(([points, covered, weight], number) => {
        const row = rows.get(number) || { number, points: 0, covered: 0, mask: 0, strong: 0 };
        row.points += points;
        row.covered += covered;
        row.mask |= 1 << at;
        if (weight >= told.strong) row.strong |= 1 << at;
        rows.set(number, row);
      });
    });
    for (const [number, weight] of exactly.holders) {
      if (rows.has(number)) rows.get(number).points += exactly.rarity * weight * 10;
    }
    rows.forEach((row) => {
      row.kind = told.kinds.filter((kind) => row.number >= kind[1]).pop();
      row.cover = Math.floor((row.covered * 10) / total);
      row.score = Math.floor((row.points * row.cover * row.kind[2]) / 1000);
    });
    return Array.from(rows.values()).sort((a, b) => b.score - a.score || a.number - b.number);
  }

  async function everything(question) {
    const pieces = piecesOf(question);
    const slots = slotsOf(pieces);
    const exact = `=${pieces.join("")}`;
    const found = await ranked(slots, exact);
    const well = found.length && found[0].cover >= told.well;
    return well || !pieces.some(isHanzi) ? found : ranked(await bySound(slots), exact);
  }

  const ones = (mask) => mask.toString(2).replace(/0/g, "").length;

  // [station, service] only when the question names both and no other place fits.
  async function atOneStation(found) {
    const service = found.find((one) => one.kind[0] === "services");
    let best = 1, named = { areas: [], stations: [] };
    for (const one of service ? found : []) {
      const bits = ones(one.strong & ~service.mask);
      if (!named[one.kind[0]]) continue;
      if (!(service.strong & ~one.strong)) return; // the place alone says it all
      if (bits < best) continue;
      if (bits > best) [best, named] = [bits, { areas: [], stations: [] }];
      named[one.kind[0]].push(one.number);
    }
    const places = (named.areas[0] ? named.areas : named.stations).slice(0, told.mostPlaces);
    const [only, ...others] = new Set(await Promise.all(places.map(async (at) => {
      for (const station of (await card(at)).x || [at]) {
        if (((await card(station)).s || []).includes(service.number)) return station;
      }
    })));
    return only && !others.length && [only, service.number];
  }

  // ---- The page

  function put(parent, tag, text, name, href) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    if (href) made.href = href;
    parent.append(made);
    return made;
  }

  const dial = (parent, number) => put(parent, "a", number, "", `tel:${number.replace(/[^0-9+]/g, "")}`);

  function heading(parent, tag, { t, u, l, label }) {
    const own = l && l[lang]; // its name in the reader's language, where it has a page
    const folder = own || lang === "zh-Hant" ? `${lang}/` : "";
    const line = put(parent, tag);
    put(line, "a", own || t, "", `${root}/${folder}${u}`).lang = own ? lang : "zh-Hans";
    line.append(" ");
    put(line, "span", label, "ds-tag");
  }

  function answer(shown) {
    const box = put(results, "section", "", "ds-card ds-card--accent");
    heading(box, "h2", shown);
    if (shown.n) put(box, "p", shown.n);
    const facts = shown.f && put(box, "dl", "", "ds-facts");
    for (const [name, value] of shown.f || []) {
      const row = put(facts, "div");
      put(row, "dt", name);
      put(row, "dd", value);
    }
    for (const [what, number] of shown.p || []) dial(put(box, "p", `${what} `), number);
  }

  const shownOf = async ({ number, kind }) => ({ ...(await card(number)), label: kind[3] });

  function list(cards) {
    const rows = put(results, "ul", "", "ds-list");
    for (const shown of cards) {
      const row = put(rows, "li");
      heading(row, "div", shown);
      if (shown.n) put(row, "p", shown.n);
    }
  }

  async function together([station, service]) {
    const [there, what] = [await card(station), await card(service)];
    return {
      ...there,
      t: `${there.t} · ${what.t}`,
      u: there.u.replace(".html", what.u.replace(/^[^/]*/, "")),
      n: what.n,
      f: [what.f[0], ...there.f, ...what.f.slice(2)],
      label: say.here,
    };
  }

  async function show(question) {
    await prepare();
    const every = piecesOf(question).length ? await everything(question) : [];
    const found = every.filter((one) => one.cover >= told.least).slice(0, told.shown);
    const both = await atOneStation(every);
    const sure = both || (found[0] && found[0].cover >= (ones(found[0].strong) > 1 ? told.byName : told.sure));
    const cards = await Promise.all(found.map(shownOf));
    const best = both ? await together(both) : sure && cards.shift();
    const said = plain(question);
    if (question !== asked()) return; // somebody was quicker than the files
    results.textContent = "";
    const danger = words.urgent.find(([word]) => said.includes(word));
    if (danger) dial(put(results, "p", say.danger, "ds-notice ds-notice--danger"), danger[1]);
    if (best) answer(best);
    list(cards);
    (sure || danger ? results : status).after(help);
    const count = cards.length + (best ? 1 : 0);
    status.textContent = (sure ? say.found : count ? say.unsure : say.none).replace("{n}", count);
  }

  const asked = () => form.q.value.trim();

  async function ask() {
    const question = asked();
    if (!question) return;
    document.title = `${question} - ${say.title}`;
    status.textContent = say.asking;
    try {
      if (location.protocol === "file:") throw say.local;
      await show(question);
    } catch (failed) {
      results.textContent = "";
      status.textContent = failed === say.local ? failed : say.failed;
    }
    document.documentElement.classList.remove("ds-asked");
  }

  function fromAddress() {
    form.q.value = new URLSearchParams(location.search).get("q") || "";
    return ask();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `?q=${encodeURIComponent(form.q.value)}`);
    ask();
  });
  addEventListener("popstate", fromAddress);
  fromAddress();
})();
