"""The door to training: a TOML file in, the file of the best weights out."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserFacingError


def train(config: Path, *, resume: bool) -> Path:
    """Train as the file says, going on from its last checkpoint where `resume` is set. Takes hours.

    Progress goes to the logger `sam2core.training`. Raises UserFacingError for a file or data that
    cannot be used.
    """
    from sam2core.errors import Sam2Error
    from sam2core.training import run

    try:
        return run(config, resume=resume)
    except Sam2Error as error:
        raise UserFacingError(str(error), "sam2core/training/configs has files that work.") from error
    except OSError as error:
        raise UserFacingError(
            f"{error.filename or config} cannot be used: {error.strerror}.",
            "The folders in the file count from the folder that its [data] root names.",
        ) from error
