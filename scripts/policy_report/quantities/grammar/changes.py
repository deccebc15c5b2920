"""Words of change, their bases, and the way from one level to another (rule 7)."""

from typing import Final

UP: Final = """
    上升 增长 增加 提高 提升 上涨 增多 扩大 回升 飙升 激增 攀升 猛增 剧增 大增 急增 急升 大升 微升 微增
    略升 略增 增幅 升幅 涨幅 增速 增长率 增长幅度 上升幅度 净增长 净增加 净增 增 升 涨 飙 递增 提速 加快
    延长 多了 上浮 反弹 走高 高出 多出 领先 上扬 上调 增高 猛涨 暴涨 暴增 陡增 骤增 骤升 倍增 翻 ↑ rose rise
    rises risen increased increase increases grew grow grows growth climbed climb jumped jump surged
    surge up gained gain soared higher
"""
DOWN: Final = """
    下降 减少 降低 下跌 回落 下滑 降幅 跌幅 减幅 缩短 缩减 收窄 压降 压减 压缩 萎缩 锐减 骤降 骤减 大降
    大减 少了 大跌 急跌 急降 急减 猛降 微跌 微降 略降 略减 下挫 滑落 放缓 减缓 递减 缩小 下调 下浮 走低 降 减
    跌 落后 ↓ 负增长 下降幅度 减少幅度 降低幅度 精简 减低 fell fall falls fallen dropped drop drops
    declined decline declines decreased decrease decreases down reduced reduction lower slid shrank
    plunged plunge slumped
"""
COMPARED: Final = {"高": 1, "多": 1, "低": -1, "少": -1, "高于": 1, "低于": -1, "多于": 1, "少于": -1}
"""Adjectives that are changes after a base (比去年同期高4.5个百分点), or with percentage points."""
TRANSITIVE: Final = "增加 减少 多 少 压减 缩减 净增 压降 精简"
"""Changes whose number may follow its noun: 减少发案1200起."""
TRENDS: Final = "增长 下降 上升 上涨 下跌 攀升 回落 下滑 提升 走低 走高 领先 落后 提前 精简"
"""Changes that cannot be measured in time: 连续下降5年 is a level of five years."""
FILLERS: Final = """
    了 率 幅度 幅 速度 的 比例 达到 高达 达 为 是 在 已 均 各 分别 都 更 又 再 就 共 总计 累计 也 仍 至今
    计 有 大幅 整整 将 可 可达 多达 只有 只 仅 仅为 仅有 已达 已有 值 总值 价值 : ( by of a an total was
    were is has have about
"""
"""What may stand between a change and its number: 降幅达51.9%."""
HEDGE_FILLERS: Final = "了 合 达到 达 到 为 占 有 值 总值 价值 在 a an of"
"""What may stand between a hedge and its number: 约值1.2亿元."""
NAMED_LEVELS: Final = """
    自然增长率 新增 晋升 增加值 增值 减少损失 减少经济损失 减灾 增援 占比 对比 比重 比例 比率 百分比 超级
    多达 高达 至今 以上 以下 提前介入 领先水平
"""
"""Words that hold a change or hedge word but mean none."""
YEAR_ON_YEAR: Final = """
    同比 比上年 比去年 较上年 较去年 比上一年 较上一年 比前一年 较前一年 按年 去年同期 上年同期 与去年
    与上年 和去年 同去年 同上年 比同期 较同期 年增率 年增 年减 年升 年跌 比降 比升 比增 比减 year_on_year
    year-on-year yoy y-o-y from_a_year_earlier from_a_year_ago from_the_previous_year
    compared_with_the_previous_year over_the_previous_year over_a_year_earlier on_the_previous_year
    compared_with_a_year_earlier than_a_year_earlier than_the_previous_year
"""
OTHER_BASE: Final = """
    环比 按月 按季 比上月 较上月 比上季度 较上季度 比上个月 较上个月 年均 月均 日均 比前年 较前年
    month_on_month month-on-month from_the_previous_month 比 较 月增 月减
"""
ARRIVING: Final = "至 到 to"
"""What turns a change into a level: 降至, 上升到."""
BECOMING: Final = """
    → ⟶ -> 变为 变成 变 转变为 调整为 调整到 调整至 发展到 发展至 发展为 扩展到 扩展至 扩大为 优化为
    优化至 优化到 调至 调到 压到 压至 控制在 增为 减为 降为 升为 缩短为 压缩为 提高为 提升为 减少为
    增加为 扩充到 扩充至 拓展到 拓展至 壮大到 跃升至 跃升到 跃升为 推进到 达到 增长为
"""
"""What carries a level over after 由 or 从."""
ORIGINS: Final = "由 从 自 from"
RISING_ENDINGS: Final = "增长 增幅 增加 升幅 涨幅 提升 上升 增量 上涨 increase rise growth"
FALLING_ENDINGS: Final = "下降 降幅 减少 跌幅 减幅 降低 下跌 decrease decline drop fall"
"""Changes that follow their number: 2.4万人的净增长."""
FIXED_CHANGES: Final = {
    "翻番": 100,
    "翻倍": 100,
    "减半": -50,
    "零增长": 0,
    "doubled": 100,
    "tripled": 200,
    "halved": -50,
}
"""Changes that are one word, in percent."""
