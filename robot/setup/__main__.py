"""`python3 -m robot.setup run` or `... test`: set this machine up, doing only what is not done."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036  (older ones shall be told, not fail to parse)
    sys.exit(
        "this is Python " + sys.version.split()[0] + "; needed is CPython 3.10 to 3.13: "
        "name one with `make run PYTHON=python3.12`"
    )

from robot.setup.steps import main

if __name__ == "__main__":
    main(sys.argv[1:])
