"""Words that say all, none or a rank (rules 5, 6 and 8)."""

from typing import Final

FULL_WORDS: Final = "全破 全侦破 全侦全破 百分百"
FULL_ADVERBS: Final = "全部 悉数 均 全都 全数 无一例外"
"""Adverbs that say *all* when a verb of completion follows or the clause ends."""
COMPLETIONS: Final = """
    侦破 破获 告破 破案 破 抓获 到案 归案 落网 达标 完成 办结 整改 追回 覆盖 配备 建成 到位 上线 投入
    通过 合格 兑现 返还 发还 起诉 化解 移送 入驻 落实 联网 接入 纳入 处置 打掉 缴获 查处 录入 关停 捣毁
    查获 认罪 判 结案 清零 清理 销号 摘帽 脱贫 安装 启用 运行 受理 回复 答复 反馈 办理 移交 审结 执结
    公开 成功 得到 实现 抓捕 缉拿 追缴 挽回 解决 安置 救出 获救 解救 找回 破解 侦结 查清 查明 查实 立案
    清退 封停 冻结 拦截 止付 退还 交付 竣工 开工 录取 回访 摧毁 铲除 收缴 逮捕 刑拘 获刑
"""
ZERO_NOUNS: Final = """
    发案 命案 事故 案件 上访 非访 伤亡 差错 投诉 发生 失误 死亡 警情 逃犯 感染 漏管 脱管 违纪 违法 缺陷
    遗漏 失控 火灾 溺亡 炸弹 举报 信访 积压
"""
FIRST_PLACES: Final = "首位 榜首 首名 头名 之首 居首 居首位 魁首"
RANK_NOUNS: Final = "名 位 强 甲"
RANK_GRADES: Final = "大 高 低 多 少 快 慢 好 长"
