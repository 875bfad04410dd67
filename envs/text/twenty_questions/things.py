"""Made things of TwentyQuestions; the form is that of the animals."""

TEXT = """
[instruments] made instrument sound
piano 5: keys strings wood black legs
guitar 3: strings wood
violin 2: strings wood bow
cello 4: strings wood bow
harp 5: strings
banjo 3: strings round
flute 2: blown metal long
clarinet 2: blown wood long black keys
trumpet 2: blown metal keys yellow
trombone 3: blown metal long yellow
saxophone 3: blown metal keys
recorder 2: blown wood long office
harmonica 1: blown metal
bagpipes 3: blown cloth
drum 3: struck round
xylophone 3: struck wood
triangle 1: struck metal
cymbals 2: struck metal round
bell 2: struck metal worship
organ 6: keys worship
accordion 3: keys
tambourine 1: struck round wood
[vehicles] made vehicle
car 5: wheels engine fast metal opens
bus 6: wheels engine many_people metal opens
truck 6: wheels engine metal opens
van 5: wheels engine opens metal
motorcycle 5: wheels engine fast metal
bicycle 4: wheels metal toy garden
scooter 3: wheels
skateboard 2: wheels toy wood
train 6: wheels engine rails many_people metal fast opens long
tram 6: wheels electric rails many_people metal engine opens
subway 6: wheels electric rails many_people underground engine opens
tractor 6: wheels engine farm metal
ambulance 6: wheels engine sound light white opens metal
fire engine 6: wheels engine sound red hold_liquid metal opens
airplane 6: wheels engine air_travel many_people fly wings fast metal tail opens
helicopter 6: engine air_travel fly sound metal opens
balloon 6: air_travel fly cloth round heat
rocket 6: engine air_travel fly fast heat long metal
glider 6: air_travel fly wings
ship 6: engine sea swim many_people metal
sailing boat 6: sea swim cloth wood
rowing boat 5: swim wood
canoe 5: swim wood long
submarine 6: engine sea swim metal opens
ferry 6: engine sea swim many_people opens
sled 4: cold winter wood toy
wheelchair 4: wheels sit metal
carriage 6: wheels wood royal opens
wheelbarrow 4: wheels garden tool
[tools] made tool
hammer 2: metal wood
saw 2: metal cut sharp
screwdriver 1: metal long sharp
pliers 1: metal
wrench 2: metal long
drill 2: electric sharp engine
axe 3: cut sharp wood metal
shovel 3: garden metal long
rake 4: garden long
ladder 5: long
nail 1: metal sharp tiny
screw 1: metal sharp tiny round
rope 3: cloth long
scissors 1: cut sharp metal office
needle 1: metal sharp tiny long
lawn mower 4: garden cut wheels engine metal
paintbrush 1: fur long wood
ruler 1: office long
broom 4: clean long
bucket 2: hold_liquid plastic clean
sponge 1: clean hold_liquid kitchen bathroom
vacuum cleaner 4: clean electric sound engine
mop 4: clean long hold_liquid
key 1: metal tiny
lock 1: metal opens
umbrella 2: cloth opens garden
flashlight 1: electric light
candle 1: light heat
match 1: light heat wood tiny
[kitchen things] made kitchen
knife 1: cut sharp metal eat_with
fork 1: sharp metal eat_with
spoon 1: metal eat_with
plate 2: glass round white
bowl 2: glass round hold_liquid
cup 1: glass hold_liquid hot_served
bottle 2: glass hold_liquid opens long
pot 2: metal hold_liquid heat opens round
pan 2: metal heat round
kettle 2: metal hold_liquid heat opens electric
oven 4: metal heat opens electric
stove 4: metal heat electric
microwave 3: metal heat opens electric
refrigerator 5: metal cool opens electric white
toaster 2: metal heat electric
blender 2: electric cut hold_liquid opens engine
dishwasher 4: electric clean opens hold_liquid metal
corkscrew 1: metal sharp
tray 2: wood
[furniture and what is in a house] made
chair 3: furniture sit wood legs4
sofa 5: furniture sit cloth legs4
bed 5: furniture sit bedroom legs4
stool 3: furniture sit wood round legs
bench 5: furniture sit wood garden legs4
table 5: furniture wood legs4 kitchen
desk 5: furniture wood legs4 office
wardrobe 5: furniture wood opens bedroom
bookshelf 5: furniture wood
chest 4: furniture wood opens royal
mirror 3: furniture glass bathroom
lamp 3: furniture light electric
carpet 4: furniture cloth
curtain 4: furniture cloth opens
pillow 2: cloth bedroom sit white
blanket 3: cloth bedroom winter
bathtub 5: bathroom hold_liquid sit
shower 5: bathroom hold_liquid clean
toilet 4: bathroom hold_liquid sit opens glass
towel 2: bathroom cloth clean
toothbrush 1: bathroom plastic clean long
soap 1: bathroom clean
comb 1: bathroom plastic
razor 1: bathroom cut sharp
clock 2: time round
vase 2: glass hold_liquid
window 4: glass opens
door 4: wood opens
fireplace 5: stone heat light
[clothes] made clothing cloth
shirt 2: bedroom
coat 3: winter opens
sweater 2: winter
dress 3:
skirt 2: feet bedroom
trousers 2: feet legs2
sock 1: feet
shoe 2: feet
boot 2: feet winter
sandal 2: feet garden
hat 2: head
cap 1: head
helmet 2: head plastic toy -cloth
scarf 2: winter long
glove 1: hands winter
belt 2: long opens
tie 1: long office
glasses 1: head glass -cloth
ring 1: hands metal royal round tiny -cloth
necklace 1: metal royal -cloth
crown 1: head metal royal yellow -cloth
watch 1: hands time metal -cloth
mask 1: head -cloth
backpack 3: opens office
[electric things] made electric
television 4: screen sound
radio 2: sound keys
telephone 1: sound keys screen office plastic
computer 3: screen keys office
camera 1: screen keys
printer 3: office
washing machine 4: clean opens hold_liquid engine metal
fan 3: cool round engine
iron 2: heat metal
loudspeaker 3: sound
robot 4: metal
battery 1: tiny metal
traffic light 5: light red green yellow
[games, school and paper] made
football 2: toy ball round
tennis racket 2: toy ball strings
baseball bat 3: toy ball wood long
golf club 3: toy ball metal long
chess 2: toy wood black white
dice 1: toy tiny white plastic
cards 1: toy paper
doll 2: toy plastic
kite 2: toy fly cloth tail
puzzle 2: toy paper
skis 4: toy cold winter long
ice skates 2: toy cold winter feet sharp metal
swing 5: toy garden sit
slide 5: toy garden
pencil 1: office long wood sharp
pen 1: office long plastic
book 2: office paper opens
newspaper 2: paper screen black
letter 1: paper white opens
map 2: paper screen
eraser 1: office tiny plastic
money 1: paper royal
coin 1: metal royal tiny round
painting 3: screen cloth
[buildings and places] made building many_people opens
house 6: live_in opens -many_people
castle 6: live_in stone royal
church 6: worship stone sound
mosque 6: worship asia
school 6: office
hospital 6: bedroom
factory 6: engine
lighthouse 6: light sea long -many_people stone
tower 6: stone long
bridge 6: long metal -opens
stadium 6: toy ball round -opens
museum 6: screen
library 6:
theatre 6: screen sound
windmill 6: wings -many_people
tent 5: cloth garden live_in -many_people
igloo 5: cold live_in round white -many_people -opens
pyramid 6: stone africa sharp -many_people -opens worship
prison 6: opens metal stone
[stones and the sky] natural
diamond 1: stone royal tiny
gold 1: metal royal yellow
mountain 6: stone cold
volcano 6: stone heat danger
river 6: hold_liquid long swim
island 6: sea stone
desert 6: africa heat yellow stone
moon 6: round light night white stone
sun 6: round light heat yellow
star 6: light night
rainbow 6: red yellow green
cloud 6: white
snow 1: white cold cool
"""
