/** What we ask of it is looked for when it is loaded. */
declare module 'sodium-native' {
  const sodium: object;
  export default sodium;
}
