"""A picture cut into pieces of like colour."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["superpixels"]

_COMPACTNESS = 10.0
_ROUNDS = 6
_SIDE = 256
"""Pixels to a side beyond which a smaller picture is cut."""


def superpixels(
    pixels: NDArray[Any], count: int, compactness: float = _COMPACTNESS
) -> NDArray[Any]:
    """Return for each pixel the number of its piece, from 0.

    Pieces are found by k-means over colour and place, each centre looking around itself alone
    (SLIC; Achanta et al. 2012).

    Parameters
    ----------
    pixels
        Height × width, or height × width × channels.
    count
        How many pieces are wanted, about.
    compactness
        How much place counts against colour.

    Returns
    -------
    numpy.ndarray
        Height × width, numbers of pieces.

    Examples
    --------
    >>> superpixels(np.zeros((4, 4)), 4).tolist()
    [[0, 0, 1, 1], [0, 0, 1, 1], [2, 2, 3, 3], [2, 2, 3, 3]]
    """
    height, width = pixels.shape[:2]
    if height * width == 0:
        return np.zeros((height, width), np.intp)
    if max(height, width) > _SIDE:
        return _of_smaller(pixels, count, compactness)
    colours = _colours(pixels)
    step = max(1.0, np.sqrt(height * width / max(1, count)))
    down, across = max(1, round(height / step)), max(1, round(width / step))
    rows = np.minimum(np.arange(height) * down // height, down - 1)
    columns = np.minimum(np.arange(width) * across // width, across - 1)
    labels = rows[:, None] * across + columns[None, :]
    ys, xs = np.mgrid[:height, :width].astype(float)
    points = np.dstack([colours, ys * compactness / step, xs * compactness / step])
    for _ in range(_ROUNDS):
        moved = _assigned(points, labels, step)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return np.unique(labels, return_inverse=True)[1].reshape(height, width)


def _of_smaller(pixels: NDArray[Any], count: int, compactness: float) -> NDArray[Any]:
    """Cut a smaller picture, and give each pixel the piece that it is in there."""
    height, width = pixels.shape[:2]
    size = -(-max(height, width) // _SIDE)
    down, across = max(1, height // size), max(1, width // size)
    high, wide = min(size, height), min(size, width)
    blocks = pixels[: down * high, : across * wide].reshape(down, high, across, wide, -1)
    labels = superpixels(blocks.mean(axis=(1, 3)), count, compactness)
    rows = np.minimum(np.arange(height) // high, down - 1)
    columns = np.minimum(np.arange(width) // wide, across - 1)
    return np.asarray(labels[rows[:, None], columns[None, :]])


def _colours(pixels: NDArray[Any]) -> NDArray[np.float64]:
    """Return colours from 0 to 100, as lightness is; three dimensions in any case."""
    found = pixels.astype(float)
    found = found if found.ndim == 3 else found[..., None]
    low, high = float(np.nanmin(found)), float(np.nanmax(found))
    return np.nan_to_num((found - low) * (100 / (high - low) if high > low else 0))


def _assigned(points: NDArray[Any], labels: NDArray[Any], step: float) -> NDArray[Any]:
    """Give each pixel to the nearest centre, of those within two steps."""
    height, width, depth = points.shape
    flat, count = labels.ravel(), int(labels.max()) + 1
    sizes = np.bincount(flat, minlength=count)
    sums = [np.bincount(flat, each, count) for each in points.reshape(-1, depth).T]
    centres = np.stack(sums, axis=1) / np.maximum(sizes, 1)[:, None]
    best = np.full((height, width), np.inf)
    found = labels.copy()
    reach = int(np.ceil(2 * step))
    ys = np.bincount(flat, np.repeat(np.arange(height), width), count) / np.maximum(sizes, 1)
    xs = np.bincount(flat, np.tile(np.arange(width), height), count) / np.maximum(sizes, 1)
    for at in np.flatnonzero(sizes):
        top, left = max(0, int(ys[at]) - reach), max(0, int(xs[at]) - reach)
        window = np.s_[top : int(ys[at]) + reach + 1, left : int(xs[at]) + reach + 1]
        distance = ((points[window] - centres[at]) ** 2).sum(axis=2)
        nearer = distance < best[window]
        best[window][nearer] = distance[nearer]
        found[window][nearer] = at
    return found
