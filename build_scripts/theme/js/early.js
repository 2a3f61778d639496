// Runs before the first paint: takes up the reader's own choice of colours and text size.
(function () {
  "use strict";
  var page = document.documentElement;
  page.classList.replace("no-js", "js");
  ["scheme", "size"].forEach(function (name) {
    try {
      var value = localStorage.getItem("doorstep." + name);
      if (value) page.setAttribute("data-ds-" + name, value);
    } catch (refused) {
      // Storage is off: the page keeps the system's colours and the standard size.
    }
  });
})();
