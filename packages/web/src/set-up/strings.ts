export const setUpText = {
  tab: "Set up single sign-on",
  opening: "Opening your set-up link",
  loadFailed: "We couldn't open the set-up",
  endedTitle: "This link doesn't work any more",
  endedLead: "Links end after a while, when a newer one is made, or once the set-up is done. Nothing you did is lost.",
  endedAsk: "Ask for a new link",
  endedHow: "Reply to whoever sent you this one: they make another on their single sign-on page.",
  noLinkTitle: "Open your set-up link",
  noLinkLead: "This browser has no set-up open. Use the whole link you were sent.",
};
