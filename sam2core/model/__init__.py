"""The network. Attribute names that hold parameters are the public checkpoints'; all else is ours."""
