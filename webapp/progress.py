"""Progress bars for long work on a terminal."""

from __future__ import annotations

from typing import NoReturn

from tqdm import tqdm


class Bars:
    """One bar a step: :meth:`report` opens it, moves it and closes it when the step is done."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._step = ""

    def report(self, step: str, done: int, total: int) -> None:
        """Show that *done* of *total* units of *step* are ready; a total of 0 means unknown."""
        if step != self._step:
            self.close()
            self._step = step
            self._bar = tqdm(total=total or None, desc=step, leave=True)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave the last bar as it stands."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
