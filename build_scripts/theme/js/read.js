// Reads the page aloud with the device's own voice; nothing is sent anywhere.
// The button appears only where there is a voice for the language of the page.
(function () {
  "use strict";
  var button = document.querySelector("[data-ds-read]");
  var voices = window.speechSynthesis;
  var main = document.getElementById("ds-content");
  if (!button || !voices || !main || !window.SpeechSynthesisUtterance) return;
  var BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,th,td,summary,caption,label,legend,pre,blockquote,div";
  var SKIPPED = "nav,button,noscript,.ds-btn,.ds-btns,.ds-no-print,.ds-checked,[aria-hidden=true]";
  var start = button.textContent, queue = [], shown = null;
  var tongue = document.documentElement.lang;
  tongue = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" }[tongue] || tongue;

  function voice() {
    var own = voices.getVoices().filter(function (one) {
      return one.lang.slice(0, 2).toLowerCase() === tongue.slice(0, 2);
    });
    return own.filter(function (one) { return one.lang.replace("_", "-") === tongue; })[0] || own[0];
  }

  // Numbers to dial digit by digit, times as one says them.
  function spoken(node) {
    var text = node.nodeValue.replace(/\s+/g, " ");
    if (node.parentNode.closest("a[href^='tel:']")) {
      return text.replace(/[\d-]{3,}/g, function (number) { return number.replace(/-/g, "").split("").join(" "); });
    }
    return text.replace(/(\d\d?):(\d\d)/g, function (all, hour, minute) {
      return Number(hour) + "点" + (minute === "00" ? "" : minute + "分");
    }).replace(/([点分])\s*-\s*(?=\d)/g, "$1到");
  }

  // Of what is closed only the summary can be seen.
  function isFolded(holder) {
    var box = holder.closest("details:not([open])");
    while (box) {
      var summary = holder.closest("summary");
      if (!summary || summary.parentNode !== box) return true;
      box = box.parentNode.closest("details:not([open])");
    }
    return false;
  }

  // [part of the page, its words], top to bottom; what is folded away or hidden is left out.
  function parts() {
    var walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), found = [], node;
    while ((node = walk.nextNode())) {
      if (!node.nodeValue.trim()) continue;
      var holder = node.parentNode, block = holder.closest(BLOCKS);
      if (!block || !main.contains(block) || holder.closest(SKIPPED)) continue;
      if (!holder.getClientRects().length || holder.closest(".ds-hidden") || isFolded(holder)) continue;
      var last = found[found.length - 1];
      if (last && last[0] === block) last[1] += spoken(node);
      else found.push([block, spoken(node)]);
    }
    return found;
  }

  // A voice may stop in the middle of a long text: one sentence at a time.
  function sentences(found) {
    var all = [];
    found.forEach(function (part) {
      (part[1].match(/[^。！？；]+[。！？；]?/g) || []).forEach(function (words) {
        if (/[^\s，、。；：（）()·]/.test(words)) all.push([part[0], words.trim()]);
      });
    });
    return all;
  }

  function mark(block) {
    if (shown) shown.classList.remove("ds-reading");
    shown = block;
    if (!block) return;
    block.classList.add("ds-reading");
    block.scrollIntoView({ block: "nearest" });
  }

  function next() {
    var part = queue.shift();
    if (!part) return stop();
    var said = new SpeechSynthesisUtterance(part[1]);
    said.lang = tongue;
    said.voice = voice() || null;
    said.rate = 0.9;
    said.onend = function () { if (button.getAttribute("aria-pressed") === "true") next(); };
    said.onerror = stop;
    mark(part[0]);
    voices.speak(said);
  }

  function stop() {
    queue = [];
    mark(null);
    button.setAttribute("aria-pressed", "false");
    button.textContent = start;
    voices.cancel();
  }

  function offer() { button.hidden = !voice(); }

  button.addEventListener("click", function () {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    queue = sentences(parts());
    button.setAttribute("aria-pressed", "true");
    button.textContent = button.getAttribute("data-ds-stop");
    voices.cancel();
    next();
  });
  addEventListener("pagehide", stop);
  offer();
  if (voices.addEventListener) voices.addEventListener("voiceschanged", offer);
})();
