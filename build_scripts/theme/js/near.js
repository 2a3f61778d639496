// What is near: distances are worked out in this browser; no position leaves it.
// The position is asked for only when the button is pressed.
(function () {
  "use strict";
  var part = document.querySelector("[data-ds-near]");
  if (!part) return;
  var root = part.getAttribute("data-ds-near");
  var say = JSON.parse(part.getAttribute("data-ds-say"));
  var said = part.querySelector("[data-ds-near-said]");
  var list = part.querySelector("[data-ds-near-list]");
  var here = part.querySelector("[data-ds-here]");
  var from = part.querySelector("[data-ds-from]");
  var field = from.querySelector("input");
  var CIRCLE = 1200, A_MINUTE = 80, MOST = 12;
  var fetched;

  function places() {
    fetched = fetched || fetch(root + "/places.json").then(function (got) {
      if (!got.ok) throw new Error(got.status);
      return got.json();
    });
    fetched.catch(function () { fetched = undefined; });
    return fetched;
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  function metres(lat, lon, toLat, toLon) {
    var turn = Math.PI / 180;
    var up = Math.sin((toLat - lat) * turn / 2), side = Math.sin((toLon - lon) * turn / 2);
    var part = up * up + Math.cos(lat * turn) * Math.cos(toLat * turn) * side * side;
    return 2 * 6371008.8 * Math.asin(Math.sqrt(part));
  }

  function distance(far) {
    if (far < 1000) return fill(say.metres, { n: Math.max(Math.round(far / 50), 1) * 50 });
    return fill(say.kilometres, { n: (far / 1000).toFixed(1) });
  }

  function add(parent, name, text, href) {
    var tag = document.createElement(name);
    tag.textContent = text;
    if (href) tag.href = href;
    parent.appendChild(tag);
    return tag;
  }

  function entry(told, found) {
    var row = found.row, line = document.createElement("li");
    add(line, "a", row[0], root + "/" + row[1]);
    var far = distance(found.far);
    if (found.far <= CIRCLE) far += fill(say.walk, { n: Math.max(Math.round(found.far / A_MINUTE), 1) });
    add(line, "p", row[2] + " · " + far);
    add(line, "p", window.doorstepOpen(told.hours[row[6]]));
    if (row[3]) add(line, "a", row[3], "tel:" + row[3].replace(/[^0-9+*#]/g, ""));
    return line;
  }

  function group(told, title, found) {
    if (!found.length) return;
    add(list, "h3", title);
    var rows = add(list, "ul", "");
    rows.className = "ds-list";
    found.forEach(function (one) { rows.appendChild(entry(told, one)); });
  }

  function show(told, lat, lon, whence) {
    var found = told.stations.map(function (row) {
      return { row: row, far: metres(lat, lon, row[4], row[5]) };
    }).sort(function (one, other) { return one.far - other.far; });
    var near = found.filter(function (one) { return one.far <= CIRCLE; });
    list.textContent = "";
    group(told, say.near, near);
    group(told, say.further, found.slice(near.length, Math.max(near.length, MOST)));
    said.textContent = fill(near.length ? say.found : say.none, { from: whence, n: near.length });
  }

  function failed(words) {
    list.textContent = "";
    said.textContent = words;
  }

  if (navigator.geolocation) {
    here.hidden = false;
    here.addEventListener("click", function () {
      said.textContent = say.asking;
      navigator.geolocation.getCurrentPosition(function (position) {
        places().then(function (told) {
          show(told, position.coords.latitude, position.coords.longitude, say.here);
        }, function () { failed(say.failed); });
      }, function () { failed(say.refused); }, { timeout: 10000, maximumAge: 300000 });
    });
  }

  // Names are offered once somebody begins to write one.
  field.addEventListener("focus", function () {
    places().then(function (told) {
      var names = part.querySelector("datalist");
      if (names.firstChild) return;
      told.areas.forEach(function (row) { add(names, "option", row[1]).value = row[0]; });
    }, function () {});
  });
  from.addEventListener("submit", function (event) {
    event.preventDefault();
    var wanted = field.value.trim();
    if (!wanted) return field.focus();
    places().then(function (told) {
      var found = told.areas.filter(function (row) { return row[0] === wanted; })[0] ||
        told.areas.filter(function (row) { return (row[1] + row[0]).indexOf(wanted) >= 0; })[0];
      if (!found) return failed(fill(say.unknown, { from: wanted }));
      show(told, found[2], found[3], found[1] + found[0]);
    }, function () { failed(say.failed); });
  });

  part.hidden = false;
})();
