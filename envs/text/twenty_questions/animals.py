"""Living things of TwentyQuestions: after the name its size (1 fits in a hand, 6 bigger than a car) and what holds.

A heading in brackets begins a group; what stands behind it holds for the whole group, but where a minus says not.
"""

TEXT = """
[mammals] alive animal natural mammal fur legs4 tail
dog 3: farm pet meat brown jump
cat 3: pet meat climb night jump
horse 5: farm fast brown jump
donkey 5: farm africa
cow 5: farm milk horns stripes
pig 4: farm
sheep 4: farm white milk
goat 4: farm horns milk climb jump
rabbit 2: pet jump europe underground
hare 3: jump fast europe brown asia
mouse 1: night underground europe asia america
rat 2: night underground europe asia america
hamster 1: pet asia underground night
squirrel 2: climb jump america europe brown red
hedgehog 2: night europe sharp meat
mole 1: underground europe black meat
fox 3: meat europe red underground asia america
wolf 4: meat europe america cold danger asia
bear 5: meat europe america brown danger climb -tail asia
polar bear 5: meat cold white danger swim sea america asia europe
panda 5: asia black white climb
koala 3: australia climb -tail
kangaroo 5: australia jump fast brown
lion 5: africa meat danger yellow
tiger 5: asia meat danger stripes orange_coloured jump
leopard 4: africa asia meat danger stripes climb yellow night jump
cheetah 4: africa meat stripes fast yellow
elephant 6: africa asia horns -fur
giraffe 6: africa stripes yellow
zebra 5: africa stripes black white
rhinoceros 6: africa asia horns danger -fur
hippopotamus 6: africa swim danger -fur
camel 5: africa asia farm brown
llama 5: america farm
monkey 3: climb asia africa america brown
gorilla 5: africa black -tail
chimpanzee 4: africa climb black -tail
bat 1: fly wings night europe asia africa america australia -legs4 meat legs2
deer 5: europe horns brown jump asia america
moose 5: europe america horns cold brown
beaver 3: swim america brown europe
otter 3: swim meat europe brown asia america
raccoon 3: america night climb stripes meat
skunk 3: america night stripes black meat
sloth 3: america climb
badger 3: europe night underground stripes black meat asia america
[sea mammals] alive animal natural mammal sea swim
whale 6: tail meat
dolphin 5: meat fast jump tail
seal 5: meat cold fur europe asia america africa australia
walrus 5: cold horns meat europe asia america
[birds] alive animal natural bird feathers wings legs2 tail
chicken 2: farm brown
duck 2: farm fly swim europe asia africa america
goose 3: farm fly swim white europe asia america
turkey 3: farm america
pigeon 2: fly europe asia africa america
sparrow 1: fly brown europe asia climb
robin 1: fly red europe meat climb
crow 2: fly black meat climb europe asia america
owl 2: fly night meat climb brown europe asia africa america australia
eagle 4: fly meat brown fast europe asia africa america
vulture 4: fly meat africa europe asia america
falcon 2: fly meat fast europe asia africa america australia
parrot 2: fly pet green climb asia africa america australia
canary 1: fly pet yellow
swan 4: fly swim white europe asia america
flamingo 4: fly swim red africa america europe asia
ostrich 5: africa fast black
penguin 4: cold swim sea black white meat africa america australia
peacock 3: asia green
stork 4: fly white meat europe africa asia
seagull 2: fly sea swim white meat europe asia africa america australia
hummingbird 1: fly america fast green climb
woodpecker 2: fly climb europe meat asia america
emu 5: australia fast brown
[fish and other animals of the water] alive animal natural swim
shark 5: fish sea meat danger tail fast
salmon 3: fish sea food red tail jump meat europe america
tuna 5: fish sea food tail fast meat
goldfish 1: fish pet orange_coloured tail asia
eel 3: fish sea tail long meat night europe asia america
sea horse 1: fish sea tail yellow
trout 3: fish food tail meat stripes europe america
clownfish 1: fish sea tail orange_coloured stripes
jellyfish 2: sea sting danger meat
octopus 3: sea legs_many meat
squid 3: sea legs_many meat long
starfish 2: sea meat red
crab 2: sea shell legs_many food
lobster 2: sea shell legs_many food red tail
oyster 1: sea shell food raw
shrimp 1: sea shell legs_many food tail
[reptiles and amphibians] alive animal natural reptile
snake 3: tail sting danger long meat europe asia africa america australia
crocodile 5: legs4 tail swim meat danger africa green asia australia america
alligator 5: legs4 tail swim meat danger america black asia
turtle 3: legs4 tail swim shell sea green africa asia america australia
tortoise 3: legs4 tail shell pet africa asia america europe
lizard 2: legs4 tail climb green meat europe asia africa america australia
chameleon 2: legs4 tail climb green africa meat night asia
frog 1: legs4 swim jump green meat europe asia africa america
toad 1: legs4 brown meat night europe asia africa america
iguana 3: legs4 tail climb green america
[insects and the like] alive animal natural insect tiny europe asia africa america australia
ant 1: legs_many underground
bee 1: legs_many fly wings sting stripes yellow farm
wasp 1: legs_many fly wings sting stripes yellow meat
fly 1: legs_many fly wings black
mosquito 1: legs_many fly wings sting danger night
butterfly 1: legs_many fly wings -tiny
moth 1: legs_many fly wings night brown
ladybird 1: legs_many fly wings red stripes round meat
dragonfly 1: legs_many fly wings swim fast meat -tiny
grasshopper 1: legs_many jump green wings
cricket 1: legs_many jump brown night sound wings
beetle 1: legs_many wings black shell
spider 1: legs_many meat sting
scorpion 1: legs_many meat sting danger tail africa
snail 1: shell
worm 1: underground long
caterpillar 1: legs_many green long
centipede 1: legs_many long sting meat night
flea 1: legs_many jump
firefly 1: legs_many fly wings light night
[trees, flowers and other plants] alive plant natural
oak 6: tree europe wood asia america
pine 6: tree green cold wood europe asia america
palm 6: tree africa asia wood america australia
birch 6: tree white europe wood asia america
willow 6: tree swim wood europe asia america
maple 6: tree america red wood europe asia
cactus 4: green sharp america
rose 2: flower red sharp garden europe asia america
tulip 2: flower red garden europe asia
sunflower 4: flower yellow garden long america
daisy 1: flower white garden europe
lily 2: flower white swim europe asia america
orchid 2: flower asia europe africa america australia
dandelion 1: flower yellow food europe asia america
lavender 2: flower garden europe africa
grass 1: green garden europe asia africa america australia
moss 1: green europe asia africa america australia
fern 3: green europe asia africa america australia
ivy 4: green climb europe asia
bamboo 6: green asia long wood
seaweed 3: green sea swim
clover 1: green flower europe asia america
reed 4: swim long europe asia africa america australia
[fungi] alive natural
mushroom 1: food cooked brown vegetable europe asia africa america australia
"""
