"""The words of all figures in both languages, in one place: key, English, Chinese."""

LABELS: dict[str, tuple[str, str]] = {
    # places
    "jiaxing": ("Jiaxing", "嘉兴"),
    "sanming": ("Sanming", "三明"),
    "zhejiang": ("Zhejiang", "浙江"),
    "fujian": ("Fujian", "福建"),
    "china": ("China", "全国"),
    "elsewhere": ("Other provinces", "其他省份"),
    "rank_of": ("(table and number of units ranked not published)", "（排名表与参评单位数未公布）"),
    # ranges
    "percent_range": ("{low}–{high}%", "{low}%至{high}%"),
    "percent_signed": ("{low}% to {high}%", "{low}%至{high}%"),
    # the source line
    "source": ("Source: {names}. Every value is traced in Appendix A.", "资料来源：{names}。各数值出处见附录A。"),
    "and_others": ("; and {count} others", "；另有{count}家"),
    # claims
    "with_place": ("{name} ({place})", "{name}（{place}）"),
    "kind_level_percent": ("Rates and shares: level", "比率：水平"),
    "kind_level_percent_note": (
        "Different numerators and denominators: not comparable with each other. Line at 100%.",
        "分子分母各不相同，彼此不可比。竖线为100%。",
    ),
    "kind_change_percent": ("Changes on the year before", "同比变化"),
    "kind_change_percent_note": (
        "Base figures not published. The +55% of the clearance rate may be percent or percentage points.",
        "基数均未公布。破案率“+55%”是百分比还是百分点，原文未说明。",
    ),
    "kind_rank": ("Ranks", "名次"),
    "kind_rank_note": ("Stated without a table.", "均未附排名表。"),
    "claims_key": (
        "Filled mark: number as published. Mark with arrow: a bound that is included (filled, “at least”) or not"
        " (hollow, “more than”).",
        "实心为公布的数值；带箭头者为界限，实心含本数（“以上”），空心不含（“超过”）。",
    ),
    "claims_frames": (
        "Rows whose lines at the left join have a licence to be compared; where each has a line of its own, none has.",
        "左侧竖线相连的各行可比；竖线各自断开的，彼此不可比。",
    ),
    "claims_inferred": (
        "* Year or period inferred, not printed. All figures are reported by the police or by press that quotes them.",
        "* 时期系推断，原文未载。各数均由公安机关自报或由媒体转述。",
    ),
    # series
    "measure_filed": ("Cases filed, thousands", "立案数（万起）"),
    "measure_total": ("Cases, filed or occurred, thousands", "案件总量（万起）"),
    "measure_cleared": ("Cases cleared, thousands", "破案数（万起）"),
    "measure_rate": ("Clearance rate", "破案率"),
    "sanming_centre": ("Sanming centre", "三明中心"),
    "jiaxing_centre": ("Jiaxing centre", "嘉兴中心"),
    "none_published": ("none published", "未公布"),
    "series_key": (
        "Filled: published, of a whole year. Hollow: computed, or of part of a year. Bars: rounding; dotted: the usual"
        " sense of “over”.",
        "实心：公布的全年数。空心：由公布数推算，或非全年数。竖线：四舍五入的界限；点线：“余”按通常用法的界限。",
    ),
    "provincial_note": (
        "Each panel has a scale of its own, from zero: the provinces do not compare. Lines join consecutive whole"
        " years. Fujian 2020: to 25 December; cleared = filed × rate. Zhejiang: filed or occurred is not stated;"
        " cleared: January to November 2023; bound: the one over the other. Dashed line: a break in recording.",
        "各图坐标自成一格，均自零起，两省数字不可比。仅连接相邻的全年数。福建2020年：至12月25日；破案数＝立案数×破案率。浙江："
        "立案或发案未说明；破案数为2023年1—11月；上限为二者之比。虚线：立案口径有变。",
    ),
    "filed": ("filed", "立案"),
    "cleared": ("cleared", "破案"),
    "national_filed_en": ("Criminal cases, millions", ""),
    "national_filed_zh": ("", "刑事案件（万起）"),
    "national_rate": ("Clearance rate", "破案率"),
    "national_homicide": ("Homicide cases", "杀人案件（起）"),
    "national_fatal": ("Fatal violence per 100,000", "每10万人命案数"),
    "implied": ("computed from a\npublished change", "由公布的\n变化率推算"),
    "national_note": (
        "Lines join consecutive years only. Crosses: an aggregator’s totals that contradict the ministry’s change for"
        " 2023; used in no trend. Triangles: not known to count what the rest of the series counts.",
        "仅连接相邻年份。叉号：某汇总网站的总数，与公安部公布的2023年变化不符，不用于趋势。"
        "三角：与序列其余各点是否同一口径不明。",
    ),
    # city context
    "context_people_en": ("Resident population, millions", ""),
    "context_people_zh": ("", "常住人口（万人）"),
    "context_gdp_en": ("GDP, billion yuan, current prices", ""),
    "context_gdp_zh": ("", "生产总值（亿元，当年价）"),
    "context_density": ("People per km², 2020", "人口密度（人／平方公里，2020年）"),
    "context_gdp_per_head": ("GDP per head, yuan, 2020", "人均生产总值（元，2020年）"),
    "context_residents": ("Residents per registered person, 2021", "常住人口与户籍人口之比（2021年）"),
    "context_note": (
        "Filled: on the basis of the 2020 census, or final. Hollow: before the census, preliminary, expected, or"
        " vintage not stated. Lines join consecutive years of one vintage. Empty bars: computed from figures that do"
        " not compare.",
        "实心：与2020年普查衔接或最终核实数。空心：普查前口径、初步核算、预计数或口径不明。仅连接同一口径的相邻年份。空心条形：由口径不同的数字算得。",
    ),
    "not_comparable": ("Not comparable: {reasons}", "不可比：{reasons}"),
    # licences
    "licences_title": ("Jiaxing (rows) against Sanming (columns)", "嘉兴（行）与三明（列）"),
    "licences_words": ("no number", "无数字"),
    "licences_yuan": ("{value} yuan", "{value}元"),
    "licences_with_value": ("{name}: {value}", "{name}：{value}"),
    "licences_reason": ("{letter} {name}", "{letter}＝{name}"),
    "licences_note": (
        "Letters: what bars a comparison as published, the first one in bold. {reasons}.",
        "格内各字为不可按原样比较之因，首要者加粗。{reasons}。",
    ),
    # timeline
    "lane_country": ("China and other provinces", "全国及其他省份"),
    "lane_zhejiang": ("Jiaxing and Zhejiang", "嘉兴与浙江"),
    "lane_fujian": ("Sanming and Fujian", "三明与福建"),
    "kind_reform": ("reform", "改革"),
    "kind_precursor": ("precursor", "先行做法"),
    "kind_publication": ("publication", "公开发布"),
    "kind_personnel": ("personnel", "人事"),
    "kind_context": ("national rule or context", "全国性举措或背景"),
    "timeline_note": (
        "Coloured text: the city itself. Years without an event are left out; bands are as high as their text."
        " * Date inferred. Dates of publication stand for events whose own date was not published.",
        "彩色文字为本市事件。无事件的年份从略，各年高度随文字而定。* 日期系推断。事件日期未公布者以发布日期代之。",
    ),
    # peers
    "peers_title": ("Founded, or known to exist", "成立或已知存在的时间"),
    "peers_undated": ("No date in what could be read: {names}.", "所见文本未载日期：{names}。"),
    "list_comma": ("; ", "、"),
    "peers_note": (
        "Filled: date stated (a year alone at mid-year). Hollow: inferred. Bar with arrow: in existence by then,"
        " founded then or earlier. Dots at the left: filled where branches, staff, tiers or a headline figure are"
        " published. Found by searching, not a census of such bodies.",
        "实心：日期明载（仅有年份者置于年中）。空心：推断。短线加箭头：其时已存在，成立于当时或更早。左侧圆点：警种、人员、层级或主要数字，实心者已公布。"
        "系检索所得，并非普查。",
    ),
    "known_branches": ("branches", "警种"),
    "known_staff": ("staff", "人员"),
    "known_tiers": ("tiers", "层级"),
    "known_figure": ("figure", "数字"),
    # per head and per output
    "per_unit_people": ("per 100,000 residents", "每10万人"),
    "per_unit_output": ("per 100 million yuan of output", "每亿元生产总值"),
    "per_unit_china": ("China: cases filed", "全国：立案数"),
    "per_unit_fujian": ("Fujian: cases filed", "福建：立案数"),
    "per_unit_zhejiang": ("Zhejiang: all cases", "浙江：案件总量"),
    "per_unit_note": (
        "Each panel has a scale of its own: the places do not compare. People at the end of the year, output at current"
        " prices. Dashed: drive for truthful recording. Hollow: to 25 December 2020, not scaled up. Zhejiang does not"
        " say whether cases filed or occurred are meant; dotted: the usual sense of “over”. Totals that contradict a"
        " published change are left out.",
        "各图坐标自成一格，各地数字不可比。人口为年末数，生产总值为当年价。虚线：如实立案专项。空心：2020年至12月25日，未折算为"
        "全年。浙江未说明为立案或发案，点线为“余”按通常用法的界限。与公布变化率相矛盾的总数不列。",
    ),
    # evidence base
    "place_jiaxing": ("Jiaxing", "嘉兴"),
    "place_sanming": ("Sanming", "三明"),
    "place_zhejiang": ("Rest of Zhejiang", "浙江其他"),
    "place_fujian": ("Rest of Fujian", "福建其他"),
    "place_elsewhere": ("Other provinces", "其他省份"),
    "place_china": ("Whole country", "全国"),
    "evidence_note": (
        "Claims and series values by the place they speak of; bars are shares of each place’s figures. Press includes"
        " articles that pass on what the police report.",
        "按所涉地区统计的表述与序列数值；条形为各地区内的比重。“报刊”包括转述公安机关通报的报道。",
    ),
    # bounds
    "bounds_level": ("Rates and shares", "比率"),
    "bounds_change": ("Changes", "变化"),
    "percent": ("{number}%", "{number}%"),
    "year_and_name": ("{year}: {name}", "{year}年：{name}"),
    "place_and_name": ("{place}: {name}", "{place}：{name}"),
    "if_reading": ("if {reading}", "若{reading}"),
    "bounds_none": ("nothing published bounds it", "无公布数据可据以界定"),
    "bounds_conflict": ("contradictory", "自相矛盾"),
    "bounds_key": (
        "Filled end: possible itself; hollow: a limit only. No mark: the end of the scale itself. Arrow: no end."
        " Dotted: nothing published bounds it.",
        "实心端点含本数，空心不含；无标记者为该量自身的起止；箭头表示无界；点线表示无公布数据可据以界定。",
    ),
    "bounds_basis": (
        "Right: what the ends rest on, or what conflicts: claims by their ids in Appendix A, definitions and"
        " assumptions in words.",
        "右栏为界限所据，或相互矛盾者：表述以附录A编号表示，定义与假设以文字表示。",
    ),
    # decomposition
    "part_filed": ("goes with fewer cases filed", "与立案减少相应的部分"),
    "part_cleared": ("goes with more cases cleared", "与破案增加相应的部分"),
    "decomposition_note": (
        "Shares of the logarithmic change of the rate. Bars: intervals, their ends rounded outward; both parts add up"
        " to 100%. Below zero: the part went the other way.",
        "占破案率对数变化的份额。条形为区间，端点向外取整；两部分合计100%。低于零表示该部分方向相反。",
    ),
    # designs
    "design_jiaxing": ("Jiaxing: tiered centres", "嘉兴：分级中心"),
    "design_sanming": ("Sanming: one parallel centre", "三明：并行中心"),
    "topic": ("{dimension}: {topic}", "{dimension}：{topic}"),
    "relation_same": ("agree", "一致"),
    "relation_different": ("differ", "不同"),
    "relation_one_sided": ("one side only", "仅一方说明"),
    "relation_silent": ("neither says", "均未说明"),
    "dimension_structure": ("Structure", "结构"),
    "dimension_staffing": ("Staffing", "人员"),
    "dimension_authority": ("Authority", "职权"),
    "dimension_workflow": ("Workflow", "流程"),
    "dimension_technology": ("Technology", "技术"),
    "dimension_case_allocation": ("Case allocation", "案件分工"),
    "dimension_performance_management": ("Performance management", "绩效管理"),
    "dimension_partnership": ("Partnership", "合作关系"),
    "dimension_legal_constraint": ("Legal constraint", "法律约束"),
    "agreement_topics": ("Topics", "主题"),
    "agreement_score": ("Agree", "一致"),
    "agreement_bounds": ("Share that agrees, and its range", "一致的比例及其可能范围"),
    "agreement_of": ("{same} of {compared}", "{same}／{compared}"),
    "agreement_none": ("none stated", "均未说明"),
    "dimension_all": ("All", "合计"),
    "agreement_note": (
        "One square a topic. Diamonds count the topics that both sides state. Bars count all topics: from every silence"
        " hiding a difference to every silence hiding agreement. Judgements are ours, of texts; their grounds are in"
        " the tables.",
        "每格一个主题。菱形仅计双方均有说明的主题。横条计全部主题，一端将未说明者均视为不同，另一端均视为一致。"
        "判断系本文对文本所作，理由见表。",
    ),
    "designs_note": (
        "As published by each side. Whether two statements agree is our judgement; its grounds are in the table of the"
        " comparison.",
        "各依其公布内容；两种表述是否一致系本文判断，理由见比较表。",
    ),
    # process models
    "regime_separate": ("Separate", "分立型"),
    "regime_tiered": ("Tiered (Jiaxing)", "分级型（嘉兴）"),
    "regime_parallel": ("Parallel (Sanming)", "并行型（三明）"),
    "process_tiered": ("Tiered, after the Jiaxing article", "分级型，依嘉兴一文"),
    "process_parallel": ("Parallel, after the Sanming article", "并行型，依三明一文"),
    "process_separate": (
        "Separate, as the Sanming article describes what came before",
        "分立型，依三明一文所述改革之前的做法",
    ),
    "class_small": ("small cases", "小案"),
    "class_large": ("large cases", "大案"),
    "level_county": ("county", "县"),
    "level_city": ("city", "市"),
    "level_province": ("province", "省"),
    "process_report": ("Report", "报警"),
    "process_lead": ("Lead", "线索"),
    "process_both": ("both\nneeded", "两者\n齐备"),
    "process_units": ("{units} × {staff}", "{units} × {staff}"),
    "process_hours": ("{small} | {large} h", "{small} | {large}小时"),
    "process_hours_one": ("{hours} h", "{hours}小时"),
    "process_note": (
        "Drawn from the networks that the simulation runs, as published. In a box: staff, or units × staff of each;"
        " below, mean hours for a small | large case. Rounded boxes: delays without a queue. Wide lines: more than half"
        " of a class; dotted: less than a tenth. Assumed: hours, and all staff but Jiaxing’s centre and teams.",
        "依模拟所用网络绘制，取“按公布”情景。框内为人数，或单位数×每单位人数；其下为小案|大案的平均小时数。圆角框为不排队的"
        "延迟。粗线为该类案件过半，点线不足一成。除嘉兴市级中心与打击队外，人数与用时均为假设。",
    ),
    "lead_times_x": ("Hours from report to lead", "从报案到取得线索的小时数"),
    "lead_times_small": ("Small cases: share with a lead", "小案：取得线索的比例"),
    "lead_times_large": ("Large cases: share with a lead", "大案：取得线索的比例"),
    "lead_times_window": ("{hours} h", "{hours}小时"),
    "lead_times_published": ("Tiered, as published", "分级型，按公布"),
    "lead_times_note": (
        "Model results under assumptions, not evidence about the cities. Solid: equal resources. Dashed: with the staff"
        " and places that the Jiaxing article gives; the others do not change, as no staff is published for Sanming."
        " Upright: the window. Curves end at 99% of the cases.",
        "假设之下的模型结果，并非关于两市的证据。实线：同等资源。虚线：采用嘉兴一文公布的人数与建制；三明未公布人数，其余各型不变。"
        "竖线：时限。曲线止于99%的案件。",
    ),
    # sensitivity of the process models
    "scenario_equal_resources": ("Equal resources", "同等资源"),
    "scenario_as_published": ("As published", "按公布"),
    "phase_x": ("Cases reported a day", "每日受理案件数"),
    "phase_y": ("Share of small cases", "小案所占比例"),
    "phase_none": ("No difference beyond chance", "差异未超出随机波动"),
    "phase_limit": ("{regime} stops coping", "{regime}的承载上限"),
    "phase_note": (
        "Model results under assumptions, not evidence about the cities. Fill: the regime with the largest share of"
        " cases with a lead within the window. Lines: the load at which a regime stops coping. Plus sign: base case."
        " Everything else keeps its base value, with staff posted for the mix of cases.",
        "假设之下的模型结果，并非关于两市的证据。填色：时限内取得线索的比例最高的一型。线：各型的承载上限。加号：基准情形。"
        "其余参数取基准值，人员按当时的案件结构配置。",
    ),
    "sensitivity_parallel_less_tiered": ("Parallel less tiered", "并行型减分级型"),
    "sensitivity_parallel_less_separate": ("Parallel less separate", "并行型减分立型"),
    "sensitivity_tiered_less_separate": ("Tiered less separate", "分级型减分立型"),
    "sensitivity_x": ("Sobol index", "Sobol指数"),
    "sensitivity_first": ("First-order index", "一阶指数"),
    "sensitivity_total": ("Total index", "总指数"),
    "sensitivity_chance": ("Chance (the seed of a run)", "随机性（运行种子）"),
    "sensitivity_note": (
        "Model results under assumptions, equal resources. Shares of the variance of the difference between two regimes"
        " in cases with a lead within the window; bars: 95% bootstrap intervals. Totals count interactions, and each"
        " interaction more than once. Parameters below {least} in every panel are left out.",
        "假设之下的模型结果，同等资源。两型在时限内取得线索的比例之差，其方差的归因；横线为95%自助法区间。"
        "总指数含交互作用，且同一交互作用计入多个参数。各图均低于{least}的参数从略。",
    ),
    "convergence_width": ("Width of the 95% interval", "95%区间的宽度"),
    "convergence_index": ("Total index", "总指数"),
    "convergence_x": ("Samples", "样本数"),
    "convergence_limit": ("converged below", "低于此值视为收敛"),
    "convergence_note": (
        "Model results under assumptions, equal resources, parallel less tiered. The parameters with the largest total"
        " indices, from the first part of the sample and ever more of it; left, bars are 95% bootstrap intervals.",
        "假设之下的模型结果，同等资源，并行型减分级型。总指数最大的若干参数，由样本前段起逐步加倍计算；左图竖线为95%自助法区间。",
    ),
    "ranking_all": ("All", "全部"),
    "ranking_band": ("Load {low}–{high}", "负荷{low}—{high}"),
    "ranking_above": ("Load over {low}", "负荷大于{low}"),
    "ranking_points": ("n = {points}", "n = {points}"),
    "ranking_note": (
        "Model results under assumptions, not evidence about the cities. Share of the space of assumptions in which a"
        " regime has the largest share of cases with a lead within the window, by load: work over staff, the higher of"
        " local officers and analysts. Over 1, every regime has a queue that grows without end. n: points, left |"
        " right.",
        "假设之下的模型结果，并非关于两市的证据。在假设空间中，某型时限内取得线索的比例最高的部分，按负荷分组："
        "负荷指工作量与人力之比，取基层民警与研判人员中较高者，大于1时各型均有无限增长的队列。"
        "n为取点数（左图 | 右图）。",
    ),
}

INSTITUTIONS = {
    "新华社": "Xinhua",
    "新华网": "Xinhua",
    "嘉兴公安": "Jiaxing police",
    "嘉兴市公安局": "Jiaxing police",
    "嘉兴市统计局": "Jiaxing Bureau of Statistics",
    "嘉兴市人民政府": "Jiaxing government",
    "嘉兴日报": "Jiaxing Daily",
    "嘉兴在线": "Jiaxing Online",
    "桐乡新闻网": "Tongxiang News",
    "三明市发展和改革委员会": "Sanming Development and Reform Commission",
    "三明市人民政府": "Sanming government",
    "三明市公安局": "Sanming police",
    "福建日报": "Fujian Daily",
    "福建法治报": "Fujian Legal News",
    "东南网": "Fjsen",
    "浙江法治报": "Zhejiang Legal News",
    "浙江省公安厅": "Zhejiang police",
    "浙江在线": "Zhejiang Online",
    "法制日报": "Legal Daily",
    "公安部": "Ministry of Public Security",
    "全国人民代表大会常务委员会": "NPC Standing Committee",
    "长三角城市网": "Yangtze Delta City Net",
    "中国日报": "China Daily",
    "中新社": "China News Service",
    "中新网江苏": "China News Service Jiangsu",
    "央视网": "CCTV.com",
    "央视新闻": "CCTV News",
    "中共东海县委政法委员会": "Donghai County Political and Legal Affairs Commission",
    "江苏省公安厅": "Jiangsu police",
    "最高人民检察院": "Supreme People’s Procuratorate",
    "三明日报": "Sanming Daily",
    "国家统计局": "National Bureau of Statistics of China",
    "中国新闻网": "China News Service",
    "中国经济网": "China Economic Net",
    "大田新闻网": "Datian News",
}
"""Short English names of institutions that publish in Chinese; and back, for those that publish in English."""
