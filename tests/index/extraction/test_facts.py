"""Facts out of fields, SKUs, titles, prose and reviews, each with its exact quote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.extraction import Profile, extract, field_text, learn
from index.fact import Bool, Grade, Quantity, Text
from index.product import Product, Review, Sku


def facts_of(product, among=()):
    return extract(product, learn((product, *among)))


def values(product, name, among=()):
    found = [f.value for f in facts_of(product, among) if f.name == name]
    return [v.value if isinstance(v, Text | Bool) else (v.low, v.high) for v in found]


def with_field(name, value, title="商品"):
    return Product(id="p", title=title, attributes={name: value})


def with_title(title, **more):
    return Product(id="p", title=title, **more)


# fields


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("裸机重量", "1-1.5kg", "weight", [(1000, 1500)]),
        ("待机时长", "9小时以上", "battery_life", [(9, None)]),
        ("待机时长", "小于5小时", "battery_life", [(None, 5)]),
        ("填充物重量", "2000g/2300g", "filling_weight", [(2000, 2000), (2300, 2300)]),
        ("屏幕尺寸", "15.6英寸", "screen_size", [(39.624, 39.624)]),
        ("充绒量", "150g", "down_fill", [(150, 150)]),
        ("尺寸", "48*74cm", "dimensions", ["48*74cm", "48×74cm"]),
        ("尺寸", "1.5米床品： 被套 200*230cm", "bed_size", [(150, 150)]),
        ("颜色", "石板灰/ 烟褐色", "colour", ["石板灰", "grey", "烟褐色", "brown"]),
        ("colors", ("Blue", "Navy Blue"), "colour", ["Blue", "blue", "Navy Blue", "navy"]),
        ("产地", "中国江苏", "origin", ["中国江苏", "CN"]),
        ("材质", "70%棉/30%莫代尔", "material", ["70%棉", "cotton", "30%莫代尔", "modal"]),
        ("特性", "背光键盘，指纹识别", "features", ["背光键盘", "指纹识别"]),
        ("特性", "背光键盘，指纹识别", "fingerprint", [True]),
        ("sizes", ("S", "2XL"), "size", ["S", "2XL", "XXL"]),
        ("适用季节", "秋冬", "season", ["秋冬", "autumn", "winter"]),
        ("帽子", "可脱卸帽", "hood", ["可脱卸帽", True]),
        ("帽子", "无", "hood", [False]),
        ("是否支持NFC", "否", "nfc", [False]),
        ("是否进口", "是", "进口", [True]),
        ("静音", "否", "quiet", [False]),
        ("recommended age", "3-6 years", "age", [(3, 6)]),
        ("recommended age", "6-24 months", "age", [(0.5, 2)]),
        ("warranty", "3 years", "warranty", [(26298, 26298)]),
        ("规格", "205/55R16", "规格", ["205/55R16"]),
        ("机身内存", "8+128GB", "memory", [(8, 8)]),
        ("机身内存", "8+128GB", "storage", [(128, 128)]),
        ("硬盘容量", "256GB SSD + 1TB HDD", "storage", [(256, 256), (1024, 1024)]),
        ("防晒指数", "SPF50+ PA+++", "spf", [(50, None)]),
        ("适用年龄", "9个月-12岁", "age", [(0.75, 12)]),
        ("品牌", "Adidas/阿迪达斯", "brand", ["Adidas", "阿迪达斯"]),
        ("适用对象", "男", "gender", ["men"]),
        ("执行标准", "GB/T 22844-2009", "standard", ["GB/T 22844-2009"]),
        ("颈圈", "30-45cm", "颈圈", [(30, 45)]),
        ("蓬松度", "650", "fill_power", [(650, 650)]),
        ("容量", "5000mAh", "battery_capacity", [(5000, 5000)]),
        ("适用温度", "-12℃", "适用温度", [(-12, -12)]),
        ("酒精", "不含酒精", "alcohol", [False]),
        ("酒精", "不含酒精", "酒精", ["不含酒精"]),
        ("调光", "无级调光", "dimmable", [True]),
        ("接机", "免费接机", "接机", ["免费接机"]),
        ("涂层", "不粘涂层", "涂层", ["不粘涂层"]),
        ("手写笔", "不支持手写笔", "手写笔", ["不支持手写笔", False]),
        ("早餐", "含早", "早餐", ["含早", True]),
        ("洗涤方式", "可机洗", "machine_washable", [True]),
        ("填充物", "白鸭绒", "filling", ["白鸭绒", "duck down"]),
        ("配置", "16GB+1TB", "配置", ["16GB+1TB"]),
        ("配置", "16GB+1TB", "storage", [(1024, 1024)]),
        ("品牌", "MIRAVO 米拉沃", "brand", ["MIRAVO 米拉沃", "MIRAVO", "米拉沃"]),
        ("能量", "1501kJ/100g", "能量", ["1501kJ/100g"]),
    ],
)
def test_a_field_is_read(field, value, name, expected):
    assert values(with_field(field, value), name) == expected


@pytest.mark.parametrize("value", ["", " ", "其他", "其他/other", "见描述", "N/A", "其他100%"])
def test_a_field_that_says_nothing_gives_no_fact(value):
    assert facts_of(with_field("材质", value)) == ()


def test_a_field_the_lexicon_does_not_know_keeps_its_own_name():
    (fact,) = facts_of(with_field("花材种植地", "厄瓜多尔"))
    assert (fact.name, fact.label, fact.value) == ("花材种植地", "花材种植地", Text("厄瓜多尔"))


def test_one_statement_in_several_wordings_has_one_quote():
    own, meant = facts_of(with_field("颜色", "石板灰"))
    assert (own.value, meant.value) == (Text("石板灰"), Text("grey"))
    assert own.span == meant.span and own.quote == meant.quote == "石板灰"


def test_a_width_beside_a_curtain_s_size_is_not_its_size():
    curtain = with_field("尺寸", "1.4 x 2.6M：适用于1.4M宽以下的窗户。")
    assert values(curtain, "dimensions") == ["1.4 x 2.6M", "140×260cm"]


def test_a_paragraph_in_a_field_is_read_as_prose():
    care = "1.使用前清水漂洗,一定要注意不要与其他衣服混在一起机洗，强力的搓洗会引起变形。请放心使用"
    assert values(with_field("温馨提示", care), "machine_washable") == []


# SKUs


def test_options_hold_for_their_sku_only():
    product = Product(
        id="p",
        title="羽绒服",
        skus=(Sku("a", {"颜色": "红色", "尺码": "M"}), Sku("b", {"颜色": "黑色", "尺码": "XL"})),
    )
    found = {(f.sku_id, f.name, f.value.value) for f in facts_of(product)}
    assert {("a", "colour", "red"), ("b", "colour", "black"), ("b", "size", "XL")} <= found
    assert ("a", "colour", "black") not in found


def test_the_only_sku_without_a_choice_states_nothing():
    assert facts_of(Product(id="p", title="锅", skus=(Sku("a", {"规格": "标准"}),))) == ()


# titles and prose


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("10000mAh移动电源", "battery_capacity", [(10000, 10000)]),
        ("小米壁画电视 65英寸", "screen_size", [(165.1, 165.1)]),
        ("20寸登机箱", "dimensions", [(50.8, 50.8)]),
        ("Haier/海尔 60升电热水器", "capacity", [(60000, 60000)]),
        ("洗烘一体机 10kg", "wash_capacity", [(10000, 10000)]),
        ("粽子礼盒 480克", "net_content", [(480, 480)]),
        ("防晒霜SPF50+ PA++++", "spf", [(50, None)]),
        ("防晒霜SPF50+ PA++++", "pa", ["PA++++"]),
        ("羽绒服 充绒量 150g", "down_fill", [(150, 150)]),
        ("600蓬羽绒服", "fill_power", [(600, 600)]),
        ("空调大1匹 一级能效", "energy_grade", ["1"]),
        ("空调大1匹 一级能效", "cooling_power", [(1, 1)]),
        ("索尼6400万前后六摄", "camera", [(6400, 6400)]),
        ("3200万自拍手机", "front_camera", [(3200, 3200)]),
        ("儿童安全座椅9个月-12岁", "age", [(0.75, 12)]),
        ("手机 8GB+256GB", "memory", [(8, 8)]),
        ("4500mAh+27W快充", "fast_charge", [(27, 27)]),
        ("Konka/康佳 LED32S1卧室32吋电视", "brand", ["Konka", "康佳"]),
        ("Philips/飞利浦榨汁机家用", "brand", ["Philips", "飞利浦"]),
        ("箭牌马桶/ARROW AB1118", "brand", ["ARROW", "箭牌"]),
        ("德国DGPOSY超漩式马桶", "brand_origin", ["DE"]),
        ("韩国免税店 精华面霜", "brand_origin", []),
        ("香港LANCOME面霜", "brand_origin", []),
        ("女士修身连帽外套", "gender", ["women"]),
        ("男女同款卫衣", "gender", ["unisex"]),
        ("仙女百搭小白鞋", "gender", []),
        ("女士修身连帽外套", "fit", ["slim"]),
        ("女士修身连帽外套", "hood", [True]),
        ("短外套 无帽", "hood", [False]),
        ("真皮手包", "material", ["真皮", "leather"]),
        ("记忆棉枕头", "material", ["记忆棉", "memory foam"]),
        ("5G手机", "5g", [True]),
        ("手机壳 适用6.5英寸手机", "screen_size", []),
        ("防水手机袋 6.9英寸", "screen_size", []),
    ],
)
def test_a_title_is_read(title, name, expected):
    assert values(with_title(title), name) == expected


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("支持NFC", "nfc", [True]),
        ("不支持NFC", "nfc", [False]),
        ("没有NFC功能", "nfc", [False]),
        ("不含酒精", "alcohol", [False]),
        ("含酒精", "alcohol", []),
        ("0添加蔗糖", "added_sugar", [False]),
        ("高效除甲醛", "formaldehyde", []),
        ("支持QC3.0快充协议", "fast_charging", [True]),
        ("无线快充", "wireless_charging", [True]),
        ("非常透气", "breathable", [True]),
        ("如果能防滑就更好了", "anti_slip", []),
        ("本产品不包含灯泡", "bulb_included", [False]),
        ("fragrance-free and alcohol free", "fragrance", [False]),
        ("Machine wash/dry.", "machine_washable", [True]),
        ("not machine washable", "machine_washable", [False]),
        ("Water-resistant shell", "waterproof", [True]),
        ("Relaxed fit.", "fit", ["loose"]),
        ("支持小爱同学语音遥控", "小爱同学语音遥控", [True]),
        ("不支持边充边放", "边充边放", [False]),
    ],
)
def test_prose_is_read_and_denials_never_become_a_yes(words, name, expected):
    assert values(with_title("商品", description=words), name) == expected


def test_the_quote_of_a_denial_shows_the_denial():
    (fact,) = (f for f in facts_of(with_title("手机 不支持NFC")) if f.name == "nfc")
    assert fact.quote == "不支持NFC"


@pytest.mark.parametrize(
    ("title", "label"), [("Iris Top, slim fit", "fit"), ("女士修身上衣", "版型")]
)
def test_what_the_record_does_not_name_is_shown_in_its_language(title, label):
    (fact,) = (f for f in facts_of(with_title(title)) if f.name == "fit")
    assert fact.label == label


def test_a_field_outranks_a_title():
    product = with_field("颜色", "黑色", title="白色外套")
    assert values(product, "colour") == ["黑色", "black"]


def test_a_colour_word_in_an_english_title_counts_where_products_have_colours():
    juice = with_title("Red Grapefruit Juice")
    assert values(juice, "colour") == []
    shirt = Product(id="s", title="Red Shirt")
    dressed = Product(id="d", title="Shirt", attributes={"color": "Blue"})
    assert values(shirt, "colour", among=[dressed]) == ["Red", "red"]


def test_for_whom_may_be_said_by_the_shelf():
    assert values(with_title("Iris Top", category=("Women", "Tops")), "gender") == ["women"]


def test_a_review_counts_least_and_may_deny():
    product = with_title("鞋", reviews=(Review("一点都不透气"), Review("很防滑")))
    found = {f.name: (f.value, f.grade, f.source) for f in facts_of(product)}
    assert found["breathable"] == (Bool(False), Grade.REVIEW, "review")
    assert found["anti_slip"] == (Bool(True), Grade.REVIEW, "review")


# learning from the catalogue


def shoes(n, title, style):
    return Product(id=f"s{n}", title=title, category=("鞋",), attributes={"鞋头款式": style})


def test_words_of_fields_are_found_in_titles_of_the_same_kind():
    stated = [shoes(1, "圆头皮鞋", "圆头"), shoes(2, "圆头短靴", "圆头"), shoes(3, "靴", "尖头")]
    silent = Product(id="x", title="圆头小白鞋", category=("鞋",))
    other = Product(id="y", title="圆头剪刀", category=("工具",))
    profile = learn([*stated, silent, other])
    assert [(f.name, f.quote) for f in extract(silent, profile)] == [("鞋头款式", "圆头")]
    assert extract(other, profile) == ()


def test_words_on_which_titles_and_fields_disagree_are_not_learnt():
    stated = [
        shoes(1, "休闲皮鞋", "圆头"),
        shoes(2, "休闲短靴", "休闲"),
        shoes(3, "休闲鞋", "尖头"),
    ]
    silent = Product(id="x", title="休闲小白鞋", category=("鞋",))
    assert "鞋头款式" not in {f.name for f in extract(silent, learn([*stated, silent]))}


def test_brands_of_fields_are_found_at_the_start_of_titles():
    stated = [
        Product(id=f"b{n}", title="自然堂面霜", attributes={"品牌": "CHANDO/自然堂"})
        for n in range(3)
    ]
    assert values(with_title("正品自然堂补水套装"), "brand", among=stated) == ["自然堂"]


def test_brands_are_told_by_how_english_titles_begin():
    titles = ["Lotus Herbals Men Gel", "Lotus Herbals Red Lotion", "Lotus Herbals Kajal"]
    rows = [Product(id=str(n), title=t) for n, t in enumerate(titles)]
    assert values(rows[0], "brand", among=rows[1:]) == ["Lotus Herbals"]


def test_what_titles_of_one_kind_mean_says_nothing_of_another():
    screens = [
        Product(
            id=f"t{n}",
            title=f"平板 {n}英寸",
            category=("平板",),
            attributes={"屏幕尺寸": f"{n}英寸"},
        )
        for n in (8, 9, 10)
    ]
    case = Product(id="x", title="20英寸登机箱", category=("行李箱",))
    assert values(case, "dimensions", among=screens) == [(50.8, 50.8)]


def test_another_catalogue_teaches_nothing():
    lone = with_title("自然堂补水套装")
    assert values(lone, "brand") == []


# the quote


CATALOGUES = (
    "fashion",
    "grocery",
    "laptops",
    "luma",
    "taobao_titles",
    "tmall",
    "xiaomi",
    "yanxuan",
)


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_fact_of_every_real_catalogue_quotes_its_field(shared, name):
    from index.catalogue import open_source

    products = list(open_source(shared / "catalogues" / name))
    profile = learn(products)
    for product in products[:: max(1, len(products) // 1500)]:
        for fact in extract(product, profile):
            assert fact.quote and field_text(product, fact.field)[slice(*fact.span)] == fact.quote


PIECES = (
    "不支持 NFC 200*230cm 8GB+256GB 无 帽 女士 红色 / ， SPF50+ 1.5 米床 kg 9小时 以上 品牌 德国 "
    "Machine wash -free 棉 100% 是 否 其他 ( ） 。 | İ ＮＦＣ 6400万 四摄 防水 - ~ 5-7 岁 1,5"
)

words = st.lists(st.sampled_from([*PIECES.split(" "), " ", "\n"]), max_size=14).map("".join)


@settings(max_examples=200, deadline=None)
@given(title=words.filter(str.strip), prose=words, field=words, option=words)
def test_whatever_a_seller_writes_facts_quote_it(title, prose, field, option):
    product = Product(
        id="p",
        title=title,
        subtitle=prose,
        brand=option or None,
        category=(field,) if field else (),
        attributes={"尺寸": field, "颜色": (option, prose), "特性": prose},
        skus=(Sku("a", {"颜色": option}), Sku("b", {"规格": field})),
        description=prose,
        reviews=(Review(prose),) if prose else (),
    )
    for fact in extract(product, learn([product])):
        assert fact.quote == field_text(product, fact.field)[slice(*fact.span)] != ""


def test_the_empty_profile_reads_what_the_lexicon_knows():
    assert extract(with_title("10000mAh充电宝"), Profile())[0].value == Quantity(
        10000, 10000, "mAh"
    )
