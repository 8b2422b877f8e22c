"""What the window needs of the engine; tests hand in their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from app.engine.media_reader import open_media
from app.engine.model_store import ModelStore
from app.engine.plugin_host import PluginHost, load_plugins
from app.engine.queue.store import QueueStore
from app.engine.settings import Settings, load_settings
from app.ui.frame_maker import OpenReader
from app.ui.tracker_thread import TrackerLike


@dataclass(frozen=True)
class Services:
    """`make_tracker` is called in the tracker's thread, at its first request."""

    make_tracker: Callable[[], TrackerLike]
    models: ModelStore = field(default_factory=ModelStore)
    host: PluginHost = field(default_factory=load_plugins)
    settings: Settings = field(default_factory=load_settings)
    open_reader: OpenReader = open_media
    queue: QueueStore = field(default_factory=QueueStore)


def real_services() -> Services:
    models, settings = ModelStore(), load_settings()

    def make_tracker() -> TrackerLike:
        from app.engine.predictor import load_predictor
        from app.engine.tracker import Tracker

        load = partial(load_predictor, numbers=settings.precision)
        return Tracker(models, settings.device or "auto", load=load)

    return Services(make_tracker, models, settings=settings)
