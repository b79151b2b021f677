import type { Language } from '../people/party.ts'

type Text = { subject: string; body: string }

/** What our mails say. No amount, name or code ever stands in a subject line. */
export const TEXTS: Record<
  Language,
  {
    join: (f: { code: string; minutes: number }) => Text
    alreadyJoined: () => Text
    reset: (f: { code: string; minutes: number }) => Text
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
  },
}
