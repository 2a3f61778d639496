// Runs before the first paint: takes up the reader's own choice of colours, text size and
// 长辈版, and keeps the index of the search page out of the way of the answers.
(function () {
  "use strict";
  var page = document.documentElement;
  var asked = /[?&]mode=(elder|standard)(?:[&#]|$)/.exec(location.search);
  page.classList.replace("no-js", "js");
  if (/[?&]q=[^&]/.test(location.search)) page.classList.add("ds-asked");
  ["scheme", "size", "mode"].forEach(function (name) {
    var value = null;
    try {
      if (asked && name === "mode") localStorage.setItem("doorstep.mode", asked[1]);
      value = localStorage.getItem("doorstep." + name);
    } catch (refused) {
      // Storage is off: the page keeps the system's colours and the standard size.
      if (asked && name === "mode") value = asked[1];
    }
    if (value) page.setAttribute("data-ds-" + name, value);
  });
})();
