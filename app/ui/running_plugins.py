"""The effects that the window runs: a plugin that fails or hangs is left out of the picture, and named."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.effect_api import Effect
from app.engine.plugin_host import PluginHost, load_plugins
from app.ui.effect_panel import EffectPanel
from app.ui.frame_requests import EffectFailed
from app.ui.lane import Lane
from app.ui.message_bar import MessageBar
from app.ui.picture_feed import PictureFeed
from app.ui.plugin_dialog import PluginDialog
from app.ui.slow_effects import SlowEffects
from app.ui.words import tr


class RunningPlugins(QObject):
    """Exports load plugins of their own and fail where one fails: nothing is left out of what is delivered.

    Effects that come with Masklet never rest: where one fails, a value of it is wrong.
    """

    changed = Signal()  # `host` is another
    told = Signal(str)

    def __init__(self, host: PluginHost, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._host = host
        self._frames: Lane | None = None
        self._bar: MessageBar | None = None
        self.dialog: PluginDialog | None = None
        slow = SlowEffects(self)
        slow.found.connect(self._take_slow)

    @property
    def host(self) -> PluginHost:
        """May be read from any thread."""
        return self._host

    def attend(self, feed: PictureFeed, panel: EffectPanel, frames: Lane, bar: MessageBar) -> None:
        """Hear of what fails on a frame or hangs in `frames`, and say it in the bar."""
        self._frames, self._bar = frames, bar
        feed.effect_failed.connect(self._take_failure)
        self.changed.connect(feed.renew)
        self.changed.connect(panel.renew)
        bar.leave_out_wanted.connect(self._leave_out)
        bar.retry_wanted.connect(self.try_again)

    @Slot()
    def show_dialog(self) -> None:
        if self.dialog is None:
            self.dialog = PluginDialog(lambda: self._host, self._window)
            self.dialog.reload_wanted.connect(self.reload)
            self.dialog.retry_wanted.connect(self.try_again)
            self.changed.connect(self.dialog.refresh)
        self.dialog.refresh()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot()
    def reload(self) -> None:
        """Look at the plugins again: at new and changed files, and at what was decided about them."""
        self._load(again="")

    @Slot(str)
    def try_again(self, effect: str) -> None:
        """Load all anew, and have this effect in the picture."""
        self._load(again=effect)
        if self._bar is not None:
            self._bar.forget(effect)

    def _load(self, *, again: str) -> None:
        host = load_plugins()
        for effect, reason in self._host.resting.items():
            is_same = host.effects.get(effect) is self._host.effects[effect]
            if effect != again and is_same:
                host = host.without(effect, reason)
        self._use(host)

    def _use(self, host: PluginHost) -> None:
        self._host = host
        self.changed.emit()

    @Slot(object)
    def _take_failure(self, failure: EffectFailed) -> None:
        assert self._bar is not None
        if failure.faulty not in self._host.foreign:
            self._bar.show_effect_failure(failure.message, failure.hint, failure.effect_id)
            return
        self._bar.show_rest(failure.message, failure.effect_id, failure.faulty)
        self._use(self._host.without(failure.faulty, failure.message))

    @Slot(object)
    def _take_slow(self, effects: tuple[Effect, ...]) -> None:
        assert self._frames is not None
        assert self._bar is not None
        at_work = [effect for effect in effects if effect.id not in self._host.resting]
        if at_work:
            named = ", ".join(tr(effect.title) for effect in at_work)
            self.told.emit(tr("Still working on one frame: the effect {effects}", effects=named))
        for effect in at_work:
            if effect.id in self._host.foreign and self._frames.is_busy:
                message = tr("The effect “{title}” does not come back.", title=tr(effect.title))
                self._bar.show_hang(message, effect.id)

    @Slot(str)
    def _leave_out(self, effect: str) -> None:
        """What hangs keeps its thread; pictures are made on another from now on."""
        assert self._frames is not None
        self._host = self._host.without(effect, tr("It did not come back."))
        self._frames.begin_anew()
        self.changed.emit()
