"""Words that hedge a number (rules 1 to 4)."""

from typing import Final

from policy_report.quantities.quantity import Qualifier

BEFORE: Final[dict[Qualifier, str]] = {
    Qualifier.MORE_THAN: """
        超过 超 逾 突破 多于 大于 高于 超出 不止 不只 涨破 升破 超逾 高过 多过 more_than
        over above exceeding exceeds exceeded exceed in_excess_of surpassing surpassed topped
    """,
    Qualifier.AT_LEAST: """
        大于等于 大于或等于 不低于 不少于 不小于 不下于 不下 不短于 至少 最少 最低 起码 年满 已满 保底 少说 at_least
        no_less_than not_less_than no_fewer_than not_fewer_than a_minimum_of
    """,
    Qualifier.LESS_THAN: """
        不足 不到 不满 未满 未到 未达到 未达 没到 没有达到 低于 少于 小于 短于 跌破 降破 不及 未及
        less_than fewer_than under below
    """,
    Qualifier.AT_MOST: """
        小于等于 小于或等于
        不超过 不超 不多于 不高于 不大于 不长于 不得超过 未超过 没超过 没有超过 不逾 封顶 至多 最多 最高
        顶多 at_most no_more_than not_more_than up_to not_exceeding within a_maximum_of
    """,
    Qualifier.NEARLY: "近 将近 接近 逼近 直逼 几近 几乎 nearly almost close_to approaching",
    Qualifier.APPROX: "约 大约 约为 约莫 大概 大致 差不多 about around approximately roughly some circa",
}
REACHING: Final = "至少 最少 最低 起码 至多 最多 最高 顶多"
"""Hedges that govern a number a few words away: 最高可获2万元, 最高奖50万."""
AFTER: Final[dict[Qualifier, str]] = {
    Qualifier.AT_LEAST: "以上 及以上 或以上 之上 起步 or_more or_above and_above or_over and_over",
    Qualifier.AT_MOST: "以下 及以下 或以下 以内 之内 之下 封顶 为限 or_less or_fewer or_below and_below",
    Qualifier.APPROX: "左右 上下 or_so",
    Qualifier.OVER: "有余 出头 开外",
}
NOT_NEAR: Final = "最附临靠接将邻亲就远贴切"
"""Characters that make a word of their own with a following 近."""
NOT_ABOUT: Final = "合预节纽条违签公履相邀爽失誓特集婉隐简俭租契盟毁解制"
"""Characters that make a word of their own with a following 约."""
DURATIONS: Final = """
    历时 长达 达 耗时 费时 用时 为期 持续 历经 经过 潜逃 逃亡 追逃 追踪 追捕 追查 出逃 外逃 在逃 潜藏
    藏匿 躲藏 隐匿 逃匿 逃 服刑 从警 工作 时隔 跨度 坚守 奋战 蹲守 鏖战 经营 侦查 攻坚 扎根 等待 等 花
    花费 缩短 延长 减少 增加 提前 推迟 了 长 共 有 需 需要 要 仅 只 已 连续 坚持 隐姓埋名 苦等 失联 失散
    分离 关押 羁押 拖欠 打拼 走失 失踪 守候 侦办 跟踪 调查 审理 服役 任职 从业 从教 从医 驻村 卧底 间隔
    相隔 拖延 拖 积压 沉寂 过去
"""
"""What stands before an amount of time; without one, 近三年 is a window of recency (rule 3)."""
DURATION_NOUNS: Final = """
    时间 时光 光阴 之久 努力 侦查 追捕 潜逃 奋战 等待 生涯 经验 历史 历程 岁月 坚守 警龄 工龄 党龄 驾龄
"""
"""What an amount of time is the measure of: 近30年的警察生涯."""
