import type { Language } from '../people/party.ts'

type Text = { subject: string; body: string }

/** A report that is to come: of which project, for which days, by when. */
type ReportFacts = { project: string; from: string; to: string; dueOn: string }

/** A sheet that was found wrong: of which project, why, and the last day for its correction. */
type SheetFacts = { project: string; reason: string; lastDay: string }

/** Accounts are masked; `from` is null when none was known. */
type AccountFacts = { from: string | null; to: string; hours: number }

/** What our mails say. No amount, name or code ever stands in a subject line. */
export const TEXTS: Record<
  Language,
  {
    join: (f: { code: string; minutes: number }) => Text
    alreadyJoined: () => Text
    reset: (f: { code: string; minutes: number }) => Text
    reportDue: (f: ReportFacts) => Text
    reportLate: (f: ReportFacts) => Text
    correctionDue: (f: ReportFacts) => Text
    reportMissing: (f: ReportFacts) => Text
    sheetDefect: (f: SheetFacts) => Text
    sheetSuspended: (f: SheetFacts) => Text
    sheetCorrected: (f: { project: string; lastDay: string }) => Text
    payoutAccountChanged: (f: AccountFacts) => Text
    payoutCameBack: (f: { account: string }) => Text
  }
> = {
  en: {
    join: ({ code, minutes }) => ({
      subject: 'Confirm your mail address',
      body: `Welcome to Tantième.\n\nYour code is ${code}. It works once, for ${minutes} minutes.\n\nIf you did not ask to join, do nothing: no account is made without the code.`,
    }),
    alreadyJoined: () => ({
      subject: 'You already have an account',
      body: 'Somebody, perhaps you, asked to join Tantième with this address. You already have an account: sign in, or ask for a new password.\n\nIf it was not you, do nothing.',
    }),
    reset: ({ code, minutes }) => ({
      subject: 'Choose a new password',
      body: `Your code is ${code}. It works once, for ${minutes} minutes, to choose a new password.\n\nIf you did not ask for it, do nothing: your password stays as it is.`,
    }),
    reportDue: ({ project, from, to, dueOn }) => ({
      subject: 'A revenue report is due soon',
      body: `The revenue of "${project}" from ${from} to ${to} is to be reported by ${dueOn}.\n\nIf nothing came in, report one line of 0.00.`,
    }),
    reportLate: ({ project, from, to, dueOn }) => ({
      subject: 'A revenue report is late',
      body: `The revenue of "${project}" from ${from} to ${to} was to be reported by ${dueOn}, and is not.\n\nThose who put money in wait for it. If nothing came in, report one line of 0.00.`,
    }),
    correctionDue: ({ project, from, to, dueOn }) => ({
      subject: 'A revenue report was sent back',
      body: `The report on "${project}" from ${from} to ${to} was sent back and is to be corrected by ${dueOn}.\n\nWhy, and which line it is about, stands beside the report.`,
    }),
    reportMissing: ({ project, from, to, dueOn }) => ({
      subject: 'A revenue report does not come',
      body: `The issuer of "${project}" was to report the revenue from ${from} to ${to} by ${dueOn}. All reminders were sent; speak to him.`,
    }),
    sheetDefect: ({ project, reason, lastDay }) => ({
      subject: 'Your offering is suspended: correct its key information sheet',
      body: `The key investment information sheet of "${project}" is wrong or incomplete:\n\n${reason}\n\nNo order is taken until a corrected sheet is approved. Send it without delay: if it is not in force by the end of ${lastDay}, the offering is cancelled and all money goes back (Art 23(12) of Regulation (EU) 2020/1503).`,
    }),
    sheetSuspended: ({ project, reason, lastDay }) => ({
      subject: 'An offering you ordered in is suspended',
      body: `The key investment information sheet of "${project}" was found wrong or incomplete:\n\n${reason}\n\nIts owner was asked to correct it, and the offering stands still until he has. You may withdraw your order or leave the waiting list now, free of charge and without a reason. If the sheet is corrected, we ask you whether you keep your order; if it is not by the end of ${lastDay}, the offering is cancelled and what you paid goes back to you (Art 23(12) of Regulation (EU) 2020/1503).`,
    }),
    sheetCorrected: ({ project, lastDay }) => ({
      subject: 'The key information sheet of an offering was corrected',
      body: `There is another key investment information sheet of "${project}": read it. An order that you made before counts only if you confirm it by the end of ${lastDay}; otherwise it ends, and what you paid goes back to you.`,
    }),
    payoutAccountChanged: ({ from, to, hours }) => ({
      subject: 'The bank account you are paid on was changed',
      body: `From now on you are to be paid on ${to}${from === null ? '' : ` instead of ${from}`}. Nothing is sent to it for ${hours} hours.\n\nIf it was not you, sign in and name your own account, choose a new password, and tell us at once.`,
    }),
    payoutCameBack: ({ account }) => ({
      subject: 'A payment to you came back',
      body: `We sent you money on ${account}, and the bank sent it back. It lies on your account with us again, and nothing more is sent there.\n\nSign in and name another bank account, or tell us that this one is right.`,
    }),
  },
  fr: {
    join: ({ code, minutes }) => ({
      subject: 'Confirmez votre adresse électronique',
      body: `Bienvenue chez Tantième.\n\nVotre code est ${code}. Il sert une fois, pendant ${minutes} minutes.\n\nSi vous n'avez rien demandé, ne faites rien : aucun compte n'est créé sans le code.`,
    }),
    alreadyJoined: () => ({
      subject: 'Vous avez déjà un compte',
      body: "Quelqu'un, peut-être vous, a demandé à rejoindre Tantième avec cette adresse. Vous avez déjà un compte : connectez-vous, ou demandez un nouveau mot de passe.\n\nSi ce n'était pas vous, ne faites rien.",
    }),
    reset: ({ code, minutes }) => ({
      subject: 'Choisissez un nouveau mot de passe',
      body: `Votre code est ${code}. Il sert une fois, pendant ${minutes} minutes, à choisir un nouveau mot de passe.\n\nSi vous ne l'avez pas demandé, ne faites rien : votre mot de passe reste le même.`,
    }),
    reportDue: ({ project, from, to, dueOn }) => ({
      subject: 'Une déclaration de recettes est attendue',
      body: `Les recettes de « ${project} » du ${from} au ${to} sont à déclarer au plus tard le ${dueOn}.\n\nSi rien n'est rentré, déclarez une ligne de 0,00.`,
    }),
    reportLate: ({ project, from, to, dueOn }) => ({
      subject: 'Une déclaration de recettes est en retard',
      body: `Les recettes de « ${project} » du ${from} au ${to} étaient à déclarer au plus tard le ${dueOn} et ne le sont pas.\n\nCeux qui ont financé le projet l'attendent. Si rien n'est rentré, déclarez une ligne de 0,00.`,
    }),
    correctionDue: ({ project, from, to, dueOn }) => ({
      subject: 'Une déclaration de recettes vous a été renvoyée',
      body: `La déclaration de « ${project} » du ${from} au ${to} vous a été renvoyée ; elle est à corriger au plus tard le ${dueOn}.\n\nLe motif et la ligne concernée figurent à côté de la déclaration.`,
    }),
    reportMissing: ({ project, from, to, dueOn }) => ({
      subject: 'Une déclaration de recettes ne vient pas',
      body: `Le porteur de « ${project} » devait déclarer les recettes du ${from} au ${to} au plus tard le ${dueOn}. Tous les rappels ont été envoyés ; prenez contact avec lui.`,
    }),
    sheetDefect: ({ project, reason, lastDay }) => ({
      subject: "Votre offre est suspendue : corrigez sa fiche d'informations clés",
      body: `La fiche d'informations clés sur l'investissement de « ${project} » est inexacte ou incomplète :\n\n${reason}\n\nAucun ordre n'est accepté tant qu'une fiche corrigée n'est pas approuvée. Envoyez-la sans tarder : si elle n'est pas en vigueur à la fin du ${lastDay}, l'offre est annulée et tout l'argent est rendu (art. 23, par. 12, du règlement (UE) 2020/1503).`,
    }),
    sheetSuspended: ({ project, reason, lastDay }) => ({
      subject: 'Une offre à laquelle vous avez souscrit est suspendue',
      body: `La fiche d'informations clés sur l'investissement de « ${project} » s'est révélée inexacte ou incomplète :\n\n${reason}\n\nSon porteur doit la corriger, et l'offre est arrêtée jusque-là. Vous pouvez dès maintenant retirer votre ordre ou quitter la liste d'attente, sans frais ni motif. Si la fiche est corrigée, nous vous demanderons si vous maintenez votre ordre ; si elle ne l'est pas à la fin du ${lastDay}, l'offre est annulée et ce que vous avez versé vous est rendu (art. 23, par. 12, du règlement (UE) 2020/1503).`,
    }),
    sheetCorrected: ({ project, lastDay }) => ({
      subject: "La fiche d'informations clés d'une offre a été corrigée",
      body: `Il y a une nouvelle fiche d'informations clés sur l'investissement de « ${project} » : lisez-la. Un ordre passé auparavant ne compte que si vous le confirmez avant la fin du ${lastDay} ; sinon il prend fin, et ce que vous avez versé vous est rendu.`,
    }),
    payoutAccountChanged: ({ from, to, hours }) => ({
      subject: 'Le compte bancaire de vos versements a changé',
      body: `Vos versements seront désormais faits sur ${to}${from === null ? '' : ` au lieu de ${from}`}. Rien n'y est envoyé pendant ${hours} heures.\n\nSi ce n'était pas vous, connectez-vous pour indiquer votre propre compte, choisissez un nouveau mot de passe et prévenez-nous aussitôt.`,
    }),
    payoutCameBack: ({ account }) => ({
      subject: 'Un versement nous a été retourné',
      body: `Nous vous avons envoyé de l'argent sur ${account} et la banque nous l'a retourné. Il est de nouveau sur votre compte chez nous, et plus rien n'est envoyé à cette adresse.\n\nConnectez-vous pour indiquer un autre compte bancaire, ou dites-nous que celui-ci est le bon.`,
    }),
  },
}
