"""A linear layer in bfloat16 is not shifted by the rounding of its weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sam2core.model.balanced_linear import BalancedLinear


def layer() -> BalancedLinear:
    torch.manual_seed(0)
    return BalancedLinear(64, 48)


def tokens(*shape: int) -> Tensor:
    """Alike, as those of a picture are: what differs between them is a tenth of what they share."""
    torch.manual_seed(1)
    return torch.randn(64) + 0.1 * torch.randn(*shape, 64)


def in_bfloat16(linear: nn.Module, x: Tensor) -> Tensor:
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        return linear(x)


def shift(answer: Tensor, exact: Tensor) -> float:
    """Of the mean over all tokens, in which the rounding of outputs averages out."""
    return float((answer.float() - exact).flatten(0, -2).mean(0).abs().max())


def test_the_mean_of_the_outputs_stays() -> None:
    balanced, x = layer(), tokens(2, 32, 32)
    plain = nn.Linear(64, 48)
    plain.load_state_dict(balanced.state_dict(), strict=True)
    exact = plain(x).detach()
    assert shift(in_bfloat16(balanced, x), exact) < shift(in_bfloat16(plain, x), exact) / 3


def test_without_autocast_it_is_a_linear_layer() -> None:
    balanced, x = layer(), tokens(2, 9)
    with torch.inference_mode():
        assert torch.equal(balanced(x), nn.functional.linear(x, balanced.weight, balanced.bias))


def test_in_training_it_is_a_linear_layer() -> None:
    balanced, x = layer(), tokens(2, 9)
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(balanced(x), nn.functional.linear(x, balanced.weight, balanced.bias))


def test_an_item_of_a_batch_does_not_depend_on_the_others() -> None:
    balanced, x = layer(), tokens(3, 200)
    other = torch.cat([x[:1], -5 * x[1:]])
    assert torch.equal(in_bfloat16(balanced, x)[0], in_bfloat16(balanced, other)[0])


def test_new_weights_count_from_the_next_call_on() -> None:
    balanced, x = layer(), tokens(1, 9)
    in_bfloat16(balanced, x)
    with torch.no_grad():
        balanced.weight.zero_()
    assert in_bfloat16(balanced, x).float().sub(balanced.bias).abs().max() < 1e-2
