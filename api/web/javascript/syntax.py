"""Whether a text is JavaScript: the engine compiles it, and runs nothing of it."""

from threading import local

import quickjs

# A static block is strict as a module is, and knows no `return`; nor an `await`, which a joined
# script could not do. Three lines stand before it. A value ends where it can be a member of an
# object: what is declared behind a comma can be none.
_CHECKS = r"""
const checks = {
  fault(text) {
    try {
      Function(`class Text { static {\n${text}\n} }`);
      return "";
    } catch ({ message, stack }) {
      return `${/<input>:(\d+)/.exec(stack)[1] - 3}: ${message}`;
    }
  },
  isOneValue(text) {
    const ends = [...text.matchAll(/;|$/g)].map(({ index }) => index);
    return ends.some((end) => !checks.fault(`({ value: ${text.slice(0, end)} })`));
  },
};
checks
"""


class _Checks(local):
    """One context for each thread: two in one abort the process."""

    def __init__(self) -> None:
        context = quickjs.Context()
        context.eval(_CHECKS)
        self.fault = context.eval("checks.fault")
        self.is_one_value = context.eval("checks.isOneValue")


_checks = _Checks()


def fault(text: str) -> str:
    """The line and what is wrong there, as `line: what`; empty where nothing is."""
    return str(_checks.fault(text))


def is_one_value(text: str) -> bool:
    """Whether a text begins with one value and its semicolon, or ends behind it."""
    return bool(_checks.is_one_value(text))
