import { Act, ActMade } from '../domain/acts/act.ts'
import { Tick } from '../domain/acts/tick.ts'
import { Invoice, InvoiceLine, InvoicePaper, InvoiceRest, InvoiceSeries } from '../domain/billing/invoice.ts'
import { AbroadAccount, AbroadFile, AbroadTotal } from '../domain/dividends/abroad/abroad-file.ts'
import {
  AdjustedLine,
  Adjustment,
  AdjustmentApproval,
  AdjustmentLine,
  DistributionAdjustment,
} from '../domain/dividends/adjustments/adjustment.ts'

import { ConvertedLine, ReportConversion } from '../domain/dividends/conversion/report-conversion.ts'
import {
  EndingApproval,
  EndingRevocation,
  ProjectEnding,
  WriteOff,
} from '../domain/dividends/endings/ending.ts'
import { TaxFile, TaxFileLine } from '../domain/dividends/filing/tax-file.ts'
import { TaxReturn, TaxReturnLine } from '../domain/dividends/filing/tax-return.ts'
import { LateLevy, LevyRelease } from '../domain/dividends/levies/levy-release.ts'
import {
  PeriodCompletion,
  PeriodicBalance,
  PeriodicStatement,
  StatementCorrection,
  StatementPeriod,
} from '../domain/dividends/periods/statement-period.ts'
import { RunProgress } from '../domain/dividends/progress/run-progress.ts'
import { ReportReminder } from '../domain/dividends/reminders/reminder.ts'
import { ReportDraft } from '../domain/dividends/reporting/draft.ts'
import { ReportEvidence } from '../domain/dividends/revenue/report-evidence.ts'
import {
  ReportApproval,
  ReportCorrection,
  ReportSendBack,
  RevenueLine,
  RevenueReport,
} from '../domain/dividends/revenue/revenue-report.ts'
import {
  LineReversal,
  Recovery,
  ReversalRequest,
  RunReversal,
  Shortfall,
} from '../domain/dividends/reversal/reversal.ts'
import {
  Distribution,
  DistributionApproval,
  DistributionLevy,
  DistributionPool,
  DistributionRecipient,
  DistributionReport,
  DistributionStanding,
  DistributionTier,
  Dividend,
} from '../domain/dividends/run/distribution.ts'
import { Statement, StatementCompletion } from '../domain/dividends/statements/statement.ts'
import {
  CertificateRequest,
  YearCompletion,
  YearlyAmount,
  YearlyCertificate,
  YearlyLevy,
} from '../domain/dividends/yearly/yearly-certificate.ts'
import { Delivery, DeliveryStep, ItemsCompletion } from '../domain/fulfilment/delivery.ts'
import { Admission, Ticket } from '../domain/fulfilment/ticket.ts'
import {
  ImportApproval,
  ImportedLine,
  ImportedRun,
  ImportPreparation,
  ImportProgress,
} from '../domain/imports/import.ts'
import { Account, Checkpoint } from '../domain/ledger/account.ts'
import { EntryNumber, MonthClosing, MonthPreparation } from '../domain/ledger/closing/month-closing.ts'
import { Entry, Posting } from '../domain/ledger/entry.ts'
import { EntryCurrency, EntryRate } from '../domain/ledger/exchange/entry-rate.ts'
import { ExchangeRate } from '../domain/ledger/exchange/exchange-rate.ts'
import { Invitation, InvitationRedemption } from '../domain/offerings/audience/invitation.ts'
import { CardTerms } from '../domain/offerings/cards/card-terms.ts'
import { ClosingChange, InterestVote, OfferingRevisionApproval } from '../domain/offerings/life/life.ts'
import { SheetSuspension } from '../domain/offerings/life/sheet-suspension.ts'
import {
  ItemCounter,
  Offering,
  OfferingClosure,
  OfferingCounter,
  OfferingPublication,
  OfferingTerms,
} from '../domain/offerings/offering.ts'
import {
  Contract,
  ContractSignature,
  OutsideShares,
  Project,
  ShareClass,
} from '../domain/offerings/project.ts'
import { InterestDeclaration, OfferingSubmission, ReviewDecision } from '../domain/offerings/review/review.ts'
import { OfferingRound, RepeatingEnd } from '../domain/offerings/rounds/offering-round.ts'
import { UseLine, UseReport } from '../domain/offerings/rounds/use-report.ts'
import { Credential, Login, LoginAddress, OneTimeCode, Session } from '../domain/parties/access/login.ts'
import { RateLimit } from '../domain/parties/access/rate-limit.ts'
import { InsiderConfirmation, InsiderDeclaration } from '../domain/parties/insiders/insider.ts'
import { Mandate, MandateEnd } from '../domain/parties/mandates/mandate.ts'
import { MailBounce, MailBounceEnd, MailBounceOwner, Message } from '../domain/parties/messages/message.ts'
import { PaperSeries } from '../domain/parties/papers/paper-series.ts'
import {
  PayeeApproval,
  PayeeVerification,
  PayoutAccount,
  PayoutAccountConfirmation,
} from '../domain/parties/payout-accounts/payout-account.ts'
import { BankDetails } from '../domain/parties/people/bank-details.ts'
import { Party, Profile } from '../domain/parties/people/party.ts'
import { RoleGrant } from '../domain/parties/roles/role-grant.ts'
import {
  Acknowledgement,
  KnowledgeTest,
  LossSimulation,
  Sophistication,
} from '../domain/parties/suitability/suitability.ts'
import { TaxIdentity } from '../domain/parties/tax/tax-identity.ts'
import { TaxResidence, TaxWaiver } from '../domain/parties/tax/tax-residence.ts'
import { TaxStanding } from '../domain/parties/tax/tax-standing.ts'
import { BankAccount } from '../domain/payments/bank/bank-account.ts'
import { BankDebit, DebitNote } from '../domain/payments/bank/bank-debit.ts'
import { BankMovement, BankReport } from '../domain/payments/bank/bank-report.ts'
import { BankNotice, BankNoticeMovement } from '../domain/payments/bank/notices/bank-notice.ts'
import { CardDispute, CardDisputeWin } from '../domain/payments/cards/card-dispute.ts'
import { CardIntent, CardPayment, CardSuspense } from '../domain/payments/cards/card-payment.ts'
import { CardSettlement, ProcessorInvoice } from '../domain/payments/cards/card-settlement.ts'
import { PayoutConversion } from '../domain/payments/conversion/payout-conversion.ts'
import { MoneyChange } from '../domain/payments/money-change.ts'
import { PayoutOffset, PayoutOffsetReturn } from '../domain/payments/offsets/payout-offset.ts'
import {
  PayoutApproval,
  PayoutBatch,
  PayoutExport,
  PayoutLeg,
  PayoutLegEnd,
  PayoutProof,
  PayoutReturn,
  PayoutSending,
  ReturnTold,
} from '../domain/payments/payouts/payout.ts'
import { Receipt, ReceiptClaim, ReceiptHold, SuspenseNote } from '../domain/payments/receipt.ts'
import { DifferenceExplanation, ReconciledDay } from '../domain/payments/reconciliation/reconciled-day.ts'
import { CardRefundFailure, CardRefundSent, PaymentTaken, Refund } from '../domain/payments/refunds/refund.ts'
import { DistributionAttestation } from '../domain/reports/attestations/attestation.ts'
import { AuditPack } from '../domain/reports/audit/audit-pack.ts'
import {
  Certificate,
  CertifiedLoss,
  CertifiedShares,
  PaperRequest,
} from '../domain/reports/certificates/certificate.ts'
import { ExportEnd, ExportProgress, ExportRequest } from '../domain/reports/exports/export.ts'
import { Notice, NoticeChoice, NoticeCursor, NoticeReading } from '../domain/reports/notices/notice.ts'
import { Download, PaperLink } from '../domain/reports/papers/download.ts'
import { OrderChangedBack, OrderQuote } from '../domain/shares/currencies/order-quote.ts'
import { DonationReceipt, ReceiptGift, ReceiptRequest } from '../domain/shares/gifts/donation-receipt.ts'
import { GiftEligibility, GiftEligibilityConfirmation } from '../domain/shares/gifts/eligibility.ts'
import { Holding } from '../domain/shares/holding.ts'
import { Lot } from '../domain/shares/lot.ts'
import { Pledge, PledgeEnd, PledgeOrder, PledgeSize } from '../domain/shares/pledges/pledge.ts'
import {
  Reinvestment,
  ReinvestmentEnd,
  ReinvestmentRule,
} from '../domain/shares/reinvestment/reinvestment.ts'
import { OrderReconfirmation } from '../domain/shares/revisions/reconfirmation.ts'
import {
  OrderedItem,
  Subscription,
  SubscriptionAcknowledgement,
  SubscriptionAllotment,
  SubscriptionEnd,
  SubscriptionPayment,
} from '../domain/shares/subscription.ts'
import { WaitingEnd, WaitingEntry } from '../domain/shares/waiting/waiting.ts'

/** Facts: the application may only append them; a trigger refuses every change and deletion. */
export const facts = [
  PaperSeries,
  Act,
  ActMade,
  Account,
  Entry,
  Posting,
  ExchangeRate,
  EntryCurrency,
  EntryRate,
  MonthPreparation,
  MonthClosing,
  EntryNumber,
  Party,
  Login,
  RoleGrant,
  InsiderDeclaration,
  InsiderConfirmation,
  Mandate,
  MandateEnd,
  BankAccount,
  Receipt,
  ReceiptClaim,
  ReceiptHold,
  SuspenseNote,
  BankDebit,
  BankReport,
  BankMovement,
  BankNotice,
  BankNoticeMovement,
  Invoice,
  InvoiceLine,
  InvoicePaper,
  Project,
  ShareClass,
  OutsideShares,
  Contract,
  ContractSignature,
  Offering,
  OfferingTerms,
  OfferingSubmission,
  ReviewDecision,
  InterestDeclaration,
  OfferingPublication,
  OfferingRevisionApproval,
  SheetSuspension,
  ClosingChange,
  InterestVote,
  Invitation,
  InvitationRedemption,
  OfferingClosure,
  OfferingRound,
  RepeatingEnd,
  UseReport,
  UseLine,
  Subscription,
  SubscriptionAcknowledgement,
  OrderedItem,
  SubscriptionPayment,
  OrderQuote,
  OrderChangedBack,
  SubscriptionEnd,
  SubscriptionAllotment,
  OrderReconfirmation,
  WaitingEntry,
  WaitingEnd,
  Pledge,
  PledgeSize,
  PledgeEnd,
  PledgeOrder,
  ReinvestmentRule,
  ReinvestmentEnd,
  Reinvestment,
  Lot,
  RevenueReport,
  RevenueLine,
  ReportEvidence,
  ReportApproval,
  DistributionApproval,
  ReportSendBack,
  ReportCorrection,
  ReportConversion,
  ConvertedLine,
  ReportReminder,
  Distribution,
  DistributionReport,
  DistributionRecipient,
  DistributionPool,
  DistributionTier,
  DistributionStanding,
  DistributionLevy,
  Dividend,
  Adjustment,
  AdjustmentLine,
  AdjustmentApproval,
  DistributionAdjustment,
  AdjustedLine,
  LevyRelease,
  LateLevy,
  TaxReturn,
  TaxReturnLine,
  TaxFile,
  TaxFileLine,
  AbroadFile,
  AbroadAccount,
  AbroadTotal,
  ReversalRequest,
  RunReversal,
  LineReversal,
  Shortfall,
  Recovery,
  Statement,
  StatementCompletion,
  AuditPack,
  DistributionAttestation,
  PaperLink,
  Download,
  PaperRequest,
  Certificate,
  CertifiedShares,
  CertifiedLoss,
  StatementPeriod,
  PeriodicStatement,
  PeriodicBalance,
  StatementCorrection,
  PeriodCompletion,
  CertificateRequest,
  YearlyCertificate,
  YearlyAmount,
  YearlyLevy,
  YearCompletion,
  GiftEligibility,
  GiftEligibilityConfirmation,
  ReceiptRequest,
  DonationReceipt,
  ReceiptGift,
  ProjectEnding,
  EndingApproval,
  EndingRevocation,
  WriteOff,
  CardTerms,
  CardIntent,
  CardPayment,
  CardSuspense,
  CardDispute,
  CardDisputeWin,
  CardSettlement,
  ProcessorInvoice,
  Refund,
  CardRefundSent,
  CardRefundFailure,
  PayeeVerification,
  PayeeApproval,
  PayoutAccountConfirmation,
  PayoutBatch,
  PayoutLeg,
  PayoutApproval,
  PayoutExport,
  PayoutSending,
  PayoutLegEnd,
  PayoutProof,
  PayoutReturn,
  PayoutConversion,
  PayoutOffset,
  PayoutOffsetReturn,
  DebitNote,
  MoneyChange,
  ReturnTold,
  ReconciledDay,
  DifferenceExplanation,
  Delivery,
  DeliveryStep,
  ItemsCompletion,
  Ticket,
  Admission,
  ExportRequest,
  ExportEnd,
  MailBounce,
  MailBounceOwner,
  MailBounceEnd,
  Notice,
  NoticeReading,
  NoticeChoice,
  ImportPreparation,
  ImportApproval,
  ImportedLine,
  ImportedRun,
] as const

/** Profiles: all personal data stands here and nowhere else; each change appends a version. */
export const profiles = [
  Profile,
  LoginAddress,
  Credential,
  BankDetails,
  PayoutAccount,
  TaxResidence,
  TaxWaiver,
  TaxIdentity,
  KnowledgeTest,
  LossSimulation,
  Sophistication,
  Acknowledgement,
] as const

/** Work rows: counters, sessions, codes, drafts, progress, the outbox. They may be changed; what they say can be rebuilt or thrown away. */
export const workRows = [
  Checkpoint,
  Holding,
  TaxStanding,
  Session,
  OneTimeCode,
  RateLimit,
  Message,
  NoticeCursor,
  ReportDraft,
  RunProgress,
  ImportProgress,
  ExportProgress,
  OfferingCounter,
  ItemCounter,
  InvoiceSeries,
  InvoiceRest,
  PaymentTaken,
  Tick,
] as const

export const entities = [...facts, ...profiles, ...workRows] as const

/** What the database calls the table of an entity: offeringTerms → offering_terms. */
export function tableOf(entity: { meta: { className: string } }): string {
  return entity.meta.className.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
