"""Units and classifiers, and what the convention calls them.

`unit(次)`: the characters in brackets make another word with the unit if they follow it.
"""

from typing import Final

TIME_UNITS: Final = """
    年(级代龄底初末会报鉴货检轻) 载(体入重明客货) 月 周(年边口围末期刊密全一二三四五六日) 星期 礼拜
    天(气津下然空网) 日(报常前后益夜起子记历程均) 小时 钟头 分钟 秒钟 秒 刻钟 昼夜 夜(间晚里市班) 季度
    学年 工作日 交易日 自然日 世纪 年头
"""
MEASURED_UNITS: Final = """
    元(旦月年首素件) 角钱 块钱 美元 美金 港元 港币 欧元 日元 英镑 澳元 加元 新元 韩元 卢布 卢比 泰铢 台币
    新台币 澳门元 人民币 平方公里 平方千米 平方米 平米 平方英尺 平方尺 立方米 公里 千米 厘米 毫米 海里
    英里 英尺 米(线饭粉) ㎡ km² 公吨 吨 公斤 千克 毫克 克(服拉隆勤制) 斤 公顷 亩 毫升 升(至到级高) 千瓦时 千瓦
    毫克/100毫升 ℃ 摄氏度 兆瓦 里(程面) 岁 周岁 倍(增率) 成(立功为员果都本效绩长年就熟交活因群批片体) 番 百分点 折
    字节 兆 吉瓦
"""
COUNTED_UNITS: Final = """
    人次 件次 艘次 架次 班次 车次 辆次 台次 台套 套次 场次 户次 批次 期次 条次 人天 笔次 例次 项次 家次
    宗次 轮次 起次 株次 艇次 人口 人份 户数 课时 学时 机时 工时 人(民工均才物力大脸) 名(单录称义誉额)
    位次 位(居列于置) 口(径岸头号碑供) 户(籍口外均) 起(来步诉草初源点重飞) 件 宗(旨教族地)
    例(如外行会题证) 桩 单(位独一纯方) 笔(录试者迹) 次(会日年于要元方产全) 批(捕准评复示发量改判)
    场(所地馆面景合) 轮(驱胎船流岗换值番回椅廓训机) 项(目) 类(似型别比) 大类 小类 种(植子族地田)
    份(额子量) 张(某家力扬开贴) 枚 发(展现生布出放动达挥言明行送改) 颗 粒 把(关握控守手)
    支(队部出付持撑配援架流柱书) 支(队) 枝 只(有要能是需用为不在会) 匹 条(例件款约理目) 艘 架(构设) 辆
    台(湾风州账北南中胞海阶) 套(路取现牌餐利) 座(谈位落机) 栋 幢 间(隔接谍断) 处(级长理置罚分于警以)
    所(以有属谓在长得需) 部门 部委 部(署队级分位长落督曲) 家(庭长属乡族) 块(链) 片(区面段警)
    本(市省地人月届科案金质报土色) 册 卷(宗入款) 篇(章) 幅(度) 封(闭锁控顶存堵) 个
    对(于象外内接比应手方抗付策话面联照待) 组(织成建合长团) 股(份东票市权价) 伙(伴同食) 群(众体发主) 瓶
    箱 包(括含围裹装庇容干) 袋 桶 盒 罐 株 棵 具(有体备) 席(位) 票(据房价数证否决) 张次 层(级面次) 剂次
    剂 针次 针 副(局所职主总厅) 双(方边向重创减) 警种 省份 省区市 省市 县市区 地市 区县 款(项式)
    死(刑者于) 伤(害者势情) 亡 男(子性生孩方友人童) 女(子性生儿孩方友士人童) 张床位 个位次 趟 顶 辆份 届
    期(间货限末待) 回合 盘 串 吊 部次 连冠 职级 城次
"""
ARABIC_UNITS: Final = """
    度(假过量数日) 分(之别析类布公局所成红享支行) 里 点(钟半整) 道(路德理具歉) 门(店禁诊户口槛市牌票)
    头(部条像目号脑等) 节(约省假目) 案(件发情例子由卷值) 省(级厅委内长) 县(级城域委长局)
    市(级民区局委场长) 国(家道际内有务) 镇(级长) 村(民级委) 字(体幕号样典) 晚 名次 回(复家应) 款(项) 版
    例 词 步 页 行 票 艇 层 路(公口线段) 队(伍员长)
"""
"""Units that are words or names after a small number in characters, and units only after figures."""
COUNT_NOUNS: Final = """
    警力 民警 辅警 群众 干警 学生 企业 学校 市民 居民 村民 党员 干部 志愿者 网民 用户 人员 岗位 嫌疑人
    对象 师生 老人 家庭 农户 商户 员工 职工 官兵 队员 代表 委员 选手 观众 游客 旅客 车辆 探头 摄像头 案件
    警情 线索
"""
"""Nouns that are counted without a classifier: 1200警力."""
LEVEL_NOUNS: Final = """
    审批 架构 打击 侦查 指挥 体系 网络 机制 平台 中心 审核 管理 研判 调度 网格 巡防 防控 复核
    把关 办案 反诈 监督 督导 调解 治理 服务 预警 合成 作战 情报 财政 政府 公安 法院 检察
"""
"""Nouns that are divided into levels: 三级审批 counts three levels; 三级英模 names a grade (rule 9)."""
LEVEL_LISTS: Final = (
    "市县 省市县 县乡村 县乡 部省市 市县乡 部省市县 省市 市区 区县 县镇村 市区县 区镇村 镇村 中央地方 省县"
)
PRINTED_AS: Final = {
    "死": "人", "伤": "人", "亡": "人", "男": "人", "女": "人", "百分点": "pp", "秒钟": "秒", "块钱": "元",
    "人民币": "元", "美金": "美元", "钟头": "小时", "个位次": "位次", "km²": "平方公里",
}  # fmt: skip
"""Units that the convention calls by another name."""
ENGLISH_UNITS: Final = {
    "percentage points": "pp", "percentage point": "pp", "percent": "percent", "per cent": "percent",
    "billion yuan": "元", "yuan": "元", "rmb": "元", "us dollars": "美元", "dollars": "美元", "hk dollars": "港元",
    "euros": "欧元", "years": "年", "year": "年", "months": "月", "month": "月", "weeks": "周", "week": "周",
    "days": "天", "day": "天", "hours": "小时", "hour": "小时", "minutes": "分钟", "minute": "分钟",
    "seconds": "秒", "people": "人", "persons": "人", "person": "人", "suspects": "人", "cases": "起", "case": "起",
    "times": "倍", "tonnes": "吨", "tons": "吨", "kilograms": "公斤", "kilometres": "公里", "kilometers": "公里",
    "mg/100ml": "毫克/100毫升", "mg": "毫克",
    "gb": "GB", "tb": "TB", "pb": "PB", "mb": "MB", "kg": "公斤", "km": "公里", "km2": "平方公里",
}  # fmt: skip
CURRENCY_SIGNS: Final = {
    "US$": "美元", "HK$": "港元", "NT$": "元", "人民币": "元", "美金": "美元", "港币": "港元",
    "RMB": "元", "CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元",
    "¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑",
}  # fmt: skip
PER_PEOPLE: Final = {100: "per_100", 1000: "per_1k", 10**4: "per_10k", 10**5: "per_100k", 10**6: "per_1m"}
ARTICLES: Final = """
    个 种 次 批 场 起 条 份 套 把 面 片 块 张 盘 层 股 组 类 对 双 遍 家 座 位 项 部 处 轮 门 台 所 篇 幅
    群 伙 副 头 款 本 封 趟 回 例 串 间 支 道 口 户
"""
"""Classifiers with which a bare 一 is the article "a", not a count of one."""
SOLID_UNITS: Final = "元 美元 港元 港币 欧元 斤 公斤 吨 克 公里 米 亩 公顷 小时"
"""Units with which a bare 百, 千 or 百万 (no figure) is an amount: 千元, but not 百家."""
AMOUNT_CLASSES: Final = "案件 大案 要案 富翁 企业 项目 户 村 镇 县 乡 级 工程 产业 案"
"""Nouns that make a class of a bare amount: 百万元案件."""
TERMS: Final = "届 期 次 轮"
"""Classifiers of numbered meetings, counted only after one of `REPEATED`: 连续四届."""
REPEATED: Final = """
    连续 蝉联 累计 先后 共 荣获 获 获得 举办 开展 连任 召开 历经 近 已 一连 接连 组织 开办 第
"""
WINDOW_UNITS: Final = "年 月 日 天 周 季度 星期"
"""Units of the windows of recency (rule 3)."""
