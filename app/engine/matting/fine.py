"""Fine edge refinement: closed-form or KNN matting of the unknown band, tile by tile.

Levin, Lischinski, Weiss, "A Closed-Form Solution to Natural Image Matting", TPAMI 2008; Chen, Li, Tang,
"KNN Matting", TPAMI 2013; the matrices are pymatting's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.effect_api import Matte, Region
from app.engine.matting.band import region_of, trust_in
from app.engine.matting.pymatting_parts import cf_laplacian, knn_laplacian

_TILE_PX = 192
_OVERLAP_PX = 24  # what a tile sees beyond itself
_PRIOR = 5e-2  # how much the given matte counts at the band's outer sides, where it is likely right
_LEAST = 1e-5  # keeps what no known pixel touches from being undecided
_TOLERANCE = 1e-5


def fine(
    matte: Matte, colours: NDArray[np.float32], unknown: NDArray[np.bool_], *, knn: bool = False
) -> Matte:
    """The matte with the unknown pixels decided anew by the colours; the others become 0 or 1.

    All arrays are of one size; `colours` (H, W, 3) in [0, 1].
    """
    known = np.where(matte >= 0.5, np.float32(1), np.float32(0))
    trust = np.float32(_PRIOR) * trust_in(matte, unknown)
    result = known.copy()
    for tile, seen in _tiles(unknown):
        solved = _solved(known[seen], trust[seen], colours[seen], unknown[seen], knn=knn)
        inner = tuple(slice(t.start - s.start, t.stop - s.start) for t, s in zip(tile, seen, strict=True))
        result[tile] = solved[inner]
    return result


def _tiles(unknown: NDArray[np.bool_]) -> Iterator[tuple[Region, Region]]:
    """The tiles that hold unknown pixels, and what each looks at."""
    height, width = unknown.shape
    for top in range(0, height, _TILE_PX):
        for left in range(0, width, _TILE_PX):
            block = slice(top, min(top + _TILE_PX, height)), slice(left, min(left + _TILE_PX, width))
            part = region_of(unknown[block], 0)
            if part is None:
                continue
            rows, columns = (
                slice(b.start + p.start, b.start + p.stop) for b, p in zip(block, part, strict=True)
            )
            yield (rows, columns), (_widened(rows, height), _widened(columns, width))


def _widened(part: slice, size: int) -> slice:
    return slice(max(0, part.start - _OVERLAP_PX), min(size, part.stop + _OVERLAP_PX))


def _solved(
    known: Matte, trust: Matte, colours: NDArray[np.float32], unknown: NDArray[np.bool_], *, knn: bool
) -> Matte:
    from scipy.sparse import diags

    laplacian = _laplacian(colours.astype(np.float64), ~unknown, knn=knn)
    open_ = unknown.ravel()
    rows = laplacian[open_]
    wanted = known.ravel().astype(np.float64)
    weight = trust.ravel()[open_].astype(np.float64) + _LEAST
    system = rows[:, open_] + diags(weight)
    right = weight * wanted[open_] - rows[:, ~open_] @ wanted[~open_]
    answer = _nearly(system, right, wanted[open_]) if knn else _exactly(system, right)
    result = known.copy()
    result[unknown] = np.clip(answer, 0.0, 1.0)
    return result


def _exactly(system: Any, right: NDArray[np.float64]) -> NDArray[np.float64]:
    """By factorisation: a band of 5 x 5 windows is quicker to factorise than to iterate over."""
    from scipy.sparse.linalg import splu

    factors = splu(
        system.tocsc(),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},  # positive definite
    )
    return factors.solve(right)


def _nearly(system: Any, right: NDArray[np.float64], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """By iteration: KNN joins pixels from anywhere, and such a system's factors are dense."""
    from scipy.sparse import diags
    from scipy.sparse.linalg import cg

    answer, _ = cg(system, right, x0=start, rtol=_TOLERANCE, maxiter=2000, M=diags(1 / system.diagonal()))
    return answer


def _laplacian(colours: NDArray[np.float64], is_known: NDArray[np.bool_], *, knn: bool) -> Any:
    if knn:
        return knn_laplacian()(colours).tocsr()
    return cf_laplacian()(colours, epsilon=1e-6, is_known=is_known.ravel()).tocsr()
