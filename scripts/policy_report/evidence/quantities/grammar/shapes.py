"""Shapes of names that hold a number and are no quantity, by what they name (rule 9)."""

from typing import Final

YEAR: Final = "(?:1[6-9]|20)[0-9]{2}"
TO: Final = "[-—–－~～─至到、和]"
HAN_FIGURE: Final = "一二三四五六七八九"
HAN_MONTH: Final = "(?:十[一二]?|[一二三四五六七八九正])"
HAN_DAY: Final = f"(?:[一二三]?十[{HAN_FIGURE}]?|[廿卅][{HAN_FIGURE}]?|[{HAN_FIGURE}])"
DAYS: Final = rf"[0-9]{{1,2}}(?:{TO}[0-9]{{1,2}}){{0,6}}[日号]"
MONTH_PART: Final = "(?:份|底|初|末|[上中下]旬)?"
YEAR_PART: Final = "(?:度|[末底初中])?"
HOUR: Final = "[0-9一二三四五六七八九十]{1,3}"
BEFORE_NOW: Final = "目此日之以提空年月天周时面当生事从史会最今"
"""Characters that make a word of their own with a following 前: 目前, 提前."""
MARKS: Final = r"\s，。、；：！？“”（）()"
NUMERAL: Final = "0-9%一二两三四五六七八九十百千万亿零〇余多几半"
COUNTED: Final = "点分年月日天夜人名件起宗死亡伤男女个成倍元支辆场项家户次条周载岁位台套把枚届轮至到或和及级大"
"""Characters that show that a numeral before them counts."""
ENGLISH_MONTHS: Final = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)

DATES: Final[dict[str, tuple[str, ...]]] = {
    "date in figures": (
        rf"{YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?[0-9]|3[01])(?![0-9%.])",
        rf"{YEAR}-(?:0[1-9]|1[0-2])(?![0-9%.])",
    ),
    "years": (
        rf"{YEAR}年?(?:{TO}{{1,2}}{YEAR}年?){{1,6}}{YEAR_PART}(?=$|[\s)，,。;；、期间的内]|[一-鿿])",
        rf"{YEAR}[—-]{{1,2}}[0-9]{{2}}(?=年|学年|赛季)年?",
    ),
    "year, month, day": (
        rf"{YEAR}(?:{TO}{YEAR}){{0,6}}\s?年{YEAR_PART}"
        rf"(?:\s?[0-9]{{1,2}}{TO}?[0-9]{{0,2}}月{MONTH_PART})?(?:{DAYS})?",
    ),
    "year in characters": (rf"[一二][〇零{HAN_FIGURE}]{{3}}年{YEAR_PART}",),
    "national calendar": (r"(?:民国|公元前?|公历|农历)[0-9一二三四五六七八九十]{1,4}年?",),
    "fiscal year": (r"[0-9]{2,4}年度",),
    "month": (rf"[0-9]{{1,2}}(?:{TO}{{1,2}}[0-9]{{1,2}})?月(?!龄){MONTH_PART}(?:{DAYS})?",),
    "month in characters": (rf"{HAN_MONTH}(?:{TO}{HAN_MONTH}){{0,6}}月{MONTH_PART}(?:{HAN_DAY}[日号])?",),
    "days of a month": (r"[0-9]{1,2}(?:[-—–~～至到、][0-9]{1,2}){1,6}[日号](?!内|以|左)",),
    "weekday": ("(?:周|星期|礼拜)[一二三四五六日天末](?:[至到、]周?[一二三四五六日天末])?",),
    "lunar day": (rf"(?:初|正月|腊月)[{HAN_FIGURE}十]{{1,2}}",),
    "clock": (
        r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?![0-9])",
        r"[0-9]{1,2}(?:时|点)(?:[0-9]{1,2}分|半|许|整|钟)",
        r"[0-9]{1,2}时(?!间|长|段)",
        rf"{HOUR}点(?:钟|半|整)",
    ),
    "hour of the day": (
        "(?:上午|下午|凌晨|中午|清晨|早上?|晚上?|傍晚|夜间|深夜|午后|午夜)"
        rf"{HOUR}[点时](?:[0-9]{{1,2}}分|半|许)?",
    ),
    "quarter": ("[一二三四1-4](?:[至到、—-][一二三四1-4])?季(?:度|报)",),
    "opening period": (
        f"(?:前(?<![{BEFORE_NOW}]前)|首|头(?![0-9]))[0-9两几{HAN_FIGURE}十]{{1,3}}个?多?"
        "(?:月|季度?|年|天|日|周|小时|批|期|届|次|轮|场)",
    ),
    "decade or century": (
        f"[0-9]{{2}}年代|[{HAN_FIGURE}]十年代",
        f"[0-9]{{1,2}}世纪|[一二十]{{1,3}}[{HAN_FIGURE}]?世纪",
        "(?:[56789][05]|[01]0)后",
    ),
    "anniversary": (f"[0-9{HAN_FIGURE}十百]{{1,4}}周年",),
    "English date": (
        rf"{ENGLISH_MONTHS}\.?\s[0-9]{{1,2}}(?![0-9])(?:,?\s[0-9]{{4}})?",
        rf"[0-9]{{1,2}}\s{ENGLISH_MONTHS}(?![a-z])(?:\s[0-9]{{4}})?",
    ),
}
CODES: Final[dict[str, tuple[str, ...]]] = {
    "title": (r"《[^》]{0,60}》",),
    "year of a document": (rf"[\[〔(（【]{YEAR}[\]〕)）】](?:[^\s，。；、]{{0,12}}[0-9]{{1,5}}号)?",),
    "formula": (
        r"[0-9A-Za-z]{1,4}(?:\+[0-9A-Za-z]{1,4}){1,8}(?:[>=][0-9N]{1,3})?\+?(?!%)",
        r"[0-9]{1,2}[×*x][0-9]{1,2}小时",
    ),
    "day of an event": (r"[0-9]{1,2}[·•・‧][0-9]{1,2}",),
    "document, house or line": (r"[0-9A-Za-z]++(?:[-—–·][0-9A-Za-z]++)*+(?:号|室|弄|#)",),
    "case": (r"[0-9]{3,4}(?=专案|特大|大案|案件?(?!\d))",),
    "telephone": (
        r"[0-9]{3,4}[-—–][0-9]{7,8}",
        r"[0-9]{3}[-—–][0-9]{3,4}[-—–][0-9]{4}",
        r"[0-9]++(?:[-—–][0-9]++){2,}+",
        r"1[3-9][0-9]{9}(?![0-9])",
        r"\+[0-9]{2,3}[- ][0-9-]{6,}",
    ),
    "hot line": (
        "(?:12389|96110|12345|12309|12388|12337|12321|12381|12377|12339|12306|12315|12348|10086|10010)"
        "(?![0-9,.万亿余多个起件宗名人元次条])",
    ),
    "network address": (r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.%])",),
    "version": (
        r"[0-9]\.0(?=版|时代|模式|升级|建设|工程|系统|平台|\+)",
        r"[vV][0-9]+(?:\.[0-9]+)*",
        r"(?:工业|版本|版|图|表|§|Art\.|Article|Section|Chapter|Table|Figure|No\.|Vol\.|pp?\.)"
        r"\s?[0-9]+(?:[.-][0-9]+)*",
    ),
    "letters with figures": (
        r"[A-Za-z]+-?[0-9][0-9A-Za-z.+-]*",
        r"[0-9]+(?!km|kg|bn|mn|KM|KG|GB|TB|MB|PB)[A-Za-z][0-9A-Za-z]*\+?级?",
    ),
    "unit label": (r"(?:单位|计量单位)[:：]?\s?[百千万亿]{1,2}[元人件起吨斤]",),
}
PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "quotation": (
        "[“‘「『](?![^”’」』]{0,12}(?:百分|分之|发案|全破|成以|翻番|破案率))"
        r"[^“”‘’「」『』，。；\n%‰0-9]{1,12}[”’」』]",
    ),
    "quoted code": (
        r"""[“‘「『"][^“”‘’「」『』，。；"\n%‰0-9]{0,8}[0-9A-Za-z·•・—\-+./]+"""
        """(?:号|专案|行动|案|大案|工程)?[”’」』"]""",
    ),
    "parallel": (
        f"一[^{MARKS}{NUMERAL}分点年月日天人名件起宗死伤男女个成倍元]{{1,2}}一[一-鿿]",
        f"[一二两三四五六七八九十百千万][^{MARKS}{NUMERAL}{COUNTED}]"
        f"[一二两三四五六七八九十百千万][^{MARKS}{NUMERAL}点个]",
    ),
    "rises and falls": (
        "(?<![0-9一二两三四五六七八九十])[一二两三四五六七八九][升降增减](?:[一二两三四五六七八九][升降增减]){1,3}",
    ),
    "session": (
        f"[{HAN_FIGURE}十]{{1,3}}届(?=[一-鿿]{{0,12}}?(?:全会|全国|人大|政协|中央|省委|市委|区委|县委|会议))",
        f"[0-9{HAN_FIGURE}十]{{1,3}}[中次]?(?:全会|次会议|次全会)",
        f"[{HAN_FIGURE}十]{{1,3}}中全会",
    ),
    "unit of an organisation": (
        f"[0-9{HAN_FIGURE}十]{{1,3}}(?:大队|中队|支队(?!伍)|分队|分局|公司|中院|监狱|医院|小学|小区)",
    ),
    "programme": ("[一二三五十](?:年|百日)(?:行动|规划|计划|攻坚)",),
}
