import threading

from engine.cli.play import end_with


def test_a_thread_that_will_not_end_does_not_keep_the_process() -> None:
    stop = threading.Event()
    ended: list[int] = []
    stuck = threading.Thread(target=stop.wait)
    stuck.start()
    end_with([threading.current_thread(), stuck], wait=0.01, end=ended.append)
    stop.set()
    stuck.join()
    assert ended == [1]


def test_threads_that_end_are_waited_for() -> None:
    ended: list[int] = []
    quick = threading.Thread(target=lambda: None)
    quick.start()
    helper = threading.Thread(target=threading.Event().wait, daemon=True)
    helper.start()
    end_with([quick, helper], wait=5, end=ended.append)
    assert ended == []
