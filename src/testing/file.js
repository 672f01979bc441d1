// What jest gets for an imported picture or font.
module.exports = '';
