"""Made things of TwentyQuestions; the form is that of the animals."""

TEXT = """
[instruments] made instrument sound
piano 5: keys strings wood black
guitar 3: strings wood
violin 2: strings wood bow
cello 4: strings wood bow
harp 5: strings long
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
organ 6: keys worship blown
accordion 3: keys cloth
tambourine 1: struck round wood
[vehicles] made vehicle
car 5: wheels engine fast metal opens
bus 6: wheels engine many_people metal opens
truck 6: wheels engine metal opens
van 6: wheels engine opens
motorcycle 5: wheels engine fast metal
bicycle 4: wheels metal toy garden
scooter 3: wheels
skateboard 2: wheels toy wood
train 6: wheels engine rails many_people metal fast opens
tram 6: wheels electric rails many_people metal
subway 6: wheels electric rails many_people underground
tractor 6: wheels engine farm
ambulance 6: wheels engine sound light white opens
fire engine 6: wheels engine sound red hold_liquid
airplane 6: wheels engine air_travel many_people fly wings fast metal
helicopter 6: engine air_travel fly sound metal
balloon 6: air_travel fly cloth round heat
rocket 6: engine air_travel fly fast heat long
glider 6: air_travel fly wings
ship 6: engine sea swim many_people metal
sailing boat 6: sea swim cloth
rowing boat 5: swim wood
canoe 5: swim wood long
submarine 6: engine sea swim underground metal
ferry 6: engine sea swim many_people opens
sled 4: cold winter wood toy
wheelchair 4: wheels sit
carriage 6: wheels wood royal
wheelbarrow 4: wheels garden tool
[tools] made tool
hammer 2: metal wood
saw 2: metal cut sharp
screwdriver 1: metal long sharp
pliers 1: metal
wrench 2: metal long
drill 2: electric sharp
axe 3: cut sharp wood metal
shovel 3: garden metal long
rake 4: garden long
ladder 5: long climb
nail 1: metal sharp tiny
screw 1: metal sharp tiny round
rope 3: cloth long
scissors 1: cut sharp metal office
needle 1: metal sharp tiny long cloth
lawn mower 4: garden cut wheels engine
paintbrush 1: fur long wood
ruler 1: office long
broom 4: clean long
bucket 2: hold_liquid plastic clean
sponge 1: clean hold_liquid kitchen bathroom
vacuum cleaner 4: clean electric sound
mop 4: clean long hold_liquid
key 1: metal tiny opens
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
oven 5: metal heat opens electric
stove 5: metal heat electric
microwave 3: metal heat opens electric sound
refrigerator 5: metal cool opens electric white
toaster 2: metal heat electric
blender 2: electric cut hold_liquid opens
dishwasher 5: electric clean opens hold_liquid metal
corkscrew 1: metal sharp
tray 2: wood
[furniture and what is in a house] made
chair 3: furniture sit wood legs4
sofa 5: furniture sit cloth
bed 5: furniture sit bedroom
stool 3: furniture sit wood round
bench 5: furniture sit wood garden
table 5: furniture wood legs4 kitchen
desk 5: furniture wood legs4 office
wardrobe 6: furniture wood opens bedroom
bookshelf 5: furniture wood
chest 4: furniture wood opens royal
mirror 3: furniture glass bathroom screen
lamp 3: furniture light electric
carpet 4: furniture cloth
curtain 4: furniture cloth long
pillow 2: cloth bedroom sit white
blanket 3: cloth bedroom winter
bathtub 5: bathroom hold_liquid sit
shower 5: bathroom hold_liquid clean
toilet 4: bathroom hold_liquid sit opens
towel 2: bathroom cloth clean
toothbrush 1: bathroom plastic clean long
soap 1: bathroom clean
comb 1: bathroom plastic fur
razor 1: bathroom cut sharp
clock 2: time round
vase 2: glass hold_liquid
window 4: glass opens
door 4: wood opens
fireplace 5: stone heat light
[clothes] made clothing cloth
shirt 2: bedroom
coat 3: winter
sweater 2: winter fur
dress 3: long
skirt 2: feet
trousers 2: feet legs2 long
sock 1: feet
shoe 2: feet long
boot 2: feet winter
sandal 2: feet garden
hat 2: head
cap 1: head toy
helmet 2: head plastic toy
scarf 2: winter long
glove 1: hands winter
belt 2: long opens
tie 1: long office
glasses 1: head glass
ring 1: hands metal royal round tiny
necklace 1: metal royal
crown 1: head metal royal yellow
watch 1: hands time metal tiny
mask 1: head
backpack 3: opens office
[electric things] made electric
television 4: screen sound
radio 2: sound keys
telephone 1: sound keys screen office
computer 3: screen keys office
camera 1: screen keys
printer 3: paper office
washing machine 5: clean opens hold_liquid
fan 3: cool round
iron 2: heat metal cloth
loudspeaker 3: sound
robot 4: keys
battery 1: tiny metal
traffic light 5: light red green yellow
[games, school and paper] made
football 2: toy ball round
tennis racket 2: toy ball strings
baseball bat 3: toy ball wood long
golf club 3: toy ball metal long
chess 2: toy wood black white
dice 1: toy tiny white
cards 1: toy paper tiny
doll 2: toy
kite 2: toy fly cloth
puzzle 2: toy paper
skis 4: toy cold winter long
ice skates 2: toy cold winter feet sharp
swing 5: toy garden sit
slide 6: toy garden climb
pencil 1: office long wood sharp
pen 1: office long
book 2: office paper
newspaper 2: paper screen
letter 1: paper white
map 2: paper screen long
eraser 1: office tiny
money 1: paper royal
coin 1: metal royal tiny round
painting 3: screen cloth
[buildings and places] made building many_people
house 6: live_in opens
castle 6: live_in stone royal
church 6: worship stone sound
mosque 6: worship asia
school 6: office
hospital 6: clean bedroom
factory 6: engine
lighthouse 6: light sea long
tower 6: stone long
bridge 6: long vehicle metal
stadium 6: toy ball round
museum 6: screen
library 6: paper
theatre 6: screen sound
windmill 6: wings
tent 5: cloth garden live_in
igloo 5: cold live_in round white
pyramid 6: stone africa sharp
prison 6: opens metal
[stones and the sky] natural
diamond 1: stone royal tiny
gold 1: metal royal yellow
mountain 6: stone climb cold
volcano 6: stone heat danger
river 6: hold_liquid long swim
island 6: sea
desert 6: africa heat yellow
moon 6: round light night white
sun 6: round light heat yellow
star 6: light night
rainbow 6: red yellow green light
cloud 6: white fly
snow 1: white cold
"""
