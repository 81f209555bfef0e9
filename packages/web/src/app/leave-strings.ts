export const leaveText = {
  title: "Leave without saving?",
  keepEditing: "Keep editing",
  leave: "Leave",
};
