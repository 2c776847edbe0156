"""What must not be seen is not seen, whatever is done to it."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback

import pytest

from robot.access.secret import Secret

HIDDEN = "correct horse"


def test_only_reveal_gives_it_out() -> None:
    secret = Secret(HIDDEN)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>40}",
        f"{secret!s} {[secret]!r}",
    ]
    assert not any(HIDDEN in each for each in shown)
    assert secret.reveal() == HIDDEN


def test_it_cannot_be_written_anywhere() -> None:
    for write in (pickle.dumps, json.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            write(Secret(HIDDEN))
    assert not hasattr(Secret(HIDDEN), "__dict__")


def test_logs_and_tracebacks_do_not_have_it(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(HIDDEN)
    try:
        raise ValueError("refused", secret)
    except ValueError:
        logging.getLogger("test").exception("a fault with %s and %r", secret, {"p": secret})
        told = traceback.format_exc()
    assert HIDDEN not in caplog.text
    assert HIDDEN not in told


def test_equal_texts_are_equal() -> None:
    assert Secret("ü") == Secret("ü")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
