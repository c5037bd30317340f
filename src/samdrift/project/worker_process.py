"""A worker in a process of its own beside the web, started again where it ends too early."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

PAUSE_SECONDS = 1.0


class Beside:
    """Keeps a worker going for as long as the web is served."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self._process = _start()
        self._guard = threading.Thread(target=self._keep_going, daemon=True)

    def __enter__(self) -> Self:
        self._guard.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._process.terminate()
        self._guard.join(10)

    def _keep_going(self) -> None:
        while True:
            self._process.join()
            if self._is_over.wait(PAUSE_SECONDS):
                return
            self._process = _start()


def _start() -> BaseProcess:
    """Start a worker: anew, not as a copy of a process that has threads."""
    process = multiprocessing.get_context("spawn").Process(target=run, daemon=True)
    process.start()
    return process


def run() -> None:
    """Work until whoever serves the web is gone; what has been begun is ended first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    importlib.import_module("django").setup()
    worker = importlib.import_module("samdrift.plumbing.jobs.worker")
    parent = multiprocessing.parent_process()
    try:
        worker.work(is_over=lambda: parent is not None and not parent.is_alive())
    except KeyboardInterrupt:
        return
