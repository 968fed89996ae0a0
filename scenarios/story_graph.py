"""Questions about a graph, whatever its nodes are: the scenes of a story, or its situations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)
Edge = TypeVar("Edge")
Graph = Mapping[Node, Sequence[tuple[Edge, Node]]]  # every node, with where it leads
Cost = Callable[[Edge, Node], int]  # what taking this edge to that node costs


def reach(starts: Iterable[Node], graph: Graph[Node, Edge]) -> set[Node]:
    """Every node that can be come to from these, themselves included."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = {node for _, node in graph[waiting.pop()]} - reached
        reached |= new
        waiting.extend(new)
    return reached


def turned(graph: Graph[Node, Edge]) -> dict[Node, list[tuple[Edge, Node]]]:
    """The same graph, walked against the arrows."""
    back: dict[Node, list[tuple[Edge, Node]]] = {node: [] for node in graph}
    for node, edges in graph.items():
        for edge, to in edges:
            back[to].append((edge, node))
    return back


@dataclass(frozen=True, slots=True)
class Onward(Generic[Node, Edge]):
    """A graph without the edges that close a loop; every edge leads further down the order."""

    order: Sequence[Node]
    edges: Mapping[Node, Sequence[tuple[Edge, Node]]]
    had_loops: bool


def without_loops(starts: Iterable[Node], graph: Graph[Node, Edge]) -> Onward[Node, Edge]:
    """What can be reached, leaving out each edge that returns to where the walk came from.

    The walk goes depth first in the given order, so that the same story always loses the same edges.
    Everything that could be reached still can.
    """
    kept: dict[Node, list[tuple[Edge, Node]]] = {}
    finished: list[Node] = []
    had_loops = False
    for start in starts:
        if start in kept:
            continue
        kept[start] = []
        on_the_way = {start}
        trail = [(start, iter(graph[start]))]
        while trail:
            node, edges = trail[-1]
            for edge, to in edges:
                if to in on_the_way:
                    had_loops = True
                    continue
                kept[node].append((edge, to))
                if to not in kept:
                    kept[to] = []
                    on_the_way.add(to)
                    trail.append((to, iter(graph[to])))
                    break
            else:
                trail.pop()
                on_the_way.remove(node)
                finished.append(node)
    return Onward(finished[::-1], kept, had_loops)


def least(start: Node, graph: Graph[Node, Edge], cost: Cost[Edge, Node], *, already: int = 0) -> dict[Node, int]:
    """The lowest total cost from the start to each node (Dijkstra); loops do no harm."""
    found: dict[Node, int] = {}
    waiting: list[tuple[int, int, Node]] = [(already, 0, start)]
    turn = 0  # decides between equals, since nodes need not be comparable
    while waiting:
        total, _, node = heappop(waiting)
        if node in found:
            continue
        found[node] = total
        for edge, to in graph[node]:
            if to not in found:
                turn += 1
                heappush(waiting, (total + cost(edge, to), turn, to))
    return found


def most(start: Node, onward: Onward[Node, Edge], cost: Cost[Edge, Node], *, already: int = 0) -> dict[Node, int]:
    """The highest total cost from the start to each node, going round no loop."""
    found = {start: already}
    for node in onward.order:
        for edge, to in onward.edges[node]:
            total = found[node] + cost(edge, to)
            found[to] = max(found.get(to, total), total)
    return found


def ways(start: Node, onward: Onward[Node, Edge]) -> dict[Node, int]:
    """In how many ways each node can be come to, going round no loop."""
    found: dict[Node, int] = defaultdict(int, {start: 1})
    for node in onward.order:
        for _, to in onward.edges[node]:
            found[to] += found[node]
    return found
