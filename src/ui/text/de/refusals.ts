/** Warum das Zuhause nicht annahm, was gewünscht war. */
export const refusals: Readonly<Record<string, string>> = {
  'already-over': 'Die gewählte Zeit ist schon vorbei.',
  over: 'Das Ereignis ist vorbei.',
  firm: 'Es ist angeordnet und kann nicht abgelehnt werden.',
  'unknown-device': 'Ihr Zuhause kennt dieses Gerät nicht.',
  'unknown-event': 'Dieses Ereignis gibt es nicht mehr.',
  'unknown-ladder': 'Ihr Zuhause hat jetzt keine solche Leistungsschwelle.',
  'nothing-reaches': 'Nichts ist eingerichtet, was Sie bei geschlossener App erreicht.',
  'locked-out': 'Nach mehreren Abschaltungen braucht es eine Wartezeit.',
  'restart-at-the-meter': 'Schalten Sie am Zähler wieder ein.',
  'acknowledge-first': 'Bestätigen Sie zuerst die Abschaltung.',
  'not-interrupted': 'Nichts ist abgeschaltet.',
  'power-unknown': 'Der Zähler sagt nicht, was verbraucht wird; wieder einschalten wäre blind.',
  'still-over': 'Es ist noch zu viel eingeschaltet.',
  'storage-down': 'Das Gateway kann nicht speichern, darum wurde es nicht angenommen.',
  'not-kept': 'Erledigt, aber Ihr Gateway kann nicht auf seine Platte schreiben: Ein Neustart würde es vergessen.',
  busy: 'Zu viel auf einmal. Versuchen Sie es gleich noch einmal.',
};
