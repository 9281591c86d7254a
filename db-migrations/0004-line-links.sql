-- Which line of an older document a line answers, and for how much: a receipt its order, a bill its receipt, a return its bill. What
-- an order still waits for, and what of a receipt is not yet billed, is the sum of these over documents that are not cancelled.
create table line_link ( -- [A]
  from_version_id integer not null references document_version(id), line_no integer not null, to_document_id integer not null references document(id),
  to_line_no integer not null, kind text not null check (kind in ('order','challan','grn','bill','note','return','count','transfer')),
  qty integer not null, primary key (from_version_id, line_no, to_document_id, to_line_no)
) strict, without rowid;
create index line_link_to on line_link(to_document_id, to_line_no);
create trigger line_link_no_update before update on line_link begin select raise(abort, 'line_link is append-only'); end;
create trigger line_link_no_delete before delete on line_link begin select raise(abort, 'line_link is append-only'); end;

-- Tax credit that came to a receipt, or was taken from it, after the goods: by the bill of goods received earlier, a supplier's note, a
-- reversal, a cancellation. The credit a receipt carries is its receipt_itc and all of these.
create table itc_change ( -- [A]
  posting_id integer not null references posting(id), line_no integer not null, move_id integer not null references stock_move(id),
  igst integer not null, cgst integer not null, sgst integer not null, cess integer not null, rate_bp integer not null,
  supplier_id integer references party(id), primary key (posting_id, line_no)
) strict, without rowid;
create index itc_change_by_move on itc_change(move_id);
create trigger itc_change_no_update before update on itc_change begin select raise(abort, 'itc_change is append-only'); end;
create trigger itc_change_no_delete before delete on itc_change begin select raise(abort, 'itc_change is append-only'); end;
