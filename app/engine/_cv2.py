"""OpenCV for the engine's modules; see `app.opencv`."""

from app.opencv import cv2

__all__ = ["cv2"]
