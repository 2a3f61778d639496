// "Open now", and the last day of a promise for who reads on a later day than the page was made.
// Everything was worked out at build time: here a day is a position in a table.
// The clock is China's whatever the telephone's own zone is; there has been no summer time since 1991.
(function () {
  "use strict";
  var DAY = 1440, WEEK = 7;
  var words = JSON.parse(document.body.getAttribute("data-ds-hours-words") || "null");
  if (!words) return;

  function minutes() { return Math.floor(Date.now() / 60000) + 480; }
  function today() { return Math.floor(minutes() / DAY); }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }
  function clock(minute) {
    return Math.floor(minute / 60) + ":" + ("0" + minute % 60).slice(-2);
  }
  function weekday(day) { return words.days[(day + 4) % WEEK]; }
  function dateOf(day) {
    var date = new Date(day * 86400000);
    return fill(words.date, { month: date.getUTCMonth() + 1, day: date.getUTCDate() });
  }

  // Opening hours of a day as [opens, shuts, opens, shuts …]; undefined where nobody knows.
  function hoursOn(table, day) {
    var at = day - table[0], week = table[2][table[3][Math.floor(at / WEEK)]];
    return week && table[1][week[at % WEEK]];
  }

  function whenOpen(table, day, minute) {
    var now = hoursOn(table, day);
    if (!now) return { words: words.unknown };
    for (var i = 0; i < now.length; i += 2) {
      if (now[i] <= minute && minute < now[i + 1]) return { open: true, words: untilWhen(table, day, now[i + 1]) };
    }
    for (var ahead = 0; ahead < 2 * WEEK; ahead++) {
      var next = hoursOn(table, day + ahead);
      if (!next) break;
      for (var k = 0; k < next.length; k += 2) {
        if (ahead || next[k] > minute) {
          return { closed: true, words: fill(words.closed, { day: dayFrom(day, ahead), time: clock(next[k]) }) };
        }
      }
    }
    return { closed: true, words: words.shut };
  }

  function untilWhen(table, day, shuts) {
    var next = shuts === DAY && hoursOn(table, day + 1);
    if (next && next[0] === 0) return next[1] === DAY ? words.whole : fill(words.night, { time: clock(next[1]) });
    return fill(words.open, { time: clock(shuts) });
  }

  function dayFrom(day, ahead) {
    if (ahead < 2) return ahead ? words.tomorrow : words.today;
    return ahead < WEEK ? weekday(day + ahead) : dateOf(day + ahead);
  }

  function showOpen(part) {
    var table = JSON.parse(part.getAttribute("data-ds-open"));
    var state = whenOpen(table, today(), minutes() % DAY);
    (part.querySelector("[data-ds-now]") || part).textContent = state.words;
    part.classList.toggle("ds-now--open", Boolean(state.open));
    part.hidden = false;
    var night = part.querySelector("[data-ds-night]");
    if (night) night.hidden = !state.closed;
  }

  // The n-th counted day after today; hidden where the table ends before it.
  function showLastDay(part) {
    var about = JSON.parse(part.getAttribute("data-ds-last"));
    var at = today() - about.from, left = about.days, end = at;
    if (at === 0) return;
    while (left > 0 && end < about.known) {
      end += 1;
      left -= about.counted ? (parseInt(about.counted.charAt(end >> 2), 16) >> (3 - (end & 3))) & 1 : 1;
    }
    part.hidden = at < 0 || left > 0 || !about.days;
    part.querySelector("[data-ds-sentence]").textContent = fill(words.last, {
      start: dateOf(about.from + at),
      end: dateOf(about.from + end) + "（" + weekday(about.from + end) + "）",
    });
    part.querySelector("[data-ds-unsure]").hidden = end < about.sure;
  }

  function show() {
    document.querySelectorAll("[data-ds-open]").forEach(showOpen);
    document.querySelectorAll("[data-ds-last]").forEach(showLastDay);
  }
  window.doorstepOpen = function (table) { return whenOpen(table, today(), minutes() % DAY).words; };
  show();
  setInterval(show, 60000);
})();
