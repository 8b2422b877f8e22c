"""The object's own colours at its edge, without the background that shows through.

Germer, Uelwer, Conrad, Harmeling, "Fast Multi-Level Foreground Estimation", ICPR 2020, by pymatting.
"""

from __future__ import annotations

import numpy as np

from app.effect_api import Matte, Rgba
from app.engine.matting.band import region_of
from app.engine.matting.pymatting_parts import estimate_foreground_ml

_MARGIN_PX = 16


def decontaminated(image: Rgba, matte: Matte, amount: float) -> Rgba:
    """The premultiplied picture with the object's own colours, by `amount`, where the matte is soft.

    Meant for what is multiplied by the matte afterwards: beyond the matte, colours are left as they are.
    """
    soft = (matte > 0) & (matte < 1)
    region = region_of(soft, _MARGIN_PX)
    if region is None or amount <= 0:
        return image
    part = image[region]
    colours = np.clip(part[..., :3], 0.0, None)
    full = max(1.0, float(colours.max()))  # the estimate is cut to [0, 1], and light may be brighter
    own = np.asarray(estimate_foreground_ml()(colours / full, matte[region]), np.float32) * np.float32(full)
    share = soft[region].astype(np.float32)[..., None] * np.float32(amount)
    result = image.copy()
    result[region][..., :3] += (own * part[..., 3:] - part[..., :3]) * share
    return result
