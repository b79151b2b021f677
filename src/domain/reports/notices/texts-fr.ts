import type { NoticeDetails } from './kinds.ts'
import { type NoticeTexts, quoted } from './words.ts'

const of = quoted('« ', ' »', 'un projet')
const because = ({ reason }: NoticeDetails) => (reason ? `\n\nMotif : ${reason}` : '')
const by = ({ until }: NoticeDetails) => until ?? 'la date indiquée'
const on = (details: NoticeDetails) =>
  details.until ? ` (${details.until})` : ` sur une répartition de ${of(details)}`
const account = (details: NoticeDetails) => details.account ?? 'votre compte'

const ENDS: Record<string, string> = {
  withdrawn: 'Il a été retiré.',
  expired: "Il n'a pas été payé à temps.",
  lapsed: "Les conditions ont changé et il n'a pas été confirmé à temps.",
  chargedBack: 'Le paiement par carte a été repris.',
}

const WAITING: Record<string, string> = {
  report: 'Une déclaration de recettes est à approuver ou à renvoyer.',
  adjustment: 'Un ajustement est à approuver.',
  contract: 'Un contrat est à signer.',
  ending: "La fin d'un projet est à approuver.",
  reversal: 'Une reprise est à approuver.',
  offering: 'Une offre est à examiner.',
  payouts: 'Un lot de versements est à approuver.',
}

/** What notices say in French. */
export const FR: NoticeTexts = {
  bankDetailsChanged: details => ({
    title: 'Le compte bancaire de vos versements a changé',
    text: `Vos versements seront désormais faits sur ${account(details)}. Rien n'y est envoyé pendant 48 heures.`,
    next: "Si ce n'était pas vous, connectez-vous pour indiquer votre propre compte, choisissez un nouveau mot de passe et prévenez-nous aussitôt.",
  }),
  passwordChanged: () => ({
    title: 'Votre mot de passe a changé',
    text: 'Un nouveau mot de passe a été choisi avec un code de votre boîte aux lettres. Tous les appareils ont été déconnectés.',
    next: "Si ce n'était pas vous, choisissez aussitôt un nouveau mot de passe, changez celui de votre messagerie et prévenez-nous.",
  }),
  rightsChanged: ({ what, reason }) => ({
    title: 'Vos droits ici ont changé',
    text: `Le rôle « ${what ?? 'en question'} » vous a été ${reason === 'taken' ? 'retiré' : 'donné'}.`,
    next: 'Cela vaut dès votre prochaine demande. Si vous ne vous y attendiez pas, demandez à un administrateur.',
  }),
  mandateChanged: ({ reason }) => ({
    title: 'Un mandat a été donné ou a pris fin',
    text:
      reason === 'taken'
        ? 'Un mandat que vous aviez donné ou reçu a pris fin.'
        : "Un mandat permet désormais à une personne d'agir pour une autre, et vous êtes l'une des deux.",
    next: 'Vos mandats figurent sous votre compte. Mettez-y fin à celui dont vous ne voulez pas.',
  }),
  statementCorrected: details => ({
    title: 'Un document a été remplacé par une version corrigée',
    text: `Il y a une version corrigée de votre document${on(details)}.${because(details)}`,
    next: "Lisez la nouvelle version, qui indique ce qu'elle remplace, et n'utilisez plus l'ancienne.",
  }),
  moneyOwedBack: details => ({
    title: 'Vous devez rendre ce qui vous a été versé',
    text: `Ce que ${of(details)} vous avait donné a été corrigé après vous avoir été versé : ce qui en est repris et n'était plus sur votre compte, vous le devez.${because(details)}`,
    next: 'Votre compte en montre le montant. Il est imputé sur ce qui vous sera dû ensuite. Écrivez-nous si vous le contestez.',
  }),
  distributionReversed: details => ({
    title: 'Une répartition a été reprise',
    text: `Une répartition de ${of(details)}, ou votre ligne de celle-ci, était fausse et a été reprise : ce qui vous avait été crédité a été annulé. Vous ne devez rien à ce titre.${because(details)}`,
    next: 'Votre compte montre ce qui a été passé.',
  }),
  offeringSuspended: details => ({
    title: 'Une offre à laquelle vous avez souscrit est suspendue',
    text: `La fiche d'informations clés sur l'investissement de ${of(details)} s'est révélée inexacte ou incomplète. Elle peut être corrigée jusqu'à la fin du ${by(details)}.${because(details)}`,
    next: "Vous pouvez retirer votre ordre ou quitter la liste d'attente dès maintenant, sans frais. Si vous attendez, nous vous poserons la question quand il y aura une nouvelle fiche.",
  }),
  sheetDefect: details => ({
    title: "Votre offre est suspendue : corrigez sa fiche d'informations clés",
    text: `La fiche d'informations clés sur l'investissement de ${of(details)} est inexacte ou incomplète ; aucun ordre n'est accepté.${because(details)}`,
    next: `Envoyez une fiche corrigée sans tarder : si aucune n'est en vigueur à la fin du ${by(details)}, l'offre est annulée.`,
  }),
  offeringRevised: details => ({
    title: 'Les conditions de votre ordre ont changé : confirmez-le',
    text: `Les conditions de l'offre de ${of(details)} ont changé après votre ordre. Il ne compte que si vous le confirmez.`,
    next: `Lisez ce qui est nouveau et confirmez avant le ${by(details)} (heure de Paris). Sinon, votre ordre prend fin et votre argent vous est rendu.`,
  }),
  payoutReturned: details => ({
    title: 'Un versement nous a été retourné',
    text: `Un versement sur ${account(details)} n'a pas pu être exécuté, et l'argent est de nouveau sur votre compte chez nous.${because(details)}`,
    next: "Indiquez un autre compte bancaire, ou dites-nous que celui-ci est le bon. Rien n'y est plus envoyé d'ici là.",
  }),
  refundFailed: () => ({
    title: "De l'argent n'a pas pu être rendu à votre carte",
    text: "L'établissement de paiement a refusé de rendre de l'argent à votre carte. Il est sur votre compte chez nous.",
    next: 'Indiquez un compte bancaire pour cela auprès de vos ordres.',
  }),
  offeringFailed: details => ({
    title: "Une offre à laquelle vous avez souscrit n'a pas abouti",
    text: `L'offre de ${of(details)} n'a pas atteint ce qu'il lui fallait. Aucune part n'a été créée.`,
    next: "Ce que vous avez versé retourne d'où il est venu. Vous n'avez rien à faire.",
  }),
  offeringSucceeded: details => ({
    title: 'Une offre à laquelle vous avez souscrit a abouti',
    text: `L'offre de ${of(details)} a abouti et a été répartie entre ceux qui ont souscrit.`,
    next: 'Votre ordre montre ce que vous avez reçu. Ce que vous auriez versé en trop vous est rendu.',
  }),
  orderReceived: details => ({
    title: 'Votre ordre est arrivé',
    text: `Votre ordre dans l'offre de ${of(details)} est arrivé et ses parts vous sont réservées.`,
    next: `S'il n'est pas encore payé, payez-le avant le ${by(details)} (heure de Paris) avec la référence qui l'accompagne.`,
  }),
  orderPaid: details => ({
    title: 'Votre ordre est payé',
    text: `L'argent de votre ordre dans l'offre de ${of(details)} est arrivé.`,
    next: `Si vous pouvez encore le retirer sans motif, faites-le avant le ${by(details)} (heure de Paris). Nous vous dirons comment l'offre se termine.`,
  }),
  orderEnded: details => ({
    title: 'Votre ordre a pris fin',
    text: `Votre ordre dans l'offre de ${of(details)} a pris fin. ${ENDS[details.reason ?? ''] ?? ''}`.trim(),
    next: "Ce que vous aviez versé vous est rendu. Tant que l'offre est ouverte, vous pouvez souscrire à nouveau.",
  }),
  orderRefunded: () => ({
    title: "De l'argent vous est rendu",
    text: "De l'argent que vous aviez versé retourne sur le compte bancaire ou la carte d'où il est venu.",
    next: "Votre compte montre pourquoi. Vous n'avez rien à faire.",
  }),
  sharesMoved: details => ({
    title: 'Des parts vous sont venues ou vous ont quitté',
    text: `Le registre de ${of(details)} a une nouvelle ligne à votre sujet.`,
    next: 'Regardez vos parts, et prévenez-nous si vous ne vous y attendiez pas.',
  }),
  distributionPaid: details => ({
    title: 'Une répartition vous a été créditée',
    text: `Des recettes de ${of(details)} ont été réparties, et votre part a été créditée sur votre compte chez nous.`,
    next: 'Votre ligne montre comment elle a été calculée. Elle part avec les prochains versements, si vous avez indiqué un compte bancaire.',
  }),
  statementReady: details => ({
    title: 'Un document est prêt pour vous',
    text: `Il y a un nouveau document${on(details)}.`,
    next: 'Lisez-le parmi vos documents et gardez-le.',
  }),
  invoiceIssued: () => ({
    title: 'Une facture vous a été adressée',
    text: 'Il y a une nouvelle facture, ou un avoir.',
    next: 'Lisez-la parmi vos factures.',
  }),
  payoutSent: details => ({
    title: 'Un versement est en route',
    text: `Nous avons demandé à notre banque de verser ce que vous avez chez nous sur ${account(details)}.`,
    next: "Nous vous dirons quand la banque l'aura exécuté. Vous n'avez rien à faire.",
  }),
  payoutSettled: details => ({
    title: 'Un versement a été exécuté',
    text: `Notre banque a exécuté le versement sur ${account(details)}.`,
    next: "S'il n'est pas là sous un jour ouvré, demandez d'abord à votre banque, puis à nous.",
  }),
  reportDue: details => ({
    title: 'Une déclaration de recettes est attendue',
    text: `Les recettes de ${of(details)} sont à déclarer au plus tard le ${by(details)}.`,
    next: "Déclarez-les. Si rien n'est rentré, déclarez une ligne de 0,00.",
  }),
  reportReturned: details => ({
    title: 'Une déclaration de recettes vous a été renvoyée',
    text: `Une déclaration de ${of(details)} vous a été renvoyée.${because(details)}`,
    next: `Corrigez-la et déclarez à nouveau au plus tard le ${by(details)}.`,
  }),
  reportApproved: details => ({
    title: 'Une déclaration de recettes a été approuvée',
    text: `Une déclaration de ${of(details)} a été approuvée.`,
    next: "Elle est répartie dès que l'argent est là. Vous n'avez plus rien à faire pour elle.",
  }),
  revenueReceived: details => ({
    title: 'Des recettes de votre projet sont arrivées',
    text: `De l'argent qui revient à ${of(details)} est arrivé et a été inscrit comme ses recettes.`,
    next: "Déclarez la période concernée, si ce n'est pas déjà fait.",
  }),
  projectDistributed: details => ({
    title: 'Des recettes de votre projet ont été réparties',
    text: `Des recettes de ${of(details)} ont été réparties entre ceux à qui le contrat les donne.`,
    next: 'La répartition montre chaque étape. Votre propre part suit avec les prochains versements.',
  }),
  offeringPublished: details => ({
    title: 'Votre offre est publiée',
    text: `L'offre de ${of(details)} a été examinée et elle est publiée.`,
    next: 'Les ordres sont pris dès son premier jour.',
  }),
  offeringReviewed: details => ({
    title: "Votre offre n'est pas publiée en l'état",
    text: `L'offre de ${of(details)} a été ${details.what === 'refused' ? 'refusée' : 'renvoyée'}.${because(details)}`,
    next:
      details.what === 'refused'
        ? 'Vous pouvez nous demander pourquoi.'
        : 'Changez ce qui est nommé et remettez-la.',
  }),
  raiseClosed: details => ({
    title: 'Votre offre a été décidée',
    text: `L'offre de ${of(details)} ${details.reason === 'funded' ? 'a abouti' : "n'a pas abouti"}.`,
    next:
      details.reason === 'funded'
        ? 'Le registre montre qui détient quoi. Ce qui a été levé suit avec les prochains versements.'
        : "Tout l'argent retourne à ceux qui l'ont versé.",
  }),
  reportMissing: details => ({
    title: 'Une déclaration de recettes ne vient pas',
    text: `Le porteur de ${of(details)} devait déclarer ses recettes au plus tard le ${by(details)}, et tous les rappels ont été envoyés.`,
    next: 'Prenez contact avec lui.',
  }),
  approvalWaiting: details => ({
    title: 'Quelque chose attend une approbation',
    text: `${WAITING[details.what ?? ''] ?? 'Quelque chose attend.'}${details.project ? ` Il s'agit de ${of(details)}.` : ''}`,
    next: "Regardez et décidez, sauf si vous l'avez préparé vous-même.",
  }),
}
