"""A worker that dies or hangs costs its own task and nothing else."""

from __future__ import annotations

import os
import signal
import time

from pipeline.pool import Lost, Pool, Task


def double(number: int) -> int:
    return 2 * number


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def spin(_: int) -> None:
    while True:
        pass


def sleep(_: int) -> None:
    time.sleep(600)


def fail(_: int) -> None:
    raise ValueError("a wrong number")


def test_every_task_ends_with_a_result_or_a_reason() -> None:
    with Pool(2) as pool:
        for number in range(10):
            pool.add(Task(double, (number,), 60))
        limits = {die: 60.0, spin: 3.0, sleep: 0.5, fail: 60.0}
        for function in (die, spin, sleep, fail, die):
            pool.add(Task(function, (0,), limits[function]))
        for number in range(10, 20):
            pool.add(Task(double, (number,), 60))
        results = [(task.function.__name__, result) for task, result in pool.results()]
    assert sorted(r for name, r in results if name == "double") == [2 * n for n in range(20)]
    lost = {name: result for name, result in results if isinstance(result, Lost)}
    assert {name: result.how for name, result in lost.items()} == {
        "die": "crashed",
        "spin": "timed-out",
        "sleep": "timed-out",
        "fail": "failed",
    }
    assert "SIGSEGV" in lost["die"].detail
    assert "a wrong number" in lost["fail"].detail
    assert len(results) == 25


def test_tasks_can_be_added_while_results_arrive() -> None:
    with Pool(2) as pool:
        pool.add(Task(double, (1,), 60))
        seen = []
        for _, result in pool.results():
            seen.append(result)
            if result < 16:
                pool.add(Task(double, (result,), 60))
    assert seen == [2, 4, 8, 16]
    assert pool.peak_bytes > 0


def test_an_idle_worker_that_dies_loses_no_task() -> None:
    with Pool(1) as pool:
        pool.add(Task(os.getpid, (), 60))
        [(_, pid)] = pool.results()
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
        pool.add(Task(double, (4,), 60))
        assert [result for _, result in pool.results()] == [8]
