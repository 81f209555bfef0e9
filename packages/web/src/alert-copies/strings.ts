export const alertCopiesText = {
  tab: "Copies of alerts",
  title: "May alerts come here?",
  lead: (organization: string, email: string) =>
    `${organization} asks to send copies of its security alerts to ${email}.`,
  note: "None comes before you agree. If you weren't expecting this, close the page: nothing is sent.",
  agree: "Yes, send them here",
  agreeing: "Saving",
  doneTitle: "Alerts come here now",
  doneLead: (organization: string, email: string) => `Copies of ${organization}'s security alerts go to ${email}.`,
  loading: "Looking at the link",
  loadFailed: "We couldn't look at this link",
  deadTitle: "This link doesn't work any more",
  deadLead: "Links work once and for a day. An administrator can send another from the policies page.",
  noTokenTitle: "Open the link from your email",
  noTokenLead: "Use the whole link from the email we sent you.",
};
