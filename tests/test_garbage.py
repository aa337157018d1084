"""Work without the search for garbage leaves it as it found it."""

from __future__ import annotations

import gc

import pytest

from graph.processes.garbage import uncollected


def test_it_goes_on_behind_work_that_failed() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        assert 1 / gc.isenabled()
    assert gc.isenabled()


def test_who_has_none_has_none_behind_it() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_work_inside_of_work_does_not_begin_it_again() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
