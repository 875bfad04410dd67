"""The cities of GuessTheCity: country, latitude and longitude in degrees, language, and what else is true.

Behind the language stand letters: c capital of its country, s on the sea, i on an island, h 1,000 metres up or more,
d on a large river (Danube, Nile, Rhine, Thames, ...), m ten million people or more live in and around it, o it has
held the Summer Olympic Games, e it lies in Europe too. Coordinates are those of the centre, to a tenth of a degree.
"""

from __future__ import annotations

TEXT = """
[Europe]
London | United Kingdom | 51.5 -0.1 | English | c d m o i
Edinburgh | United Kingdom | 56.0 -3.2 | English | s i
Dublin | Ireland | 53.3 -6.3 | English | c s i
Paris | France | 48.9 2.4 | French | c d m o
Lyon | France | 45.8 4.8 | French | d
Marseille | France | 43.3 5.4 | French | s
Brussels | Belgium | 50.8 4.4 | French | c
Antwerp | Belgium | 51.2 4.4 | Dutch | d o
Amsterdam | Netherlands | 52.4 4.9 | Dutch | c o
Berlin | Germany | 52.5 13.4 | German | c o
Hamburg | Germany | 53.6 10.0 | German | d
Munich | Germany | 48.1 11.6 | German | o
Cologne | Germany | 50.9 7.0 | German | d
Vienna | Austria | 48.2 16.4 | German | c d
Zurich | Switzerland | 47.4 8.5 | German |
Geneva | Switzerland | 46.2 6.1 | French |
Madrid | Spain | 40.4 -3.7 | Spanish | c
Barcelona | Spain | 41.4 2.2 | Spanish | s o
Seville | Spain | 37.4 -6.0 | Spanish | d
Lisbon | Portugal | 38.7 -9.1 | Portuguese | c s d
Porto | Portugal | 41.1 -8.6 | Portuguese | s d
Rome | Italy | 41.9 12.5 | Italian | c o
Milan | Italy | 45.5 9.2 | Italian |
Naples | Italy | 40.8 14.3 | Italian | s
Venice | Italy | 45.4 12.3 | Italian | s i
Athens | Greece | 38.0 23.7 | Greek | c s o
Stockholm | Sweden | 59.3 18.1 | Swedish | c s o
Gothenburg | Sweden | 57.7 12.0 | Swedish | s
Oslo | Norway | 59.9 10.8 | Norwegian | c s
Bergen | Norway | 60.4 5.3 | Norwegian | s
Copenhagen | Denmark | 55.7 12.6 | Danish | c s i
Helsinki | Finland | 60.2 24.9 | Finnish | c s o
Reykjavik | Iceland | 64.1 -21.9 | Icelandic | c s i
Warsaw | Poland | 52.2 21.0 | Polish | c d
Krakow | Poland | 50.1 19.9 | Polish | d
Prague | Czechia | 50.1 14.4 | Czech | c
Budapest | Hungary | 47.5 19.0 | Hungarian | c d
Bratislava | Slovakia | 48.1 17.1 | Slovak | c d
Bucharest | Romania | 44.4 26.1 | Romanian | c
Sofia | Bulgaria | 42.7 23.3 | Bulgarian | c
Belgrade | Serbia | 44.8 20.5 | Serbian | c d
Zagreb | Croatia | 45.8 16.0 | Croatian | c
Kyiv | Ukraine | 50.5 30.5 | Ukrainian | c d
Odesa | Ukraine | 46.5 30.7 | Ukrainian | s
Moscow | Russia | 55.8 37.6 | Russian | c m o
Saint Petersburg | Russia | 59.9 30.3 | Russian | s d
Riga | Latvia | 56.9 24.1 | Latvian | c s d
Tallinn | Estonia | 59.4 24.8 | Estonian | c s
Vilnius | Lithuania | 54.7 25.3 | Lithuanian | c
Valletta | Malta | 35.9 14.5 | Maltese | c s i
[Africa]
Cairo | Egypt | 30.0 31.2 | Arabic | c d m
Alexandria | Egypt | 31.2 29.9 | Arabic | s
Khartoum | Sudan | 15.6 32.5 | Arabic | c d
Tunis | Tunisia | 36.8 10.2 | Arabic | c s
Algiers | Algeria | 36.8 3.1 | Arabic | c s
Casablanca | Morocco | 33.6 -7.6 | Arabic | s
Marrakesh | Morocco | 31.6 -8.0 | Arabic |
Dakar | Senegal | 14.7 -17.4 | French | c s
Accra | Ghana | 5.6 -0.2 | English | c s
Lagos | Nigeria | 6.5 3.4 | English | s m
Abuja | Nigeria | 9.1 7.5 | English | c
Kinshasa | DR Congo | -4.3 15.3 | French | c d m
Luanda | Angola | -8.8 13.2 | Portuguese | c s
Addis Ababa | Ethiopia | 9.0 38.7 | Amharic | c h
Nairobi | Kenya | -1.3 36.8 | Swahili | c h
Mombasa | Kenya | -4.0 39.7 | Swahili | s i
Kampala | Uganda | 0.3 32.6 | English | c h
Dar es Salaam | Tanzania | -6.8 39.3 | Swahili | s
Lusaka | Zambia | -15.4 28.3 | English | c h
Harare | Zimbabwe | -17.8 31.0 | English | c h
Windhoek | Namibia | -22.6 17.1 | English | c h
Johannesburg | South Africa | -26.2 28.0 | English | h
Cape Town | South Africa | -33.9 18.4 | English | s
Maputo | Mozambique | -26.0 32.6 | Portuguese | c s
Antananarivo | Madagascar | -18.9 47.5 | Malagasy | c h i
[Asia]
Istanbul | Turkey | 41.0 29.0 | Turkish | s m e
Ankara | Turkey | 39.9 32.9 | Turkish | c
Jerusalem | Israel | 31.8 35.2 | Hebrew | c
Beirut | Lebanon | 33.9 35.5 | Arabic | c s
Damascus | Syria | 33.5 36.3 | Arabic | c
Amman | Jordan | 31.9 35.9 | Arabic | c
Baghdad | Iraq | 33.3 44.4 | Arabic | c d
Riyadh | Saudi Arabia | 24.7 46.7 | Arabic | c
Mecca | Saudi Arabia | 21.4 39.8 | Arabic |
Dubai | United Arab Emirates | 25.2 55.3 | Arabic | s
Doha | Qatar | 25.3 51.5 | Arabic | c s
Sanaa | Yemen | 15.4 44.2 | Arabic | c h
Tehran | Iran | 35.7 51.4 | Persian | c h m
Isfahan | Iran | 32.7 51.7 | Persian | h
Baku | Azerbaijan | 40.4 49.9 | Azerbaijani | c s
Tbilisi | Georgia | 41.7 44.8 | Georgian | c
Yerevan | Armenia | 40.2 44.5 | Armenian | c
Tashkent | Uzbekistan | 41.3 69.2 | Uzbek | c
Samarkand | Uzbekistan | 39.7 67.0 | Uzbek |
Kabul | Afghanistan | 34.5 69.2 | Persian | c h
Karachi | Pakistan | 24.9 67.0 | Urdu | s m
Lahore | Pakistan | 31.5 74.3 | Urdu | m
Islamabad | Pakistan | 33.7 73.1 | Urdu | c
Delhi | India | 28.6 77.2 | Hindi | c m
Mumbai | India | 19.1 72.9 | Marathi | s m
Kolkata | India | 22.6 88.4 | Bengali | d m
Chennai | India | 13.1 80.3 | Tamil | s m
Dhaka | Bangladesh | 23.8 90.4 | Bengali | c m
Kathmandu | Nepal | 27.7 85.3 | Nepali | c h
Colombo | Sri Lanka | 6.9 79.9 | Sinhala | s i
Yangon | Myanmar | 16.8 96.2 | Burmese |
Bangkok | Thailand | 13.8 100.5 | Thai | c d m
Chiang Mai | Thailand | 18.8 99.0 | Thai |
Hanoi | Vietnam | 21.0 105.8 | Vietnamese | c d
Ho Chi Minh City | Vietnam | 10.8 106.7 | Vietnamese | d m
Phnom Penh | Cambodia | 11.6 104.9 | Khmer | c d
Kuala Lumpur | Malaysia | 3.1 101.7 | Malay | c
Singapore | Singapore | 1.3 103.8 | English | c s i
Jakarta | Indonesia | -6.2 106.8 | Indonesian | c s i m
Manila | Philippines | 14.6 121.0 | Filipino | c s i m
Hong Kong | China | 22.3 114.2 | Chinese | s
Shanghai | China | 31.2 121.5 | Chinese | s d m
Beijing | China | 39.9 116.4 | Chinese | c m o
Guangzhou | China | 23.1 113.3 | Chinese | d m
Lhasa | China | 29.7 91.1 | Tibetan | h
Taipei | Taiwan | 25.0 121.6 | Chinese | c i
Seoul | South Korea | 37.6 127.0 | Korean | c d m o
Busan | South Korea | 35.2 129.1 | Korean | s
Pyongyang | North Korea | 39.0 125.8 | Korean | c d
Tokyo | Japan | 35.7 139.7 | Japanese | c s i m o
Osaka | Japan | 34.7 135.5 | Japanese | s i m
Kyoto | Japan | 35.0 135.8 | Japanese | i
Sapporo | Japan | 43.1 141.4 | Japanese | i
Ulaanbaatar | Mongolia | 47.9 106.9 | Mongolian | c h
Vladivostok | Russia | 43.1 131.9 | Russian | s
Novosibirsk | Russia | 55.0 82.9 | Russian | d
[North America]
New York | United States | 40.7 -74.0 | English | s d m
Boston | United States | 42.4 -71.1 | English | s
Washington | United States | 38.9 -77.0 | English | c d
Chicago | United States | 41.9 -87.6 | English |
Atlanta | United States | 33.7 -84.4 | English | o
Miami | United States | 25.8 -80.2 | English | s
New Orleans | United States | 30.0 -90.1 | English | d
Denver | United States | 39.7 -105.0 | English | h
Los Angeles | United States | 34.1 -118.2 | English | s m o
San Francisco | United States | 37.8 -122.4 | English | s
Seattle | United States | 47.6 -122.3 | English | s
Anchorage | United States | 61.2 -149.9 | English | s
Honolulu | United States | 21.3 -157.9 | English | s i
Toronto | Canada | 43.7 -79.4 | English |
Montreal | Canada | 45.5 -73.6 | French | d o i
Ottawa | Canada | 45.4 -75.7 | English | c d
Vancouver | Canada | 49.3 -123.1 | English | s
Mexico City | Mexico | 19.4 -99.1 | Spanish | c h m o
Guadalajara | Mexico | 20.7 -103.3 | Spanish | h
Havana | Cuba | 23.1 -82.4 | Spanish | c s i
Kingston | Jamaica | 18.0 -76.8 | English | c s i
Santo Domingo | Dominican Republic | 18.5 -69.9 | Spanish | c s i
Guatemala City | Guatemala | 14.6 -90.5 | Spanish | c h
San Jose | Costa Rica | 9.9 -84.1 | Spanish | c h
Panama City | Panama | 9.0 -79.5 | Spanish | c s
[South America]
Bogota | Colombia | 4.7 -74.1 | Spanish | c h m
Medellin | Colombia | 6.2 -75.6 | Spanish | h
Cartagena | Colombia | 10.4 -75.5 | Spanish | s
Quito | Ecuador | -0.2 -78.5 | Spanish | c h
Guayaquil | Ecuador | -2.2 -79.9 | Spanish | d
Lima | Peru | -12.0 -77.0 | Spanish | c s m
Cusco | Peru | -13.5 -72.0 | Spanish | h
La Paz | Bolivia | -16.5 -68.1 | Spanish | h
Santiago | Chile | -33.4 -70.7 | Spanish | c
Buenos Aires | Argentina | -34.6 -58.4 | Spanish | c s d m
Ushuaia | Argentina | -54.8 -68.3 | Spanish | s i
Montevideo | Uruguay | -34.9 -56.2 | Spanish | c s d
Asuncion | Paraguay | -25.3 -57.6 | Spanish | c d
Sao Paulo | Brazil | -23.6 -46.6 | Portuguese | m
Rio de Janeiro | Brazil | -22.9 -43.2 | Portuguese | s m o
Brasilia | Brazil | -15.8 -47.9 | Portuguese | c h
Manaus | Brazil | -3.1 -60.0 | Portuguese | d
Caracas | Venezuela | 10.5 -66.9 | Spanish | c
[Oceania]
Sydney | Australia | -33.9 151.2 | English | s o
Melbourne | Australia | -37.8 145.0 | English | s o
Perth | Australia | -32.0 115.9 | English | s
Darwin | Australia | -12.5 130.8 | English | s
Canberra | Australia | -35.3 149.1 | English | c
Auckland | New Zealand | -36.8 174.8 | English | s i
Wellington | New Zealand | -41.3 174.8 | English | c s i
Suva | Fiji | -18.1 178.4 | English | c s i
Port Moresby | Papua New Guinea | -9.4 147.2 | English | c s i
"""
