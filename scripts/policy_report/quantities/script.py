"""Fold every script in use into one, character for character, so that spans stay true (rule 10)."""

import re
from typing import Final

from policy_report.quantities.grammar.numbers import ENGLISH_COUNTED, ENGLISH_FIGURES, FINANCIAL

TRADITIONAL: Final = (
    "萬万億亿兩两幾几數数點点個个餘余輛辆發发張张冊册槍枪噸吨歲岁週周時时鐘钟鍾钟間间內内過过將将達达約约較较長长減减漲涨貶贬擴扩縮缩飆飙飇飙環环從从轉转為为爲为於于與与會会級级項项種种"
    "類类條条隻只臺台檯台棟栋處处屆届連连續续戶户場场輪轮組组隊队夥伙單单筆笔顆颗雙双對对頭头頁页課课節节層层圓元圆元圜元鎊镑幣币韓韩歐欧盧卢銖铢畝亩頃顷釐厘裡里裏里歷历經经來来後后總总"
    "計计佔占獎奖獲获罰罚滿满僅仅祇只衹只無无還还並并啟启預预訂订車车號号線线話话電电專专開开業业務务機机關关國国際际區区縣县鄉乡鎮镇廳厅檢检決决審审議议殺杀偵侦緝缉損损傷伤獄狱齡龄壓压"
    "調调創创紀纪錄录報报擊击詐诈騙骗贓赃賭赌館馆門门樓楼員员隨随雖虽衆众眾众產产價价銷销額额稱称漸渐驟骤劇剧昇升陞升穩稳趨趋勢势嚴严倉仓寶宝貝贝財财貨货質质賬账購购賽赛贏赢跡迹蹤踪邊边"
    "運运進进遠远適适選选遺遗鄰邻醫医釋释鈔钞銀银鋪铺錢钱鏈链閉闭閱阅陸陆陽阳階阶雜杂離离難难雲云靈灵靜静響响順顺須须頓顿領领題题願愿風风飛飞馬马驗验驚惊體体髮发魚鱼鮮鲜麗丽黨党齊齐齒齿"
    "龍龙東东樂乐術术認认該该說说請请證证識识譜谱變变讓让豐丰負负貴贵費费資资賠赔贊赞趕赶輕轻輯辑農农遲迟遞递鉅巨銳锐錯错鐵铁閃闪闊阔隱隐雞鸡韌韧頻频顯显驅驱擁拥擇择擔担據据擾扰攝摄攜携"
    "敗败敵敌斷断暫暂極极構构標标樣样橋桥檔档權权歡欢歸归毀毁氣气沒没況况淨净淚泪測测準准溫温滅灭滯滞漢汉潛潜烏乌煙烟熱热牽牵狀状獨独現现瑪玛畢毕畫画異异當当療疗監监盤盘確确碼码礎础禍祸"
    "禦御稅税積积穫获窩窝竄窜競竞籌筹簽签籤签糾纠結结給给絕绝統统維维綜综緊紧緣缘編编緩缓績绩織织繫系罷罢聯联聲声職职聽听脅胁腦脑舉举舊旧莊庄華华葉叶蓋盖藥药虧亏補补裝装製制複复見见規规"
    "視视親亲覺觉觀观訊讯討讨訓训託托記记訪访設设許许訴诉診诊詢询試试詳详誤误談谈論论諮谘講讲謀谋護护讀读貫贯貪贪責责賊贼賣卖賺赚贈赠軍军輔辅輸输轄辖辦办遊游違违鄭郑釘钉録录閒闲闆板頒颁"
    "顧顾颱台飲饮養养駐驻騰腾騎骑鬆松鬥斗優优傳传債债僑侨儘尽償偿儲储兒儿兇凶凍冻別别刪删則则剛刚劃划劑剂勝胜勞劳動动勵励匯汇協协卻却厲厉參参叢丛問问啓启喪丧嗎吗圍围園园圖图團团執执堅坚"
    "塊块塵尘壞坏夠够夢梦奪夺奮奋婦妇學学寫写寬宽實实導导屬属嶺岭島岛師师帶带幫帮幹干庫库廣广強强彈弹彙汇徑径復复徹彻恆恒恥耻態态慘惨慣惯憂忧應应戰战戲戏拋抛挾挟掃扫掛挂採采換换揮挥搶抢"
    "搖摇撥拨擬拟貳贰弍二叄叁"
)
"""Pairs of a traditional character and its simplified form."""

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？～－"}
_SIGNS = {"﹪": "%", "﹐": ",", "﹒": ".", "∶": ":"}
_ODD_DIGITS = {chr(0x1D7CE + n): str(n % 10) for n in range(50)}
_FOLDED: Final = str.maketrans(
    dict(zip(TRADITIONAL[::2], TRADITIONAL[1::2], strict=True)) | _WIDE | _SIGNS | _ODD_DIGITS
)
_CHANGED: Final = re.compile(f"[{re.escape(''.join(chr(code) for code in _FOLDED))}]")
_FINANCIAL: Final = str.maketrans(FINANCIAL)
_RUN: Final = re.compile("(?<![队大收登放三])[壹贰叁肆伍陆柒捌玖拾佰仟万亿零百千十]{2,}|[壹贰叁柒捌玖弌弍弎]")
_CIRCLE: Final = re.compile("(?<=[〇零一二三四五六七八九])○+")
_WORD: Final = "|".join(ENGLISH_FIGURES)
_ENGLISH: Final = re.compile(
    rf"(?i)(?<![a-z-])({_WORD})(?=\s(?:(?:and|or|to)\s(?:{_WORD})\s)?(?:{ENGLISH_COUNTED})(?![a-z]))"
)
_SIGNAL: Final = re.compile("[壹贰叁肆伍陆柒捌玖拾佰仟弌弍弎]")


def fold(text: str) -> str:
    """Write a text in simplified characters and plain digits (rule 10).

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        A text of the same length: the character at an index stands for the one at that index.

    Examples
    --------
    >>> fold("２８萬３６２２")
    '28万3622'
    >>> fold("叁拾万元")
    '三十万元'
    >>> fold("eight per cent of crimes")
    '00008 per cent of crimes'
    """
    if _CHANGED.search(text):
        text = text.translate(_FOLDED)
    if _SIGNAL.search(text):
        text = _RUN.sub(lambda run: run.group().translate(_FINANCIAL), text)
    if "○" in text:
        text = _CIRCLE.sub(lambda zeros: "〇" * len(zeros.group()), text)
    return _ENGLISH.sub(_figure, text)


def _figure(word: re.Match[str]) -> str:
    """Write an English number in figures, with zeros before it to keep the length."""
    return str(ENGLISH_FIGURES[word[1].lower()]).zfill(len(word[1]))
