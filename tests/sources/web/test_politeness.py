"""Turns at the gate, by a clock that the test winds itself."""

from __future__ import annotations

import random

from reader.sources.web.politeness import Gate, Ticket


class Visitors:
    """Note who was let in and who was told to wait."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.inside: list[str] = []
        self.waiting: list[tuple[str, float]] = []

    def come(self, name: str, site: str, now: float = 0.0, delay: float | None = None) -> Ticket:
        def enter() -> None:
            self.inside.append(name)

        def wait(seconds: float) -> None:
            self.waiting.append((name, seconds))

        ticket = Ticket(site, enter, wait, delay)
        self.gate.enter(ticket, now)
        return ticket


def test_hosts_take_turns_so_that_a_long_queue_holds_up_nobody() -> None:
    visitors = Visitors(Gate(at_once=2, per_host=1))
    for number in range(100):
        visitors.come(f"a{number}", "a")
    visitors.come("b0", "b")
    visitors.come("c0", "c")
    visitors.gate.admit(0)
    assert visitors.inside == ["a0", "b0"]
    visitors.gate.leave("a", 0)
    visitors.gate.admit(0)
    assert visitors.inside == ["a0", "b0", "c0"]


def test_pages_of_a_host_keep_their_distance_and_feeds_need_none() -> None:
    visitors = Visitors(Gate(at_once=10, per_host=10))
    for number in range(3):
        visitors.come(f"page{number}", "a", delay=5)
    assert visitors.gate.admit(0) == 5
    visitors.come("feed", "a", 1)
    visitors.gate.admit(1)
    assert visitors.inside == ["page0", "feed"]
    assert visitors.gate.admit(5) == 10
    assert visitors.gate.admit(10) is None
    assert visitors.inside == ["page0", "feed", "page1", "page2"]


def test_a_ticket_given_up_costs_no_turn() -> None:
    visitors = Visitors(Gate(at_once=1, per_host=1))
    visitors.come("first", "a")
    dropped = [visitors.come(f"no{number}", "a") for number in range(5)]
    visitors.come("last", "a")
    visitors.gate.admit(0)
    for ticket in dropped:
        ticket.dropped = True
    visitors.gate.leave("a", 0)
    visitors.gate.admit(0)
    assert visitors.inside == ["first", "last"]


def test_a_host_that_rests_lets_nobody_in_until_then() -> None:
    visitors = Visitors(Gate())
    visitors.gate.rest("a", 60, 0)
    visitors.come("early", "a", 10)
    visitors.come("late", "a", 61)
    visitors.gate.admit(61)
    assert visitors.waiting == [("early", 50)]
    assert visitors.inside == ["late"]


def test_whatever_order_things_happen_in_the_limits_hold_and_all_get_in() -> None:
    rng = random.Random(5)
    gate = Gate(at_once=5, per_host=2)
    visitors = Visitors(gate)
    running: list[str] = []
    came = 0
    now = 0.0
    started = 0
    for _ in range(5_000):
        now += rng.random()
        action = rng.random()
        if action < 0.4 and came < 1_500:
            site = rng.choice("abcdefg")
            visitors.come(site, site, now, delay=rng.choice((None, None, 0.5)))
            came += 1
        elif running:
            gate.leave(running.pop(rng.randrange(len(running))), now)
        gate.admit(now)
        running += visitors.inside[started:]
        started = len(visitors.inside)
        assert len(running) <= 5
        assert all(running.count(site) <= 2 for site in "abcdefg")
    while running:
        now += 1
        gate.leave(running.pop(), now)
        gate.admit(now)
        running += visitors.inside[started:]
        started = len(visitors.inside)
    assert len(visitors.inside) == came == 1_500


def test_a_host_whose_pages_rest_is_looked_at_once_and_not_once_a_page() -> None:
    visitors = Visitors(Gate(per_host=1))
    for number in range(5_000):
        visitors.come(f"{number}", "a", delay=1)
        visitors.gate.admit(0)
    visitors.gate.leave("a", 0)
    visitors.gate.admit(0)
    assert visitors.inside == ["0"]
    assert len(visitors.gate._resting) == 1
