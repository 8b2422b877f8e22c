"""The project that a newcomer sees first: the sample clip with the prompts on its object."""

from __future__ import annotations

from pathlib import Path

from app.document import edits
from app.document.media import Media
from app.document.project import Project
from app.engine.folders import data_folder
from app.engine.media_reader import open_media
from app.engine.project_file import load_project, save_project
from app.engine.sample_clip import sample_clip
from app.errors import UserFacingError


def sample_project() -> Project:
    """The sample clip with one masklet that is prompted and not yet tracked."""
    with open_media(sample_clip().path) as reader:
        return with_sample_prompts(reader.media)


def with_sample_prompts(media: Media) -> Project:
    """The same, where the sample clip is open already."""
    sample = sample_clip()
    project = edits.open_media(media)
    masklet_id = project.next_id
    project = edits.add_masklet(project, sample.name)
    for frame, prompts in sample.prompts.items():
        project = edits.set_prompts(project, masklet_id, frame, prompts)
    return project


def sample_project_file() -> Path:
    """The user's own copy of the sample project, to play with; made where there is none that opens."""
    path = data_folder() / "sample.masklet"
    try:
        load_project(path)
    except UserFacingError:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_project(sample_project(), path)
    return path
