"""sam2core: our own implementation of SAM 2 (arXiv:2408.00714). Usable alone; needs only torch and numpy."""

from sam2core.checkpoint import build_model, load_checkpoint
from sam2core.config import CONFIGS, EMBEDDED, ModelConfig
from sam2core.encoding_store import EncodingStore
from sam2core.errors import CheckpointError, ImageSizeError, PromptError, Sam2Error, UnknownModelError
from sam2core.image_predictor import ImagePredictor
from sam2core.prediction import Prediction
from sam2core.video_predictor import VideoPredictor
from sam2core.window_predictor import WindowPredictor

__all__ = [
    "CONFIGS",
    "EMBEDDED",
    "CheckpointError",
    "EncodingStore",
    "ImagePredictor",
    "ImageSizeError",
    "ModelConfig",
    "Prediction",
    "PromptError",
    "Sam2Error",
    "UnknownModelError",
    "VideoPredictor",
    "WindowPredictor",
    "build_model",
    "load_checkpoint",
]
