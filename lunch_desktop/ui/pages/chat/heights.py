"""How high the rows of a long list are: estimated, until somebody has looked at them."""

_BLOCK = 256


class Heights:
    """Heights in pixels of a number of rows. A row that was never measured counts as `estimate` pixels.

    Finding a row by its place costs a walk over blocks of rows, not over rows: tens of microseconds for 100,000.
    """

    def __init__(self, estimate: int) -> None:
        self._estimate = max(1, estimate)
        self._count = 0
        self._extra: dict[int, int] = {}
        self._blocks: list[int] = []

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def total(self) -> int:
        """The height of all."""
        return self._count * self._estimate + sum(self._blocks)

    def start(self, count: int, estimate: int) -> None:
        """So many rows, none of them measured."""
        self._estimate = max(1, estimate)
        self._extra.clear()
        self._blocks = []
        self.resize(count)

    def resize(self, count: int) -> None:
        """So many rows; what was measured of those that stay is kept."""
        if count < self._count:
            self.forget(range(count, self._count))
        self._count = count
        wanted = -(-count // _BLOCK)
        del self._blocks[wanted:]
        self._blocks.extend([0] * (wanted - len(self._blocks)))

    def forget(self, rows: range) -> None:
        """These have to be measured anew."""
        chosen = [row for row in self._extra if row in rows] if len(rows) > len(self._extra) else rows
        for row in chosen:
            extra = self._extra.pop(row, None)
            if extra is not None:
                self._blocks[row // _BLOCK] -= extra

    def measure(self, row: int, height: int) -> None:
        """A row is so high."""
        extra = height - self._estimate
        self._blocks[row // _BLOCK] += extra - self._extra.get(row, 0)
        self._extra[row] = extra

    def of(self, row: int) -> int:
        """The height of a row."""
        return self._estimate + self._extra.get(row, 0)

    def top(self, row: int) -> int:
        """Where a row begins; that of the row behind the last is the height of all."""
        block = row // _BLOCK
        known = self._extra
        inside = sum(known.get(one, 0) for one in range(block * _BLOCK, row)) if known else 0
        return row * self._estimate + sum(self._blocks[:block]) + inside

    def at(self, position: int) -> int:
        """The row that covers a place; the nearest one for a place outside."""
        last, top = self._count - 1, 0
        for block, extra in enumerate(self._blocks):
            height = min(_BLOCK, self._count - block * _BLOCK) * self._estimate + extra
            if position < top + height:
                return self._inside(block, position - top)
            top += height
        return max(0, last)

    def _inside(self, block: int, position: int) -> int:
        row = block * _BLOCK
        last = min(row + _BLOCK, self._count) - 1
        while row < last and position >= self.of(row):
            position -= self.of(row)
            row += 1
        return row
