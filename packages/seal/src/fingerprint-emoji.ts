/**
 * 256 emoji, one per byte, chosen to be told apart at a glance and named in one word: no faces, hands, hearts, clocks, flags, arrows, no two
 * colours of one thing, each a single code point that is drawn as a picture by itself (Unicode 12 or older). The order is part of the format.
 */
const ROWS = [
  '🍇🍈🍉🍊🍌🍍🍎🍐🍒🍓🥝🍅🥥🥑🍆🥔',
  '🥕🌽🥒🥦🧄🧅🍄🥜🌰🍞🥐🥖🥨🥞🐳🧀',
  '🦨🐐🥓🍔🍟🍕🌭🥪🌮🥚🍳🦉🦜🐓🍿🧂',
  '🥫🦔🦇🍚🦚🐊🍣🐠🐌🐧🥟🦆🦀🦞🦘🦑',
  '🦥🍦🍩🍪🎂🦈🧁🐍🍫🍬🍭🍮🍯🍼🥛🍵',
  '🍶🍾🍷🍸🍺🐫🥤🧃🧉🧊🥢🥄🔪🏺🌍🧭',
  '🌋🧱🏠🦒🏥🏰🗼🗽⛲⛺🎠🎡🎪🚂🚌🚑',
  '🚒🐙🐢🚗🚚🚜🛵🚲🦎🛹⛽🚨🚥🛑⚓🦩',
  '🐎🚢🦋🪂🚁🚀🛸🌂⏳🐘⏰🌙🌞🪐⭐🌈',
  '⚡⛄🔥💧🌊🎃🎄🎈🎀🎁🎫🏆🏅⚽⚾🏀',
  '🐅🏈🎾🐏🎳🐇🐖🏓🏸🥊🥋⛳🎣🤿🎿🛷',
  '🥌🎯🪀🪁🎱🔮🧿🎮🎰🎲🧩🧸🎨🧵🧶👓',
  '🥽👔👕👖🧣🧤🧦👗🦌👜🎒👞👟👠👢👑',
  '👒🎩🎓💄💍💎🔔🎵🎤🎧📻🎷🎸🎹🎺🎻',
  '🦓🥁📱📞🔋🔌💻💾🧮🎥📷📺🔍🐝💡🔦',
  '📚💰📦📫🐞📌📎🦃🔑🔨🪓🏹🔧🔩🧲🪜',
];

/** The table: byte → emoji. */
export const FINGERPRINT_EMOJI: readonly string[] = ROWS.flatMap((row) => [...row]);
