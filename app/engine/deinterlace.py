"""Interlaced pictures as whole ones: one out for each in, made by bwdif from it and its neighbours."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.filter import Graph
    from av.video.frame import VideoFrame


def deinterlaced(pictures: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """The same pictures and time stamps; those flagged as interlaced have their fields made whole.

    Ends early where the filter takes no more of them, as those of a damaged file.
    """
    from av.error import BlockingIOError as NeedsInput
    from av.error import EOFError as Finished
    from av.error import FFmpegError

    graph: Graph | None = None
    waiting: deque[int | None] = deque()
    for picture in pictures:
        try:
            graph = graph or _graph(picture)
            graph.vpush(picture)
            waiting.append(picture.pts)
            yield _stamped(graph.vpull(), waiting)
        except NeedsInput:
            continue  # the filter is one picture behind
        except FFmpegError:
            return
    if graph is None:
        return
    graph.vpush(None)
    while waiting:
        try:
            yield _stamped(graph.vpull(), waiting)
        except (Finished, NeedsInput):
            return


def _graph(picture: VideoFrame) -> Graph:
    from av.filter import Graph

    graph = Graph()
    source = graph.add_buffer(
        width=picture.width, height=picture.height, format=picture.format, time_base=picture.time_base
    )
    deinterlace = graph.add("bwdif", "mode=send_frame:deint=interlaced")
    sink = graph.add("buffersink")
    source.link_to(deinterlace)
    deinterlace.link_to(sink)
    graph.configure()
    return graph


def _stamped(picture: VideoFrame, waiting: deque[int | None]) -> VideoFrame:
    picture.pts = waiting.popleft()  # the filter counts in half ticks of its own
    return picture
