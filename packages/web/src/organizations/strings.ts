export const organizationsText = {
  title: "Organizations",
  lead: "Organizations you belong to, and your role in each.",
  make: "New organization",
  roleAndPlan: (role: string, plan: string) => `${role}, ${plan} plan`,
  suspended: "Suspended",
  leave: "Leave",
  leaveNamed: (name: string) => `Leave ${name}`,
  loading: "Loading your organizations",
  loadFailed: "We couldn't load your organizations",
  noneTitle: "You don't belong to an organization",
  noneText: "Create one for your team, or open the link in an invitation.",
  noneTextClosed:
    "Open the link in an invitation to join one. New ones are created by the people who run this service.",
};

export const newOrganizationText = {
  title: "New organization",
  lead: "You'll be its owner. Invite people afterwards.",
  name: "Name",
  missing: "Enter a name.",
  zone: "Time zone",
  zoneHint: "Deadlines, such as the last day to set up a second factor, use this time zone.",
  cancel: "Cancel",
  submit: "Create organization",
  busy: "Creating",
  done: (name: string) => `${name} is ready`,
};

export const settingsText = {
  title: "Organization settings",
  submit: "Save",
  busy: "Saving",
  done: "Organization settings saved",
};

export const leaveText = {
  title: (name: string) => `Leave ${name}?`,
  lead: "You lose your place there at once.",
  workspaces: "You're taken out of its workspaces.",
  account: "Your account goes on. To come back you need a new invitation.",
  handOver: "If nobody else is an owner, make someone one first, under Members.",
  stay: "Stay",
  submit: "Leave organization",
  busy: "Leaving",
  done: (name: string) => `You've left ${name}`,
};

export const suspendedText = {
  nav: "Suspended",
  title: (name: string) => `You're suspended in ${name}`,
  lead: "An owner or admin there has suspended you.",
  emptyTitle: "You can't act here until you're restored",
  emptyText:
    "Your account and everything else of yours goes on. Ask an owner or admin of the organization to restore you.",
  toSecurity: "Go to Security",
};
