from app.engine.media_reader import open_media
from app.engine.sample_clip import sample_clip


def test_the_sample_clip_opens_and_its_prompts_are_on_it() -> None:
    sample = sample_clip()
    with open_media(sample.path) as reader:
        media = reader.media
    assert (media.width, media.height, media.frame_count, media.has_audio) == (1280, 720, 100, True)
    for frame, prompts in sample.prompts.items():
        assert frame in media.frames
        assert any(click.positive for click in prompts.clicks)
        assert all(0 <= click.x < media.width and 0 <= click.y < media.height for click in prompts.clicks)


def test_the_licence_lies_beside_the_sample_clip() -> None:
    text = (sample_clip().path.parent / "LICENCE.md").read_text(encoding="utf-8")
    assert "Blender Foundation" in text
    assert "creativecommons.org/licenses/by/3.0" in text
