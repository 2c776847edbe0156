"""Adds visits to a store as fast as it can and tells each that is kept; tests kill it.

python -m tests.contract.writer URL FIRST
"""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import count

from robot.adapters.sql_visits import SqlVisits
from tests.records import NOON, visit


def main() -> None:
    store = SqlVisits(sys.argv[1])
    for number in count(int(sys.argv[2])):
        store.add(visit(number, NOON + timedelta(seconds=number)))
        print(number, flush=True)


if __name__ == "__main__":
    main()
