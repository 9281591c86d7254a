// Generated from db-migrations by `npm run schema`; a test keeps it equal. Do not edit.
import type { Generated } from 'kysely'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import type { BasisPoints, Milli, RateE4 } from '../../shared/quantity.ts'

export type Schema = {
  device: {
    id: Generated<number>
    uid: Uint8Array
    series_code: string
    name: string
  }
  user: {
    id: Generated<number>
    uid: Uint8Array
    name: string
    role: string
    pin_hash: string | null
    active: Generated<number>
  }
  user_grant: {
    user_id: number
    permission: string
    allowed: number
    limit_value: number | null
  }
  journal: {
    seq: Generated<number>
    at: string
    device_id: number
    user_id: number | null
    lender_id: number | null
    kind: string
    sv: number
    entity: string
    entity_uid: Uint8Array | null
    changes_json: string | null
    accepted_json: string | null
    reason: string | null
    work_id: number | null
    hlc: string | null
    base: number | null
    prev_hash: Uint8Array
    hash: Uint8Array
  }
  dated_fact: {
    id: Generated<number>
    subject_type: string
    subject_id: number
    name: string
    from_date: LocalDate
    seq: number
    value: string | null
  }
  period_lock: {
    id: Generated<number>
    seq: number
    kinds: string
    role: string
    upto: LocalDate | null
  }
  attachment: {
    sha256: Uint8Array
    media_type: string
    bytes: Uint8Array
  }
  draft: {
    uid: Uint8Array
    kind: string
    user_id: number | null
    json: string
    held_name: string | null
    updated_at: string
  }
  work: {
    id: Generated<number>
    uid: Uint8Array
    kind: string
    title: string
    state: string
    done: Generated<number>
    total: Generated<Paise>
    note: string | null
    user_id: number | null
    at: string
    options_json: string | null
    result_json: string | null
  }
  staging: {
    work_id: number
    row_no: number
    raw_json: string
    parsed_json: string | null
    errors_json: string | null
    state: string
    entity_id: number | null
    applied_seq: number | null
  }
  firm: {
    id: Generated<number>
    uid: Uint8Array
    legal_name: string
    trade_name: string | null
    local_name: string | null
    gstin: string | null
    pan: string | null
    state_code: string
    address_1: string | null
    address_2: string | null
    city: string | null
    pin: string | null
    phone: string | null
    email: string | null
    licence_20b: string | null
    licence_21b: string | null
    licence_20g: string | null
    fssai: string | null
    bank_name: string | null
    bank_account: string | null
    ifsc: string | null
    upi_id: string | null
    logo_sha256: Uint8Array | null
    books_begin: LocalDate
    terms: string | null
    jurisdiction: string | null
  }
  account_group: {
    id: Generated<number>
    uid: Uint8Array
    name: string
    parent_id: number | null
    nature: string
  }
  account: {
    id: Generated<number>
    uid: Uint8Array
    name: string
    group_id: number
    kind: string
    active: Generated<number>
  }
  location: {
    id: Generated<number>
    uid: Uint8Array
    name: string
    kind: string
    active: Generated<number>
    address_1: string | null
    address_2: string | null
    city: string | null
    pin: string | null
    state_code: string | null
  }
  price_list: {
    id: Generated<number>
    uid: Uint8Array
    name: string
    tier: string | null
    active: Generated<number>
  }
  party: {
    id: Generated<number>
    uid: Uint8Array
    code: string | null
    name: string
    local_name: string | null
    is_customer: Generated<number>
    is_supplier: Generated<number>
    type: Generated<string>
    account_id: number
    category: Generated<string>
    gstin: string | null
    pan: string | null
    state_code: string
    phone: string | null
    email: string | null
    contact: string | null
    route: string | null
    salesman: string | null
    tier: string | null
    price_list_id: number | null
    discount_bp: Generated<BasisPoints>
    credit_limit: Paise | null
    credit_days: number | null
    credit_bills: number | null
    upi_id: string | null
    active: Generated<number>
    fssai: string | null
    language: Generated<string>
    payment_days: number | null
    payment_terms: string | null
    lead_days: number | null
    msme_class: string | null
    msme_udyam: string | null
    msme_agreement: Generated<number>
    return_days_before: number | null
    return_days_after: number | null
    return_bp: BasisPoints | null
    bank_name: string | null
    bank_account: string | null
    ifsc: string | null
    merged_into: number | null
    credit_amount_rule: string | null
    credit_late_rule: string | null
    credit_bills_rule: string | null
    credit_late_days: number | null
    min_expiry_days: number | null
  }
  party_address: {
    id: Generated<number>
    party_id: number
    kind: string
    line_1: string | null
    line_2: string | null
    city: string | null
    pin: string | null
    state_code: string | null
    name: string | null
  }
  party_licence: {
    id: Generated<number>
    party_id: number
    form: string
    number: string
    valid_from: LocalDate | null
    valid_to: LocalDate | null
  }
  item: {
    id: Generated<number>
    uid: Uint8Array
    code: string | null
    name: string
    manufacturer: string | null
    composition: string | null
    pack_label: string | null
    base_unit: string
    sale_unit: string
    sale_factor: number
    uqc: Generated<string>
    decimals: Generated<number>
    schedule: Generated<string>
    storage: string | null
    rack: string | null
    category: string | null
    minimum_qty: Milli | null
    maximum_qty: Milli | null
    reorder_qty: Milli | null
    popularity: Generated<number>
    active: Generated<number>
    status: Generated<string>
    purchase_unit: string | null
    weight_grams: number | null
  }
  item_unit: {
    item_id: number
    unit: string
    factor: number
  }
  barcode: {
    code: string
    item_id: number
    unit: string
  }
  item_tax: {
    id: Generated<number>
    item_id: number
    from_date: LocalDate
    seq: number
    class: string
    rate_bp: BasisPoints
    cess_bp: Generated<BasisPoints>
    cess_unit_paise: Generated<Paise>
    hsn: string
  }
  price: {
    id: Generated<number>
    list_id: number
    item_id: number
    batch_id: Generated<number>
    unit: string
    from_date: LocalDate
    seq: number
    rate_e4: RateE4 | null
  }
  batch: {
    id: Generated<number>
    uid: Uint8Array
    item_id: number
    number: string
    expiry: LocalDate | null
    mrp_printed: Paise | null
    pack_factor: number
    blocked_reason: string | null
    blocked_notice: string | null
    blocked_on: string | null
    claim_marked_on: string | null
  }
  batch_mrp: {
    id: Generated<number>
    batch_id: number
    from_date: LocalDate
    seq: number
    mrp: Paise
    reference: string | null
  }
  series: {
    id: Generated<number>
    uid: Uint8Array
    kind: string
    device_id: number
    fy: string
    prefix: string
  }
  series_next: {
    series_id: Generated<number>
    next: number
  }
  document: {
    id: Generated<number>
    uid: Uint8Array
    kind: string
    series_id: number
    serial: number
    fy: string
    number: string
    reference: string | null
    date: LocalDate
    party_id: number | null
  }
  document_version: {
    id: Generated<number>
    document_id: number
    version: number
    seq: number
    party_name: string
    gstin: string | null
    category: string
    pos: string
    supply: string
    mode: string
    due_date: LocalDate | null
    gross: Paise
    discount: Paise
    charges: Paise
    taxable: Paise
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise
    round_off: Paise
    total: Paise
    applied_json: string
  }
  document_line: {
    version_id: number
    line_no: number
    item_id: number
    batch_id: number | null
    description: string
    hsn: string
    uqc: string
    unit: string
    factor: number
    qty: Milli
    free_qty: Milli
    rate_e4: RateE4
    mrp: Paise | null
    gross: Paise
    discount: Paise
    discount_json: string | null
    tax_class: string
    rate_bp: BasisPoints
    taxable: Paise
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise
  }
  document_link: {
    from_version_id: number
    to_document_id: number
    line_no: Generated<number>
    kind: string
  }
  document_state: {
    document_id: Generated<number>
    current_version_id: number
    cancelled: Generated<number>
    irn: string | null
    ewb: string | null
    filed_seq: number | null
  }
  posting: {
    id: Generated<number>
    seq: number
    date: LocalDate
    version_id: number | null
    kind: string
    mirror_of: number | null
    derived: Generated<number>
  }
  ledger_line: {
    posting_id: number
    line_no: number
    account_id: number
    party_id: number | null
    amount: Paise
  }
  open_item: {
    id: Generated<number>
    posting_id: number
    line_no: number
    party_id: number
    document_id: number | null
    date: LocalDate
    due: LocalDate | null
    amount: Paise
  }
  allocation: {
    id: Generated<number>
    posting_id: number
    date: LocalDate
    from_item: number
    to_item: number
    amount: Paise
    mirror_of: number | null
  }
  tax_line: {
    posting_id: number
    line_no: number
    direction: string
    doc_class: string
    gstin: string | null
    pos: string
    class: string
    rate_bp: BasisPoints
    hsn: string
    uqc: string
    qty: Milli
    taxable: Paise
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise
    rcm: Generated<number>
    itc_class: string | null
    return_period: string
  }
  stock_move: {
    id: Generated<number>
    posting_id: number
    date: LocalDate
    item_id: number
    batch_id: number
    location_id: number
    qty: Milli
    kind: string
    of_move: number | null
  }
  receipt_itc: {
    move_id: Generated<number>
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise
    rate_bp: BasisPoints
    supplier_id: number | null
  }
  stock_value: {
    posting_id: number
    line_no: number
    date: LocalDate
    item_id: number
    move_id: number
    amount: Paise
    kind: string
  }
  account_month: {
    account_id: number
    party_id: number
    month: string
    dr: Paise
    cr: Paise
  }
  balance: {
    account_id: number
    party_id: number
    amount: Paise
  }
  open_left: {
    open_item_id: Generated<number>
    party_id: number
    left_amount: Paise
  }
  on_hand: {
    batch_id: number
    location_id: number
    qty: Milli
    expiry: LocalDate | null
  }
  stock_month: {
    batch_id: number
    location_id: number
    month: string
    qty: Milli
  }
  item_value_month: {
    item_id: number
    month: string
    value: Paise
  }
  item_cost: {
    item_id: Generated<number>
    last_date: LocalDate
    last_qty: Milli
    last_value: Paise
  }
  cost_checkpoint: {
    item_id: number
    month: string
    layers_json: string
  }
  recost: {
    item_id: Generated<number>
    from_date: LocalDate
    seq: number
    upto: LocalDate | null
    state_json: string | null
    place_rank: number | null
    place_id: number | null
  }
  return_filing: {
    id: Generated<number>
    kind: string
    period: string
    seq: number
    arn: string | null
    at: string
  }
  search_side: {
    id: Generated<number>
    side: string
    phase: string
    upto: number
  }
  search_rank_a: {
    rank: Generated<number>
    item_id: number
  }
  search_rank_b: {
    rank: Generated<number>
    item_id: number
  }
  search_weight: {
    item_id: Generated<number>
    weight: number
    name: string
  }
  line_link: {
    from_version_id: number
    line_no: number
    to_document_id: number
    to_line_no: number
    kind: string
    qty: Milli
  }
  itc_change: {
    posting_id: number
    line_no: number
    move_id: number
    igst: Paise
    cgst: Paise
    sgst: Paise
    cess: Paise
    rate_bp: BasisPoints
    supplier_id: number | null
  }
  party_contact: {
    id: Generated<number>
    party_id: number
    name: string
    role: string | null
    phone: string | null
    email: string | null
  }
  party_price: {
    id: Generated<number>
    party_id: number
    item_id: number
    unit: string
    from_date: LocalDate
    seq: number
    rate_e4: RateE4 | null
    net: Generated<number>
  }
  company_list: {
    id: Generated<number>
    manufacturer: string
    list_id: number | null
    from_date: LocalDate
    seq: number
  }
  discount_term: {
    id: Generated<number>
    rung: string
    party_id: number | null
    list_id: number | null
    item_id: number | null
    manufacturer: string | null
    from_min: Generated<number>
    from_date: LocalDate
    seq: number
    bp: number | null
  }
  scheme: {
    id: Generated<number>
    uid: Uint8Array
    name: string
    kind: string
    from_date: LocalDate
    to_date: LocalDate | null
    active: Generated<number>
    item_id: number | null
    manufacturer: string | null
    category: string | null
    party_id: number | null
    tier: string | null
    route: string | null
    buy_packs: Generated<number>
    free_packs: Generated<number>
    min_packs: Generated<number>
    repeats: Generated<number>
    half: Generated<number>
    free_item_id: number | null
    min_value: Generated<number>
    after_tax: Generated<number>
    mode: Generated<string>
    discount_bp: Generated<BasisPoints>
    discount_paise: Generated<number>
  }
  item_rack: {
    id: Generated<number>
    item_id: number
    location_id: number
    rack: string
  }
  stock_request: {
    id: Generated<number>
    uid: Uint8Array
    kind: string
    date: LocalDate
    reason: string
    draft_json: string
    asked_by: number
    asked_at: string
    state: Generated<string>
    decided_by: number | null
    decided_at: string | null
    note: string | null
    document_id: number | null
  }
  count_sheet: {
    id: Generated<number>
    uid: Uint8Array
    location_id: number
    name: string
    chosen_json: string
    date: LocalDate
    frozen_seq: number
    frozen_at: string
    made_by: number
    state: Generated<string>
    decided_by: number | null
    decided_at: string | null
    document_id: number | null
  }
  count_row: {
    id: Generated<number>
    sheet_id: number
    batch_id: number
    book_qty: number
    seq: number
  }
  count_entry: {
    id: Generated<number>
    sheet_id: number
    batch_id: number
    user_id: number
    qty: Milli
    at: string
    seq: number
  }
  order_closing: {
    id: Generated<number>
    document_id: number
    line_no: number
    qty: Milli
    reason: string
    at: string
    seq: number
  }
  purchase_left: {
    document_id: number
    line_no: number
    qty_left: Milli
    value_left: Paise
  }
  hsn: {
    id: Generated<number>
    code: string
    kind: string
    description: string
    ours: Generated<number>
  }
  recall_letter: {
    id: Generated<number>
    batch_id: number
    party_id: number
    document_count: number
    qty: Milli
    language: string
    made_at: string
    user_id: number
    seq: number
  }
  supplier_layout: {
    id: Generated<number>
    supplier_id: number
    layout: string
    mapping_json: string
    import_id: number | null
    ended_import_id: number | null
    active: Generated<number>
  }
  supplier_item: {
    id: Generated<number>
    supplier_id: number
    code: string
    name: string
    item_id: number
    unit: string
    import_id: number | null
    ended_import_id: number | null
    active: Generated<number>
  }
  bill_import: {
    id: Generated<number>
    uid: Uint8Array
    supplier_id: number
    file_name: string
    sha256: Uint8Array
    at: string
    user_id: number
    certain: number
    chosen: number
    left_out: number
    undone: Generated<number>
    undo_reason: string | null
  }
  bill_import_document: {
    id: Generated<number>
    import_id: number
    document_id: number
    file_total: number | null
  }
  item_stand: {
    item_id: Generated<number>
    qty: Milli
    saleable_qty: number
    value: Paise
    came_on: string | null
    sold_on: string | null
    moved_on: string | null
    issued_on: string | null
  }
  item_sold_day: {
    date: LocalDate
    item_id: number
    qty: Milli
    cost: number
  }
  item_sold_month: {
    month: string
    item_id: number
    qty: Milli
    cost: number
  }
  batch_bought: {
    batch_id: Generated<number>
    date: LocalDate
    posting_id: number
    supplier_id: number
  }
  item_bought: {
    item_id: Generated<number>
    date: LocalDate
    posting_id: number
    supplier_id: number
    version_id: number
    line_no: number
  }
  cost_layer: {
    item_id: number
    batch_id: number
    date: LocalDate
    receipt_move: number
    qty_left: Milli
    value_left: Paise
  }
  return_request: {
    id: Generated<number>
    uid: Uint8Array
    date: LocalDate
    party_id: number | null
    bill_id: number | null
    total: Paise
    reason: string
    draft_json: string
    asked_by: number
    asked_at: string
    state: Generated<string>
    decided_by: number | null
    decided_at: string | null
    note: string | null
    document_id: number | null
  }
  order_confirmation: {
    id: Generated<number>
    document_id: number
    date: LocalDate
    held_until: string
    user_id: number
    seq: number
  }
  sales_left: {
    document_id: number
    line_no: number
    qty_left: Milli
    free_left: number
    value_left: Paise
  }
  reservation: {
    document_id: number
    line_no: number
    item_id: number
    batch_id: number | null
    qty: Milli
    user_id: number
    since: string
    until: string
  }
  trip: {
    id: Generated<number>
    uid: Uint8Array
    date: LocalDate
    van: string
    driver: string
    note: string | null
    user_id: number
    active: Generated<number>
  }
  trip_bill: {
    id: Generated<number>
    trip_id: number
    document_id: number
    place: number
  }
  delivery: {
    id: Generated<number>
    document_id: number
    trip_id: number | null
    outcome: string
    reason: string | null
    received_by: string | null
    collected: Generated<number>
    proof_sha256: Uint8Array | null
    at: string
    user_id: number
    seq: number
  }
  credit_allowance: {
    id: Generated<number>
    party_id: number
    from_date: LocalDate
    to_date: LocalDate
    limit_amount: number | null
    late: Generated<number>
    reason: string
    user_id: number
    seq: number
  }
  sale_restriction: {
    id: Generated<number>
    uid: Uint8Array
    item_id: number | null
    schedule: string | null
    composition: string | null
    day_qty: number | null
    month_qty: number | null
    from_date: LocalDate
    to_date: LocalDate | null
    reason: string
  }
  lost_sale: {
    id: Generated<number>
    uid: Uint8Array
    date: LocalDate
    item_id: number
    party_id: number | null
    qty: Milli
    reason: string
    note: string | null
    user_id: number | null
    active: Generated<number>
  }
  bill_look: {
    id: Generated<number>
    format: string
    copies: number
    language: string
    hidden_json: string
    footer: string | null
    bank: number
    upi: number
    roll_columns: number
    matrix_columns: number
    matrix_lines: number
  }
  key_map: {
    id: Generated<number>
    profile: string
    keys_json: string
  }
  nickname: {
    id: Generated<number>
    uid: Uint8Array
    party_id: number
    said: string
    item_id: number
    date: LocalDate
    user_id: number | null
    active: Generated<number>
  }
}
