"""Things to eat and drink of TwentyQuestions; the form is that of the animals."""

TEXT = """
[fruits] natural plant food fruit raw kitchen
apple 1: on_tree round red green sweet pit
pear 1: on_tree green sweet pit
orange 1: on_tree round orange_coloured sweet sour pit
lemon 1: on_tree yellow sour pit
lime 1: on_tree round green sour pit
banana 2: on_tree yellow sweet long
cherry 1: on_tree round red sweet pit tiny
plum 1: on_tree round sweet pit
peach 1: on_tree round orange_coloured sweet pit
mango 2: on_tree orange_coloured sweet pit asia
coconut 2: on_tree round brown hold_liquid white shell
pineapple 2: yellow sweet sour sharp
strawberry 1: red sweet tiny garden
raspberry 1: red sweet sour pit garden
blueberry 1: round sweet tiny
grape 1: round green sweet tiny pit
melon 3: round green sweet pit
watermelon 3: round green red sweet pit garden stripes
kiwi 1: brown green sweet sour pit
fig 1: on_tree sweet pit
avocado 1: on_tree green pit vegetable
olive 1: on_tree green black pit tiny
tomato 1: red round vegetable pit garden
[vegetables] natural plant food vegetable kitchen
carrot 1: underground orange_coloured long raw sweet cooked garden
potato 1: underground brown cooked
onion 1: underground round sour cooked
garlic 1: underground white sour cooked
radish 1: underground red sour raw
beetroot 1: underground red cooked round
cucumber 2: green long raw pit
lettuce 2: green raw garden
spinach 1: green cooked
cabbage 2: green round cooked
cauliflower 2: white cooked round
broccoli 2: green cooked
pumpkin 3: orange_coloured round cooked pit
pepper 1: red green raw cooked pit
chili 1: red long sour cooked pit
pea 1: green round cooked tiny sweet
bean 1: green long cooked pit
corn 2: yellow long cooked sweet
leek 2: green long cooked
celery 2: green long raw
asparagus 1: green long cooked
nut 1: on_tree brown raw pit shell
peanut 1: underground brown raw pit shell
[dishes and other food] made food kitchen
bread 2: dough cooked brown
cake 2: dough cooked sweet round milk
cookie 1: dough cooked sweet round brown
pie 2: dough cooked sweet round
pizza 3: dough cooked milk round hot_served
pancake 2: dough cooked sweet round milk hot_served
pasta 2: dough cooked hot_served yellow
sandwich 2: dough
hamburger 1: dough cooked hot_served round of_meat
sausage 1: cooked long hot_served of_meat
ham 2: red cooked of_meat
steak 2: cooked hot_served brown of_meat
soup 2: cooked hot_served hold_liquid
rice 1: cooked white hot_served tiny natural plant asia -made
sushi 1: raw asia white
egg 1: cooked white round natural farm shell -made
cheese 2: milk yellow farm
butter 1: milk yellow
yogurt 1: milk white sour
ice cream 1: milk sweet cool
chocolate 1: milk sweet brown
honey 1: sweet yellow natural -made
jam 1: sweet cooked
sugar 1: sweet white tiny
salt 1: white tiny natural sea -made
candy 1: sweet tiny
popcorn 1: white cooked
doughnut 1: dough cooked sweet
omelette 2: cooked yellow hot_served
salad 2: raw green plant
mustard 1: yellow sour
[drinks] food drink hold_liquid made kitchen
water 1: natural sea -made
milk 1: milk white farm natural -made
tea 1: hot_served brown plant
coffee 1: hot_served black
juice 1: sweet
beer 1: alcohol yellow
wine 1: alcohol red
whisky 1: alcohol brown
lemonade 1: sweet sour yellow
cocoa 1: sweet hot_served milk brown
"""
