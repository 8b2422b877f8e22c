"""Measuring: the DAVIS definitions of J and F, and the protocols that use them."""
