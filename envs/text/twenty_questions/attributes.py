"""What can be asked of a thing: a code, how it is said, and by which words a question is known.

Each line reads ``code | is, has, can or does | what | words``: the words are regular expressions, parted by spaces with
``_`` for a gap between words, of which one must be found in the question. ``does`` gives the verb twice, ``eat/eats``.
"""

from __future__ import annotations

TEXT = r"""
alive | is | alive | alive living organism
animal | is | an animal | animals? creature beast
mammal | is | a mammal | mammals?
bird | is | a bird | birds?
fish | is | a fish | fish(es)?
reptile | is | a reptile or an amphibian | reptiles? amphibians?
insect | is | an insect or a spider | insects? bugs? spiders? arachnids?
plant | is | a plant or a part of one | plants? botanical vegetation
tree | is | a tree | trees?
flower | is | a flower | flowers? blossoms?
fruit | is | a fruit | fruits?
vegetable | is | a vegetable | vegetables? veggies?
food | is | something to eat or drink | food edible eat_it you_eat people_eat something_to_eat can_be_eaten eaten
drink | is | something to drink | drinks? beverages? drunk drink_it
made | is | made by people | man-?made made_by_(people|humans|man) artificial manufactured
natural | is | found in nature | natural(ly)? in_nature
vehicle | is | a vehicle | vehicles? transport(ation)? means_of_transport
instrument | is | a musical instrument | instruments? musical make_music
tool | is | a tool | tools?
furniture | is | a piece of furniture | furniture
clothing | is | something to wear | clothe(s|d)? clothing garment wear worn
building | is | a building | buildings? structure house_or
toy | is | used for games or sport | toys? games? sports? play(ed|ing)?_with
electric | does | use/uses electricity | electric(al|ity)? electronic batter(y|ies) plug power_outlet
hand | is | small enough to fit in a hand | fits?_in_(a|my|your|the|one)_hand hand-?sized
tiny | is | no bigger than a thumb | thumb tiny
carried | can | be carried by one person | carry_it carried portable lift_it
bigger_than_person | is | bigger than a person | (bigger|larger)_than_(a_)?(person|human|man|me) person-sized
bigger_than_car | is | bigger than a car | (bigger|larger)_than_(a_)?(car|van) huge
metal | is | made mostly of metal | metal metallic steel iron
wood | is | made mostly of wood | wood(en)? timber
glass | is | made of glass or china | glass china porcelain ceramic
cloth | is | made of cloth, wool or leather | cloth fabric wool leather textile cotton
plastic | is | made mostly of plastic or rubber | plastic rubber
stone | is | made of stone or earth | stone brick clay mineral earth
red | is | red | red
orange_coloured | is | orange in colour | orange
yellow | is | yellow | yellow
green | is | green | green
brown | is | brown | brown
white | is | white | white
black | is | black, or black and white | black black_and_white black_or
round | is | round, like a ball or a disc | round spherical ball-?shaped sphere dis[ck]-?shaped circular
long | is | long and thin | long_and_thin elongated thin stick-?shaped
fur | has | fur or hair | fur(ry)? hair(y)?
feathers | has | feathers | feathers?
wings | has | wings | wings?
tail | has | a tail | tails?
horns | has | horns, antlers or tusks | horns? antlers? tusks?
shell | has | a shell | shells?
stripes | has | stripes or spots | stripes? striped spots? spotted pattern
legs | has | legs | legs? legless
legs2 | has | two legs | two_legs 2_legs
legs4 | has | four legs | four_legs 4_legs quadruped
legs_many | has | six legs or more | six_legs eight_legs 6_legs 8_legs many_legs more_than_four_legs
fly | can | fly | fly flies flying airborne
swim | is | found in, on or by water | lives?_in_(the_)?water water swim(s|ming)? aquatic float(s|ing)?
sea | is | found in or on the sea | sea ocean marine saltwater
jump | can | jump far | jump(s|ing)? hop(s|ping)? leap
climb | does | live/lives in trees or climb them | climb(s|ing)? in_trees
fast | is | very fast | fast quick speedy
meat | does | eat/eats meat or other animals | eats?_meat meat carnivor(e|ous) predator hunt(s|er)? other_animals
of_meat | is | made of meat | made_(of|from|with)_meat (contain|have)_meat meat_in_it is_it_meat meat_dish
farm | is | kept or made on farms | farms? livestock domesticated
pet | is | a usual pet | pets?
africa | is | found wild in Africa | africa(n)? savann?a
asia | is | found wild in Asia | asia(n)?
australia | is | found wild in Australia | australia(n)?
america | is | found wild in the Americas | americas?(n)?
europe | is | found wild in Europe | europe(an)?
cold | is | found where it is cold | cold arctic antarctic polar ice snow(y)?
danger | is | dangerous to people | danger(ous)? deadly harm kill
sting | is | venomous or able to sting | venom(ous)? poison(ous)? stings? bites?
night | is | active or seen at night | night nocturnal
sweet | is | sweet | sweet sugar(y)? dessert
sour | is | sour or hot to the taste | sour spicy hot_to_the_taste sharp_taste tangy
raw | is | usually eaten raw | (eat|eaten|eat_it)_raw raw uncooked
cooked | is | cooked, baked or boiled | cook(ed)? bak(e|ed) boil(ed)? fried
on_tree | does | grow/grows on trees | grows?_on_(a_)?trees? on_a_tree
underground | is | found in the ground | underground in_the_ground roots? burrow beneath
pit | has | a stone or seeds inside | pit(s)? stone_inside seeds?
milk | is | made with milk or gives it | milk dairy cheese cream
dough | is | made with flour | flour dough bread wheat pastry
alcohol | is | alcoholic | alcohol(ic)? drunk_from_it
hot_served | is | usually hot when served | served_(hot|warm) warm hot_when
strings | has | strings | strings?
blown | is | played by blowing | blow(n|ing)? wind_instrument breath
bow | is | played with a bow | bow
struck | is | played by striking it | struck strik(e|ing) hit(ting)? percussion beaten
keys | has | keys or buttons to press | keys? buttons? keyboard
wheels | has | wheels | wheels?
engine | has | an engine or motor | engine motor fuel petrol gasoline
rails | does | run/runs on rails | rails? tracks? railway
air_travel | is | for travel in the air | in_the_air(?!_) air_travel sky
many_people | does | carry/carries or hold/holds many people | many_people passengers crowd lots_of_people
head | is | worn on the head or face | (worn|wear)(_it)?_on_(the|your)_(head|face) head face eyes
feet | is | worn on the feet or legs | (worn|wear)(_it)?_on_(the|your)_(feet|legs) feet foot legs?_covering on_the_legs
hands | is | worn on the hand or arm | (worn|wear)(_it)?_on_(the|your)_(hands?|arms?) hands? arms? fingers? wrist
winter | is | worn or used when it is cold | winter keep(s)?_(you_)?warm cold_weather
kitchen | is | usually in a kitchen | kitchen cook(ing)?_with cooking
bathroom | is | usually in a bathroom | bathroom wash(ing)?_(yourself|room) hygiene
bedroom | is | usually in a bedroom | bedroom sleep(ing)?
office | is | usually in an office or a school | office school write writing classroom desk_work
garden | is | used or kept in a garden | garden(ing)? outdoors outside yard
sharp | is | sharp or pointed | sharp pointed blade
cut | is | used to cut | cut(s|ting)? saw(ing)? slice
eat_with | is | used at table to eat with | eat_with cutlery to_eat
clean | is | used to clean | clean(s|ing)? wash sweep
sit | is | made to sit or lie on | sit lie_on seat
hold_liquid | is | liquid, or something that holds liquid | liquids? hold_water container pour
opens | can | be opened | doors? lids? opens? opened
light | does | give/gives light | lights? lamp shine bright glow
heat | is | hot, or hot in use | gets?_hot hot heat(s)? burn fire
cool | is | cold, or used to cool things | is_it_cold cool(s)? cold_inside freeze freezes freezing chill
screen | has | a screen or picture | screen display picture image
sound | is | known for its sound | sound noise noisy loud hear listen talk
time | does | tell/tells the time | time clock
ball | is | a ball or used with one | ball
paper | is | made of paper | paper cardboard
worship | is | for worship or remembrance | worship religion religious pray holy
live_in | is | made for people to live in | live_in dwelling home lived_in
royal | does | stand/stands for kings or wealth | king queen royal rich wealth expensive precious
"""
