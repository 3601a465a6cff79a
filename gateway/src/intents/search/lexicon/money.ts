/** What people say of money, shops and goods. */
export const moneyWords = `
pay paid: payment pay charge
money_back give_back refund reimburse: refund
charged charge double_charged: charge payment refund
chargeback dispute disputed: dispute
card credit_card: card payment method
payout paid_out bank_transfer: payout transfer
balance how_much_money: balance
subscription plan monthly_plan membership: subscription plan
wants_out end_subscription stop_paying: cancel subscription
trial: trial subscription
coupon voucher discount promo percent_off sale: discount coupon promotion voucher code price
checkout: checkout session cart payment
cart basket abandoned walked_away filled_a_cart: cart checkout abandoned
payment_link pay_page: payment link
price pricing how_much_cost: price cost
invoice bill billed: invoice bill
owe owes owing outstanding unpaid not_paid: receivable unpaid overdue invoice balance outstanding aging
remind_to_pay dunning: reminder invoice send
supplier vendor: vendor supplier
bill_from_supplier bill_we_got: bill vendor
paid_us money_came_in received_money: payment receive
make_money made_money profit profitable loss earn earnings: profit loss income report
assets liabilities worth: balance sheet
ledger books bookkeeping: journal account ledger
journal_entry: journal entry
chart_of_accounts: account
tax vat: tax
budget: budget
spending spent spend: spend expense transaction cost
cash_flow: cash flow
bank bank_account: account bank balance transaction
transfer wire send_money: transfer payment
statement: statement transaction
iban: account bank
interest saving savings put_away save_up compound: interest compound savings investment
loan mortgage monthly_payment installment: loan mortgage payment
currency exchange euros dollars pounds yen francs convert_money: exchange rate currency convert
stock share shares ticker: stock quote price
portfolio holdings positions: portfolio position holding
buy_shares sell_shares: order trade
dividend: dividend
crypto bitcoin ethereum coin: crypto coin price
wallet: wallet balance
order orders bought purchased: order purchase
ordered: order
return send_back sent_back wants_to_return: return refund rma
exchange_item: exchange return
ship shipped sent_out dispatched on_its_way: ship fulfill shipment
track where_is_my parcel package: track shipment tracking
carrier courier dhl ups fedex: carrier shipment
label shipping_label: label shipping
pickup collect: pickup
customs duty: customs
stock inventory in_stock on_hand left_in_stock how_many_left: inventory stock level quantity
reorder running_low low_stock run_low: reorder stock low
warehouse bin shelf aisle: warehouse bin location
goods_in incoming_goods goods_arrived delivery_arrived received_goods: receive goods receipt purchase
purchase_order po: purchase order po
stocktake count_stock inventory_count: cycle count inventory
pick picking pack: pick pack
batch lot contaminated recall serial: lot batch trace recall
quarantine bad_goods damaged: quarantine hold damage
move_pallet bin_to_bin: move transfer bin
sku article_number barcode: sku product barcode
product item: product item
variant size_color: variant
collection_of_products category: collection category
product_description: product update
out_of_stock sold_out: inventory stock
bestseller sells_best most_sold: sales report top product
revenue sales turnover how_much_sold: sales revenue report order
gift_card: gift card
shipping_cost postage: rate shipping
address_change: address update
customer_history: customer order
loyalty points: loyalty points
auction bid: auction bid
wishlist: wishlist
donation donate: donation
claim claims: claim
insurance: insurance policy
payments_today: payment list
failed_payments: payment list failed
payment_of_customer: payment list customer
customers_card: payment method customer
new_customer: customer create
subscribers_list who_subscribes: subscription list
change_plan upgrade_plan downgrade: subscription update
add_to_invoice line_on_invoice: invoice item
send_invoice: invoice finalize send
cancel_invoice mistaken_invoice make_it_zero: invoice void credit
credit_note: credit note
evidence respond_to_dispute: dispute update
tax_rate: tax rate
product_and_price: product price
payout_date: payout
how_are_we_doing results_last_quarter: profit loss report
what_we_own: balance sheet
who_owes_us owes_us customers_owe: receivable aging unpaid overdue
what_do_we_owe we_owe bills_to_pay: payable bill unpaid
enter_bill: bill create
pay_bill pay_supplier: bill payment
book_entry correct_the_books: journal entry
vendor_details: vendor
match_bank reconcile: reconcile bank
quote_for_customer offer_for: quote estimate
card_payments_today: payment
net_worth: balance
last_transactions what_did_i_spend_on: transaction search list
recurring_payments standing_order direct_debit: subscription recurring payment
savings_goal: goal
split_with owe_friends: split expense
invoice_pdf: invoice
stock_price share_price: stock quote price
company_news: news
earnings_report: earnings financials
market_open: market status
exchange: exchange rate
historical_price last_year_price: history historical price
top_gainers: mover
analyst: analyst recommendation
order_status where_is_my_order: order status track shipment
orders_today: order list
edit_order change_order extra_item add_item_to_order: order update change line
cancel_order does_not_want_it changed_her_mind changed_his_mind: order cancel
stop_order hold_order do_not_ship_yet: order hold
deliver_to_new_address: order address update
when_will_it_arrive eta: shipment track expected delivery
arrived_broken damaged_on_arrival: return complaint refund
wrong_item: return complaint
send_replacement: order create replacement
price_for_customer customer_price: price get
can_we_deliver is_it_available: availability check stock
voucher_code apply_voucher: voucher apply discount
sales_rep: sales rep
complain: complaint log
sales_figures: sales stats report
new_product: product create
hide_product take_product_offline: product update status archive
product_photo: product image
best_customers: customer report top
product_collection: collection
draft_order: draft order
count_the_shelf recount: cycle count
put_on_shelf putaway: putaway
take_from_shelf: pick
where_in_the_warehouse which_shelf: location bin stock query
correct_stock stock_wrong: stock adjust
transfer_between_warehouses: transfer stock
low_on what_to_reorder: reorder low stock
supplier_order order_from_supplier: purchase order
pallet: pallet
label_for_carton: label carton print
dangerous_goods: hazmat
best_before shelf_life expiring_stock: expiry lot stock
block_batch: quarantine lot hold
send_parcels: shipment create ship
compare_shipping: rate shipping
parcel_collected: pickup schedule
sell sold: sale order report
category belongs_in that_payment was_for: categorize transaction category
groceries_spending spend_on: transaction category spending
subscriptions_i_pay: recurring subscription
money_on_my_accounts on_all_my_accounts: account balance
how_much_is how_much_are how_much_does how_much_do how_much_would how_much_will: price cost rate
how_much: amount cost total
money_up_front in_advance advance: advance
lack_a_receipt no_receipt receipts_missing missing_receipt: transaction receipt card
on_the_way_to_us coming_in: inbound delivery purchase
carton box: carton pack
more_than_two_months months_late long_overdue: aging receivable overdue
book_*_from_*_to: journal entry
who_pays_us: subscription customer payment
how_many_*_left how_much_*_left how_many_*_have_left: inventory stock remaining balance level
pieces units: stock quantity item
give_*_back give_*_her_money give_*_his_money give_*_their_money: refund money return
who_bought: order customer search
whats_in_the_order items_in_the_order: order get
never_arrived not_arrived lost_parcel: shipment track complaint
wants_a_refund wants_his_money_back wants_her_money_back wants_their_money_back: refund
bigger_size other_size other_color: exchange order change variant
how_many_orders: order list count report
best_selling: product report sales top
unpaid_order: order payment
price_list: price list
special_price: price discount
purchase_from_supplier: purchase order create
delivery_note: delivery shipment document
count_again: cycle count
which_bin: location bin
where_is_article where_is_item: stock query location
bad_batch: lot quarantine
running_out_of: stock low reorder
invoice_for: invoice create
invoices_of: invoice list search
payment_received: payment receive
pay_the_bill: bill payment
how_much_tax: tax report
monthly_report: report
cancel_card: card block cancel
bank_fees: fee transaction
`;
