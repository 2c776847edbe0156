"""What browsers must know now, pushed to each of them without waiting for any of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any

Payload = Mapping[str, Any]

_PENDING_MAX = 64


class Hub:
    """Holds the latest value of each topic; newcomers get them all, then every change.

    Values of one key replace each other while a browser has not fetched them, so a slow browser
    misses steps in between, never the last one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[str, Payload] = {}
        self._listeners: set[Subscription] = set()

    def publish(self, topic: str, payload: Payload) -> None:
        """A new value of a topic that newcomers need too."""
        with self._lock:
            self._latest[topic] = payload
            for listener in self._listeners:
                listener.put(topic, topic, payload)

    def announce(self, topic: str, key: str, payload: Payload) -> None:
        """Something that only matters to those who are there now; told apart by `key`."""
        with self._lock:
            for listener in self._listeners:
                listener.put(key, topic, payload)

    def latest(self, topic: str) -> Payload | None:
        """The value of a topic, if there was one."""
        with self._lock:
            return self._latest.get(topic)

    def subscribe(self) -> Subscription:
        """A subscription that starts with the latest value of every topic; close it after use."""
        subscription = Subscription(self)
        with self._lock:
            for topic, payload in self._latest.items():
                subscription.put(topic, topic, payload)
            self._listeners.add(subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        """End a subscription."""
        with self._lock:
            self._listeners.discard(subscription)

    def close(self) -> None:
        """End all subscriptions, so that their browsers' threads can end."""
        with self._lock:
            listeners, self._listeners = self._listeners, set()
        for listener in listeners:
            listener.close()


class Subscription:
    """What one browser still has to be told."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._changed = threading.Condition()
        self._pending: OrderedDict[str, tuple[str, Payload]] = OrderedDict()
        self._closed = False

    def put(self, key: str, topic: str, payload: Payload) -> None:
        """Keep a value for the browser; the oldest goes when too many wait."""
        with self._changed:
            self._pending.pop(key, None)
            self._pending[key] = (topic, payload)
            if len(self._pending) > _PENDING_MAX:
                self._pending.popitem(last=False)
            self._changed.notify()

    def items(self, heartbeat_s: float) -> Iterator[tuple[str, Payload] | None]:
        """Values as they come; None after every `heartbeat_s` seconds without one."""
        try:
            while True:
                with self._changed:
                    if not self._pending and not self._closed:
                        self._changed.wait(heartbeat_s)
                    if self._closed:
                        return
                    item = self._pending.popitem(last=False)[1] if self._pending else None
                yield item
        finally:
            self._hub.leave(self)

    def close(self) -> None:
        """End the iteration of `items`."""
        with self._changed:
            self._closed = True
            self._changed.notify()
