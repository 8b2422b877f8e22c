"""Every tool of the viewer, in the order of the tool bar."""

from __future__ import annotations

from app.ui.viewer_brushes import BrushTool, EraserTool, LassoTool, PaintTool
from app.ui.viewer_shapes import ShapeTool
from app.ui.viewer_tools import BoxTool, ClickTool, HandTool, Tool

TOOLS: tuple[type[Tool], ...] = (
    *(ClickTool, BoxTool, LassoTool, BrushTool, EraserTool, PaintTool),
    *(ShapeTool, HandTool),
)
