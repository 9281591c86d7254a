/** Of the makers the demo firm stocks; all invented. */
export const makers = [
  'Sahyamed Lifecare',
  'Nilova Remedies',
  'Aravix Labs',
  'Konkera Healthcare',
  'Deccura Formulations',
  'Godavit Laboratories',
  'Vindhyan Pharma',
  'Malavira Wellness',
] as const

export type DemoPack = {
  readonly label: string
  readonly base: string
  readonly sale: string
  readonly factor: number
  readonly units: readonly { unit: string; factor: number }[]
  readonly uqc: string
}

const strips = (of: 'tablet' | 'capsule', n: number): DemoPack => ({
  label: `10*${n}`,
  base: of,
  sale: 'strip',
  factor: n,
  units: [{ unit: 'box', factor: n * 10 }],
  uqc: of === 'tablet' ? 'TBS' : 'NOS',
})
const single = (label: string, sale: string, uqc: string, inCase = 0): DemoPack => ({
  label,
  base: sale,
  sale,
  factor: 1,
  units: inCase > 0 ? [{ unit: 'case', factor: inCase }] : [],
  uqc,
})

/** How a row's pack is kept: `T10` strips of ten tablets, `C15` capsules, `L100` a bottle, `V1` a vial, `G30` a tube, `S5` a sachet, `P` a piece. */
export function packOf(code: string): DemoPack {
  const n = Number(code.slice(1))
  switch (code[0]) {
    case 'T':
      return strips('tablet', n)
    case 'C':
      return strips('capsule', n)
    case 'L':
      return single(`${n}ML`, 'bottle', 'BTL', 24)
    case 'V':
      return single(`${n}ML VIAL`, 'vial', 'NOS', 10)
    case 'G':
      return single(`${n}G`, 'tube', 'TUB', 20)
    case 'S':
      return single(`${n}G SACHET`, 'sachet', 'NOS', 50)
    default:
      return single('1 PC', 'piece', 'PCS', 0)
  }
}

// name | maker | composition | pack | HSN | GST per cent or nil | schedule | MRP in rupees | how briskly it sells, 1 to 9
const rows = `
Sahypara 500|1|Paracetamol 500mg|T15|30049063|5|OTC|16.20|9
Sahypara 650|1|Paracetamol 650mg|T15|30049063|5|OTC|32.40|9
Sahypara Susp|1|Paracetamol 250mg/5ml|L60|30049063|5|OTC|44.50|6
Nilofen 400|2|Ibuprofen 400mg|T15|30049065|5|H|21.80|5
Nilofen Plus|2|Ibuprofen 400mg + Paracetamol 325mg|T15|30049069|5|H|28.90|6
Aravac SP|3|Aceclofenac 100mg + Paracetamol 325mg + Serratiopeptidase 15mg|T10|30049069|5|H|118.00|8
Aravac P|3|Aceclofenac 100mg + Paracetamol 325mg|T10|30049069|5|H|72.50|7
Konkedic 50|4|Diclofenac Sodium 50mg|T10|30049069|5|H|18.60|4
Konkedic Gel|4|Diclofenac Diethylamine 1.16%|G30|30049069|5|H|98.00|5
Deccamox 500|5|Amoxycillin 500mg|C10|30041030|5|H|92.30|7
Deccaclav 625|5|Amoxycillin 500mg + Clavulanic Acid 125mg|T10|30041090|5|H|201.70|9
Deccaclav DS|5|Amoxycillin 400mg + Clavulanic Acid 57mg/5ml|L30|30041090|5|H|118.40|5
Godazith 500|6|Azithromycin 500mg|T3|30042064|5|H|119.50|8
Godazith 250|6|Azithromycin 250mg|T6|30042064|5|H|118.80|5
Godazith Syp|6|Azithromycin 200mg/5ml|L15|30042064|5|H|62.90|3
Vincef 200|7|Cefixime 200mg|T10|30042019|5|H1|108.20|8
Vincef 100 DT|7|Cefixime 100mg|T10|30042019|5|H1|74.60|4
Vincef CV|7|Cefixime 200mg + Clavulanic Acid 125mg|T10|30042019|5|H1|232.00|4
Vincpod 200|7|Cefpodoxime 200mg|T10|30042019|5|H1|178.50|5
Vinctri 1g Inj|7|Ceftriaxone 1g|V1|30042013|5|H1|62.40|6
Vintaz 4.5g Inj|7|Piperacillin 4g + Tazobactam 0.5g|V1|30041090|5|H1|448.00|3
Malacip 500|8|Ciprofloxacin 500mg|T10|30042034|5|H|43.70|5
Malaoflox 200|8|Ofloxacin 200mg|T10|30042031|5|H|61.20|5
Malaoflox OZ|8|Ofloxacin 200mg + Ornidazole 500mg|T10|30042039|5|H|128.60|6
Malalev 500|8|Levofloxacin 500mg|T10|30042039|5|H1|92.80|4
Sahydox 100|1|Doxycycline 100mg|C10|30042061|5|H|28.40|5
Nilometro 400|2|Metronidazole 400mg|T15|30049022|5|H|24.30|5
Araflu 150|3|Fluconazole 150mg|T1|30049029|5|H|13.60|5
Konkitra 200|4|Itraconazole 200mg|C10|30049029|5|H|246.00|3
Deccaclo 400|5|Aciclovir 400mg|T10|30049029|5|H|98.40|2
Godapan 40|6|Pantoprazole 40mg|T15|30049039|5|H|142.60|9
Godapan DSR|6|Pantoprazole 40mg + Domperidone 30mg|C15|30049039|5|H|208.40|9
Godarab 20|6|Rabeprazole 20mg|T15|30049039|5|H|132.80|6
Godarab DSR|6|Rabeprazole 20mg + Domperidone 30mg|C15|30049039|5|H|218.00|7
Vinomep 20|7|Omeprazole 20mg|C20|30049034|5|H|52.70|5
Vineso 40|7|Esomeprazole 40mg|T15|30049039|5|H|148.30|4
Malondan 4|8|Ondansetron 4mg|T10|30049035|5|H|51.90|6
Malondan Inj|8|Ondansetron 2mg/ml|V2|30049035|5|H|13.40|4
Sahydom 10|1|Domperidone 10mg|T10|30049039|5|H|33.40|4
Sahyantacid Mint|1|Magaldrate 400mg + Simethicone 20mg/5ml|L170|30049031|5|none|118.00|5
Nilolax 100|2|Lactulose 10g/15ml|L100|30049039|5|none|136.00|3
Nilorehydra|2|Oral Rehydration Salts|S21|30049099|5|OTC|21.60|8
Arazinc 20|3|Zinc Sulphate 20mg|T15|30045039|5|none|58.20|3
Konkelop 2|4|Loperamide 2mg|T10|30049039|5|H|24.80|3
Deccamet 500|5|Metformin 500mg|T15|30049099|5|H|29.40|8
Deccamet SR 1000|5|Metformin 1000mg SR|T15|30049099|5|H|58.60|8
Deccaglim M1|5|Glimepiride 1mg + Metformin 500mg|T15|30049099|5|H|102.40|8
Deccaglim M2|5|Glimepiride 2mg + Metformin 500mg|T15|30049099|5|H|128.30|8
Godavild 50|6|Vildagliptin 50mg|T15|30049099|5|H|118.90|6
Godavild M|6|Vildagliptin 50mg + Metformin 500mg|T15|30049099|5|H|148.00|7
Godasita 100|6|Sitagliptin 100mg|T10|30049099|5|H|164.50|5
Vindapa 10|7|Dapagliflozin 10mg|T14|30049099|5|H|162.80|6
Malasulin R|8|Human Insulin 40IU/ml|V10|30043110|5|G|138.60|4
Malasulin 30/70|8|Biphasic Insulin 40IU/ml|V10|30043110|5|G|142.20|5
Sahyamlo 5|1|Amlodipine 5mg|T15|30049071|5|H|38.40|8
Sahyamlo AT|1|Amlodipine 5mg + Atenolol 50mg|T15|30049079|5|H|58.30|5
Nilotel 40|2|Telmisartan 40mg|T15|30049079|5|H|98.60|9
Nilotel H|2|Telmisartan 40mg + Hydrochlorothiazide 12.5mg|T15|30049079|5|H|142.40|7
Nilotel AM|2|Telmisartan 40mg + Amlodipine 5mg|T15|30049079|5|H|138.20|8
Aralos 50|3|Losartan 50mg|T15|30049079|5|H|84.30|5
Arameto XL 50|3|Metoprolol Succinate 50mg|T15|30049072|5|H|104.60|6
Konkebis 5|4|Bisoprolol 5mg|T10|30049079|5|H|82.40|3
Konkeram 5|4|Ramipril 5mg|T15|30049079|5|H|112.80|3
Deccator 10|5|Atorvastatin 10mg|T15|30049099|5|H|68.30|8
Deccator 20|5|Atorvastatin 20mg|T15|30049099|5|H|108.70|7
Godarosu 10|6|Rosuvastatin 10mg|T15|30049099|5|H|148.60|8
Godarosu F|6|Rosuvastatin 10mg + Fenofibrate 160mg|T10|30049099|5|H|182.40|4
Vinclop 75|7|Clopidogrel 75mg|T15|30049099|5|H|98.20|6
Vinclop A|7|Clopidogrel 75mg + Aspirin 75mg|C15|30049099|5|H|88.60|6
Vinecosp 75|7|Aspirin 75mg|T14|30049069|5|H|5.20|7
Malafuro 40|8|Furosemide 40mg|T15|30049099|5|H|12.80|4
Malatorse 10|8|Torsemide 10mg|T15|30049099|5|H|68.40|4
Sahythyro 50|1|Levothyroxine 50mcg|T100|30043911|5|H|128.40|6
Sahythyro 100|1|Levothyroxine 100mcg|T100|30043911|5|H|182.30|4
Nilopred 10|2|Prednisolone 10mg|T15|30043919|5|H|21.60|4
Nilodexa Inj|2|Dexamethasone 4mg/ml|V2|30043200|5|H|9.80|5
Aracet 10|3|Cetirizine 10mg|T10|30049099|5|OTC|18.70|7
Aralevo 5|3|Levocetirizine 5mg|T15|30049099|5|H|58.40|7
Aralevo M|3|Levocetirizine 5mg + Montelukast 10mg|T15|30049099|5|H|218.60|8
Konkefexo 120|4|Fexofenadine 120mg|T10|30049099|5|H|182.70|4
Konkecold|4|Paracetamol 500mg + Phenylephrine 10mg + Chlorpheniramine 2mg|T10|30049099|5|H|48.30|7
Deccuff D|5|Dextromethorphan 10mg + Chlorpheniramine 2mg/5ml|L100|30049099|5|H|98.40|6
Deccuff LS|5|Ambroxol 15mg + Levosalbutamol 0.5mg + Guaiphenesin 50mg/5ml|L100|30049099|5|H|112.80|7
Godasalb Inhaler|6|Salbutamol 100mcg|P|30049099|5|H|152.60|4
Godabude Respules|6|Budesonide 0.5mg/2ml|V2|30049099|5|H|21.40|5
Godaform B Inhaler|6|Formoterol 6mcg + Budesonide 200mcg|P|30049099|5|H|412.00|3
Vindox Caps|7|Doxofylline 400mg|T10|30049099|5|H|88.30|3
Malagaba 75|8|Pregabalin 75mg|C10|30049099|5|H|112.40|5
Malagaba M|8|Pregabalin 75mg + Methylcobalamin 750mcg|C10|30049099|5|H|148.70|6
Sahyclona 0.5|1|Clonazepam 0.5mg|T15|30049082|5|H1|58.40|5
Sahyalpra 0.25|1|Alprazolam 0.25mg|T15|30049082|5|H1|26.30|4
Nilesci 10|2|Escitalopram 10mg|T10|30049099|5|H|78.40|4
Niloleve 500|2|Levetiracetam 500mg|T10|30049082|5|H|142.60|3
Aratrama P|3|Tramadol 37.5mg + Paracetamol 325mg|T10|30049069|5|H1|98.20|3
Konkeb12|4|Methylcobalamin 1500mcg|T10|30045039|5|none|118.60|6
Konkevit D3 60K|4|Cholecalciferol 60000IU|C4|30045039|5|none|128.40|8
Konkecal 500|4|Calcium Carbonate 1250mg + Vitamin D3 250IU|T15|30045090|5|none|108.30|8
Deccafer XT|5|Ferrous Ascorbate 100mg + Folic Acid 1.5mg|T10|30045090|5|none|142.80|6
Deccafolic 5|5|Folic Acid 5mg|T45|30045090|5|none|62.40|4
Godabplex Forte|6|B complex with Vitamin C|C15|30045020|5|none|38.60|7
Godamulti Syp|6|Multivitamin with Lysine|L200|21069099|5|food|142.00|4
Vinprotein Choco|7|Protein powder with DHA|P|21069099|18|food|485.00|3
Vinglucose Orange|7|Dextrose with Vitamin C|P|17023031|5|food|62.00|4
Malashield Sunscreen|8|Sunscreen SPF 50|G50|33049990|18|cosmetic|448.00|2
Malacalm Lotion|8|Calamine 8% + Aloe|L100|30049099|5|none|128.00|3
Malasoft Cream|8|Emollient cream|G75|33049910|18|cosmetic|248.00|3
Sahymupi Oint|1|Mupirocin 2%|G5|30042099|5|H|118.40|4
Sahyclob GM|1|Clobetasol 0.05% + Gentamicin 0.1% + Miconazole 2%|G15|30043919|5|H|72.60|4
Nilopovi Oint|2|Povidone Iodine 5%|G20|30049087|5|none|58.40|5
Nilopovi Solution|2|Povidone Iodine 5%|L100|30049087|5|none|88.20|3
Araeye CMC|3|Carboxymethylcellulose 0.5%|L10|30049099|5|none|148.60|5
Aramoxi Drops|3|Moxifloxacin 0.5%|L5|30042039|5|H|122.40|4
Konkgauze Bandage|4|Cotton gauze bandage 10cm|P|30059040|5|device|24.00|5
Konkstrip 100|4|Adhesive strips, medicated|P|30051090|5|device|180.00|3
Deccot 500|5|Absorbent cotton wool 500g|P|30059010|5|device|228.00|3
Gloveon Pair|6|Surgical gloves, sterile|P|40151200|5|device|48.00|4
Syrinject 5ml|6|Syringe 5ml with needle|P|90183100|5|device|11.50|6
Caresugar Strips 50|7|Blood glucose strips|P|38220090|5|device|920.00|3
Care Thermo|7|Digital thermometer|P|90251990|18|device|228.00|2
Malajanani Kit|8|Pregnancy test kit|P|38220090|5|device|62.00|3
Malaguard 10s|8|Latex contraceptives|P|40141010|nil|device|95.00|3
Vinhope Inj|7|Agalsidase beta 5mg|V1|30049099|nil|H|98450.00|1
`

export type DemoItem = {
  readonly name: string
  readonly maker: string
  readonly composition: string
  readonly pack: DemoPack
  readonly hsn: string
  readonly taxClass: 'taxable' | 'nil'
  readonly rateBp: number
  readonly schedule: string
  readonly mrpPaise: number
  /** 1 hardly moves … 9 is on every other bill. */
  readonly brisk: number
}

/** What the demo firm deals in: invented brands of real salts, over the forms, schedules and tax rates of the trade. */
export const demoItems: readonly DemoItem[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [name = '', maker = '', composition = '', pack = '', hsn = '', gst = '', schedule = '', mrp = '', brisk = ''] =
      row.split('|')
    return {
      name,
      maker: makers[Number(maker) - 1] ?? '',
      composition,
      pack: packOf(pack),
      hsn,
      taxClass: gst === 'nil' ? 'nil' : 'taxable',
      rateBp: gst === 'nil' ? 0 : Number(gst) * 100,
      schedule,
      mrpPaise: Number(mrp.replace('.', '')),
      brisk: Number(brisk),
    }
  })
