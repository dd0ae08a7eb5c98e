// The checker's recommended rules, but for those that ask for a taste or for what would hurt a reader.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "tel-non-breaking": "off", // a number is copied by hand: a plain space pastes everywhere, a hard one does not
    "doctype-style": "off", // both spellings are HTML
    "long-title": "off", // names of plans are as long as their makers made them
    "prefer-native-element": "off", // a box that scrolls is a region to a screen reader, not a section of the text
    "valid-id": ["error", { relaxed: true }], // an id may begin with a digit since HTML 5
  },
};
