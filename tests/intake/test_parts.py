"""What one line of a sheet says: a label, a notice, a kind, a reference."""

from pressreleases.intake.lines import read_blocks
from pressreleases.intake.parts import Role, kind_of_title, parts_of


def role_of(text: str) -> Role:
    (block,) = read_blocks(text)
    return parts_of(block.first)[0].role


def test_a_check_in_other_words_is_a_notice_and_a_speech_is_not() -> None:
    assert role_of("Проверяется по мере произнесения") is Role.NOTICE
    assert role_of("Please check it against what is delivered") is Role.NOTICE
    assert role_of("Discours prononcé par M. Karim Solt") is not Role.NOTICE
    assert role_of("Delivery of the First Trees") is not Role.NOTICE


def test_a_joint_communique_in_chinese_is_no_press_release() -> None:
    assert kind_of_title("南岭国与北川国联合新闻公报")[0] == "statement"
    assert kind_of_title("南岭国新闻公报")[0] == "press-release"
