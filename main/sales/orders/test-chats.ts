/** A shop's catalogue with the neighbours that orders are mixed up by: name, sale unit and its base units, pack, company, salt. */
export const catalogue: readonly (readonly [string, string, number, string, string, string])[] = [
  ['Dolo 650 Tablet', 'strip', 15, '15s', 'Micro Labs', 'Paracetamol'],
  ['Dolo 500 Tablet', 'strip', 15, '15s', 'Micro Labs', 'Paracetamol'],
  ['Crocin 650 Tablet', 'strip', 15, '15s', 'Glaxo', 'Paracetamol'],
  ['Calpol 500 Tablet', 'strip', 15, '15s', 'Glaxo', 'Paracetamol'],
  ['Calpol 250 Suspension', 'bottle', 1, '60ml', 'Glaxo', 'Paracetamol'],
  ['Calpol 120 Suspension', 'bottle', 1, '60ml', 'Glaxo', 'Paracetamol'],
  ['Pan 40 Tablet', 'strip', 15, '15s', 'Alkem', 'Pantoprazole'],
  ['Pan 20 Tablet', 'strip', 15, '15s', 'Alkem', 'Pantoprazole'],
  ['Pan D Capsule', 'strip', 15, '15s', 'Alkem', 'Pantoprazole Domperidone'],
  ['Pan L Capsule', 'strip', 15, '15s', 'Alkem', 'Pantoprazole Levosulpiride'],
  ['Pantop 40 Tablet', 'strip', 15, '15s', 'Aristo', 'Pantoprazole'],
  ['Pantocid 40 Tablet', 'strip', 15, '15s', 'Sun', 'Pantoprazole'],
  ['Azee 500 Tablet', 'strip', 5, '5s', 'Cipla', 'Azithromycin'],
  ['Azee 250 Tablet', 'strip', 6, '6s', 'Cipla', 'Azithromycin'],
  ['Azithral 500 Tablet', 'strip', 5, '5s', 'Alembic', 'Azithromycin'],
  ['Azithral 200 Liquid', 'bottle', 1, '15ml', 'Alembic', 'Azithromycin'],
  ['Augmentin 625 Duo Tablet', 'strip', 10, '10s', 'Glaxo', 'Amoxycillin Clavulanate'],
  ['Augmentin DDS Suspension', 'bottle', 1, '30ml', 'Glaxo', 'Amoxycillin Clavulanate'],
  ['Moxikind CV 625 Tablet', 'strip', 10, '10s', 'Mankind', 'Amoxycillin Clavulanate'],
  ['Moxikind CV 375 Tablet', 'strip', 10, '10s', 'Mankind', 'Amoxycillin Clavulanate'],
  ['Telma 40 Tablet', 'strip', 30, '30s', 'Glenmark', 'Telmisartan'],
  ['Telma H Tablet', 'strip', 15, '15s', 'Glenmark', 'Telmisartan Hydrochlorothiazide'],
  ['Telma AM Tablet', 'strip', 15, '15s', 'Glenmark', 'Telmisartan Amlodipine'],
  ['Glycomet 500 Tablet', 'strip', 20, '20s', 'USV', 'Metformin'],
  ['Glycomet GP 1 Tablet', 'strip', 15, '15s', 'USV', 'Glimepiride Metformin'],
  ['Glycomet GP 2 Tablet', 'strip', 15, '15s', 'USV', 'Glimepiride Metformin'],
  ['Shelcal 500 Tablet', 'strip', 15, '15s', 'Torrent', 'Calcium Vitamin D3'],
  ['Shelcal HD Tablet', 'strip', 15, '15s', 'Torrent', 'Calcium Vitamin D3'],
  ['Becosules Capsule', 'strip', 20, '20s', 'Pfizer', 'B Complex'],
  ['Zincovit Tablet', 'strip', 15, '15s', 'Apex', 'Multivitamin'],
  ['Zincovit Syrup', 'bottle', 1, '200ml', 'Apex', 'Multivitamin'],
  ['Allegra 120 Tablet', 'strip', 10, '10s', 'Sanofi', 'Fexofenadine'],
  ['Allegra 180 Tablet', 'strip', 10, '10s', 'Sanofi', 'Fexofenadine'],
  ['Montek LC Tablet', 'strip', 15, '15s', 'Sun', 'Montelukast Levocetirizine'],
  ['Montair LC Tablet', 'strip', 15, '15s', 'Cipla', 'Montelukast Levocetirizine'],
  ['Cheston Cold Tablet', 'strip', 10, '10s', 'Cipla', 'Cetirizine Paracetamol'],
  ['D-Cold Total Tablet', 'strip', 10, '10s', 'Reckitt', 'Paracetamol'],
  ['Ascoril LS Syrup', 'bottle', 1, '100ml', 'Glenmark', 'Ambroxol'],
  ['Ascoril D Plus Syrup', 'bottle', 1, '100ml', 'Glenmark', 'Dextromethorphan'],
  ['Benadryl Syrup', 'bottle', 1, '150ml', 'Johnson', 'Diphenhydramine'],
  ['Combiflam Tablet', 'strip', 20, '20s', 'Sanofi', 'Ibuprofen Paracetamol'],
  ['Combiflam Suspension', 'bottle', 1, '60ml', 'Sanofi', 'Ibuprofen Paracetamol'],
  ['Zerodol SP Tablet', 'strip', 10, '10s', 'Ipca', 'Aceclofenac'],
  ['Zerodol P Tablet', 'strip', 10, '10s', 'Ipca', 'Aceclofenac'],
  ['Volini Gel', 'tube', 1, '30g', 'Sun', 'Diclofenac'],
  ['Volini Spray', 'bottle', 1, '40g', 'Sun', 'Diclofenac'],
  ['Betadine Ointment', 'tube', 1, '20g', 'Win Medicare', 'Povidone Iodine'],
  ['Betadine Gargle', 'bottle', 1, '100ml', 'Win Medicare', 'Povidone Iodine'],
  ['Ecosprin 75 Tablet', 'strip', 14, '14s', 'USV', 'Aspirin'],
  ['Ecosprin 150 Tablet', 'strip', 14, '14s', 'USV', 'Aspirin'],
  ['Ecosprin AV 75 Capsule', 'strip', 15, '15s', 'USV', 'Aspirin Atorvastatin'],
  ['Atorva 10 Tablet', 'strip', 15, '15s', 'Zydus', 'Atorvastatin'],
  ['Atorva 20 Tablet', 'strip', 15, '15s', 'Zydus', 'Atorvastatin'],
  ['Rantac 150 Tablet', 'strip', 30, '30s', 'JB', 'Ranitidine'],
  ['Rantac 300 Tablet', 'strip', 20, '20s', 'JB', 'Ranitidine'],
  ['Gelusil MPS Liquid', 'bottle', 1, '200ml', 'Pfizer', 'Antacid'],
  ['Digene Gel Mint', 'bottle', 1, '200ml', 'Abbott', 'Antacid'],
  ['Thyronorm 50 Tablet', 'bottle', 120, '120s', 'Abbott', 'Thyroxine'],
  ['Thyronorm 25 Tablet', 'bottle', 120, '120s', 'Abbott', 'Thyroxine'],
  ['Monocef 1g Injection', 'vial', 1, '1s', 'Aristo', 'Ceftriaxone'],
  ['Monocef 500 Injection', 'vial', 1, '1s', 'Aristo', 'Ceftriaxone'],
  ['Taxim O 200 Tablet', 'strip', 10, '10s', 'Alkem', 'Cefixime'],
  ['Zifi 200 Tablet', 'strip', 10, '10s', 'FDC', 'Cefixime'],
  ['Zifi CV 200 Tablet', 'strip', 10, '10s', 'FDC', 'Cefixime Clavulanate'],
  ['Neurobion Forte Tablet', 'strip', 30, '30s', 'Merck', 'Vitamin B12'],
  ['Metrogyl 400 Tablet', 'strip', 15, '15s', 'JB', 'Metronidazole'],
  ['Norflox TZ Tablet', 'strip', 10, '10s', 'Cipla', 'Norfloxacin Tinidazole'],
  ['Electral Powder', 'pack', 1, '21g', 'FDC', 'ORS'],
  ['Cetrizine 10 Tablet', 'strip', 10, '10s', 'Cipla', 'Cetirizine'],
  ['Stemetil MD Tablet', 'strip', 15, '15s', 'Abbott', 'Prochlorperazine'],
]

/** What a line of a chat ordered: item, quantity in base units, free. `ask` is what only a person can tell from the text. */
export type Told = readonly [item: string, qty: number, free?: number] | 'ask'
const ask = 'ask' as const

/** Fifty orders as shops send them, with what the shop had in mind, line by line; talk is left out. */
export const chats: readonly (readonly [text: string, told: readonly Told[]])[] = [
  ['dolo 650 - 10', [['Dolo 650 Tablet', 150]]],
  [
    'Good morning\ndolo 650 - 10\npan d - 5\nThanks',
    [
      ['Dolo 650 Tablet', 150],
      ['Pan D Capsule', 75],
    ],
  ],
  ['10 strip pan d', [['Pan D Capsule', 150]]],
  ['azee 500 x 5 +1', [['Azee 500 Tablet', 25, 5]]],
  [
    'Azee 500 x5\nAzithral 500 x 10',
    [
      ['Azee 500 Tablet', 25],
      ['Azithral 500 Tablet', 50],
    ],
  ],
  [
    '1. Telma 40 = 20\n2. Telma H = 10\n3. Telma AM = 5',
    [
      ['Telma 40 Tablet', 600],
      ['Telma H Tablet', 150],
      ['Telma AM Tablet', 75],
    ],
  ],
  ['telma 10', [ask]],
  ['pan 40', [ask]],
  ['pan 40 40', [['Pan 40 Tablet', 600]]],
  ['pan - 10', [ask]],
  ['dolo - 20 strips', [ask]],
  [
    'Augmentin 625 duo 10 strips\nmoxikind cv 625 20',
    [
      ['Augmentin 625 Duo Tablet', 100],
      ['Moxikind CV 625 Tablet', 200],
    ],
  ],
  ['augmentin 625 - 10', [ask]],
  [
    'glycomet gp 1 - 10\nglycomet gp2 - 10',
    [
      ['Glycomet GP 1 Tablet', 150],
      ['Glycomet GP 2 Tablet', 150],
    ],
  ],
  ['glycomet 500 - 30 strips pls', [['Glycomet 500 Tablet', 600]]],
  [
    'shelcal 500 : 15\nshelcal hd : 5',
    [
      ['Shelcal 500 Tablet', 225],
      ['Shelcal HD Tablet', 75],
    ],
  ],
  ['Becosules cap 20', [['Becosules Capsule', 400]]],
  [
    'zincovit tab 10\nzincovit syp 6',
    [
      ['Zincovit Tablet', 150],
      ['Zincovit Syrup', 6],
    ],
  ],
  ['zincovit 10', [ask]],
  [
    'combiflam 10 strips, combiflam susp 5',
    [
      ['Combiflam Tablet', 200],
      ['Combiflam Suspension', 5],
    ],
  ],
  [
    'allegra 120 10, allegra 180 10',
    [
      ['Allegra 120 Tablet', 100],
      ['Allegra 180 Tablet', 100],
    ],
  ],
  [
    'Montek LC 15\nMontair LC 15',
    [
      ['Montek LC Tablet', 225],
      ['Montair LC Tablet', 225],
    ],
  ],
  ['montek 15', [ask]],
  ['dcold total 10', [['D-Cold Total Tablet', 100]]],
  ['D-cold total - 10 strip', [['D-Cold Total Tablet', 100]]],
  ['ascoril ls 10 bottles', [['Ascoril LS Syrup', 10]]],
  ['ascoril 10', [ask]],
  ['5 btl benadryl', [['Benadryl Syrup', 5]]],
  [
    'zerodol sp 20 strip\nzerodol p 20 strip',
    [
      ['Zerodol SP Tablet', 200],
      ['Zerodol P Tablet', 200],
    ],
  ],
  [
    'volini gel 6\nvolini spray 3',
    [
      ['Volini Gel', 6],
      ['Volini Spray', 3],
    ],
  ],
  [
    'betadine oint 12 tubes\nbetadine gargle - 6',
    [
      ['Betadine Ointment', 12],
      ['Betadine Gargle', 6],
    ],
  ],
  [
    'ecosprin 75 - 20\necosprin av 75 - 10',
    [
      ['Ecosprin 75 Tablet', 280],
      ['Ecosprin AV 75 Capsule', 150],
    ],
  ],
  ['ecosprin 20', [ask]],
  [
    'atorva 10 - 10\natorva 20 - 10',
    [
      ['Atorva 10 Tablet', 150],
      ['Atorva 20 Tablet', 150],
    ],
  ],
  ['atorva 10', [ask]],
  ['rantac 150 10 + 1', [['Rantac 150 Tablet', 300, 30]]],
  [
    'gelusil mps 6, digene gel mint 6',
    [
      ['Gelusil MPS Liquid', 6],
      ['Digene Gel Mint', 6],
    ],
  ],
  [
    'thyronorm 50 - 4 bottle\nthyronorm 25mcg - 2',
    [
      ['Thyronorm 50 Tablet', 480],
      ['Thyronorm 25 Tablet', 240],
    ],
  ],
  ['monocef 1g inj 20 vials', [['Monocef 1g Injection', 20]]],
  [
    '[21/11/26, 10:15:02 AM] Ravi Medical: taxim o 200 - 10\n[21/11/26, 10:15:40 AM] Ravi Medical: zifi 200 - 10',
    [
      ['Taxim O 200 Tablet', 100],
      ['Zifi 200 Tablet', 100],
    ],
  ],
  ['21/11/2026, 10:15 - Asha Chemist: zifi cv 200 x 5', [['Zifi CV 200 Tablet', 50]]],
  ['neurobion forte - 10 strip', [['Neurobion Forte Tablet', 300]]],
  ['metrogil 400 - 10', [ask]],
  ['norflox tz १० स्ट्रिप', [['Norflox TZ Tablet', 100]]],
  ['electral 20 pkt', [['Electral Powder', 20]]],
  [
    'dolo 650 das patta\npan 40 paanch strip',
    [
      ['Dolo 650 Tablet', 150],
      ['Pan 40 Tablet', 75],
    ],
  ],
  [
    'stemetil md 10\ncrocin 650 - 20\ncalpol 500 - 20',
    [
      ['Stemetil MD Tablet', 150],
      ['Crocin 650 Tablet', 300],
      ['Calpol 500 Tablet', 300],
    ],
  ],
  ['calpol 250 syp 10', [ask]],
  [
    'calpol 250 susp 10\ncalpol 120 susp - 10',
    [
      ['Calpol 250 Suspension', 10],
      ['Calpol 120 Suspension', 10],
    ],
  ],
  ['voveran 50 - 10\npantop 40 - 10 strips\ndolo 650 - 2 box', [ask, ['Pantop 40 Tablet', 150], ask]],
]
