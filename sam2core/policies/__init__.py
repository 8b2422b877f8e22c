"""Memory policies: which frames an object looks back on, and which candidate is its answer. By name.

Candidates are there on tracked frames of models with `ambiguous_tracking`, as the public ones are. With
others a policy chooses memories alone: asked for candidates that it was not trained to give while tracking,
the embedded model loses a quarter of its boundary accuracy.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sam2core.errors import PromptError
from sam2core.policies.base import MemoryPolicy, Past
from sam2core.policies.distractor_aware import DistractorAware
from sam2core.policies.motion_aware import MotionAware
from sam2core.policies.recent import Classic, Recent
from sam2core.policies.tree import Tree

__all__ = ["POLICIES", "Classic", "MemoryPolicy", "Past", "Recent", "find_policy"]

POLICIES: Mapping[str, MemoryPolicy] = MappingProxyType(
    {p.name: p for p in (Recent(), MotionAware(), DistractorAware(), Tree())}
)


def find_policy(name: str) -> MemoryPolicy:
    """Raises PromptError for a name that is not in `POLICIES`."""
    if name not in POLICIES:
        raise PromptError(f'There is no memory policy "{name}": choose one of {", ".join(POLICIES)}.')
    return POLICIES[name]
