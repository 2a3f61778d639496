// Marks a quiz in the reader's own browser.  Nothing is sent anywhere; of a trail the
// codes of the boards one has passed are kept on this device, of a certificate nothing.
(function () {
  "use strict";
  var quiz = document.querySelector("[data-ds-quiz]");
  if (!quiz) return;
  var mode = quiz.getAttribute("data-ds-quiz");
  var key = "doorstep.trail." + quiz.getAttribute("data-ds-quiz-id");
  var questions = all(quiz, "[data-ds-question]");
  var board = quiz.querySelector("[data-ds-score]");

  function all(part, selector) {
    return Array.prototype.slice.call(part.querySelectorAll(selector));
  }

  function passedBoards() {
    try {
      return (localStorage.getItem(key) || "").split(",").filter(Boolean);
    } catch (refused) {
      return [];
    }
  }

  function keepBoard(code) {
    var codes = passedBoards();
    if (codes.indexOf(code) < 0) codes.push(code);
    try {
      localStorage.setItem(key, codes.join(","));
    } catch (refused) {
      // Storage is off: the trail can be walked, but nobody counts.
    }
  }

  function inputs(question) { return all(question, "input"); }
  function answered(question) {
    return inputs(question).some(function (input) { return input.checked; });
  }
  function isRight(question) {
    return inputs(question).every(function (input) {
      return input.checked === input.hasAttribute("data-ds-right");
    });
  }

  function mark(question) {
    var right = isRight(question);
    var verdict = question.querySelector("[data-ds-verdict]");
    verdict.textContent = verdict.getAttribute(right ? "data-ds-good" : "data-ds-bad");
    question.setAttribute("data-ds-marked", right ? "right" : "wrong");
    inputs(question).forEach(function (input) {
      var label = input.closest("label");
      var why = label.querySelector("[data-ds-why]");
      if (why) why.hidden = !input.checked;
      label.classList.toggle("ds-choice--right", input.hasAttribute("data-ds-right"));
      label.classList.toggle("ds-choice--wrong", input.checked && !input.hasAttribute("data-ds-right"));
    });
    question.querySelector("[data-ds-answer]").open = true;
    count();
  }

  function count() {
    var marked = questions.filter(function (q) { return q.hasAttribute("data-ds-marked"); });
    var right = marked.filter(function (q) { return q.getAttribute("data-ds-marked") === "right"; });
    if (mode === "board") {
      if (questions.length && right.length === questions.length) keepBoard(quiz.getAttribute("data-ds-code"));
      return;
    }
    if (marked.length === questions.length) result(right.length, questions.length, "data-ds-words");
  }

  function result(right, whole, words) {
    if (!whole) return;
    var sentence = board.getAttribute(words).replace("{right}", right).replace("{all}", whole);
    board.textContent = sentence;
    board.hidden = false;
    var paper = quiz.querySelector("[data-ds-certificate]");
    if (!paper) return;
    paper.hidden = right * 100 < whole * Number(quiz.getAttribute("data-ds-pass"));
    var now = new Date();
    paper.querySelector("[data-ds-score-shown]").textContent = sentence.replace(/。$/, "");
    paper.querySelector("[data-ds-day-shown]").textContent =
      now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日";
  }

  if (mode !== "exam") {
    questions.forEach(function (question) {
      var button = question.querySelector("[data-ds-mark]");
      if (button) {
        button.hidden = false;
        button.addEventListener("click", function () { if (answered(question)) mark(question); });
      } else {
        question.addEventListener("change", function () { mark(question); });
      }
    });
  } else {
    all(quiz, "[data-ds-answer]").forEach(function (answer) { answer.hidden = true; });
    var handIn = quiz.querySelector("[data-ds-hand-in]");
    handIn.hidden = false;
    handIn.addEventListener("click", function () {
      var left = questions.filter(function (q) { return !answered(q); });
      if (left.length) {
        board.textContent = handIn.getAttribute("data-ds-left") +
          left.map(function (q) { return questions.indexOf(q) + 1; }).join("、");
        board.hidden = false;
        left[0].querySelector("input").focus();
        return;
      }
      all(quiz, "[data-ds-answer]").forEach(function (answer) { answer.hidden = false; });
      questions.forEach(mark);
      board.scrollIntoView({ block: "center" });
    });
  }

  if (mode === "trail") {
    var codes = passedBoards();
    var boards = all(quiz, "[data-ds-board]");
    var done = boards.filter(function (line) {
      var passed = codes.indexOf(line.getAttribute("data-ds-board")) >= 0;
      line.querySelector("[data-ds-done]").hidden = !passed;
      return passed;
    });
    if (done.length) result(done.length, boards.length, "data-ds-words-boards");
  }

  var name = quiz.querySelector("[data-ds-name]");
  if (name) {
    name.addEventListener("input", function () {
      quiz.querySelector("[data-ds-name-shown]").textContent = name.value;
    });
    quiz.querySelector("[data-ds-print-certificate]").addEventListener("click", function () {
      document.body.classList.add("ds-printing-diploma");
      print();
      document.body.classList.remove("ds-printing-diploma");
    });
  }
})();
