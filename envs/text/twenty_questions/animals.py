"""Living things of TwentyQuestions: after the name its size (1 fits in a hand, 6 bigger than a car) and what holds.

A heading in brackets begins a group; what stands behind it holds for the whole group, but where a minus says not.
"""

TEXT = """
[mammals] alive animal natural mammal fur legs4 tail
dog 3: farm pet meat brown europe asia america
cat 3: pet meat climb night jump
horse 5: farm fast brown
donkey 5: farm africa
cow 5: farm milk horns stripes
pig 4: farm
sheep 4: farm white
goat 4: farm horns milk climb
rabbit 2: pet jump europe underground
hare 3: jump fast europe
mouse 1: night underground europe
rat 2: night underground europe asia
hamster 1: pet asia underground night
squirrel 2: climb jump america europe brown red
hedgehog 2: night europe sharp
mole 1: underground europe black
fox 3: meat europe red underground
wolf 4: meat europe america cold danger
bear 5: meat europe america brown danger climb -tail
polar bear 5: meat cold white danger swim sea
panda 5: asia black white climb
koala 3: australia climb -tail
kangaroo 5: australia jump fast
lion 5: africa meat danger yellow
tiger 5: asia meat danger stripes orange_coloured
leopard 4: africa asia meat danger stripes climb yellow night
cheetah 4: africa meat stripes fast yellow
elephant 6: africa asia horns -fur
giraffe 6: africa stripes yellow
zebra 5: africa stripes black white
rhinoceros 6: africa asia horns danger -fur
hippopotamus 6: africa swim danger -fur
camel 5: africa asia farm brown
llama 5: america farm
monkey 3: climb asia africa america
gorilla 5: africa black -tail
chimpanzee 4: africa climb black -tail
bat 1: fly wings night europe asia africa america australia -legs4
deer 5: europe horns brown jump
moose 5: europe america horns cold brown
beaver 3: swim america brown
otter 3: swim meat europe brown
raccoon 3: america night climb stripes black
skunk 3: america night stripes black
sloth 3: america climb
badger 3: europe night underground stripes black
[sea mammals] alive animal natural mammal sea swim legs0
whale 6: black tail
dolphin 5: meat fast jump tail
seal 5: meat cold fur
walrus 5: cold horns
[birds] alive animal natural bird feathers wings legs2 tail
chicken 2: farm brown
duck 2: farm fly swim
goose 3: farm fly swim white
turkey 3: farm america
pigeon 2: fly
sparrow 1: fly brown europe
robin 1: fly red europe
crow 2: fly black meat
owl 2: fly night meat
eagle 4: fly meat brown fast
vulture 4: fly meat africa
falcon 2: fly meat fast europe
parrot 2: fly pet green climb
canary 1: fly pet yellow
swan 4: fly swim white europe
flamingo 4: fly swim red
ostrich 5: africa fast black
penguin 4: cold swim sea black white meat
peacock 3: asia green royal
stork 4: fly white meat europe
seagull 2: fly sea swim white meat
hummingbird 1: fly america fast green
woodpecker 2: fly climb europe
emu 5: australia fast brown
[fish and other animals of the water] alive animal natural swim legs0
shark 5: fish sea meat danger tail fast
salmon 3: fish sea food red tail jump meat
tuna 5: fish sea food tail fast meat
goldfish 1: fish pet orange_coloured tail
eel 3: fish sea tail long meat night
sea horse 1: fish sea tail yellow
trout 3: fish food tail meat stripes
clownfish 1: fish sea tail orange_coloured stripes
jellyfish 2: sea sting danger
octopus 3: sea legs_many meat
squid 3: sea legs_many meat long
starfish 2: sea stripes meat red
crab 2: sea shell legs_many food
lobster 2: sea shell legs_many food red tail
oyster 1: sea shell food raw
shrimp 1: sea shell legs_many food tail
[reptiles and amphibians] alive animal natural reptile
snake 3: legs0 tail sting danger long meat
crocodile 5: legs4 tail swim meat danger africa green
alligator 5: legs4 tail swim meat danger america black
turtle 3: legs4 tail swim shell sea green
tortoise 3: legs4 tail shell pet
lizard 2: legs4 tail climb green meat
chameleon 2: legs4 tail climb green africa meat night
frog 1: legs4 swim jump green meat
toad 1: legs4 brown meat night
iguana 3: legs4 tail climb green america
[insects and the like] alive animal natural insect tiny
ant 1: legs_many underground
bee 1: legs_many fly wings sting stripes yellow farm
wasp 1: legs_many fly wings sting stripes yellow meat
fly 1: legs_many fly wings black
mosquito 1: legs_many fly wings sting danger night
butterfly 1: legs_many fly wings
moth 1: legs_many fly wings night brown
ladybird 1: legs_many fly wings red stripes round
dragonfly 1: legs_many fly wings swim fast meat
grasshopper 1: legs_many jump green wings
cricket 1: legs_many jump brown night sound wings
beetle 1: legs_many wings black shell
spider 1: legs_many meat sting
scorpion 1: legs_many meat sting danger tail africa
snail 1: legs0 shell
worm 1: legs0 underground long
caterpillar 1: legs_many green long
centipede 1: legs_many long sting meat night
flea 1: legs_many jump sting
firefly 1: legs_many fly wings light night
[trees, flowers and other plants] alive plant natural
oak 6: tree europe
pine 6: tree green cold
palm 6: tree africa asia
birch 6: tree white europe
willow 6: tree swim
maple 6: tree america red
cactus 4: green sharp america
rose 2: flower red sharp garden
tulip 2: flower red garden
sunflower 4: flower yellow garden long
daisy 1: flower white garden
lily 2: flower white swim
orchid 2: flower asia
dandelion 1: flower yellow food
lavender 2: flower garden
grass 1: green garden
moss 1: green stone
fern 3: green
ivy 4: green climb
bamboo 6: green asia long wood
seaweed 3: green sea swim
clover 1: green flower
reed 4: swim long
[fungi] alive natural
mushroom 1: food cooked brown vegetable underground
"""
