"""What can be done now: the conditions that the rows of the action table name."""

from __future__ import annotations

from app.document.project import Project
from app.ui.actions import Needs
from app.ui.editor_state import EditorState
from app.ui.tracking import trackable


def given(project: Project, state: EditorState, *, is_tracking: bool) -> Needs:
    """All conditions that hold."""
    selected = state.selected
    holds = Needs.TRACKING if is_tracking else Needs.IDLE
    conditions = {
        Needs.CLIP: project.media is not None,
        Needs.PROMPTS: bool(trackable(project)),
        Needs.WORK_AREA: (project.in_point, project.out_point) != (None, None),
        Needs.MASKLET: selected is not None,
        Needs.ANY_PROMPTS: selected is not None and bool(selected.prompts),
        Needs.PROMPTS_HERE: selected is not None and state.playhead in selected.prompts,
        Needs.TRACKED: selected is not None and len(selected.track) > len(selected.prompts),
    }
    for need, does_hold in conditions.items():
        holds |= need if does_hold else Needs.NOTHING
    return holds
