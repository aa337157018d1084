"""While some clients do their worst, one that behaves is answered; and nothing of it is left behind (see `serving`)."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from threading import Event
from urllib.parse import quote

import httpx
import psutil
import pytest
from conftest import WHOLE
from serving import Served, serving

GOOD = "most-cited"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOSTILE = {
    "cartesian products": PRODUCT,
    "sorted products": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f",
    "deep paths": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|!<urn:y>)*/(!<urn:x>|^!<urn:y>)+ ?b . ?c (!<urn:z>)* ?d }",
    "a huge regex": 'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), "(a|b|.)*' + "(x+x+)+" * 200 + '$") }',
    "long strings": 'SELECT * { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?c), STR(?f)) AS ?x) BIND(CONCAT(?x, ?x, ?x, ?x) AS ?y) '
                    'BIND(CONCAT(?y, ?y, ?y, ?y) AS ?z) BIND(CONCAT(?z, ?z, ?z, ?z) AS ?w) } ORDER BY ?w',
}  # fmt: skip


@pytest.fixture(scope="module")
def served(sample_output: Path) -> Iterator[Served]:
    with serving(sample_output, "--timeout", "2", "--memory", "300") as made:
        yield made


def seconds(served: Served, times: int = 20 if WHOLE else 5) -> list[float]:
    """How long a client that behaves waits for its answer, time and again; each must be right."""
    taken = []
    for _ in range(times):
        started = time.monotonic()
        found = served.ask(GOOD, "text/csv")
        taken.append(time.monotonic() - started)
        assert found.text.startswith("document,date,cited_by,read"), found.text
        time.sleep(0.05)
    return taken


@contextmanager
def attacked(many: int, attack: Callable[[Event], None]) -> Iterator[None]:
    """So many clients attack as long as the block runs."""
    over = Event()
    with ThreadPoolExecutor(many) as pool:
        running = [pool.submit(attack, over) for _ in range(many)]
        time.sleep(0.7)
        try:
            yield
        finally:
            over.set()
    for one in running:
        one.result()


def from_elsewhere() -> httpx.HTTPTransport:
    """All addresses of 127.0.0.0/8 are this machine: a client that is not the one that behaves."""
    return httpx.HTTPTransport(local_address="127.0.0.2")


@pytest.mark.parametrize("kind", [*HOSTILE] if WHOLE else ["cartesian products", "a huge regex"])
def test_long_queries_of_others(served: Served, kind: str) -> None:
    def attack(over: Event) -> None:
        with httpx.Client(transport=from_elsewhere(), timeout=60) as client:
            while not over.is_set():
                found = client.post(served.sparql, data={"query": HOSTILE[kind]})
                assert found.status_code in (200, 400, 503), found.text

    with attacked(8, attack):
        taken = seconds(served)
    assert median(taken) < 1


def test_two_hundred_clients_at_once(served: Served) -> None:
    def attack(over: Event) -> None:
        with httpx.Client(transport=from_elsewhere(), timeout=60) as client:
            found = client.get(served.sparql, params={"query": GOOD})
            assert found.status_code in (200, 503)
            answers.append(found.status_code)

    answers: list[int] = []
    with attacked(200, attack):
        taken = seconds(served, 5)
    assert median(taken) < 1
    assert answers.count(200) >= 70
    assert len(answers) == 200


def test_bodies_of_ten_megabytes(served: Served) -> None:
    def attack(over: Event) -> None:
        with httpx.Client(transport=from_elsewhere(), timeout=30) as client:
            while not over.is_set():
                with suppress(httpx.TransportError):  # it hangs up on who goes on sending
                    kind = {"Content-Type": "application/sparql-query"}
                    assert client.post(served.sparql, content=b"#" * 10_000_000, headers=kind).status_code == 413
                    assert client.post(served.sparql, content=pieces(), headers=kind).status_code == 413

    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"#" * 100_000

    with attacked(4, attack):
        taken = seconds(served)
    assert median(taken) < 1


def test_connections_that_never_say_what_they_want(served: Served) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    started = time.monotonic()
    idle = [socket.create_connection((host, int(port))) for _ in range(150)]
    for number, connection in enumerate(idle):
        connection.sendall([b"", b"GET /sparql HTTP/1.1\r\nHost: loc", b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            b"application/sparql-query\r\nContent-Length: 99\r\n\r\nASK"][number % 3])  # fmt: skip
    assert max(seconds(served)) < 1
    for number, connection in enumerate(idle):
        connection.settimeout(30)
        with suppress(ConnectionResetError):
            answer = connection.recv(1000)
            assert answer == b"" or (number % 3 == 2 and b" 408 " in answer)
        connection.close()
    assert 3 < time.monotonic() - started < 30


def test_heads_that_come_a_byte_at_a_time(served: Served) -> None:
    """Slow loris: each byte comes before anybody loses patience, and the head never ends."""
    host, port = served.url.removeprefix("http://").split(":")
    closed: list[float] = []

    def attack(over: Event) -> None:
        started = time.monotonic()
        with socket.create_connection((host, int(port)), source_address=("127.0.0.2", 0)) as connection:
            with suppress(OSError):
                connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nX-A: ")
                while time.monotonic() - started < 20:
                    connection.sendall(b"a")
                    time.sleep(0.2)
            closed.append(time.monotonic() - started)

    with attacked(60, attack):
        taken = seconds(served)
    assert median(taken) < 1
    assert len(closed) == 60
    assert max(closed) < 15


def idle(served: Served) -> bool:
    """Whether no process of the server does anything."""
    for process in served.family():
        with suppress(psutil.NoSuchProcess):
            if process.cpu_percent(0.3) > 5:
                return False
    return True


def test_answers_that_nobody_takes(served: Served) -> None:
    """Each asks for the whole graph and reads nothing of it."""
    host, port = served.url.removeprefix("http://").split(":")
    query = b"GET /sparql?query=SELECT*%7B%3Fs+%3Fp+%3Fo%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"
    waiting = [socket.create_connection((host, int(port)), source_address=("127.0.0.2", 0)) for _ in range(30)]
    for connection in waiting:
        connection.sendall(query)
    # until all the answers are made, which is work as any other: the first that is free again tells nothing of the rest
    while not idle(served) or served.ask(GOOD).status_code != 200:
        time.sleep(0.5)
    taken = seconds(served)
    for connection in waiting:
        connection.close()
    assert median(taken) < 1


def test_who_goes_away_takes_its_query_along(served: Served) -> None:
    before = len(served.family())
    for _ in range(3):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(served.sparql, data={"query": PRODUCT}, timeout=1)
    time.sleep(1.5)
    busy = [process for process in served.family()[1:] if process.cpu_percent(0.3) > 50]
    assert busy == []
    assert len(served.family()) <= before + 3


def test_one_client_cannot_keep_all_places(served: Served) -> None:
    """More long queries than may run at once: the others are told so before their time is up."""
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(httpx.post, served.sparql, data={"query": PRODUCT}, timeout=60) for _ in range(12)]
        said = [one.result().text for one in asked]
    assert sum("busy with other long queries" in text for text in said) >= 6
    assert sum("took longer than 2 s" in text for text in said) >= 3


def test_who_hangs_up_in_the_middle_of_an_answer_costs_no_word(sample_output: Path) -> None:
    with serving(sample_output) as made:  # what it says on its way is nothing, or this fails at the end
        host, port = made.url.removeprefix("http://").split(":")
        every = quote("SELECT * { ?s ?p ?o }")
        asked = f"GET /sparql?query={every} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: application/sparql-results+json\r\n\r\n"
        for attempt in range(12):
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed by a reset
                connection.sendall(asked.encode())
                assert connection.recv(2000).startswith(b"HTTP/1.1 200")
                time.sleep(attempt % 4 / 100)
        assert made.ask("ASK {}").json()["boolean"] is True


def test_when_the_server_is_killed_its_processes_end(sample_output: Path) -> None:
    with serving(sample_output, killed=True) as made:
        with suppress(httpx.ReadTimeout):
            httpx.post(made.sparql, data={"query": PRODUCT}, timeout=1)
        family = made.family()
        made.process.kill()
        _, alive = psutil.wait_procs(family, timeout=5)
        assert len(family) >= 3
        assert alive == []
