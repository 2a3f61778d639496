// Comforts of the page; everything is complete without them.
// Switches for text size and colours, ticks that stay ticked, printing, what is over,
// copying, leaving quickly.
(function () {
  "use strict";
  var page = document.documentElement;

  function keep(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch (refused) {
      // Nothing is kept then; the page still works.
    }
  }

  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch (refused) {
      return null;
    }
  }

  function isDark() {
    var chosen = page.getAttribute("data-ds-scheme");
    if (chosen) return chosen === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  var switches = {
    size: {
      on: function () { return page.getAttribute("data-ds-size") === "large"; },
      values: ["standard", "large"],
    },
    scheme: { on: isDark, values: ["light", "dark"] },
    mode: {
      on: function () { return page.getAttribute("data-ds-mode") === "elder"; },
      values: ["standard", "elder"],
    },
  };

  document.querySelectorAll("[data-ds-switch]").forEach(function (button) {
    var name = button.getAttribute("data-ds-switch");
    var rule = switches[name];
    function show() { button.setAttribute("aria-pressed", String(rule.on())); }
    button.addEventListener("click", function () {
      var value = rule.values[rule.on() ? 0 : 1];
      page.setAttribute("data-ds-" + name, value);
      keep("doorstep." + name, value);
      show();
    });
    show();
  });

  document.querySelectorAll("[data-ds-ticks]").forEach(function (list) {
    var key = "doorstep.ticks." + list.getAttribute("data-ds-ticks");
    var boxes = Array.prototype.slice.call(list.querySelectorAll("input[type=checkbox]"));
    var ticked = (kept(key) || "").split(",");
    boxes.forEach(function (box) {
      if (ticked.indexOf(box.value) >= 0) box.checked = true;
    });
    list.addEventListener("change", function () {
      var now = boxes.filter(function (box) { return box.checked; });
      keep(key, now.map(function (box) { return box.value; }).join(",") || null);
    });
  });

  document.querySelectorAll("[data-ds-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function (event) {
      var sheet = button.getAttribute("data-ds-print");
      event.preventDefault();
      if (sheet) location.hash = sheet; // of several sheets the one aimed at is printed
      print();
    });
  });

  // What ends at an instant leaves the page then, built anew or not.
  function passed(tag, name) {
    return Date.now() > Date.parse(tag.getAttribute(name));
  }
  function sweep() {
    document.querySelectorAll("[data-ds-until]").forEach(function (tag) {
      if (passed(tag, "data-ds-until")) tag.hidden = true;
    });
    document.querySelectorAll("[data-ds-after]").forEach(function (tag) {
      if (passed(tag, "data-ds-after")) tag.hidden = false;
    });
    document.querySelectorAll("[data-ds-while]").forEach(function (part) {
      if (!part.querySelector("[data-ds-until]:not([hidden])")) part.hidden = true;
    });
    if (document.querySelector("[data-ds-until]:not([hidden])")) return;
    document.querySelectorAll("[data-ds-when-none]").forEach(function (tag) {
      tag.hidden = false;
    });
  }
  if (document.querySelector("[data-ds-until], [data-ds-after]")) {
    sweep();
    setInterval(sweep, 60000);
  }

  document.querySelectorAll("[data-ds-copy]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      var words = document.getElementById(button.getAttribute("data-ds-copy"));
      navigator.clipboard.writeText(words.textContent).then(function () {
        button.textContent = button.getAttribute("data-ds-copied");
      });
    });
  });

  var exit = document.querySelector("[data-ds-exit]");
  if (exit) {
    var escapes = 0;
    var leave = function (event) {
      if (event) event.preventDefault();
      document.body.hidden = true;
      location.replace(exit.href);
    };
    exit.addEventListener("click", leave);
    document.addEventListener("keydown", function (event) {
      escapes = event.key === "Escape" ? escapes + 1 : 0;
      if (escapes === 3) leave();
    });
  }

  var menu = document.querySelector(".ds-menu");
  if (menu) {
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
})();
