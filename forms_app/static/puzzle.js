// Does the small sum of `forms_app/puzzle.py` when a form with times is sent:
// a number for which SHA-256 of "token|start|number" begins with enough noughts.
// Without this script the page asks to wait some seconds instead.
(function () {
  "use strict";
  var K = [], FIRST = [], PART = 4000;

  (function () {
    function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
    for (var n = 2, found = 0; found < 64; n++) {
      for (var d = 2; d * d <= n && n % d; d++);
      if (d * d <= n) continue;
      if (found < 8) FIRST.push(fraction(Math.pow(n, 1 / 2)));
      K.push(fraction(Math.pow(n, 1 / 3)));
      found++;
    }
  })();

  // SHA-256 (FIPS 180-4) of plain ASCII text, as eight 32-bit words.
  function sha256(text) {
    var length = text.length, words = [], h = FIRST.slice(), w = new Int32Array(64), i, j;
    for (i = 0; i < length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    words[length >> 2] |= 128 << (24 - (length % 4) * 8);
    var end = (((length + 8) >> 6) << 4) + 15;
    for (i = 0; i < end; i++) words[i] |= 0;
    words[end] = length * 8;
    for (i = 0; i <= end; i += 16) {
      for (j = 0; j < 16; j++) w[j] = words[i + j];
      for (; j < 64; j++) {
        var x = w[j - 15], y = w[j - 2];
        var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[j] = w[j - 16] + s0 + w[j - 7] + s1;
      }
      var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], q = h[7];
      for (j = 0; j < 64; j++) {
        var e1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        var t1 = (q + e1 + ((e & f) ^ (~e & g)) + K[j] + w[j]) | 0;
        var a0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        var t2 = (a0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        q = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      h = [h[0] + a | 0, h[1] + b | 0, h[2] + c | 0, h[3] + d | 0,
        h[4] + e | 0, h[5] + f | 0, h[6] + g | 0, h[7] + q | 0];
    }
    return h;
  }

  // In parts, so that the page goes on answering; `done` gets the number, and never before
  // the caller has ended: a browser ignores a form that is sent while it is being sent.
  function solve(token, start, bits, done) {
    var number = 0, head = token + "|" + start + "|", shift = 32 - bits;
    setTimeout(function some() {
      for (var last = number + PART; number < last; number++) {
        if (sha256(head + number)[0] >>> shift === 0) return done(String(number));
      }
      setTimeout(some, 0);
    }, 0);
  }

  document.querySelectorAll("form[data-ds-puzzle]").forEach(function (form) {
    var answered = "", working = false;  // for which start; whether a sum is being done
    window.addEventListener("pageshow", function () { answered = ""; working = false; });
    form.addEventListener("submit", function (event) {
      var field = form.querySelector("input[name=start]:checked, input[name=start][type=hidden]");
      var start = field ? field.value : "", button = event.submitter;
      if (!start || answered === start) return;
      event.preventDefault();
      if (working) return;
      working = true;
      solve(form.elements.puzzle.value, start, Number(form.getAttribute("data-ds-puzzle")),
        function (number) {
          working = false;
          answered = start;
          form.elements.answer.value = number;
          if (form.requestSubmit) form.requestSubmit(button || undefined);
          else form.submit();
        });
    });
  });
  window.doorstepPuzzle = { sha256: sha256, solve: solve };
})();
