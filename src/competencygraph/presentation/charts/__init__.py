"""Charts of answers: a grid, a ladder, two sides; each with its content in words."""

from competencygraph.presentation.charts.chart import Chart, chart_format
from competencygraph.presentation.charts.choice import chart_of
from competencygraph.presentation.charts.content import Grid, GridCell, Ladder, Rung, SidePair, TwoSides

__all__ = ["Chart", "Grid", "GridCell", "Ladder", "Rung", "SidePair", "TwoSides", "chart_format", "chart_of"]
