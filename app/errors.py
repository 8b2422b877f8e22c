"""The one error type that crosses every layer: something the user can act on."""


class UserFacingError(Exception):
    """Something the user can act on. `str(error)` is shown as it is; `hint` says what to do next."""

    hint: str = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        if hint:
            self.hint = hint
