// Runs before the first paint: takes up the reader's own choice of colours and text size,
// and keeps the index of the search page out of the way of the answers.
(function () {
  "use strict";
  var page = document.documentElement;
  page.classList.replace("no-js", "js");
  if (/[?&]q=[^&]/.test(location.search)) page.classList.add("ds-asked");
  ["scheme", "size"].forEach(function (name) {
    try {
      var value = localStorage.getItem("doorstep." + name);
      if (value) page.setAttribute("data-ds-" + name, value);
    } catch (refused) {
      // Storage is off: the page keeps the system's colours and the standard size.
    }
  });
})();
