"""What an error of Postgres means: run a transaction again, the database is away, or a statement took too long."""

import random
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connection

# Of a deadlock, Postgres ends one transaction; of two that cannot be put into an order, too.
_DEADLOCK, _SERIALIZATION = "40P01", "40001"
# Stopping, starting, or without room for one more connection (classes 08 and 57P of its codes).
_AWAY = ("08", "57P", "53300")
# Cut at its time limit, or by hand.
_CUT = "57014"
_WAITS = (0.02, 0.05, 0.1, 0.2)  # seconds, at most, before each further try


P = ParamSpec("P")
T = TypeVar("T")


def retried(function: Callable[P, T]) -> Callable[P, T]:
    """Let `function`, which does its work in one transaction of its own, be run again after a deadlock.

    The whole of it is run again, at most four times; then the error is raised. Inside another transaction it is run
    once, since Postgres has ended that one: the code that began it may run it again.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            return function(*args, **kwargs)
        # An iterator would be empty at the second try.
        given: Any = [_kept(arg) for arg in args]
        named: Any = {name: _kept(arg) for name, arg in kwargs.items()}
        for wait in _WAITS:
            try:
                return function(*given, **named)
            except OperationalError as error:
                if not ended_for_others(error):
                    raise
            # Not at the same moment as the other one.
            time.sleep(wait * random.random())  # noqa: S311  no secret
        return function(*given, **named)

    return run


def ended_for_others(error: OperationalError) -> bool:
    """Whether Postgres ended the transaction for a deadlock, or since it could not be put in order with another."""
    return getattr(error.__cause__, "pgcode", None) in (_DEADLOCK, _SERIALIZATION)


def is_away(error: BaseException | None) -> bool:
    """Whether `error`, or one that led to it, says that the database cannot be reached, or broke off."""
    while error is not None:
        if isinstance(error, InterfaceError):
            return True
        # Of a connection that could not be made, or was cut, there is no code.
        if isinstance(error, OperationalError):
            code = getattr(error.__cause__, "pgcode", None)
            return code is None or code.startswith(_AWAY)
        error = error.__cause__ or error.__context__
    return False


def was_cut(error: BaseException | None) -> bool:
    """Whether `error`, or one that led to it, says that a statement took too long and was ended for that."""
    while error is not None:
        if isinstance(error, OperationalError) and getattr(error.__cause__, "pgcode", None) == _CUT:
            return True
        error = error.__cause__ or error.__context__
    return False


def _kept(argument: Any) -> Any:
    return list(argument) if isinstance(argument, Iterator) else argument
